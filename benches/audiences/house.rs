//! A house with many readers, who chose topics and areas, some of whom are contacts of organisations.

use std::time::{Duration, Instant as Watch};

use samenspraak::app::App;
use samenspraak::audiences::{self, Asking, Filter};
use samenspraak::base::id::PublicationId;
use samenspraak::delivery::{self, Opening};
use samenspraak::store::Engine;
use samenspraak::store::tables::states::OnUncertain;
use sea_orm::ConnectionTrait as _;

use crate::ground;

const PUBLICATION: PublicationId = PublicationId(1);

/// A house, and its folder when it has one.
pub struct House {
    app: App,
    folder: tempfile::TempDir,
}

impl House {
    /// Opens a house with so many readers on a database of its own.
    pub async fn open(database: &str, people: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = ground::empty(database, ground::settings(folder.path()), 1).await;
        let house = Self { app, folder };
        house.fill(people).await;
        house
    }

    /// Closes it.
    pub async fn close(self) {
        self.app.store.close().await;
        self.folder.close().unwrap();
    }

    /// Readers with two topics and two areas each out of ten and thirty-one; a thousand of them are contacts.
    async fn fill(&self, people: u32) {
        let tx = self.app.store.begin_write().await.unwrap();
        for statement in [
            format!(
                "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {people})
                 INSERT INTO people (address, address_key, name, language, epoch, created_at)
                 SELECT 'lezer' || number || '@voorbeeld.example', 'lezer' || number || '@voorbeeld.example',
                   'Lezer ' || number, CASE WHEN number % 20 = 0 THEN 'en' ELSE 'nl' END, 0, 0 FROM numbers"
            ),
            "INSERT INTO publications (slug, name_nl, name_en, description_nl, description_en, list_id, per_year, on_uncertain, position, created_at)
             VALUES ('nieuwsbrief', 'Nieuwsbrief', 'Newsletter', '', '', 'nieuwsbrief.centrum.example', 6, 'resend', 0, 0)"
                .to_owned(),
            "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at) SELECT id, 1, 'import', id FROM people".to_owned(),
            "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 10)
             INSERT INTO topics (slug, name_nl, name_en, position) SELECT 't' || number, 'T', 'T', number FROM numbers".to_owned(),
            "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 31)
             INSERT INTO areas (slug, name_nl, name_en, position, parent_id)
             SELECT 'a' || number, 'A', 'A', number, CASE WHEN number > 6 THEN number % 6 + 1 END FROM numbers".to_owned(),
            "INSERT INTO person_topics (person_id, topic_id) SELECT id, id % 10 + 1 FROM people".to_owned(),
            "INSERT INTO person_topics (person_id, topic_id) SELECT id, (id + 3) % 10 + 1 FROM people".to_owned(),
            "INSERT INTO person_areas (person_id, area_id) SELECT id, id % 31 + 1 FROM people".to_owned(),
            "INSERT INTO person_areas (person_id, area_id) SELECT id, (id + 7) % 31 + 1 FROM people".to_owned(),
            "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 200)
             INSERT INTO organisations (kind, name, name_key, version, made_at, ended_reason)
             SELECT CASE WHEN number % 2 = 0 THEN 'safety-region' ELSE 'ministry' END, 'O' || number, 'o' || number, 1, 0, '' FROM numbers".to_owned(),
            "INSERT INTO contacts (organisation_id, person_id, role, from_on, made_at)
             SELECT id % 200 + 1, id, 'secretaris', '2020-01-01', 0 FROM people WHERE id <= 1000".to_owned(),
        ] {
            tx.execute_unprepared(&statement).await.unwrap();
        }
        tx.commit().await.unwrap();
        if self.app.store.engine() == Engine::Postgres {
            // A server does this by itself within a minute of such a change; SQLite never does.
            self.app.store.read().execute_unprepared("VACUUM (ANALYZE)").await.unwrap();
        }
    }

    /// Counts an audience.
    pub async fn count(&self, filter: &Filter) -> i64 {
        audiences::count(self.app.store.read(), filter, PUBLICATION, &Asking::of(&self.app)).await.unwrap()
    }

    /// Freezes an audience into the ledger, to the end of the commit.
    pub async fn freeze(&self, filter: &Filter, expected: i64) -> Duration {
        let began = Watch::now();
        let tx = self.app.store.begin_write().await.unwrap();
        let opening = Opening {
            label: "Bench".to_owned(),
            publication: Some(PUBLICATION),
            letters: Vec::new(),
            on_uncertain: OnUncertain::Resend,
            not_after: None,
        };
        let query = audiences::query(filter, PUBLICATION, &Asking::of(&self.app));
        let id = delivery::open(&tx, &self.app, &opening, query).await.unwrap();
        tx.commit().await.unwrap();
        let took = began.elapsed();
        let progress = delivery::progress(self.app.store.read(), id).await.unwrap().unwrap();
        assert_eq!(progress.total(), expected, "everyone is in the ledger");
        took
    }
}
