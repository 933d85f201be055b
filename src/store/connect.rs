//! Opening the database: which engine, which pools, which pragmas.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use sea_orm::{ConnectOptions, Database};
use sqlx::postgres::{PgConnection, PgPool};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection, Executor, Row as _};
use tokio::sync::Mutex;
use tokio::time::Instant as Moment;

use super::DatabaseConnection;

/// The two engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded: one file, one writer.
    Sqlite,
    /// A server that several nodes share.
    Postgres,
}

/// What PostgreSQL is told about waiting. A process whose wire died leaves its transaction open, with the rows that it
/// holds, and nobody else would ever be told; and whoever waits for such rows can say so and try again. No work of ours
/// pauses within a transaction, or waits for another, for anything near as long.
///
/// And each statement sees what others committed before it, whatever the server or the address has as its default: a claim of
/// a place would otherwise compare with an old number.
const PATIENCE: &str = "SET idle_in_transaction_session_timeout = '60s'; SET lock_timeout = '10s'; \
     SET default_transaction_isolation = 'read committed'";

/// How PostgreSQL is to answer questions about everyone.
///
/// Compiling the counting of a large audience takes hundreds of milliseconds and gains tens. The facts of an audience are
/// looked up in hash tables, which are used only when they fit: two hundred thousand people who chose a topic do not fit in
/// the 4 MB of a server that nobody tuned.
const HASTE: &str = "SET jit = off; SET work_mem = '32MB'";

/// How long a connection that is given back may take to end what it was doing. The pool itself waits for that without end,
/// so each connection behind a wire that died would cost one of its places for ever.
const WAY_BACK: Duration = Duration::from_secs(5);

/// An open database.
#[derive(Clone, Debug)]
pub struct Store {
    pub(super) engine: Engine,
    pub(super) writer: DatabaseConnection,
    pub(super) reader: DatabaseConnection,
    file: Option<PathBuf>,
    /// When it was last seen to keep something, for whoever asks whether it does.
    pub(super) wrote: Arc<Mutex<Option<Moment>>>,
}

impl Store {
    /// Opens `sqlite://PATH` (making the file when it is not there) or `postgres://…`.
    ///
    /// # Errors
    /// A sentence for the person at the terminal: an address of no known form, a folder that cannot be written to, a
    /// server that does not answer.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        match url.split_once("://") {
            Some(("sqlite", path)) => Self::open_sqlite(Path::new(path)).await,
            Some(("postgres" | "postgresql", _)) => Self::open_postgres(url).await,
            _ => bail!("the database address must start with sqlite:// or postgres:// (SAMENSPRAAK_DATABASE_URL)"),
        }
    }

    async fn open_sqlite(path: &Path) -> anyhow::Result<Self> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder {} for the database", folder.display()))?;
        }
        let opening = || format!("cannot open the database {}; is its folder writable?", path.display());
        let writer = DatabaseConnection(Database::connect(sqlite_writer(path)).await.with_context(opening)?);
        let reader = DatabaseConnection(Database::connect(sqlite_readers(path)).await.with_context(opening)?);
        Ok(Self { engine: Engine::Sqlite, writer, reader, file: Some(path.to_owned()), wrote: Arc::default() })
    }

    async fn open_postgres(url: &str) -> anyhow::Result<Self> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(10))
            .connect_timeout(Duration::from_secs(10))
            .test_before_acquire(false)
            .sqlx_logging(false)
            // A pooler refuses parameters that it does not know; this one the library sends unasked.
            .map_sqlx_postgres_opts(|server| server.extra_float_digits(None))
            .map_sqlx_postgres_pool_opts(|pool| {
                pool.after_connect(|connection, _| Box::pin(settle_in(connection)))
                    .after_release(|connection, _| Box::pin(is_outside(connection)))
            });
        let pool = Database::connect(options)
            .await
            .context("cannot reach PostgreSQL; is the address in SAMENSPRAAK_DATABASE_URL right, and is it running?")?;
        must_keep_sessions(pool.get_postgres_connection_pool()).await?;
        let pool = DatabaseConnection(pool);
        Ok(Self { engine: Engine::Postgres, writer: pool.clone(), reader: pool, file: None, wrote: Arc::default() })
    }

    /// Which engine this is.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// For reading outside a transaction.
    #[must_use]
    pub const fn read(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// SQLite's file; `None` on PostgreSQL.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Calls `each` for every statement from now on, for tests and measurements that count work instead of time.
    pub fn watch(&mut self, each: impl Fn() + Send + Sync + Clone + 'static) {
        let of_reader = each.clone();
        self.writer.0.set_metric_callback(move |_| each());
        self.reader.0.set_metric_callback(move |_| of_reader());
    }

    /// Closes both pools, so that SQLite folds its log into the file.
    pub async fn close(self) {
        // A pool that is already closed has nothing left to fold.
        let _ = self.reader.0.close().await;
        let _ = self.writer.0.close().await;
    }
}

