//! Whether the database keeps what is written. The only way to know is to write: a full or read-only disk can be read well.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbErr};
use tokio::time::Instant as Moment;

use super::{Store, sql};
use crate::base::Instant;

/// However often it is asked, it writes no more often than this.
const AT_MOST_EVERY: Duration = Duration::from_secs(1);

impl Store {
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
