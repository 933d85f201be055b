//! How far a sending is. For pages only: the send path counts nothing.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use crate::base::Instant;
use crate::base::id::SendingId;
use crate::store::tables::states::{DeliveryState, SendingState};
use crate::store::tables::{deliveries, sending_totals, sendings};

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
    let kept = sending_totals::Entity::find().filter(sending_totals::Column::SendingId.eq(id)).all(on).await?;
    let mut counts: Vec<(DeliveryState, i64)> = kept.into_iter().map(|row| (row.state, row.many)).collect();
    if counts.is_empty() {
        let rows = deliveries::Entity::find().select_only().column(deliveries::Column::State);
        let rows = rows.column_as(deliveries::Column::PersonId.count(), "many");
        let rows = rows.filter(deliveries::Column::SendingId.eq(id)).group_by(deliveries::Column::State);
        counts = rows.into_tuple().all(on).await?;
    }
    for (state, many) in counts {
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