/// Tells a new connection how the house works.
async fn settle_in(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    connection.execute(PATIENCE).await?;
    connection.execute(HASTE).await.map(drop)
}

/// Refuses a pooler that gives each transaction another connection of the server: what a session is told, and what it
/// prepared, is not there in the next. Two connections that are open at once then stand for one of the server, or one of
/// them for two.
async fn must_keep_sessions(pool: &PgPool) -> anyhow::Result<()> {
    let asked = async {
        let (mut one, mut other) = (pool.acquire().await?, pool.acquire().await?);
        let first = pid_of(&mut one).await?;
        let second = pid_of(&mut other).await?;
        let is_one = first == second;
        Ok::<bool, sqlx::Error>(is_one || first != pid_of(&mut one).await? || second != pid_of(&mut other).await?)
    };
    if asked.await.context("PostgreSQL does not answer")? {
        bail!(
            "the pooler in SAMENSPRAAK_DATABASE_URL gives each transaction another connection (PgBouncer: \
             pool_mode = transaction), and Samenspraak needs sessions: set pool_mode = session"
        );
    }
    Ok(())
}

async fn pid_of(connection: &mut PgConnection) -> Result<i32, sqlx::Error> {
    connection.fetch_one("SELECT pg_backend_pid()").await?.try_get(0)
}

/// Whether a connection that is given back is provably outside of every transaction, in the eyes of the server and of
/// the library, so that it can be given out again. It is closed otherwise, and its place is free
/// ([decision 15](../../docs/adr/0015-connections-come-back-outside-transactions.md)).
///
/// Beginning and rolling back in one message says nothing to a server on which no transaction is open, while a `ROLLBACK`
/// alone would have it complain; both end, or fail within, one of which the library does not know. What the library had
/// queued goes out before. Its count stays too high when a database rolled back by itself.
async fn is_outside<C>(connection: &mut C) -> Result<bool, sqlx::Error>
where
    C: Connection,
    for<'c> &'c mut C: Executor<'c, Database = C::Database>,
{
    let asked = connection.execute("BEGIN; ROLLBACK");
    tokio::time::timeout(WAY_BACK, asked)
        .await
        .map_err(|_| sqlx::Error::Io(std::io::Error::from(std::io::ErrorKind::TimedOut)))??;
    Ok(!connection.is_in_transaction())
}

fn sqlite_writer(path: &Path) -> ConnectOptions {
    let path = path.to_owned();
    let mut options = ConnectOptions::new("sqlite::memory:");
    options
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .acquire_timeout(Duration::from_secs(30))
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_pool_opts(|pool| pool.after_release(|connection, _| Box::pin(is_outside(connection))))
        .map_sqlx_sqlite_opts(move |_| {
            SqliteConnectOptions::new()
                .filename(&path)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .pragma("secure_delete", "on")
                .busy_timeout(Duration::from_secs(5))
        });
    options
}

fn sqlite_readers(path: &Path) -> ConnectOptions {
    let path = path.to_owned();
    let mut options = ConnectOptions::new("sqlite::memory:");
    options
        .max_connections(4)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_pool_opts(|pool| pool.after_release(|connection, _| Box::pin(is_outside(connection))))
        .map_sqlx_sqlite_opts(move |_| {
            SqliteConnectOptions::new()
                .filename(&path)
                .read_only(true)
                // Half of what is usual, in KiB: there are four of them, and the system keeps the file in memory anyway.
                .pragma("cache_size", "-1000")
                .busy_timeout(Duration::from_secs(5))
        });
    options
}
