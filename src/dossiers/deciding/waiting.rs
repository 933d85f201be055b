//! What waits for staff: a request that is closed and of which nobody wrote down what came of it.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::base::Instant;
use crate::store::tables::decisions::{Column, Entity};
use crate::store::tables::states::DecisionState;

/// A closed request without an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingDecision {
    /// What it is called.
    pub title: String,
    /// Where its outcome is written down.
    pub path: String,
    /// When it was closed.
    pub closed_at: Option<Instant>,
}

/// The closed requests without an outcome, what was closed first first, at most `most`.
///
/// # Errors
/// The database's.
pub async fn waiting_decisions(on: &impl ConnectionTrait, most: u64) -> Result<Vec<WaitingDecision>, DbErr> {
    let rows = Entity::find()
        .filter(Column::State.eq(DecisionState::Closed))
        .order_by_asc(Column::ClosedAt)
        .limit(most)
        .all(on)
        .await?;
    let waiting = |row: crate::store::tables::decisions::Model| WaitingDecision {
        path: format!("/beheer/dossiers/{}/besluiten/{}/uitkomst", row.dossier_id, row.id),
        title: row.title,
        closed_at: row.closed_at,
    };
    Ok(rows.into_iter().map(waiting).collect())
}
