//! Whether this process can do its work: the database answers, has today's shape and keeps what is written, the bells ring
//! and mail that is due is taken.
//!
//! Raw SQL for the question that asks no table.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbErr};

use super::current;
use crate::app::App;
use crate::base::{Instant, clock};
use crate::delivery;
use crate::store::{self, sql};

/// Longer than this without any bell means that nobody rings them.
const SILENCE: Duration = clock::minutes(5);
/// A database that takes longer to answer does not answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether this process can do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// It can.
    Ready,
    /// The database does not answer.
    NoDatabase,
    /// The database has not today's shape.
    NotMigrated,
    /// The database keeps nothing that is written.
    CannotWrite,
    /// The bells have been silent for more than five minutes.
    SilentBells,
    /// Mail is due, and no engine takes it.
    MailStands,
}

impl Readiness {
    /// A line for the operator.
    #[must_use]
    pub const fn line(self) -> &'static str {
        match self {
            Self::Ready => "ready\n",
            Self::NoDatabase => "not ready: the database does not answer\n",
            Self::NotMigrated => "not ready: migrations are missing; run `samenspraak migrate`\n",
            Self::CannotWrite => {
                "not ready: the database cannot be written; is its disk full, or is it read-only? Nothing is kept until it can\n"
            }
            Self::MailStands => "not ready: mail is due and nobody has taken any for minutes; restart this process\n",
            Self::SilentBells => {
                "not ready: the bells have been silent for more than 5 minutes; restart this process\n"
            }
        }
    }
}

/// Looks whether this process can do its work.
pub async fn readiness(app: &App) -> Readiness {
    match tokio::time::timeout(PATIENCE, look(app)).await {
        Ok(Ok(readiness)) => readiness,
        Ok(Err(_)) | Err(_) => Readiness::NoDatabase,
    }
}

async fn look(app: &App) -> Result<Readiness, DbErr> {
    let read = app.store.read();
    read.query_one_raw(sql(read, "SELECT 1", [])).await?;
    if !store::is_migrated(&app.store).await? {
        return Ok(Readiness::NotMigrated);
    }
    // Bells that cannot be written down are not silent, and mail that cannot be marked stands still: looked at first.
    if app.store.try_to_write(app.clock.now()).await.is_err() {
        return Ok(Readiness::CannotWrite);
    }
    let newest = store::last_ring(read, None).await?;
    let set_up = current(read).await?.map(|centre| centre.row.set_up_at);
    if bells_are_silent(app.clock.now(), newest, set_up) {
        return Ok(Readiness::SilentBells);
    }
    Ok(if delivery::stands_still(app).await? { Readiness::MailStands } else { Readiness::Ready })
}

/// A process rings every bell when it starts, so an old ring means silence. On a new installation there is none yet,
/// and the moment of the set-up stands for it.
pub(super) fn bells_are_silent(now: Instant, newest: Option<Instant>, set_up: Option<Instant>) -> bool {
    newest.max(set_up).is_some_and(|last| now.since(last) > SILENCE)
}
