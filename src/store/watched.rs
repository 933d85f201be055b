//! What the house asks of the database, with an end, and kept honest: SeaORM's connection and transaction under their own
//! names, so that nothing in the rooms can go around it.
//!
//! - Every statement, beginning and commit ends: in an answer, or in the error that none came in time.
//! - A transaction in which a statement failed is not committed. PostgreSQL answers such a COMMIT with a rollback that no
//!   library reports, and SQLite may have rolled back by itself and keeps only what came after.
//! - An error that passes by itself is always a [`DbErr::Conn`] or [`DbErr::ConnectionAcquire`], and a commit of which
//!   nobody can say whether it was kept carries [`UNSURE`].
#![expect(clippy::disallowed_types, reason = "the one home of SeaORM's own")]

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement, TransactionTrait};
use tokio::time::timeout;

use super::class::{Class, class_of};
use crate::base::UNSURE;

/// How long one statement may take. A server whose answer was lost, and a wire that has died, say nothing at all.
const STATEMENT: Duration = Duration::from_mins(1);

/// How long PostgreSQL may take to begin, to commit or to roll back: what it needs is there already, and somebody waits.
const ENDING: Duration = Duration::from_secs(10);

/// How many letters may be rendered in one transaction: each takes part of a millisecond, for which all other writing waits.
const LETTERS: usize = 12;

/// A pool of connections, for single statements.
#[derive(Clone, Debug)]
pub struct DatabaseConnection(pub(super) sea_orm::DatabaseConnection);

/// A transaction that writes. Dropped without a commit, nothing of it is kept.
#[derive(Debug)]
pub struct DatabaseTransaction {
    inner: sea_orm::DatabaseTransaction,
    fate: Arc<Fate>,
}

/// Whether something failed in a transaction, and in which one it lies.
#[derive(Debug, Default)]
struct Fate {
    failed: AtomicBool,
    around: Option<Arc<Fate>>,
    /// Whether its statements may take as long as they need.
    takes_time: AtomicBool,
    /// How many letters were rendered in it.
    rendered: AtomicUsize,
}

impl Fate {
    fn inside(around: &Arc<Self>) -> Arc<Self> {
        let takes_time = AtomicBool::new(around.takes_time.load(Ordering::Relaxed));
        Arc::new(Self { around: Some(around.clone()), takes_time, ..Self::default() })
    }

    /// A rule that was broken ends the innermost transaction, which can be rolled back alone. Anything else may have
    /// ended all of them.
    fn note(&self, class: Class) {
        self.failed.store(true, Ordering::Relaxed);
        let ends_all = !matches!(class, Class::Unique | Class::ForeignKey | Class::Check | Class::Retry);
        if let Some(around) = self.around.as_ref().filter(|_| ends_all) {
            around.note(class);
        }
    }
}

impl DatabaseTransaction {
    pub(super) fn of(inner: sea_orm::DatabaseTransaction) -> Self {
        Self { inner, fate: Arc::default() }
    }

    /// Begins a transaction inside this one, which can be rolled back alone.
    ///
    /// # Errors
    /// The database's.
    pub async fn begin(&self) -> Result<Self, DbErr> {
        let inner = self.watch(self.inner.begin()).await?;
        Ok(Self { inner, fate: Fate::inside(&self.fate) })
    }

    /// Keeps what was written. When it returns, it is on the disk.
    ///
    /// # Errors
    /// The database's, and nothing was kept; or one that carries [`UNSURE`]. Also when a statement failed before.
    pub async fn commit(self) -> Result<(), DbErr> {
        if self.fate.failed.load(Ordering::Relaxed) {
            self.rollback().await?;
            return Err(DbErr::Custom("a statement of this transaction failed, so nothing of it is kept".to_owned()));
        }
        let fate = self.fate.clone();
        let committed = match timeout(self.ending(), self.inner.commit()).await {
            Ok(committed) => committed.map_err(|error| if is_answer(&error) { passing(error) } else { unsure() }),
            Err(_) => Err(unsure()),
        };
        if let (Err(error), Some(around)) = (&committed, &fate.around) {
            around.note(class_of(error));
        }
        committed
    }

