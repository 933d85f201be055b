//! Reminding: only who was asked and has still to answer, at most three times, never within a day of the last letter.

use std::time::Duration;

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::decision::{Decision, Respondent};
use super::find;
use super::letters::{Asking, To, addressees, post};
use super::turn::hold_open;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::clock::days;
use crate::base::id::{DecisionId, MemberId};
use crate::delivery::Ready;
use crate::mail::Letter;
use crate::store::again;
use crate::store::tables::decision_respondents::{ActiveModel, Column, Entity};
use crate::store::tables::states::DecisionLetter;

/// How often somebody is reminded at most.
pub(super) const MOST: i64 = 3;
/// How long there is between two letters.
const BETWEEN: Duration = days(1);

/// Whether somebody is reminded when the button is pressed now.
pub(super) fn is_due(the: &Decision, one: &Respondent, now: Instant) -> bool {
    let before = now.minus(BETWEEN);
    one.sent_at.is_some_and(|at| at <= before)
        && one.reminded_at.is_none_or(|at| at <= before)
        && one.reminders < MOST
        && one.revoked_at.is_none()
        && the.lacks(one.id)
}

/// Reminds everybody who has not answered every point as it is now; gives how many that are. Who answers in this very moment is not
/// reminded: both acts take turns, and answering stops what has not left.
///
/// # Errors
/// The database's.
pub async fn remind(app: &App, by: MemberId, id: DecisionId) -> anyhow::Result<usize> {
    again(|| remind_once(app, by, id)).await
}

async fn remind_once(app: &App, by: MemberId, id: DecisionId) -> anyhow::Result<usize> {
    let (on, now) = (app.store.read(), app.clock.now());
    let Some(the) = find::decision(on, id).await? else { return Ok(0) };
    let letters = reminders(app, on, &the, now).await?;
    let mut ready = Ready::of(letters.into_iter().map(|(_, letter)| letter)).await?;
    let tx = app.store.begin_write().await?;
    if !hold_open(&tx, id, now).await? {
        return Ok(0);
    }
    let Some(the) = find::decision(&tx, id).await? else { return Ok(0) };
    let letters = reminders(app, &tx, &the, now).await?;
    let many = letters.len();
    if many == 0 {
        return Ok(0);
    }
    let reminded = Entity::update_many()
        .set(ActiveModel { reminded_at: Set(Some(now)), ..Default::default() })
        .col_expr(Column::Reminders, Expr::col(Column::Reminders).add(1));
    reminded.filter(Column::Id.is_in(letters.iter().map(|((respondent, _), _)| *respondent))).exec(&tx).await?;
    for (to, letter) in &letters {
        post(&tx, app, *to, DecisionLetter::Reminder, ready.take(letter)?).await?;
    }
    let note = Note::done("decision.remind", "decision", id.0).with(format!("{many} letters"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(many)
}

async fn reminders(
    app: &App,
    on: &impl ConnectionTrait,
    the: &Decision,
    now: Instant,
) -> anyhow::Result<Vec<(To, Letter)>> {
    let asking = Asking::about(app, on, the).await?;
    let everybody = addressees(on, the.respondents.iter().filter(|one| is_due(the, one, now))).await?;
    let to = everybody.iter().map(|(one, person)| Ok(((one.id, person.id), asking.reminder(one, person)?)));
    to.collect()
}
