use std::time::Duration;

use sea_orm::{ConnectionTrait, EntityTrait, Set};

use super::tables::people;
use super::{Class, Lease, Store, class_of, lease, migrate, sql, take};
use crate::base::{Instant, Language};

async fn fresh() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite://{}/t.db", folder.path().display())).await.unwrap();
    migrate(&store).await.unwrap();
    (store, folder)
}

fn anna() -> people::ActiveModel {
    people::ActiveModel {
        address: Set("anna@voorbeeld.nl".to_owned()),
        address_key: Set("anna@voorbeeld.nl".to_owned()),
        name: Set("Anna".to_owned()),
        language: Set(Language::English),
        epoch: Set(0),
        created_at: Set(Instant(5)),
        ..Default::default()
    }
}

#[tokio::test]
async fn readers_cannot_write_and_writers_are_immediate() {
    let (store, _folder) = fresh().await;
    let tx = store.begin_write().await.unwrap();
    let saved = people::Entity::insert(anna()).exec_with_returning(&tx).await.unwrap();
    assert_eq!(people::Entity::find().one(store.read()).await.unwrap(), None, "not committed yet");
    tx.commit().await.unwrap();
    assert_eq!(people::Entity::find().one(store.read()).await.unwrap(), Some(saved));
    assert!(people::Entity::insert(anna()).exec(store.read()).await.is_err());
}

#[tokio::test]
async fn a_second_row_of_the_same_address_is_a_unique_violation() {
    let (store, _folder) = fresh().await;
    let tx = store.begin_write().await.unwrap();
    people::Entity::insert(anna()).exec(&tx).await.unwrap();
    let error = people::Entity::insert(anna()).exec(&tx).await.unwrap_err();
    assert_eq!(class_of(&error), Class::Unique);
}

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing() {
    let (store, _folder) = fresh().await;
    let tx = store.begin_write().await.unwrap();
    people::Entity::insert(anna()).exec(&tx).await.unwrap();
    drop(tx);
    assert_eq!(people::Entity::find().one(store.read()).await.unwrap(), None);
}

#[tokio::test]
async fn a_lease_is_one_holders_until_it_ends() {
    let (store, _folder) = fresh().await;
    let minute = Duration::from_mins(1);
    let now = Instant(1_000);
    assert_eq!(lease(&store, "bell", "a", now, minute).await.unwrap(), Lease::Ours(now.plus(minute)));
    assert_eq!(lease(&store, "bell", "b", now, minute).await.unwrap(), Lease::Taken);
    assert_eq!(lease(&store, "bell", "a", now, minute).await.unwrap(), Lease::Ours(now.plus(minute)));
    let later = now.plus(minute * 2);
    assert_eq!(lease(&store, "bell", "b", later, minute).await.unwrap(), Lease::Ours(later.plus(minute)));
}

#[tokio::test]
async fn a_limit_says_how_long_to_wait_and_opens_again() {
    let (store, _folder) = fresh().await;
    let minute = Duration::from_mins(1);
    let at = |second: i64| Instant(second * 1_000);
    assert_eq!(take(&store, "k", 2, minute, at(0)).await.unwrap(), None);
    assert_eq!(take(&store, "k", 2, minute, at(1)).await.unwrap(), None);
    assert_eq!(take(&store, "k", 2, minute, at(2)).await.unwrap(), Some(Duration::from_secs(58)));
    assert_eq!(take(&store, "k", 2, minute, at(60)).await.unwrap(), None);
}

#[tokio::test]
async fn t3_the_audit_is_append_only() {
    let (store, _folder) = fresh().await;
    let tx = store.begin_write().await.unwrap();
    tx.execute_raw(sql(
        &tx,
        "INSERT INTO audit (at, actor, action, object, object_id, result, origin, detail) VALUES (1,'a','b','c',1,'d','e','f')",
        [],
    ))
    .await
    .unwrap();
    assert!(tx.execute_raw(sql(&tx, "UPDATE audit SET actor = 'x'", [])).await.is_err());
    assert!(tx.execute_raw(sql(&tx, "DELETE FROM audit", [])).await.is_err());
}

