//! Reading the rows, newest first.

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

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
