//! Extending: a later deadline for everybody at once, in the pages, the links and the letters.
//!
//! A letter that is frozen is never edited. A request or reminder that has not left yet is stopped, and its person gets one
//! with the new date; whoever had the old one gets one correction.
//!
//! SQL for which answers are in time after all, over answers, entries and invitations.

mod refuse_time;

use std::time::Duration;

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

pub use refuse_time::{TimeRefused, refuse_time};

use super::consultation::{Consultation, Deadline};
use super::find::{self, Invitee, Standing};
use super::letters::Asking;
use super::post::{Addressee, addressees, post_ready};
use super::remind::stop_letters;
use super::turn::turn;
use super::{AskingLetter, ConsultationState, Declining};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::days;
use crate::base::id::{ConsultationId, MemberId};
use crate::consultations::acts::Act;
use crate::delivery::Ready;
use crate::mail::Letter;
use crate::store::tables::{consultation_invitations, consultations};
use crate::store::{DatabaseTransaction, again, sql};

/// The longest term from now.
const LONGEST: Duration = days(366);

/// What came of extending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extended {
    /// So many letters tell it.
    Done(usize),
    /// The new end is not later than the one that people know, or it is over already.
    NotLater,
    /// The new end is more than a year away: a slip of the finger that nobody could take back.
    TooFar,
    /// It is not open, its reaction was handed over, or somebody else extended it meanwhile.
    TooLate,
}

/// Gives everybody who was asked until `wanted`; `seen` is the deadline that the page showed, as stored. An answer that came
/// after the old end and before the new one is in time. Who asked for more time is asked again.
///
/// # Errors
/// The database's.
pub async fn extend(
    app: &App,
    by: MemberId,
    id: ConsultationId,
    (seen, wanted): (&str, Deadline),
) -> anyhow::Result<Extended> {
    again(|| extend_once(app, by, id, (seen, wanted))).await
}

async fn extend_once(
    app: &App,
    by: MemberId,
    id: ConsultationId,
    (seen, wanted): (&str, Deadline),
) -> anyhow::Result<Extended> {
    let mut ready = rendered(app, id, &wanted).await?;
    let tx = app.store.begin_write().await?;
    let (now, until) = (app.clock.now(), wanted.resolve().instant());
    if until > now.plus(LONGEST) {
        return Ok(Extended::TooFar);
    }
    // The update comes first: who releases at this moment waits, and is judged by the new end.
    let (deadline_wall, deadline_at) = (Set(wanted.stored()), Set(until));
    let update = turn(id, &[ConsultationState::Open])
        .set(consultations::ActiveModel { deadline_wall, deadline_at, ..Default::default() })
        .filter(consultations::Column::DeadlineWall.eq(seen))
        .filter(consultations::Column::OfferedAt.is_null())
        .filter(consultations::Column::DeadlineAt.lt(until));
    let is_later = update.exec(&tx).await?.rows_affected == 1 && until > now;
    let Some(the) = find::consultation(&tx, id).await? else { return Ok(Extended::TooLate) };
    if !is_later {
        let is_same = the.row.state == ConsultationState::Open && the.row.offered_at.is_none();
        let was_seen = the.row.deadline_wall == seen || until <= now;
        return Ok(if is_same && was_seen { Extended::NotLater } else { Extended::TooLate });
    }
    let in_time = sql(
        &tx,
        "UPDATE consultation_submissions SET late = FALSE WHERE late
           AND ((entry_id IS NULL AND released_at < ?)
             OR entry_id IN (SELECT e.id FROM consultation_entries e WHERE e.counted_on <= ?))
           AND invitation_id IN (SELECT id FROM consultation_invitations WHERE consultation_id = ?)",
        [until.into(), wanted.day.to_string().into(), id.into()],
    );
    tx.execute_raw(in_time).await?;
    // What they wrote about it stays: it is why there is more time.
    let own = consultation_invitations::Column::ConsultationId.eq(id);
    consultation_invitations::Entity::update_many()
        .set(consultation_invitations::ActiveModel {
            declined: Set(None),
            declined_at: Set(None),
            ..Default::default()
        })
        .filter(own.and(consultation_invitations::Column::Declined.eq(Declining::MoreTime)))
        .exec(&tx)
        .await?;
    let many = tell(&tx, app, &the, &mut ready).await?;
    let note = Note::of(Act::Extend, id.0);
    audit::record(&tx, now, Actor::Member(by), note.with(format!("{seen} to {}", wanted.stored())), "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Extended::Done(many))
}

/// The letters to everybody who is asked, as they will be with the new end: which of the two somebody gets is known when what
/// waits has been stopped.
async fn rendered(app: &App, id: ConsultationId, wanted: &Deadline) -> anyhow::Result<Ready> {
    let on = app.store.read();
    let Some(mut the) = find::consultation(on, id).await? else { return Ready::of([]).await };
    the.row.deadline_wall = wanted.stored();
    the.row.deadline_at = wanted.resolve().instant();
    let asking = Asking::about(app, on, &the).await?;
    let invited = find::invited(on, id).await?;
    let mut letters = Vec::new();
    for one in &addressees(on, &invited).await? {
        letters.push(asks_anew(&asking, one)?);
        letters.push(asking.extended(one.0, one.1, &one.2)?);
    }
    Ready::of(letters).await
}

/// The letter that somebody had who was asked, or brought along by a colleague.
fn asks_anew(asking: &Asking<'_>, (one, invitee, person): &Addressee) -> anyhow::Result<Letter> {
    let by = invitee.invited_by.and_then(|by| one.everybody.iter().find(|who| who.id == by));
    match by {
        Some(by) => asking.brought(one, (invitee, person), &by.name),
        None => asking.request(one, invitee, person),
    }
}

async fn tell(tx: &DatabaseTransaction, app: &App, the: &Consultation, ready: &mut Ready) -> anyhow::Result<usize> {
    let asking = Asking::about(app, tx, the).await?;
    let mut told = find::invited(tx, the.row.id).await?;
    told.retain(|one| one.standing() != Standing::NoAdvice);
    let people = told.iter().flat_map(|one| &one.everybody).map(|invitee| invitee.id).collect();
    let dated = [AskingLetter::Request, AskingLetter::Reminder, AskingLetter::Extended];
    let stopped = stop_letters(tx, app, (people, &dated)).await?;
    let was_asked = |who: &Invitee| {
        stopped.iter().any(|letter| letter.invitee_id == who.id && letter.kind == AskingLetter::Request)
    };
    let everybody = addressees(tx, &told).await?;
    for one in &everybody {
        let (at, invitee, person) = one;
        let (kind, letter) = if was_asked(invitee) {
            (AskingLetter::Request, asks_anew(&asking, one)?)
        } else {
            (AskingLetter::Extended, asking.extended(at, invitee, person)?)
        };
        post_ready(tx, app, (invitee.id, person.id), kind, ready.take(&letter)?).await?;
    }
    Ok(everybody.len())
}
