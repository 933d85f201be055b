//! Reading the rows, newest first.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::base::Instant;
use crate::base::page::Page;
use crate::store::page_before;
use crate::store::tables::audit;

/// A row of the audit.
pub type Entry = audit::Model;

/// At most `most` rows, newest first, before the row of id `before`: of one who acts and of one act, or of all where
/// the word is empty.
///
/// # Errors
/// The database's.
pub async fn newest(
    on: &impl ConnectionTrait,
    (actor, action): (&str, &str),
    before: Option<i64>,
    most: usize,
) -> Result<Page<Entry>, DbErr> {
    let mut query = audit::Entity::find();
    for (column, word) in [(audit::Column::Actor, actor), (audit::Column::Action, action)] {
        if !word.is_empty() {
            query = query.filter(column.eq(word));
        }
    }
    page_before(on, query, (audit::Column::Id, |row| row.id), before, most).await
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
