//! The house that a list is imported into.

use std::path::Path;
use std::time::{Duration, Instant as Watch};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use samenspraak::app::App;
use samenspraak::base::{EmailAddress, Language};
use samenspraak::mail::{Carrier, Outlets};
use samenspraak::settings::Settings;
use samenspraak::store::tables::states::{OnUncertain, Stage};
use samenspraak::store::tables::{members, publications};
use samenspraak::store::{migrate, sql};
use samenspraak::{people, routes, staff};
use sea_orm::{ConnectionTrait as _, EntityTrait as _, Set};
use tower::ServiceExt as _;

use super::list::{Chance, search};
use crate::ground;

/// A house with one publication and one member of staff.
pub struct House {
    pub database: String,
    app: App,
    session: String,
}

impl House {
    /// Opens a house on a database of its own.
    pub async fn open(database: &str, folder: &Path) -> Self {
        let database = ground::fresh(database, folder).await;
        let settings = Settings { database_url: Some(database.clone()), ..ground::settings(folder) };
        let outlets = Outlets::single(Carrier::Folder(folder.join("postbus")));
        let app = App::open(settings, outlets, samenspraak::rooms::rooms(), false).await.unwrap();
        migrate(&app.store).await.unwrap();
        let session = furnish(&app).await;
        Self { database, app, session }
    }

    /// Everyone on the list is a subscriber, and is found.
    pub async fn all_are_there(&self, rows: u32, last: &str) {
        let read = self.app.store.read();
        let count = sql(read, "SELECT COUNT(*) AS many FROM consents WHERE act = 'imported'", []);
        let many: i64 = read.query_one_raw(count).await.unwrap().unwrap().try_get("", "many").unwrap();
        assert_eq!(many, i64::from(rows));
        assert!(self.page(last).await.contains(last), "the last row of the list is found");
    }

    /// Asks for the first page of many searches; gives the times in order of length.
    pub async fn search(&self, many: usize) -> Vec<Duration> {
        let mut chance = Chance::new();
        for _ in 0..20 {
            self.page(&search(&mut chance, 1_000_000)).await;
        }
        let mut times = Vec::new();
        for _ in 0..many {
            let words = search(&mut chance, 1_000_000);
            let began = Watch::now();
            self.page(&words).await;
            let took = began.elapsed();
            if took > Duration::from_millis(50) {
                eprintln!("{words:?} took {} ms", took.as_millis());
            }
            times.push(took);
        }
        times.sort_unstable();
        times
    }

    async fn page(&self, words: &str) -> String {
        let query = serde_html_form::to_string([("zoek", words)]).unwrap();
        let request = Request::get(format!("/beheer/abonnees?{query}"))
            .header(header::COOKIE, &self.session)
            .body(Body::empty())
            .unwrap();
        let response = routes::router(self.app.clone()).oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let body = axum::body::to_bytes(response.into_body(), 1 << 24).await.unwrap();
        String::from_utf8(body.to_vec()).unwrap()
    }
}

async fn furnish(app: &App) -> String {
    let (tx, now) = (app.store.begin_write().await.unwrap(), app.clock.now());
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
    publications::Entity::insert(row).exec_without_returning(&tx).await.unwrap();
    let address = EmailAddress::parse("sanne@centrum.example").unwrap();
    let person = people::meet(&tx, &address, Language::Dutch, now).await.unwrap();
    let row = members::ActiveModel {
        person_id: Set(person.id),
        name: Set("Sanne".to_owned()),
        totp_step: Set(0),
        epoch: Set(0),
        failures: Set(0),
        invited_at: Set(now),
        joined_at: Set(Some(now)),
        ..Default::default()
    };
    let member = members::Entity::insert(row).exec(&tx).await.unwrap().last_insert_id;
    let token = staff::open_session(&tx, app, member, Stage::Full).await.unwrap();
    tx.commit().await.unwrap();
    format!("{}={token}", staff::SESSION_COOKIE)
}
