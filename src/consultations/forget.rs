//! Letting go of people: what an organisation said stays, who typed it does not.

use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use crate::base::Instant;
use crate::base::id::{InviteeId, PersonId};
use crate::store::tables::consultation_invitees::{ActiveModel, Column, Entity};

/// Takes a person out of everything they answered, in the caller's transaction. Their links open nothing any more. Gives the
/// number of rows.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &impl ConnectionTrait, person: PersonId, now: Instant) -> Result<u64, DbErr> {
    blank(tx, Column::PersonId.eq(person), now).await
}

/// The same for rows whose period is over.
///
/// # Errors
/// The database's.
pub async fn forget_invitees(tx: &impl ConnectionTrait, ids: &[InviteeId], now: Instant) -> Result<u64, DbErr> {
    blank(tx, Column::Id.is_in(ids.iter().copied()), now).await
}

async fn blank(tx: &impl ConnectionTrait, these: Expr, now: Instant) -> Result<u64, DbErr> {
    let (name, role) = (Set(String::new()), Set(String::new()));
    let (here_at, here_question) = (Set(None), Set(None));
    let nobody = ActiveModel { person_id: Set(None), name, role, here_at, here_question, ..Default::default() };
    let revoked = Func::coalesce([Expr::col(Column::RevokedAt), Expr::value(now.0)]);
    let blank = Entity::update_many().set(nobody).col_expr(Column::RevokedAt, revoked.into());
    blank.filter(these).exec(tx).await.map(|done| done.rows_affected)
}
