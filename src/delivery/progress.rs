//! How far a sending is. For pages only: the send path counts nothing.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use crate::base::Instant;
use crate::base::id::SendingId;
use crate::store::sql;
use crate::store::tables::sendings;
use crate::store::tables::states::{DeliveryState, SendingState};

/// How far a sending is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The sending's state.
    pub state: SendingState,
    /// Why it is held; empty otherwise.
    pub reason: String,
    /// When it was opened.
    pub opened_at: Instant,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Rows that the relay accepted.
    pub accepted: i64,
    /// Rows refused for good.
    pub refused: i64,
    /// Rows that wait for another attempt.
    pub retrying: i64,
    /// Rows of people who left meanwhile.
    pub suppressed: i64,
    /// Rows of which nobody knows.
    pub uncertain: i64,
    /// Rows that wait or are in flight.
    pub open: i64,
}

impl Progress {
    /// All rows.
    #[must_use]
    pub const fn total(&self) -> i64 {
        self.accepted + self.refused + self.retrying + self.suppressed + self.uncertain + self.open
    }
}

/// How far a sending is, or `None` when there is no such sending.
///
/// # Errors
/// The database's.
pub async fn progress(on: &impl ConnectionTrait, id: SendingId) -> Result<Option<Progress>, DbErr> {
    let Some(sending) = sendings::Entity::find_by_id(id).one(on).await? else { return Ok(None) };
    let mut progress = Progress {
        state: sending.state,
        reason: sending.reason,
        opened_at: sending.opened_at,
        closed_at: sending.closed_at,
        accepted: 0,
        refused: 0,
        retrying: 0,
        suppressed: 0,
        uncertain: 0,
        open: 0,
    };
    // Of a sending that is long over only the totals are kept.
    let kept = sql(on, "SELECT state, many FROM sending_totals WHERE sending_id = ?", [id.0.into()]);
    let mut counts = on.query_all_raw(kept).await?;
    if counts.is_empty() {
        let text = "SELECT state, COUNT(*) AS many FROM deliveries WHERE sending_id = ? GROUP BY state";
        counts = on.query_all_raw(sql(on, text, [id.0.into()])).await?;
    }
    for row in counts {
        let (state, many): (DeliveryState, i64) = (row.try_get("", "state")?, row.try_get("", "many")?);
        *match state {
            DeliveryState::Accepted => &mut progress.accepted,
            DeliveryState::Refused => &mut progress.refused,
            DeliveryState::Retry => &mut progress.retrying,
            DeliveryState::Suppressed => &mut progress.suppressed,
            DeliveryState::Uncertain => &mut progress.uncertain,
            DeliveryState::Pending | DeliveryState::Claimed | DeliveryState::Submitting => &mut progress.open,
        } += many;
    }
    Ok(Some(progress))
}
