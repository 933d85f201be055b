//! An answer of a person is done: somebody of the staff read it and did what it asks.

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::feedback::Kind;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::MemberId;
use crate::returns::acts::Act;
use crate::store::tables::feedback;

/// Marks an answer as done. `false` when it was done before, or there is none of this number.
///
/// # Errors
/// The database's.
pub async fn settle(app: &App, member: MemberId, id: i64) -> Result<bool, DbErr> {
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    let done = feedback::Entity::update_many()
        .col_expr(feedback::Column::HeededAt, now.into())
        .filter(feedback::Column::Id.eq(id))
        .filter(feedback::Column::Kind.eq(Kind::Reply.word()))
        .filter(feedback::Column::HeededAt.is_null())
        .exec(&tx)
        .await?;
    if done.rows_affected == 0 {
        return Ok(false);
    }
    audit::record(&tx, now, Actor::Member(member), Note::of(Act::ReplySettle, id), "web").await?;
    tx.commit().await?;
    Ok(true)
}