    /// Gives up what was written.
    ///
    /// # Errors
    /// The database's. Nothing is kept then either; an outer transaction is lost with this one.
    pub async fn rollback(self) -> Result<(), DbErr> {
        let around = self.fate.around.clone();
        let rolled_back = within(self.ending(), self.inner.rollback()).await;
        if let (Err(error), Some(around)) = (&rolled_back, around) {
            around.note(class_of(error));
        }
        rolled_back
    }

    /// Notes that a letter is rendered within it. Whoever writes to many people renders before it begins.
    ///
    /// # Panics
    /// Where debug assertions are on, when it is one too many.
    pub fn renders(&self) {
        let many = self.fate.rendered.fetch_add(1, Ordering::Relaxed) + 1;
        debug_assert!(many <= LETTERS, "{many} letters are rendered in one transaction");
    }

    /// Lets it wait for others, and pause, as long as it needs: for commands, which nobody's page waits for.
    ///
    /// # Errors
    /// The database's.
    pub(super) async fn take_time(&self) -> Result<(), DbErr> {
        self.fate.takes_time.store(true, Ordering::Relaxed);
        take_time(&self.inner).await
    }

    pub(super) const fn plain(&self) -> &sea_orm::DatabaseTransaction {
        &self.inner
    }

    /// SQLite is in our own process, and on a slow disk it is waited for.
    fn ending(&self) -> Duration {
        let is_far = self.inner.get_database_backend() == DbBackend::Postgres;
        if is_far && !self.fate.takes_time.load(Ordering::Relaxed) { ENDING } else { self.fate.patience() }
    }

    async fn watch<T>(&self, asked: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        let answer = within(self.fate.patience(), asked).await;
        if let Err(error) = &answer {
            self.fate.note(class_of(error));
        }
        answer
    }
}

impl Fate {
    fn patience(&self) -> Duration {
        if self.takes_time.load(Ordering::Relaxed) { Duration::MAX } else { STATEMENT }
    }
}

#[async_trait]
impl ConnectionTrait for DatabaseTransaction {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.watch(self.inner.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, text: &str) -> Result<ExecResult, DbErr> {
        self.watch(self.inner.execute_unprepared(text)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.watch(self.inner.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.watch(self.inner.query_all_raw(statement)).await
    }
}

#[async_trait]
impl ConnectionTrait for DatabaseConnection {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        within(STATEMENT, self.0.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, text: &str) -> Result<ExecResult, DbErr> {
        within(STATEMENT, self.0.execute_unprepared(text)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        within(STATEMENT, self.0.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        within(STATEMENT, self.0.query_all_raw(statement)).await
    }
}

/// Waits for an answer, and no longer than this.
pub(super) async fn within<T>(patience: Duration, asked: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
    match timeout(patience, asked).await {
        Ok(answer) => answer.map_err(passing),
        Err(_) => Err(said("the database did not answer in time")),
    }
}

/// Whether an error is none of the request that met it: later the same is done well.
#[must_use]
pub fn passes_by_itself(error: &DbErr) -> bool {
    matches!(class_of(error), Class::Retry | Class::Unavailable | Class::DiskFull)
}

/// Gives an error that passes by itself the form that says so.
fn passing(error: DbErr) -> DbErr {
    if !passes_by_itself(&error) {
        return error;
    }
    match error {
        DbErr::Exec(inner) | DbErr::Query(inner) => DbErr::Conn(inner),
        other => other,
    }
}

/// Whether the database itself said that it did not commit.
fn is_answer(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(inner))
    | DbErr::Query(RuntimeErr::SqlxError(inner))
    | DbErr::Conn(RuntimeErr::SqlxError(inner))) = error
    else {
        return false;
    };
    matches!(inner.as_ref(), sqlx::Error::Database(_))
}

fn unsure() -> DbErr {
    said(UNSURE)
}

fn said(words: &str) -> DbErr {
    DbErr::Conn(RuntimeErr::Internal(words.to_owned()))
}

/// Lets a transaction of a command wait for others, and pause, as long as it needs: PostgreSQL is impatient otherwise (see
/// [`Store::open`]).
///
/// # Errors
/// The database's.
pub(super) async fn take_time(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared("SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0").await?;
    }
    Ok(())
}
