//! Reminding: only who was asked and stays silent, at most three times, and never who answered.

use std::collections::BTreeSet;
use std::time::Duration;

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect as _, Set};

use super::AskingLetter;
use super::find::{self, Invited, Standing};
use super::letters::Asking;
use super::open::hold_open;
use super::post::{addressees, post_ready};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::days;
use crate::base::id::{ConsultationId, InvitationId, InviteeId, MemberId};
use crate::consultations::acts::Act;
use crate::delivery::{self, Ready, Steered};
use crate::store::DatabaseTransaction;
use crate::store::again;
use crate::store::tables::consultation_letters::{Column, Entity, Model};
use crate::store::tables::states::{DeliveryReason, DeliveryState};
use crate::store::tables::{consultation_invitations, deliveries};

/// How often an organisation is reminded at most.
pub(super) const MOST: i64 = 3;
/// How long there is between two letters to an organisation.
const BETWEEN: Duration = days(1);

/// Reminds everybody who is still silent or has not released yet, and gives how many organisations that are. Who answered
/// in this very moment is not reminded: both acts take turns at the row of the organisation, and releasing stops what has
/// not left.
///
/// # Errors
/// The database's.
pub async fn remind(app: &App, by: MemberId, id: ConsultationId) -> anyhow::Result<usize> {
    again(|| remind_once(app, by, id)).await
}

async fn remind_once(app: &App, by: MemberId, id: ConsultationId) -> anyhow::Result<usize> {
    let mut ready = rendered(app, id).await?;
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    // A term that is made longer at this moment is seen, or waits for us and stops what has not left.
    if !hold_open(&tx, id).await? {
        return Ok(0);
    }
    let Some(the) = find::consultation(&tx, id).await?.filter(|the| !the.is_late(now)) else { return Ok(0) };
    let asking = Asking::about(app, &tx, &the).await?;
    let mut reminded = find::invited(&tx, id).await?;
    reminded.retain(is_silent);
    let mut counting = Vec::new();
    for one in &reminded {
        if counted(&tx, app, one.row.id).await? {
            counting.push(one);
        }
    }
    let many = counting.len();
    for (one, invitee, person) in addressees(&tx, counting).await? {
        let letter = ready.take(&asking.reminder(one, invitee, &person)?)?;
        post_ready(&tx, app, (invitee.id, person.id), AskingLetter::Reminder, letter).await?;
    }
    let note = Note::of(Act::Remind, id.0).with(format!("{many} organisations"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(many)
}

/// Whether they are asked and said nothing yet, or did not send what they wrote.
fn is_silent(one: &Invited) -> bool {
    matches!(one.standing(), Standing::Silent | Standing::Writing)
}

/// The letters to everybody who may be reminded.
async fn rendered(app: &App, id: ConsultationId) -> anyhow::Result<Ready> {
    let on = app.store.read();
    let Some(the) = find::consultation(on, id).await? else { return Ready::of([]).await };
    let asking = Asking::about(app, on, &the).await?;
    let invited = find::invited(on, id).await?;
    let everybody = addressees(on, invited.iter().filter(|one| is_silent(one))).await?;
    let letters = everybody.iter().map(|(one, invitee, person)| asking.reminder(one, invitee, person));
    Ready::of(letters.collect::<anyhow::Result<Vec<_>>>()?).await
}

/// Counts a reminder, when one may still be sent. The row decides, also when somebody releases at this moment.
async fn counted(tx: &DatabaseTransaction, app: &App, id: InvitationId) -> anyhow::Result<bool> {
    use consultation_invitations::{ActiveModel, Column, Entity};
    let (now, before) = (app.clock.now(), app.clock.now().minus(BETWEEN));
    let count = Entity::update_many()
        .set(ActiveModel { reminded_at: Set(Some(now)), ..Default::default() })
        .col_expr(Column::Reminders, Expr::col(Column::Reminders).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::Reminders.lt(MOST))
        .filter(Column::SubmittedAt.is_null())
        .filter(Column::DeclinedAt.is_null())
        .filter(Column::SentAt.lte(before))
        .filter(Column::RemindedAt.is_null().or(Column::RemindedAt.lte(before)));
    Ok(count.exec(tx).await?.rows_affected == 1)
}

/// Stops reminders to an organisation that have not left yet.
pub(super) async fn stop_reminders(tx: &DatabaseTransaction, app: &App, id: InvitationId) -> anyhow::Result<()> {
    let invited = find::one_invited(tx, id).await?;
    let people = invited.into_iter().flat_map(|one| one.everybody).map(|one| one.id).collect();
    stop_letters(tx, app, (people, &[AskingLetter::Reminder])).await?;
    Ok(())
}

/// Stops letters to people, and gives those that surely did not leave. One that a relay may have goes no further either,
/// and its person is told what changed.
pub(super) async fn stop_letters(
    tx: &DatabaseTransaction,
    app: &App,
    (people, kinds): (Vec<InviteeId>, &[AskingLetter]),
) -> anyhow::Result<Vec<Model>> {
    let letters = Entity::find()
        .filter(Column::InviteeId.is_in(people))
        .filter(Column::Kind.is_in(kinds.iter().copied()))
        .all(tx)
        .await?;
    // Held, so that nobody claims one between this look and the stop.
    let rows = deliveries::Entity::find();
    let rows = rows.filter(deliveries::Column::SendingId.is_in(letters.iter().map(|letter| letter.sending_id)));
    let waiting: BTreeSet<_> =
        rows.lock_exclusive().all(tx).await?.iter().filter(|row| waits(row)).map(|row| row.sending_id).collect();
    let mut stopped = Vec::new();
    for letter in letters {
        let is_stopped = delivery::cancel(tx, app, letter.sending_id).await? == Steered::Done;
        if is_stopped && waiting.contains(&letter.sending_id) {
            stopped.push(letter);
        }
    }
    Ok(stopped)
}

/// Whether no relay can have it.
fn waits(row: &deliveries::Model) -> bool {
    match row.state {
        DeliveryState::Pending => true,
        DeliveryState::Retry => row.class.as_deref() != Some(DeliveryReason::Uncertain.word()),
        DeliveryState::Claimed
        | DeliveryState::Submitting
        | DeliveryState::Accepted
        | DeliveryState::Refused
        | DeliveryState::Suppressed
        | DeliveryState::Uncertain => false,
    }
}
