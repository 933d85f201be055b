//! Who of an organisation is at a question now. Only who moved a hand on the page is: a machine that opens links is nobody.

use sea_orm::{DbErr, EntityTrait, Set};

use super::Seat;
use crate::app::App;
use crate::base::clock::minutes;
use crate::base::{Instant, Language};
use crate::consultations::find::Invitee;
use crate::store::tables::consultation_invitees::{ActiveModel, Entity};

/// So long somebody is still there after they were last seen, in minutes: a page says it three times in one.
const STAYS: u64 = 1;

/// Notes that somebody is at a question, or nowhere any more.
pub(super) async fn note(app: &App, seat: &Seat, question: Option<i64>) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(seat.invitee.id),
        here_at: Set(question.map(|_| app.clock.now())),
        here_question: Set(question),
        ..Default::default()
    };
    let tx = app.store.begin_write().await?;
    Entity::update(row).exec(&tx).await?;
    tx.commit().await
}

/// At which question somebody is.
pub(super) fn place(one: &Invitee, now: Instant) -> Option<i64> {
    one.here_question.filter(|_| one.here_at.is_some_and(|at| now < at.plus(minutes(STAYS))))
}

/// Who else is there, in sentences: at this question first. Nothing when nobody is.
pub(super) fn others(seat: &Seat, number: i64, (now, language): (Instant, Language)) -> String {
    let everybody = seat.invited.invitees.iter().map(|(one, _)| one).filter(|one| one.id != seat.invitee.id);
    let mut there: Vec<_> = everybody.filter_map(|one| Some((place(one, now)?, one.name.as_str()))).collect();
    there.sort_by_key(|(question, _)| *question != number);
    let said = there.into_iter().map(|(question, name)| {
        if question == number {
            language
                .pick(format!("{name} schrijft ook bij deze vraag."), format!("{name} writes at this question too."))
        } else {
            language.pick(format!("{name} is bij vraag {question}."), format!("{name} is at question {question}."))
        }
    });
    said.collect::<Vec<_>>().join(" ")
}
