//! Pausing, resuming and cancelling a sending for a person: the act is delivery's, the audit names who did it.

use sea_orm::EntityTrait;

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{MemberId, SendingId};
use crate::delivery::{self, Act, Steered};
use crate::issues;
use crate::store::tables::sendings;
use crate::store::tables::states::{HaltReason, Lane};

/// What a person does with a sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Holds it.
    Pause,
    /// Lets it go on.
    Resume,
    /// Stops it for good.
    Cancel,
}

/// Turns a sending to many. `None` when there is no such sending.
///
/// # Errors
/// The database's.
pub async fn steer(app: &App, by: MemberId, id: SendingId, turn: Turn) -> anyhow::Result<Option<Steered>> {
    let tx = app.store.begin_write().await?;
    // A letter that one person waits for is nobody's to hold.
    if sendings::Entity::find_by_id(id).one(&tx).await?.is_none_or(|row| row.lane != Lane::Bulk) {
        return Ok(None);
    }
    let (steered, action) = match turn {
        Turn::Pause => (delivery::pause(&tx, app, id, HaltReason::ByHand).await?, Act::Pause),
        Turn::Resume => (delivery::resume(&tx, app, id).await?, Act::Resume),
        Turn::Cancel => (delivery::cancel(&tx, app, id).await?, Act::Cancel),
    };
    if steered == Steered::Done {
        let note = Note::of(action, id.0);
        audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
        tx.commit().await?;
        // Again: the engine may have looked before the commit.
        app.mail_waits.notify_one();
    }
    if turn == Turn::Cancel {
        // The issue follows at once; the bell would do it within the minute.
        issues::close_sent(app).await?;
    }
    Ok(Some(steered))
}
