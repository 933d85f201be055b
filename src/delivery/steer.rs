//! Pausing, resuming and cancelling a sending: each one conditional update, exact at the moment it commits.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::app::App;
use crate::base::Instant;
use crate::base::id::SendingId;
use crate::store::tables::sendings::{Column, Entity};
use crate::store::tables::states::{HaltReason, SendingState};

/// What came of steering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steered {
    /// It is so now.
    Done,
    /// The sending was in another state: someone was first, or it is finished.
    TooLate,
}

/// Holds a sending: no further mail is marked for submission.
///
/// # Errors
/// The database's.
pub async fn pause(tx: &impl ConnectionTrait, app: &App, id: SendingId, why: HaltReason) -> Result<Steered, DbErr> {
    turn(tx, app, id, &[SendingState::Open], SendingState::Paused, Some(why)).await
}

/// Lets a held sending go on.
///
/// # Errors
/// The database's.
pub async fn resume(tx: &impl ConnectionTrait, app: &App, id: SendingId) -> Result<Steered, DbErr> {
    let steered = turn(tx, app, id, &[SendingState::Paused], SendingState::Open, None).await?;
    app.mail_waits.notify_one();
    Ok(steered)
}

/// Stops a sending for good. What was not sent stays pending in a cancelled sending: the report says "not sent".
///
/// # Errors
/// The database's.
pub async fn cancel(tx: &impl ConnectionTrait, app: &App, id: SendingId) -> Result<Steered, DbErr> {
    turn(tx, app, id, &[SendingState::Open, SendingState::Paused], SendingState::Cancelled, Some(HaltReason::ByHand))
        .await
}

/// Whoever gets `true` tells people that a held sending stands still: once for each time that it is held.
///
/// # Errors
/// The database's.
pub async fn tell_once(tx: &impl ConnectionTrait, id: SendingId, now: Instant) -> Result<bool, DbErr> {
    let ours = Entity::update_many()
        .col_expr(Column::ToldAt, Expr::value(now.0))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(SendingState::Paused))
        .filter(Column::ToldAt.is_null());
    Ok(ours.exec(tx).await?.rows_affected == 1)
}

async fn turn(
    tx: &impl ConnectionTrait,
    app: &App,
    id: SendingId,
    from: &[SendingState],
    to: SendingState,
    why: Option<HaltReason>,
) -> Result<Steered, DbErr> {
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(to.word()))
        .col_expr(Column::Reason, Expr::value(why.map_or("", HaltReason::word)))
        .col_expr(Column::ChangedAt, Expr::value(app.clock.now().0))
        .col_expr(Column::ToldAt, Expr::value(None::<i64>))
        .filter(Column::Id.eq(id))
        .filter(Column::State.is_in(from.iter().copied()))
        .exec(tx)
        .await?;
    Ok(if done.rows_affected == 1 { Steered::Done } else { Steered::TooLate })
}
