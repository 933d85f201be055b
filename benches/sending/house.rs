//! The house that sends: the real ledger, engine and carrier.

use std::time::{Duration, Instant as Watch};

use samenspraak::app::App;
use samenspraak::delivery::{self, Opening};
use samenspraak::settings::Settings;
use samenspraak::store::tables::states::{OnUncertain, SendingState};
use samenspraak::store::tables::{people, publications};
use sea_orm::sea_query::Query;
use sea_orm::{ConnectionTrait as _, EntityTrait as _, Set};
use tokio::sync::watch;

use super::letter::letter;
use crate::ground;

/// A house with a ledger, whose mail goes to one port.
pub struct House {
    pub app: App,
    _folder: tempfile::TempDir,
}

impl House {
    /// Opens a house with so many connections on a database of its own.
    pub async fn open(database: &str, port: u16, connections: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { connections, ..ground::settings(folder.path()) };
        let app = ground::empty(database, settings, port).await;
        Self { app, _folder: folder }
    }

    /// Opens a sending to so many people and gives how long it took from there to the closed ledger.
    pub async fn send(&self, count: u32) -> Duration {
        let publication = self.people(count).await;
        let (stop, stopping) = watch::channel(false);
        let engine = tokio::spawn(delivery::run(self.app.clone(), stopping));
        let began = Watch::now();
        let tx = self.app.store.begin_write().await.unwrap();
        let opening = Opening {
            label: "Bench".to_owned(),
            publication: Some(publication),
            letters: vec![letter().freeze().unwrap()],
            on_uncertain: OnUncertain::Resend,
            not_after: None,
        };
        let everyone = Query::select().column(people::Column::Id).from(people::Entity).to_owned();
        let id = delivery::open(&tx, &self.app, &opening, everyone).await.unwrap();
        tx.commit().await.unwrap();
        self.app.mail_waits.notify_one();
        loop {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let state = samenspraak::store::tables::sendings::Entity::find_by_id(id)
                .one(self.app.store.read())
                .await
                .unwrap()
                .unwrap()
                .state;
            if state == SendingState::Closed {
                break;
            }
        }
        let took = began.elapsed();
        stop.send(true).unwrap();
        engine.await.unwrap().unwrap();
        let done = delivery::progress(self.app.store.read(), id).await.unwrap().unwrap();
        assert_eq!(done.accepted, i64::from(count), "every mail was accepted");
        took
    }

    async fn people(&self, count: u32) -> samenspraak::base::id::PublicationId {
        let tx = self.app.store.begin_write().await.unwrap();
        let now = self.app.clock.now();
        let numbered = samenspraak::store::sql(
            &tx,
            "WITH RECURSIVE numbers (number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM numbers WHERE number + 1 < ?)
             INSERT INTO people (address, address_key, name, language, epoch, created_at)
             SELECT 'lezer' || number || '@voorbeeld.example', 'lezer' || number || '@voorbeeld.example', '', 'nl', 0, ?
             FROM numbers",
            [i64::from(count).into(), now.0.into()],
        );
        tx.execute_raw(numbered).await.unwrap();
        if self.app.store.file().is_none() {
            // A server has looked at its tables long before a sending; SQLite never does.
            tx.execute_unprepared("ANALYZE people").await.unwrap();
        }
        let row = publications::ActiveModel {
            slug: Set("nieuwsbrief".to_owned()),
            name_nl: Set("Nieuwsbrief".to_owned()),
            name_en: Set("Newsletter".to_owned()),
            description_nl: Set(String::new()),
            description_en: Set(String::new()),
            list_id: Set("nieuwsbrief.centrum.example".to_owned()),
            per_year: Set(6),
            on_uncertain: Set(OnUncertain::Resend),
            position: Set(0),
            created_at: Set(now),
            ..Default::default()
        };
        let id = publications::Entity::insert(row).exec(&tx).await.unwrap().last_insert_id;
        tx.commit().await.unwrap();
        id
    }
}
