//! At which level of isolation places are claimed.

use samenspraak::store::{Engine, Store};
use sea_orm::ConnectionTrait as _;

use super::Day;
use crate::databases::fresh_database;

#[tokio::test]
async fn r05_a_transaction_sees_what_others_committed() {
    let day = Day::with(1).await;
    let tx = day.house.app.store.begin_write().await.unwrap();
    if day.house.app.store.engine() == Engine::Postgres {
        let row =
            tx.query_one_raw(samenspraak::store::sql(&tx, "SHOW transaction_isolation", [])).await.unwrap().unwrap();
        let level: String = row.try_get_by_index(0).unwrap();
        assert_eq!(level, "read committed", "repeatable read would claim against an old snapshot");
    } else {
        // IMMEDIATE: nobody else writes from the beginning on, so nothing read here can be old.
        let lock = tx.execute_unprepared("UPDATE event_pools SET taken = taken").await;
        assert!(lock.is_ok());
    }
}

/// A server, or an address, that asks for another level does not get it: our claims would then compare with old numbers.
#[tokio::test]
async fn r05_another_level_by_default_is_not_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let url = fresh_database(folder.path().join("isolation.db")).await;
    let is_postgres = url.starts_with("postgres");
    let url = if is_postgres { format!("{url}&options[default_transaction_isolation]=serializable") } else { url };
    let store = Store::open(&url).await.unwrap();
    if is_postgres {
        for on in [true, false] {
            let tx = store.begin_write().await.unwrap();
            let show = samenspraak::store::sql(&tx, "SHOW transaction_isolation", []);
            let level = if on { tx.query_one_raw(show).await } else { store.read().query_one_raw(show).await };
            let level: String = level.unwrap().unwrap().try_get_by_index(0).unwrap();
            assert_eq!(level, "read committed");
        }
    }
    store.close().await;
}
