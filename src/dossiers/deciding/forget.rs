//! Letting go of people: that a point was answered like this stays, by whom does not.

use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Set};

use crate::base::Instant;
use crate::base::id::{PersonId, RespondentId};
use crate::store::DatabaseTransaction;
use crate::store::tables::decision_answers;
use crate::store::tables::decision_respondents::{ActiveModel, Column, Entity};

/// Takes a person out of everything on which their agreement was asked, in the caller's transaction. Their links open nothing any
/// more. Gives the number of rows.
///
/// # Errors
/// The database's.
pub async fn forget_respondent(tx: &DatabaseTransaction, person: PersonId, now: Instant) -> Result<u64, DbErr> {
    blank(tx, Column::PersonId.eq(person), now).await
}

/// The same for rows whose period is over.
///
/// # Errors
/// The database's.
pub async fn forget_respondents(tx: &DatabaseTransaction, ids: &[RespondentId], now: Instant) -> Result<u64, DbErr> {
    blank(tx, Column::Id.is_in(ids.iter().copied()), now).await
}

async fn blank(tx: &DatabaseTransaction, these: Expr, now: Instant) -> Result<u64, DbErr> {
    // Held first: somebody who answers at this moment is seen, or finds nobody.
    let held = Entity::find().filter(these).lock_exclusive().all(tx).await?;
    let ids: Vec<RespondentId> = held.into_iter().map(|row| row.id).collect();
    let nobody = decision_answers::ActiveModel { on_behalf: Set(String::new()), ..Default::default() };
    let answers = decision_answers::Column::RespondentId.is_in(ids.iter().copied());
    decision_answers::Entity::update_many().set(nobody).filter(answers).exec(tx).await?;
    let nobody =
        ActiveModel { person_id: Set(None), name: Set(String::new()), role: Set(String::new()), ..Default::default() };
    let revoked = Func::coalesce([Expr::col(Column::RevokedAt), Expr::value(now.0)]);
    let blank = Entity::update_many().set(nobody).col_expr(Column::RevokedAt, revoked.into());
    blank.filter(Column::Id.is_in(ids)).exec(tx).await.map(|done| done.rows_affected)
}
