//! Following people who moved: who receives now what a link of long ago is about, and who somebody was before.
//!
//! A mailbox may have another owner after its first one moved. So nothing is followed by the address alone: a link says
//! in which epoch it was made and a mail in which sending, and only moves of after that count.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::base::Instant;
use crate::base::id::PersonId;
use crate::people::{self, Person};
use crate::store::DatabaseTransaction;
use crate::store::tables::address_changes::{Column, Entity, Model};

/// More moves in a row than anybody makes.
const MOST: usize = 32;

/// From when on moves are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// Those of this epoch of a person and of later ones.
    Epoch(i64),
    /// Those that were confirmed after a moment.
    Moment(Instant),
}

/// Who somebody was, up to a moment; whoever has that address later is somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::subscribers) struct Known {
    pub(in crate::subscribers) id: PersonId,
    /// The moment of the move away, inclusive; the end of time for an address of now.
    pub(in crate::subscribers) until: Instant,
}

/// Moves that were confirmed and not undone.
fn in_force() -> Condition {
    Condition::all().add(Column::ConfirmedAt.is_not_null()).add(Column::UndoneAt.is_null())
}

/// Who receives now what a person received then: the person, when they did not move since.
///
/// # Errors
/// The database's.
pub async fn now_is(on: &impl ConnectionTrait, person: PersonId, since: Since) -> Result<PersonId, DbErr> {
    let from = match since {
        Since::Epoch(epoch) => Column::FromEpoch.gte(epoch),
        Since::Moment(moment) => Column::ConfirmedAt.gt(moment),
    };
    let first = Entity::find()
        .filter(in_force())
        .filter(Column::FromId.eq(person))
        .filter(from)
        .order_by_asc(Column::ConfirmedAt)
        .order_by_asc(Column::Id)
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

/// The same, with the person held until the transaction ends; `None` when they were forgotten.
pub(in crate::subscribers) async fn hold_who_it_is_now(
    tx: &DatabaseTransaction,
    person: PersonId,
    since: Since,
) -> Result<Option<Person>, DbErr> {
    loop {
        let id = now_is(tx, person, since).await?;
        let trial = tx.begin().await?;
        let held = people::lock(&trial, id).await?;
        // They may have moved on while we waited for the row; whoever moves holds it too.
        if held.is_none() || now_is(&trial, person, since).await? == id {
            trial.commit().await?;
            return Ok(held);
        }
        // Lets go of the row: whoever holds two must take them in one order.
        trial.rollback().await?;
    }
}

/// Who receives now what moved by this change: its new address, or wherever that moved to later. Whoever moves back and
/// then elsewhere is followed too: no move is taken twice, an address may be.
pub(super) async fn after(on: &impl ConnectionTrait, change: &Model) -> Result<PersonId, DbErr> {
    let mut taken = vec![change.id];
    let (mut here, mut since) = (change.to_id, change.confirmed_at.unwrap_or_default());
    while taken.len() < MOST {
        let next = Entity::find()
            .filter(in_force())
            .filter(Column::FromId.eq(here))
            .filter(Column::ConfirmedAt.gte(since))
            .filter(Column::Id.is_not_in(taken.iter().copied()))
            .order_by_asc(Column::ConfirmedAt)
            .order_by_asc(Column::Id)
            .one(on)
            .await?;
        let Some(next) = next else { break };
        taken.push(next.id);
        (here, since) = (next.to_id, next.confirmed_at.unwrap_or_default());
    }
    Ok(here)
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

/// A person, and who they were before: each address that was moved from, up to the moment of that move.
pub(in crate::subscribers) async fn all_along(
    on: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<Known>, DbErr> {
    let mut all = vec![Known { id: person, until: Instant(i64::MAX) }];
    let mut at = 0;
    while let Some(here) = all.get(at).copied().filter(|_| all.len() < MOST) {
        at += 1;
        let rows = Entity::find()
            .filter(in_force())
            .filter(Column::ToId.eq(here.id))
            .filter(Column::ConfirmedAt.lte(here.until))
            .order_by_desc(Column::ConfirmedAt)
            .all(on)
            .await?;
        for row in rows {
            let until = row.confirmed_at.unwrap_or_default();
            // Newest first: who moved there twice is known up to the second time.
            if all.iter().all(|known| known.id != row.from_id) {
                all.push(Known { id: row.from_id, until });
            }
        }
    }
    Ok(all)
}