#[tokio::test]
async fn an_unknown_kind_of_database_address_says_what_is_expected() {
    let error = Store::open("mysql://x").await.unwrap_err().to_string();
    assert!(error.contains("sqlite:// or postgres://"), "{error}");
    let error = Store::open("sqlite:///proc/none/t.db").await.unwrap_err().to_string();
    assert!(error.contains("cannot make the folder"), "{error}");
}

/// Lets the file of the writing connection grow no further, as a full disk does. A connection that takes its place may.
async fn fill(store: &Store) {
    let pool = store.writer.0.get_sqlite_connection_pool();
    sqlx::raw_sql("PRAGMA max_page_count = 1").execute(pool).await.unwrap();
}

fn a_large_row(key: &str) -> String {
    format!("INSERT INTO limits (key, opened_at, taken) VALUES ('{key}' || hex(zeroblob(500000)), 1, 1)")
}

async fn limits_with(store: &Store, key: &str) -> i64 {
    let text = "SELECT count(*) FROM limits WHERE key LIKE ?";
    let row = store.read().query_one_raw(sql(store.read(), text, [format!("{key}%").into()])).await.unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn d04_after_a_full_disk_what_is_committed_is_kept() {
    let (store, _folder) = fresh().await;
    for given_up in ["dropped", "rolled back", "committed"] {
        fill(&store).await;
        let tx = store.begin_write().await.unwrap();
        let error = tx.execute_unprepared(&a_large_row("full")).await.unwrap_err();
        assert_eq!(class_of(&error), Class::DiskFull);
        match given_up {
            "dropped" => drop(tx),
            "rolled back" => drop(tx.rollback().await),
            // What came after the database had rolled back by itself would be kept alone.
            _ => {
                let _ = tx.execute_unprepared("INSERT INTO limits (key, opened_at, taken) VALUES ('half', 1, 1)").await;
                assert!(tx.commit().await.is_err());
            }
        }
        // A transaction that is given up, as each refusal of an act gives up one.
        let tx = store.begin_write().await.unwrap();
        tx.execute_unprepared("INSERT INTO limits (key, opened_at, taken) VALUES ('none', 1, 1)").await.unwrap();
        drop(tx);
        let tx = store.begin_write().await.unwrap();
        tx.execute_unprepared(&a_large_row(given_up)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            take(&store, &format!("{given_up} plain"), 1, Duration::from_mins(1), Instant(1)).await.unwrap(),
            None
        );
        assert_eq!(limits_with(&store, given_up).await, 2, "{given_up}: others see what was committed");
    }
    for lost in ["full", "none"] {
        assert_eq!(limits_with(&store, lost).await, 0, "{lost}");
    }
}

#[tokio::test]
async fn a_transaction_in_which_something_failed_is_not_committed() {
    let (store, _folder) = fresh().await;
    let tx = store.begin_write().await.unwrap();
    people::Entity::insert(anna()).exec(&tx).await.unwrap();
    assert!(people::Entity::insert(anna()).exec(&tx).await.is_err());
    assert!(tx.commit().await.is_err(), "PostgreSQL would answer with a rollback, and nobody would say so");
    assert_eq!(people::Entity::find().one(store.read()).await.unwrap(), None);
    let tx = store.begin_write().await.unwrap();
    people::Entity::insert(anna()).exec(&tx).await.unwrap();
    let trial = tx.begin().await.unwrap();
    assert!(people::Entity::insert(anna()).exec(&trial).await.is_err());
    trial.rollback().await.unwrap();
    tx.commit().await.unwrap();
    assert!(
        people::Entity::find().one(store.read()).await.unwrap().is_some(),
        "what was tried inside is given up alone"
    );
}
