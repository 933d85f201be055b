//! Whether the database keeps what is written. The only way to know is to write: a full or read-only disk can be read well.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbErr};
use tokio::time::Instant as Moment;

use super::{Engine, Store, sql};
use crate::base::Instant;

/// However often it is asked, it writes no more often than this.
const AT_MOST_EVERY: Duration = Duration::from_secs(1);

/// Clocks of nodes that share a database may differ by this much without a word.
const APART: Duration = Duration::from_mins(1);

impl Store {
    /// By how much a moment of ours differs from the clock of the server, when it is more than a minute.
    ///
    /// # Errors
    /// The database's.
    pub async fn clock_differs(&self, now: Instant) -> Result<Option<Duration>, DbErr> {
        if self.engine == Engine::Sqlite {
            return Ok(None);
        }
        let asked = sql(&self.reader, "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)", []);
        let Some(row) = self.reader.query_one_raw(asked).await? else { return Ok(None) };
        let theirs: i64 = row.try_get_by_index(0)?;
        let apart = Duration::from_millis(theirs.abs_diff(now.0));
        Ok((apart > APART).then_some(apart))
    }

    /// Writes a row of its own and commits it.
    ///
    /// # Errors
    /// The database's: nothing can be kept now.
    pub async fn try_to_write(&self, now: Instant) -> Result<(), DbErr> {
        let mut wrote = self.wrote.lock().await;
        if wrote.is_some_and(|at| at.elapsed() < AT_MOST_EVERY) {
            return Ok(());
        }
        *wrote = None;
        let tx = self.begin_write().await?;
        let row = sql(
            &tx,
            "INSERT INTO leases (name, holder, until_at) VALUES ('ready', '', ?)
             ON CONFLICT (name) DO UPDATE SET until_at = excluded.until_at",
            [now.0.into()],
        );
        tx.execute_raw(row).await?;
        tx.commit().await?;
        *wrote = Some(Moment::now());
        Ok(())
    }
}
