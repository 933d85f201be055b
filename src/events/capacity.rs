//! Places: claimed and given back in one statement each, so that no reading and writing apart can oversell.
//!
//! Raw SQL because each rule is one conditional update, with the checks of the table as a net below it. Pools are touched in
//! ascending id. `released` places are those that came free while somebody waits: only the waiting list hands them out.
//!
//! A kind of organisation with a limit is a pool as well, and a [`Place`] is then counted in two: all of it happens in both or in
//! neither, and the pools of the event are held. `held` of the day is how many of those who wait do so only because their kind is
//! full: `waiting = held` is therefore what `waiting = 0` is without limits, that nobody waits who could have a free place.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::event::Places;
use super::guest::{Booking, placed};
use crate::base::Instant;
use crate::base::id::{EventId, EventSessionId, PoolId};
use crate::organisations::OrganisationKind;
use crate::store::tables::event_bookings;
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

/// A new pool of a kind of organisation, of which so many have a place or wait already.
pub(super) async fn make_kind(
    tx: &impl ConnectionTrait,
    event: EventId,
    (kind, capacity): (OrganisationKind, i64),
    (taken, waiting): (i64, i64),
) -> Result<(), DbErr> {
    let make = sql(
        tx,
        "INSERT INTO event_pools (event_id, kind, capacity, taken, released, waiting, ceiling) VALUES (?, ?, ?, ?, 0, ?, ?)",
        [event.0.into(), kind.word().into(), capacity.into(), taken.into(), waiting.into(), capacity.max(taken).into()],
    );
    tx.execute_raw(make).await.map(drop)
}

/// Takes the pools of all kinds away.
pub(super) async fn drop_kinds(tx: &impl ConnectionTrait, event: EventId) -> Result<(), DbErr> {
    let kinds = Entity::delete_many().filter(Column::EventId.eq(event)).filter(Column::Kind.is_not_null());
    kinds.exec(tx).await.map(drop)
}

/// All pools of an event, held until the transaction ends, the day first. Everything but filling in a form begins with this,
/// so that two acts about one event come one after the other; where kinds have limits, filling in a form does too.
pub(super) async fn hold(tx: &DatabaseTransaction, event: EventId) -> Result<Vec<Model>, DbErr> {
    // SQLite has one writer and leaves the lock clause out.
    Entity::find().filter(Column::EventId.eq(event)).order_by_asc(Column::Id).lock_exclusive().all(tx).await
}

/// The same, while they are held.
pub(super) async fn all(on: &impl ConnectionTrait, event: EventId) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::EventId.eq(event)).order_by_asc(Column::Id).all(on).await
}

/// The pools of the kinds that have a limit.
pub(super) async fn kinds(on: &impl ConnectionTrait, event: EventId) -> Result<Vec<Model>, DbErr> {
    let kinds = Entity::find().filter(Column::EventId.eq(event)).filter(Column::Kind.is_not_null());
    kinds.order_by_asc(Column::Id).all(on).await
}

