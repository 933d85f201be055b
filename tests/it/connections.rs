//! What the library does with a connection whose transaction ends in an unusual way, and that none of it reaches the house.

use std::future::Future;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use samenspraak::base::Instant;
use samenspraak::store::{Store, sql, take};
use sea_orm::ConnectionTrait as _;
use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqlitePoolOptions};

use crate::house::House;

async fn rows(connection: &mut SqliteConnection) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM rows").fetch_one(connection).await.unwrap()
}

/// The bare library, without anything of ours: the reason of decision 15. When it fails, the library has changed.
#[tokio::test]
async fn d04_the_bare_library_loses_what_it_commits_after_a_full_disk() {
    let folder = tempfile::tempdir().unwrap();
    let file = SqliteConnectOptions::new().filename(folder.path().join("bare.db")).create_if_missing(true);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(file.clone()).await.unwrap();
    sqlx::raw_sql("CREATE TABLE rows (content TEXT); PRAGMA max_page_count = 1").execute(&pool).await.unwrap();
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let full = sqlx::query("INSERT INTO rows VALUES (hex(zeroblob(100000)))").execute(&mut *tx).await.unwrap_err();
    assert!(full.to_string().contains("full"), "{full}");
    assert!(tx.rollback().await.is_err(), "the database had rolled back by itself");
    let writer = pool.acquire().await.unwrap();
    assert!(writer.is_in_transaction(), "the library counts one that is not there, and the pool gives it out as it is");
    drop(writer);
    // Room again, and one transaction that is given up.
    sqlx::raw_sql("PRAGMA max_page_count = 1000000").execute(&pool).await.unwrap();
    pool.begin().await.unwrap().rollback().await.unwrap();
    for _ in 0..3 {
        let mut tx = pool.begin().await.unwrap();
        sqlx::query("INSERT INTO rows VALUES ('kept')").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut writer = pool.acquire().await.unwrap();
    let mut other = SqliteConnection::connect_with(&file).await.unwrap();
    assert_eq!((rows(&mut writer).await, rows(&mut other).await), (3, 0), "it sees them, and nobody else ever does");
}

/// Polls a future so many times, and drops it.
async fn begin_and_leave(asked: impl Future, polls: usize) {
    let mut asked = pin!(asked);
    for _ in 0..polls {
        let is_over = std::future::poll_fn(|context| Poll::Ready(asked.as_mut().poll(context).is_ready())).await;
        if is_over {
            return;
        }
        // Until the answer of the server may be there.
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// Case 16: whoever goes away while a transaction begins leaves none behind.
#[tokio::test]
async fn a_visitor_who_leaves_during_begin_leaves_no_open_transaction() {
    let house = House::open().await;
    let other = Store::open(&house.database).await.unwrap();
    for polls in 0..60 {
        begin_and_leave(house.app.store.begin_write(), polls % 6).await;
        let key = format!("left {polls}");
        assert_eq!(take(&house.app.store, &key, 1, Duration::from_mins(1), Instant(1)).await.unwrap(), None);
        let seen = sql(other.read(), "SELECT taken FROM limits WHERE key = ?", [key.into()]);
        assert!(other.read().query_one_raw(seen).await.unwrap().is_some(), "after {polls} polls others see it");
    }
    other.close().await;
}
