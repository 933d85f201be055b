//! Places: claimed and given back in one statement each, so that no reading and writing apart can oversell.
//!
//! Raw SQL because each rule is one conditional update, with the checks of the table as a net below it. Pools are touched in
//! ascending id. `released` places are those that came free while somebody waits: only [`hand_out`] takes them.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::event::Places;
use crate::base::Instant;
use crate::base::id::{EventId, EventSessionId, PoolId};
use crate::store::tables::event_pools::{Column, Entity, Model};
use crate::store::{DatabaseTransaction, sql};

/// A new pool with all its places free.
pub(super) async fn make(
    tx: &impl ConnectionTrait,
    event: EventId,
    session: Option<EventSessionId>,
    capacity: i64,
) -> Result<(), DbErr> {
    let make = sql(
        tx,
        "INSERT INTO event_pools (event_id, session_id, capacity, taken, released, waiting, ceiling)
         VALUES (?, ?, ?, 0, 0, 0, ?)",
        [event.0.into(), session.map(|id| id.0).into(), capacity.into(), capacity.into()],
    );
    tx.execute_raw(make).await.map(drop)
}

/// All pools of an event, held until the transaction ends, the day first. Everything but filling in a form begins with this,
/// so that two acts about one event come one after the other.
pub(super) async fn hold(tx: &DatabaseTransaction, event: EventId) -> Result<Vec<Model>, DbErr> {
    // SQLite has one writer and leaves the lock clause out.
    Entity::find().filter(Column::EventId.eq(event)).order_by_asc(Column::Id).lock_exclusive().all(tx).await
}

/// The places of an event and of its sessions, as they are at a moment, the day first.
pub(super) async fn places(on: &impl ConnectionTrait, event: EventId, now: Instant) -> Result<Vec<Places>, DbErr> {
    let stale = stale(on, event, now).await?;
    let rows = Entity::find().filter(Column::EventId.eq(event)).order_by_asc(Column::Id).all(on).await?;
    Ok(rows.iter().map(|row| Places::of(row, if row.session_id.is_none() { stale } else { 0 })).collect())
}

/// How many places forms still keep whose time is over.
pub(super) async fn stale(on: &impl ConnectionTrait, event: EventId, now: Instant) -> Result<i64, DbErr> {
    let stale = sql(
        on,
        "SELECT CAST(COALESCE(SUM(places), 0) AS BIGINT) AS stale FROM event_bookings
         WHERE event_id = ? AND ended_at IS NULL AND expires_at <= ?",
        [event.0.into(), now.0.into()],
    );
    on.query_one_raw(stale).await?.map_or(Ok(0), |row| row.try_get("", "stale"))
}

/// Takes `many` places that anybody may have, or none.
pub(super) async fn claim(tx: &impl ConnectionTrait, pool: PoolId, many: i64) -> Result<bool, DbErr> {
    let claim = sql(
        tx,
        "UPDATE event_pools SET taken = taken + ? WHERE id = ? AND taken + released + ? <= capacity AND waiting = 0",
        [many.into(), pool.0.into(), many.into()],
    );
    Ok(tx.execute_raw(claim).await?.rows_affected() == 1)
}

/// Puts `many` on the waiting list's count, unless there are places for them now: nobody waits while places are free.
pub(super) async fn join(tx: &impl ConnectionTrait, pool: PoolId, many: i64) -> Result<bool, DbErr> {
    let join = sql(
        tx,
        "UPDATE event_pools SET waiting = waiting + ? WHERE id = ? AND (waiting > 0 OR taken + released + 1 > capacity)",
        [many.into(), pool.0.into()],
    );
    Ok(tx.execute_raw(join).await?.rows_affected() == 1)
}

/// Takes somebody off the waiting list's count.
pub(super) async fn quit(tx: &impl ConnectionTrait, pool: PoolId) -> Result<(), DbErr> {
    let quit = sql(tx, "UPDATE event_pools SET waiting = waiting - 1 WHERE id = ?", [pool.0.into()]);
    tx.execute_raw(quit).await.map(drop)
}

/// Gives `many` places back: to the waiting list, as far as the capacity goes. [`open_rest`] gives what it does not need to
/// everybody.
pub(super) async fn give_back(tx: &impl ConnectionTrait, pool: PoolId, many: i64) -> Result<(), DbErr> {
    let give = sql(
        tx,
        "UPDATE event_pools SET taken = taken - ?,
           released = CASE WHEN capacity <= taken - ? THEN 0
             WHEN released + ? > capacity - (taken - ?) THEN capacity - (taken - ?) ELSE released + ? END,
           ceiling = CASE WHEN capacity > taken - ? THEN capacity ELSE taken - ? END
         WHERE id = ?",
        std::iter::repeat_n(many.into(), 8).chain([pool.0.into()]),
    );
    tx.execute_raw(give).await.map(drop)
}

/// Hands a released place to somebody who waits, who is off the list's count by that; `false` when there is none.
pub(super) async fn hand_out(tx: &impl ConnectionTrait, pool: PoolId) -> Result<bool, DbErr> {
    let hand = sql(
        tx,
        "UPDATE event_pools SET taken = taken + 1, released = released - 1, waiting = waiting - 1
         WHERE id = ? AND released > 0 AND taken < capacity AND waiting > 0",
        [pool.0.into()],
    );
    Ok(tx.execute_raw(hand).await?.rows_affected() == 1)
}

/// Gives released places to everybody when nobody waits.
pub(super) async fn open_rest(tx: &impl ConnectionTrait, pool: PoolId) -> Result<(), DbErr> {
    let open = sql(tx, "UPDATE event_pools SET released = 0 WHERE id = ? AND waiting = 0", [pool.0.into()]);
    tx.execute_raw(open).await.map(drop)
}

/// Sets how many places there are. What comes free is the waiting list's; lowering below what is taken removes nobody.
pub(super) async fn set(tx: &impl ConnectionTrait, pool: PoolId, capacity: i64) -> Result<(), DbErr> {
    let set = sql(
        tx,
        "UPDATE event_pools SET capacity = ?,
           released = CASE WHEN waiting > 0 AND ? > taken THEN ? - taken ELSE 0 END,
           ceiling = CASE WHEN ? > taken THEN ? ELSE taken END
         WHERE id = ?",
        std::iter::repeat_n(capacity.into(), 5).chain([pool.0.into()]),
    );
    tx.execute_raw(set).await.map(drop)
}