/// The places of an event, of its sessions and of its kinds, as they are at a moment, the day first.
pub(super) async fn places(on: &impl ConnectionTrait, event: EventId, now: Instant) -> Result<Vec<Places>, DbErr> {
    let stale = stale(on, event, now).await?;
    let rows = all(on, event).await?;
    let mut of_kind: BTreeMap<&str, i64> = BTreeMap::new();
    if stale > 0 && rows.iter().any(|row| row.kind.is_some()) {
        for guest in forms_over(on, event, now).await?.iter().flat_map(placed) {
            *of_kind.entry(guest.kind.map_or("", OrganisationKind::word)).or_default() += 1;
        }
    }
    let stale_of = |row: &Model| match (row.session_id, row.kind) {
        (Some(_), _) => 0,
        (None, None) => stale,
        (None, Some(kind)) => of_kind.get(kind.word()).copied().unwrap_or(0),
    };
    Ok(rows.iter().map(|row| Places::of(row, stale_of(row))).collect())
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

/// The forms that keep places although their time is over.
async fn forms_over(on: &impl ConnectionTrait, event: EventId, now: Instant) -> Result<Vec<Booking>, DbErr> {
    use event_bookings::{Column, Entity};
    let open = Entity::find().filter(Column::EventId.eq(event)).filter(Column::EndedAt.is_null());
    open.filter(Column::ExpiresAt.lte(now)).all(on).await
}

/// Takes `many` places that anybody may have, or none.
pub(super) async fn claim(tx: &impl ConnectionTrait, pool: PoolId, many: i64) -> Result<bool, DbErr> {
    let claim = sql(
        tx,
        "UPDATE event_pools SET taken = taken + ? WHERE id = ? AND taken + released + ? <= capacity AND waiting = held",
        [many.into(), pool.0.into(), many.into()],
    );
    Ok(tx.execute_raw(claim).await?.rows_affected() == 1)
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

/// What somebody's place is counted in: the day or a session, and for the day also their kind where that has a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pool: PoolId,
    kind: Option<PoolId>,
}

impl Place {
    /// A place in a pool for somebody of a kind. `pools` are those of the event, read after they were held.
    pub(super) fn of(pools: &[Model], pool: PoolId, kind: Option<OrganisationKind>) -> Self {
        let is_day = pools.iter().any(|row| row.id == pool && row.session_id.is_none());
        let of_kind = pools.iter().find(|row| is_day && row.kind.is_some() && row.kind == kind);
        Self { pool, kind: of_kind.map(|row| row.id) }
    }

    /// A place of the day for somebody of a kind; `None` of an event without places.
    pub(super) fn of_day(pools: &[Model], kind: Option<OrganisationKind>) -> Option<Self> {
        let day = pools.iter().find(|row| row.session_id.is_none() && row.kind.is_none())?;
        Some(Self::of(pools, day.id, kind))
    }

    /// The pool of the day or of the session.
    pub(super) const fn pool(self) -> PoolId {
        self.pool
    }

    fn ids(self) -> [i64; 2] {
        [self.pool.0, self.kind.unwrap_or(self.pool).0]
    }

    /// Runs an update of both pools that names them so many times; whether it changed them.
    async fn update(self, tx: &impl ConnectionTrait, text: &'static str, times: usize) -> Result<bool, DbErr> {
        let ids = std::iter::repeat_n(self.ids(), times).flatten().map(Into::into);
        let changed = tx.execute_raw(sql(tx, text, ids)).await?.rows_affected() > 0;
        if changed && self.kind.is_some() {
            hold_up(tx, self.pool).await?;
        }
        Ok(changed)
    }

    /// Takes a place that anybody may have; `false` when there is none for this kind.
    pub(super) async fn claim(self, tx: &impl ConnectionTrait) -> Result<bool, DbErr> {
        let text = "UPDATE event_pools SET taken = taken + 1 WHERE id IN (?, ?) AND NOT EXISTS
             (SELECT 1 FROM event_pools p WHERE p.id IN (?, ?) AND (p.taken + p.released + 1 > p.capacity OR p.waiting > p.held))";
        self.update(tx, text, 2).await
    }

    /// Counts somebody as waiting, unless there is a place for them now: nobody waits while places are free for them.
    pub(super) async fn join(self, tx: &impl ConnectionTrait) -> Result<bool, DbErr> {
        let text = "UPDATE event_pools SET waiting = waiting + 1 WHERE id IN (?, ?) AND EXISTS
             (SELECT 1 FROM event_pools p WHERE p.id IN (?, ?) AND (p.taken + p.released + 1 > p.capacity OR p.waiting > p.held))";
        self.update(tx, text, 2).await
    }

    /// Takes somebody off the waiting list's count.
    pub(super) async fn quit(self, tx: &impl ConnectionTrait) -> Result<(), DbErr> {
        self.update(tx, "UPDATE event_pools SET waiting = waiting - 1 WHERE id IN (?, ?)", 1).await.map(drop)
    }

    /// Hands a released place to somebody who waits, who is off the list's count by that; `false` when there is none.
    pub(super) async fn hand_out(self, tx: &impl ConnectionTrait) -> Result<bool, DbErr> {
        let text = "UPDATE event_pools SET taken = taken + 1, released = released - 1, waiting = waiting - 1
             WHERE id IN (?, ?) AND NOT EXISTS
               (SELECT 1 FROM event_pools p WHERE p.id IN (?, ?) AND (p.released < 1 OR p.taken >= p.capacity OR p.waiting < 1))";
        self.update(tx, text, 2).await
    }

    /// Gives a place back, as [`give_back`] does.
    pub(super) async fn give_back(self, tx: &impl ConnectionTrait) -> Result<(), DbErr> {
        give_back(tx, self.pool, 1).await?;
        let Some(kind) = self.kind else { return Ok(()) };
        give_back(tx, kind, 1).await?;
        hold_up(tx, self.pool).await
    }
}

/// Counts anew how many wait for the day only because their kind is full. Follows every change of a pool of a kind.
pub(super) async fn hold_up(tx: &impl ConnectionTrait, day: PoolId) -> Result<(), DbErr> {
    let count = sql(
        tx,
        "UPDATE event_pools SET held = (SELECT COALESCE(SUM(k.waiting), 0) FROM event_pools k
           WHERE k.event_id = event_pools.event_id AND k.kind IS NOT NULL AND k.taken >= k.capacity)
         WHERE id = ?",
        [day.0.into()],
    );
    tx.execute_raw(count).await.map(drop)
}

/// Keeps what is free in these pools for those who wait and could have it. A place of a kind may come free while the day has
/// places, and the other way round.
pub(super) async fn reserve(tx: &impl ConnectionTrait, pools: &[PoolId]) -> Result<(), DbErr> {
    for pool in pools {
        let reserve = sql(
            tx,
            "UPDATE event_pools SET released = capacity - taken WHERE id = ? AND waiting > held AND capacity > taken",
            [pool.0.into()],
        );
        tx.execute_raw(reserve).await?;
    }
    Ok(())
}

/// Gives released places to everybody when nobody waits who could have them.
pub(super) async fn open_rest(tx: &impl ConnectionTrait, pools: &[PoolId]) -> Result<(), DbErr> {
    for pool in pools {
        let open = sql(tx, "UPDATE event_pools SET released = 0 WHERE id = ? AND waiting = held", [pool.0.into()]);
        tx.execute_raw(open).await?;
    }
    Ok(())
}

/// Sets how many places there are. What comes free is the waiting list's; lowering below what is taken removes nobody.
pub(super) async fn set(tx: &impl ConnectionTrait, pool: PoolId, capacity: i64) -> Result<(), DbErr> {
    let set = sql(
        tx,
        "UPDATE event_pools SET capacity = ?,
           released = CASE WHEN waiting > held AND ? > taken THEN ? - taken ELSE 0 END,
           ceiling = CASE WHEN ? > taken THEN ? ELSE taken END
         WHERE id = ?",
        std::iter::repeat_n(capacity.into(), 5).chain([pool.0.into()]),
    );
    tx.execute_raw(set).await.map(drop)
}
