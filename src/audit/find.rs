//! Reading the rows, newest first.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::base::Instant;
use crate::base::page::Page;
use crate::store::Store;
use crate::store::tables::audit;

/// A row of the audit.
pub type Entry = audit::Model;

const PAGE: usize = 50;

/// A page of rows, newest first, before the row of id `before`.
///
/// # Errors
/// The database's.
pub async fn newest(store: &Store, before: Option<i64>) -> Result<Page<Entry>, DbErr> {
    let mut query = audit::Entity::find().order_by_desc(audit::Column::Id).limit(PAGE as u64 + 1);
    if let Some(before) = before {
        query = query.filter(audit::Column::Id.lt(before));
    }
    Ok(Page::of(query.all(store.read()).await?, PAGE, |entry| entry.id))
}

/// The newest rows about these things of one kind, at most `most`, newest first.
///
/// # Errors
/// The database's.
pub async fn about(
    on: &impl ConnectionTrait,
    object: &str,
    ids: impl IntoIterator<Item = i64>,
    most: u64,
) -> Result<Vec<Entry>, DbErr> {
    audit::Entity::find()
        .filter(audit::Column::Object.eq(object))
        .filter(audit::Column::ObjectId.is_in(ids))
        .order_by_desc(audit::Column::Id)
        .limit(most)
        .all(on)
        .await
}

/// When something was last done.
///
/// # Errors
/// The database's.
pub async fn last(on: &impl ConnectionTrait, action: &str) -> Result<Option<Instant>, DbErr> {
    let newest =
        audit::Entity::find().select_only().expr(audit::Column::At.max()).filter(audit::Column::Action.eq(action));
    Ok(newest.into_tuple::<Option<Instant>>().one(on).await?.flatten())
}
