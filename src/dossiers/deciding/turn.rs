//! The update of a request, which only finds it where it stands.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, Set, UpdateMany};

use crate::base::Instant;
use crate::base::id::{DecisionId, MemberId};
use crate::store::DatabaseTransaction;
use crate::store::tables::decisions::{ActiveModel, Column, Entity};
use crate::store::tables::states::DecisionState;

/// The update of a request that is in this state: of two who act on it at once, one wins.
pub(super) fn turn(id: DecisionId, from: DecisionState) -> UpdateMany<Entity> {
    Entity::update_many().filter(Column::Id.eq(id)).filter(Column::State.eq(from))
}

/// The same by somebody, as its next version.
pub(super) fn next(id: DecisionId, from: DecisionState, (by, now): (MemberId, Instant)) -> UpdateMany<Entity> {
    let changed = ActiveModel { changed_by: Set(by), changed_at: Set(now), ..Default::default() };
    turn(id, from).set(changed).col_expr(Column::Version, Expr::col(Column::Version).add(1))
}

/// Holds a request until the transaction ends: answering, changing a point, reminding and closing come one after the other.
/// Gives whether it can be answered.
pub(super) async fn hold_open(tx: &DatabaseTransaction, id: DecisionId, now: Instant) -> Result<bool, DbErr> {
    let hold = turn(id, DecisionState::Open).col_expr(Column::Version, Expr::col(Column::Version));
    Ok(hold.filter(Column::DeadlineAt.gt(now)).exec(tx).await?.rows_affected == 1)
}
