//! The ground of every bench: on which databases it runs, and an empty house on one of them.

use std::path::Path;
use std::sync::Arc;

use samenspraak::app::App;
use samenspraak::base::{Clock, Random, Secrets};
use samenspraak::mail::{Outlets, Signing, Tls};
use samenspraak::settings::Settings;
use samenspraak::store::{Store, migrate};
use sea_orm::ConnectionTrait as _;
use tokio::sync::Notify;

/// SQLite always; PostgreSQL when `script/bench` started one. With what the ids of figures end in.
#[expect(clippy::disallowed_methods, reason = "the bench is told its second engine by the environment")]
pub fn databases() -> Vec<(String, &'static str)> {
    let mut all = vec![("sqlite".to_owned(), "")];
    all.extend(std::env::var("BENCH_DATABASE_URL").ok().map(|server| (server, "-postgres")));
    all
}

/// A database that nothing is in: a file in the folder, or a schema of the server.
pub async fn fresh(database: &str, folder: &Path) -> String {
    if database.starts_with("sqlite") {
        return format!("sqlite://{}/bench.db", folder.display());
    }
    let name: String = Random::from_machine().unwrap().token().chars().take(12).collect();
    let admin = Store::open(database).await.unwrap();
    let tx = admin.begin_write().await.unwrap();
    tx.execute_unprepared(&format!("CREATE SCHEMA b{name}")).await.unwrap();
    tx.commit().await.unwrap();
    admin.close().await;
    format!("{database}?options[search_path]=b{name}")
}

/// The settings of a house in a folder.
pub fn settings(folder: &Path) -> Settings {
    Settings {
        base_url: Some("http://samenspraak.example".to_owned()),
        ..Settings::demo("127.0.0.1:0".parse().unwrap(), folder.to_owned())
    }
}

/// An empty house on a fresh database, whose mail goes to a port of this machine.
pub async fn empty(database: &str, settings: Settings, port: u16) -> App {
    let store = Store::open(&fresh(database, &settings.data_dir).await).await.unwrap();
    migrate(&store).await.unwrap();
    let random = Random::from_machine().unwrap();
    App {
        store,
        clock: Clock::Machine,
        secrets: Arc::new(Secrets::make(&random)),
        random,
        rooms: samenspraak::rooms::rooms(),
        outlets: Outlets::parse(&format!("smtp://127.0.0.1:{port}"), "samenspraak.example").unwrap(),
        tls: Tls::default(),
        signing: Signing::default(),
        settings: Arc::new(settings),
        mail_waits: Arc::new(Notify::new()),
        demo: false,
    }
}
