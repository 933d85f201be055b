//! A database for each story: a file, or one of its own on the server that `TEST_DATABASE_URL` names.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use samenspraak::store::{Store, migrate, sql};
use sea_orm::ConnectionTrait as _;
use tokio::sync::OnceCell;

/// What a database of ours on the server is called: it says which process made it.
const OURS: &str = "story";

/// The databases on the server that this process made, and the folders of their stories.
static MADE: Mutex<Vec<(PathBuf, String)>> = Mutex::new(Vec::new());

#[expect(clippy::disallowed_methods, reason = "the tests choose their engine by the environment")]
fn server() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok()
}

/// A database that nothing is in.
pub async fn fresh_database(file: PathBuf) -> String {
    match server() {
        Some(server) => make(&server, &file, "").await,
        None => format!("sqlite://{}", file.display()),
    }
}

/// A database of today's shape. The first one is made by the migrations, and the others are copies of it: making one takes
/// longer than most stories.
pub async fn ready_database(file: PathBuf) -> String {
    match server() {
        Some(server) => copy_on(&server, &file).await,
        None => copy_to(&file).await,
    }
}

async fn copy_on(server: &str, file: &Path) -> String {
    static SHAPE: OnceCell<String> = OnceCell::const_new();
    let shape = SHAPE.get_or_init(async || {
        clear_away(server).await;
        let shape = make(server, Path::new("/"), "").await;
        shape_of_today(&shape).await;
        shape.split(['/', '?']).nth_back(1).unwrap().to_owned()
    });
    make(server, file, &format!("TEMPLATE {} STRATEGY FILE_COPY", shape.await)).await
}

async fn copy_to(file: &Path) -> String {
    static SHAPE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let shape = SHAPE.get_or_init(async || {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("house.db");
        shape_of_today(&format!("sqlite://{}", file.display())).await;
        std::fs::read(file).unwrap()
    });
    std::fs::write(file, shape.await).unwrap();
    format!("sqlite://{}", file.display())
}

async fn shape_of_today(database: &str) {
    let store = Store::open(database).await.unwrap();
    migrate(&store).await.unwrap();
    store.close().await;
}

/// Makes a database on the server, and drops those of stories that are over.
async fn make(server: &str, file: &Path, how: &str) -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let admin = Store::open(server).await.unwrap();
    let name = format!("{OURS}_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    admin.read().execute_unprepared(&format!("CREATE DATABASE {name} {how}")).await.unwrap();
    for over in over_by_now(file, &name) {
        admin.read().execute_unprepared(&format!("DROP DATABASE {over} WITH (FORCE)")).await.unwrap();
    }
    admin.close().await;
    let (before, _) = server.rsplit_once('/').unwrap();
    format!("{before}/{name}?application_name={name}")
}

fn over_by_now(file: &Path, name: &str) -> Vec<String> {
    let mut made = MADE.lock().unwrap();
    let over = made.extract_if(.., |(folder, _)| !folder.exists()).map(|(_, name)| name).collect();
    made.push((file.parent().unwrap_or(file).to_owned(), name.to_owned()));
    over
}

/// Drops what runs that are over left on the server.
async fn clear_away(server: &str) {
    let admin = Store::open(server).await.unwrap();
    let read = admin.read();
    let all = sql(read, "SELECT datname AS name FROM pg_database WHERE datname LIKE 'story\\_%'", []);
    for row in read.query_all_raw(all).await.unwrap() {
        let name: String = row.try_get("", "name").unwrap();
        let is_at_work = name.split('_').nth(1).is_some_and(|process| Path::new("/proc").join(process).exists());
        if !is_at_work {
            // Another run may be first.
            let _ = read.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
    admin.close().await;
}
