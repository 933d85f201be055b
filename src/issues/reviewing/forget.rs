//! Letting go of who read along: what they remarked was working material, and goes with them.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use crate::base::id::{PersonId, ReviewerId};
use crate::store::tables::{review_remarks, reviewers};

/// Takes a person out of everything that they read along, with their remarks, in the caller's transaction. Their links open nothing
/// any more. Gives the number of rows.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &impl ConnectionTrait, person: PersonId) -> Result<u64, DbErr> {
    let theirs = reviewers::Entity::find().filter(reviewers::Column::PersonId.eq(person));
    let ids: Vec<ReviewerId> = theirs.select_only().column(reviewers::Column::Id).into_tuple().all(tx).await?;
    forget_reviewers(tx, &ids).await
}

/// The same for rows whose period is over.
///
/// # Errors
/// The database's.
pub async fn forget_reviewers(tx: &impl ConnectionTrait, ids: &[ReviewerId]) -> Result<u64, DbErr> {
    // Held first: somebody who remarks at this moment is seen, or finds nobody.
    let held = reviewers::Entity::find().filter(reviewers::Column::Id.is_in(ids.iter().copied()));
    held.lock_exclusive().all(tx).await?;
    let remarks = review_remarks::Entity::delete_many();
    let remarks = remarks.filter(review_remarks::Column::ReviewerId.is_in(ids.iter().copied())).exec(tx).await?;
    let people = reviewers::Entity::delete_many().filter(reviewers::Column::Id.is_in(ids.iter().copied()));
    Ok(remarks.rows_affected + people.exec(tx).await?.rows_affected)
}
