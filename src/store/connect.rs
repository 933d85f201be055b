//! Opening the database: which engine, which pools, which pragmas.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

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
const PATIENCE: [(&str, &str); 2] = [("idle_in_transaction_session_timeout", "60s"), ("lock_timeout", "10s")];

/// How PostgreSQL is to answer questions about everyone.
const HASTE: [(&str, &str); 2] = [
    // Compiling the counting of a large audience takes hundreds of milliseconds and gains tens.
    ("jit", "off"),
    // The facts of an audience are looked up in hash tables, which are used only when they fit: two hundred thousand
    // people who chose a topic do not fit in the 4 MB of a server that nobody tuned.
    ("work_mem", "32MB"),
];

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
        let writer = Database::connect(sqlite_writer(path)).await.with_context(opening)?;
        let reader = Database::connect(sqlite_readers(path)).await.with_context(opening)?;
        Ok(Self { engine: Engine::Sqlite, writer, reader, file: Some(path.to_owned()) })
    }

    async fn open_postgres(url: &str) -> anyhow::Result<Self> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(10))
            .connect_timeout(Duration::from_secs(10))
            .test_before_acquire(false)
            .sqlx_logging(false)
            .map_sqlx_postgres_opts(|server| server.options(PATIENCE).options(HASTE))
            .map_sqlx_postgres_pool_opts(|pool| pool.after_release(|connection, _| Box::pin(is_well(connection))));
        let pool = Database::connect(options)
            .await
            .context("cannot reach PostgreSQL; is the address in SAMENSPRAAK_DATABASE_URL right, and is it running?")?;
        Ok(Self { engine: Engine::Postgres, writer: pool.clone(), reader: pool, file: None })
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
        self.writer.set_metric_callback(move |_| each());
        self.reader.set_metric_callback(move |_| of_reader());
    }

    /// Closes both pools, so that SQLite folds its log into the file.
    pub async fn close(self) {
        // A pool that is already closed has nothing left to fold.
        let _ = self.reader.close().await;
        let _ = self.writer.close().await;
    }
}

/// Whether a connection can be used again. One that does not answer is closed, and its place is free.
async fn is_well(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    tokio::time::timeout(WAY_BACK, connection.ping())
        .await
        .map_err(|_| sqlx::Error::Io(std::io::Error::from(std::io::ErrorKind::TimedOut)))?
        .map(|()| true)
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
        .map_sqlx_sqlite_opts(move |_| {
            SqliteConnectOptions::new().filename(&path).read_only(true).busy_timeout(Duration::from_secs(5))
        });
    options
}
