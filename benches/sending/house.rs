//! The house that sends: the real ledger, engine and carrier.

use std::sync::Arc;
use std::time::{Duration, Instant as Watch};

use samenspraak::app::App;
use samenspraak::base::{Clock, Random, Secrets};
use samenspraak::delivery::{self, Opening};
use samenspraak::mail::Outlets;
use samenspraak::settings::Settings;
use samenspraak::store::tables::states::{OnUncertain, SendingState};
use samenspraak::store::tables::{people, publications};
use samenspraak::store::{Store, migrate};
use sea_orm::sea_query::Query;
use sea_orm::{ConnectionTrait as _, EntityTrait as _, Set};
use tokio::sync::{Notify, watch};

use crate::letter::letter;

/// A house with a ledger, whose mail goes to one port.
pub struct House {
    pub app: App,
    _folder: tempfile::TempDir,
}

impl House {
    /// Opens a house with so many connections on a database of its own.
    pub async fn open(database: &str, port: u16, connections: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let random = Random::from_machine().unwrap();
        let database = if database.starts_with("sqlite") {
            format!("sqlite://{}/bench.db", folder.path().display())
        } else {
            fresh_schema(database, &random).await
        };
        let store = Store::open(&database).await.unwrap();
        migrate(&store).await.unwrap();
        let settings = Settings {
            connections,
            base_url: Some("https://samenspraak.example".to_owned()),
            ..Settings::demo("127.0.0.1:0".parse().unwrap(), folder.path().to_owned())
        };
        let app = App {
            store,
            clock: Clock::Machine,
            secrets: Arc::new(Secrets::make(&random)),
            random,
            outlets: Outlets::parse(&format!("smtp://127.0.0.1:{port}"), "samenspraak.example").unwrap(),
            tls: samenspraak::mail::Tls::default(),
            signing: samenspraak::mail::Signing::default(),
            settings: Arc::new(settings),
            mail_waits: Arc::new(Notify::new()),
            demo: false,
        };
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

async fn fresh_schema(server: &str, random: &Random) -> String {
    let name: String = random.token().chars().take(12).collect();
    let admin = Store::open(server).await.unwrap();
    let tx = admin.begin_write().await.unwrap();
    tx.execute_unprepared(&format!("CREATE SCHEMA b{name}")).await.unwrap();
    tx.commit().await.unwrap();
    admin.close().await;
    format!("{server}?options[search_path]=b{name}")
}
