//! Following people who moved: who receives now what a link of long ago is about, and who somebody was before.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::base::Instant;
use crate::base::id::PersonId;
use crate::store::tables::address_changes::{Column, Entity, Model};

/// More moves in a row than anybody makes.
const MOST: usize = 32;

/// Moves that were confirmed and not undone.
fn in_force() -> Condition {
    Condition::all().add(Column::ConfirmedAt.is_not_null()).add(Column::UndoneAt.is_null())
}

/// Who receives now what a person of some epoch received.
pub(in crate::subscribers) async fn now_is(
    on: &impl ConnectionTrait,
    person: PersonId,
    epoch: i64,
) -> Result<PersonId, DbErr> {
    let first = Entity::find()
        .filter(in_force())
        .filter(Column::FromId.eq(person))
        .filter(Column::FromEpoch.gte(epoch))
        .order_by_asc(Column::ConfirmedAt)
        .one(on)
        .await?;
    match first {
        Some(first) => after(on, &first).await,
        None => Ok(person),
    }
}

/// Who receives now what a person took along to another address; `None` for somebody who did not move, or undid it.
///
/// # Errors
/// The database's.
pub async fn moved_to(on: &impl ConnectionTrait, person: PersonId) -> Result<Option<PersonId>, DbErr> {
    let last = Entity::find()
        .filter(in_force())
        .filter(Column::FromId.eq(person))
        .order_by_desc(Column::ConfirmedAt)
        .one(on)
        .await?;
    match last {
        Some(last) => after(on, &last).await.map(Some),
        None => Ok(None),
    }
}

/// Who receives now what moved by this change: its new address, or wherever that moved to later.
pub(super) async fn after(on: &impl ConnectionTrait, change: &Model) -> Result<PersonId, DbErr> {
    let mut been = vec![change.from_id];
    let (mut here, mut since) = (change.to_id, change.confirmed_at.unwrap_or_default());
    while !been.contains(&here) && been.len() < MOST {
        been.push(here);
        let Some(next) = next(on, here, since).await? else { break };
        (here, since) = (next.to_id, next.confirmed_at.unwrap_or_default());
    }
    Ok(here)
}

async fn next(on: &impl ConnectionTrait, person: PersonId, since: Instant) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(in_force())
        .filter(Column::FromId.eq(person))
        .filter(Column::ConfirmedAt.gte(since))
        .order_by_asc(Column::ConfirmedAt)
        .one(on)
        .await
}

/// The highest epoch of a person who was forgotten after moving; `None` for a person who never moved.
pub(in crate::subscribers) async fn top_epoch(
    on: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Option<i64>, DbErr> {
    let moved = Entity::find()
        .filter(Column::ConfirmedAt.is_not_null())
        .filter(Column::FromId.eq(person))
        .order_by_desc(Column::FromEpoch)
        .one(on)
        .await?;
    Ok(moved.map(|row| row.from_epoch))
}

/// Who a person was before: the ids of the addresses that were moved from.
pub(in crate::subscribers) async fn formers_of(
    on: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<PersonId>, DbErr> {
    let mut all: Vec<PersonId> = Vec::new();
    let mut new = vec![person];
    while !new.is_empty() && all.len() < MOST {
        let rows = Entity::find().filter(in_force()).filter(Column::ToId.is_in(new)).all(on).await?;
        new = rows.into_iter().map(|row| row.from_id).filter(|id| *id != person && !all.contains(id)).collect();
        new.dedup();
        all.extend(new.iter().copied());
    }
    Ok(all)
}
