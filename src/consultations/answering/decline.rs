//! Declining is an answer too: no advice, or more time. Reminders stop.

use sea_orm::{EntityTrait, Set};

use super::holder::hold_seat;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::consultations::Declining;
use crate::consultations::acts::Act;
use crate::consultations::remind::stop_reminders;
use crate::store::tables::consultation_invitations::{ActiveModel, Entity};

/// What came of declining.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declined {
    /// It is noted.
    Done,
    /// The organisation released an answer already.
    Answered,
    /// A member does not decide this.
    NotYours,
    /// The reaction is published.
    Closed,
    /// The link opens nothing.
    Unknown,
}

/// Notes that an organisation gives no advice, or needs more time, with its own words about that.
///
/// # Errors
/// The database's.
pub async fn decline(app: &App, token: &str, how: Declining, why: &str) -> anyhow::Result<Declined> {
    let tx = app.store.begin_write().await?;
    let Some(seat) = hold_seat(app, &tx, token).await? else { return Ok(Declined::Unknown) };
    if !seat.may_release() {
        return Ok(Declined::NotYours);
    }
    if !seat.is_open() {
        return Ok(Declined::Closed);
    }
    if !seat.invited.submissions.is_empty() {
        return Ok(Declined::Answered);
    }
    let now = app.clock.now();
    let declined = ActiveModel {
        id: Set(seat.invited.row.id),
        declined: Set(Some(how)),
        declined_why: Set(why.to_owned()),
        declined_at: Set(Some(now)),
        declined_by: Set(Some(seat.invitee.id)),
        ..Default::default()
    };
    Entity::update(declined).exec_without_returning(&tx).await?;
    stop_reminders(&tx, app, seat.invited.row.id).await?;
    let note = Note::of(Act::Decline, seat.the.row.id.0);
    let detail = format!("invitation {}, {}", seat.invited.row.id, how.word());
    audit::record(&tx, now, Actor::Reader, note.with(detail), "web").await?;
    tx.commit().await?;
    Ok(Declined::Done)
}
