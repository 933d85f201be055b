//! Beats: what processes tell each other of being alive, in the tables `leases` and `bells`.
//!
//! Raw SQL where a beat counts one up in the statement that makes it, and where the clock of the database is asked: what one
//! node writes another reads, and their clocks may differ.

use std::time::Duration;

use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Set};

use super::tables::{bells, leases};
use super::{DatabaseTransaction, Engine, sql};
use crate::base::Instant;

/// The count of a worker that said goodbye, or that is known to be dead.
pub const ENDED: i64 = 0;

/// A worker is alive: counts one up. The first count is the moment: whoever remembers a count from before this worker was
/// forgotten sees another one.
///
/// # Errors
/// The database's.
pub async fn beat(tx: &DatabaseTransaction, worker: &str, now: Instant) -> Result<(), DbErr> {
    let beat = sql(
        tx,
        "INSERT INTO leases (name, holder, until_at) VALUES (?, 'beats', ?)
         ON CONFLICT (name) DO UPDATE SET until_at = leases.until_at + 1",
        [name_of(worker).into(), now.0.into()],
    );
    tx.execute_raw(beat).await.map(drop)
}

/// Every worker's count of beats.
///
/// # Errors
/// The database's.
pub async fn beats(tx: &DatabaseTransaction) -> Result<Vec<(String, i64)>, DbErr> {
    let rows: Vec<(String, Instant)> = leases::Entity::find()
        .select_only()
        .columns([leases::Column::Name, leases::Column::UntilAt])
        .filter(leases::Column::Name.starts_with(WORKER))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|(name, count)| (name.trim_start_matches(WORKER).to_owned(), count.0)).collect())
}

/// A worker says goodbye; `None` declares all of them dead.
///
/// # Errors
/// The database's.
pub async fn end_beats(tx: &DatabaseTransaction, worker: Option<&str>) -> Result<(), DbErr> {
    let whose = match worker {
        Some(worker) => leases::Column::Name.eq(name_of(worker)),
        None => leases::Column::Name.starts_with(WORKER),
    };
    let ended = leases::Entity::update_many().col_expr(leases::Column::UntilAt, Expr::value(ENDED)).filter(whose);
    ended.exec(tx).await.map(drop)
}

/// Forgets a worker of which nothing is left.
///
/// # Errors
/// The database's.
pub async fn forget_beats(tx: &DatabaseTransaction, worker: &str) -> Result<(), DbErr> {
    leases::Entity::delete_by_id(name_of(worker)).exec(tx).await.map(drop)
}

const WORKER: &str = "worker:";

fn name_of(worker: &str) -> String {
    format!("{WORKER}{worker}")
}

/// The moment by the clock of the database.
const fn database_clock(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
        Engine::Postgres => "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)",
    }
}

/// Notes, in the commit of a round, that an engine looked for mail that is due.
///
/// # Errors
/// The database's.
pub async fn note_look(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    let text = format!(
        "INSERT INTO leases (name, holder, until_at) VALUES ('engine', '', {})
         ON CONFLICT (name) DO UPDATE SET until_at = excluded.until_at",
        database_clock(Engine::of(tx))
    );
    tx.execute_unprepared(&text).await.map(drop)
}

/// Whether an engine of any node looked for mail once, and none for this long.
///
/// # Errors
/// The database's.
pub async fn looks_no_more(on: &impl ConnectionTrait, span: Duration) -> Result<bool, DbErr> {
    let span = i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
    let before = Expr::cust(format!("{} - {span}", database_clock(Engine::of(on))));
    let last = leases::Entity::find_by_id("engine").filter(Expr::col(leases::Column::UntilAt).lt(before));
    Ok(last.one(on).await?.is_some())
}

/// Notes that a bell rang.
///
/// # Errors
/// The database's.
pub async fn note_ring(tx: &DatabaseTransaction, bell: &str, now: Instant) -> Result<(), DbErr> {
    let row = bells::ActiveModel { name: Set(bell.to_owned()), rang_at: Set(now) };
    let again = OnConflict::column(bells::Column::Name).update_column(bells::Column::RangAt).to_owned();
    bells::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await.map(drop)
}

/// When a bell last rang: this one, or any.
///
/// # Errors
/// The database's.
pub async fn last_ring(on: &impl ConnectionTrait, bell: Option<&str>) -> Result<Option<Instant>, DbErr> {
    let mut newest = bells::Entity::find().select_only().expr(bells::Column::RangAt.max());
    if let Some(bell) = bell {
        newest = newest.filter(bells::Column::Name.eq(bell));
    }
    Ok(newest.into_tuple::<Option<Instant>>().one(on).await?.flatten())
}
