//! Pausing, resuming and stopping the sending of an issue, by a person and on record.

use sea_orm::EntityTrait;

use super::close_sent;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{IssueId, MemberId};
use crate::delivery::{self, Act, Steered};
use crate::issues::ISSUE;
use crate::store::tables::issues;
use crate::store::tables::states::HaltReason;

/// What a person wants of a running sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Hold it.
    Pause,
    /// Let it go on.
    Resume,
    /// Stop it for good.
    Stop,
}

/// Turns the sending of an issue. [`Steered::TooLate`] when it has none, or when it is in another state by now.
///
/// # Errors
/// The database's.
pub async fn steer(app: &App, by: MemberId, id: IssueId, turn: Turn) -> anyhow::Result<Steered> {
    let tx = app.store.begin_write().await?;
    let row = issues::Entity::find_by_id(id).one(&tx).await?;
    let Some(sending) = row.and_then(|row| row.sending_id) else { return Ok(Steered::TooLate) };
    let (steered, action) = match turn {
        Turn::Pause => (delivery::pause(&tx, app, sending, HaltReason::ByHand).await?, Act::Pause),
        Turn::Resume => (delivery::resume(&tx, app, sending).await?, Act::Resume),
        Turn::Stop => (delivery::cancel(&tx, app, sending).await?, Act::Cancel),
    };
    if steered == Steered::Done {
        let note = Note::of(action, id.0).on(ISSUE).with(format!("sending {sending}"));
        audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
        tx.commit().await?;
        app.mail_waits.notify_one();
    }
    if turn == Turn::Stop {
        // The issue follows at once; the bell would do it within the minute.
        close_sent(app).await?;
    }
    Ok(steered)
}
