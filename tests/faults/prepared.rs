//! A house made ready through the library: a centre, a publication, readers, and sendings that are due.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use samenspraak::app::App;
use samenspraak::base::id::{MemberId, PublicationId, SendingId};
use samenspraak::base::{EmailAddress, Instant, Language};
use samenspraak::delivery::{self, Opening, Progress};
use samenspraak::mail::{Carrier, Letter, Outlets};
use samenspraak::settings::Settings;
use samenspraak::store::tables::states::{OnUncertain, Role, SendingState, Stage};
use samenspraak::store::tables::{centre, member_roles, members, publications};
use samenspraak::store::{migrate, sql};
use samenspraak::{people, staff, subscribers};
use sea_orm::{ConnectionTrait as _, EntityTrait as _, Set};

use crate::account::{Account, account};
use crate::databases::fresh_database;
use crate::letter::letter;
use crate::outside::{Browser, Served};
use crate::sink::Sink;

/// A prepared house. Its handles work beside the running binary, as a second process of the same house would.
pub struct Prepared {
    pub app: App,
    pub publication: PublicationId,
    pub database: String,
    pub folder: PathBuf,
    readers: usize,
    _temporary: Option<tempfile::TempDir>,
}

impl Prepared {
    /// A house with so many readers, `lezer0@voorbeeld.example` and on.
    pub async fn with(readers: usize) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let database = fresh_database(temporary.path().join("house.db")).await;
        let folder = temporary.path().to_owned();
        Self { _temporary: Some(temporary), ..Self::in_folder(&folder, &database, readers).await }
    }

    /// The same in a folder and a database of the caller's.
    pub async fn in_folder(folder: &Path, database: &str, readers: usize) -> Self {
        let settings = Settings {
            database_url: Some(database.to_owned()),
            ..Settings::demo("127.0.0.1:0".parse().unwrap(), folder.to_owned())
        };
        let nowhere = Outlets::single(Carrier::Memory(Arc::new(Mutex::new(Vec::new()))));
        let app = App::open(settings, nowhere, samenspraak::rooms::rooms(), false).await.unwrap();
        migrate(&app.store).await.unwrap();
        let publication = found(&app).await;
        subscribe(&app, publication, readers).await;
        Self { app, publication, database: database.to_owned(), folder: folder.to_owned(), readers, _temporary: None }
    }

    /// Somebody of the staff who may do everything, and their browser.
    pub async fn staff(&self) -> (MemberId, Browser) {
        let (tx, now) = (self.app.store.begin_write().await.unwrap(), self.app.clock.now());
        let address = EmailAddress::parse("redactie@centrum.example").unwrap();
        let person = people::meet(&tx, &address, Language::Dutch, now).await.unwrap();
        let row = members::ActiveModel {
            person_id: Set(person.id),
            name: Set("Redactie".to_owned()),
            totp_step: Set(0),
            epoch: Set(0),
            failures: Set(0),
            invited_at: Set(now),
            joined_at: Set(Some(now)),
            ..Default::default()
        };
        let id = members::Entity::insert(row).exec(&tx).await.unwrap().last_insert_id;
        for role in [Role::Administrator, Role::Editor, Role::Approver] {
            let row = member_roles::ActiveModel { member_id: Set(id), role: Set(role) };
            member_roles::Entity::insert(row).exec_without_returning(&tx).await.unwrap();
        }
        let token = staff::open_session(&tx, &self.app, id, Stage::Full).await.unwrap();
        tx.commit().await.unwrap();
        (id, Browser { cookies: BTreeMap::from([(staff::SESSION_COOKIE.to_owned(), token)]) })
    }

    /// Opens a sending to all readers.
    pub async fn open(&self, on_uncertain: OnUncertain, not_after: Option<Instant>) -> SendingId {
        let opening = Opening {
            label: "Nieuwsbrief 3".to_owned(),
            publication: Some(self.publication),
            letters: vec![letter().freeze().unwrap()],
            on_uncertain,
            not_after,
        };
        let tx = self.app.store.begin_write().await.unwrap();
        let audience = subscribers::reachable(self.publication, self.app.clock.now());
        let id = delivery::open(&tx, &self.app, &opening, audience).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Starts the real binary on it.
    pub fn serve(&self, sink: &Sink) -> Served {
        Served::start(&self.folder, &self.database, &sink.url())
    }

    /// Starts the real binary with more in its environment.
    pub fn serve_with(&self, sink: &Sink, more: impl FnOnce(&mut Command)) -> Served {
        Served::start_with(&self.folder, &self.database, &sink.url(), more)
    }

    pub async fn progress(&self, id: SendingId) -> Progress {
        delivery::progress(self.app.store.read(), id).await.unwrap().unwrap()
    }

    /// Waits until a sending is as it should be; panics with its state and the last of the log after two minutes.
    pub async fn wait_until(&self, id: SendingId, what: &str, is_so: impl Fn(&Progress) -> bool) -> Progress {
        let mut last = None;
        for _ in 0..2_400 {
            // A story may have taken the database away.
            if let Ok(Some(now)) = delivery::progress(self.app.store.read(), id).await {
                if is_so(&now) {
                    return now;
                }
                last = Some(now);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let log = self.log();
        let tail: Vec<_> = log.lines().rev().take(20).collect();
        panic!("not {what}: {last:?}\n{}", tail.join("\n"));
    }

    /// Waits until a sending has ended by itself.
    pub async fn wait_closed(&self, id: SendingId) -> Progress {
        self.wait_until(id, "closed", |now| now.state == SendingState::Closed).await
    }

    /// Everybody who was prepared, as the ledger never needs to know.
    pub fn everyone(&self) -> BTreeSet<String> {
        (0..self.readers).map(|number| format!("lezer{number}@voorbeeld.example")).collect()
    }

    /// Compares what arrived of a sending with everybody who was prepared, but for those who should not get it.
    pub async fn account_without(
        &self,
        id: SendingId,
        arrived: &[(String, String)],
        without: &BTreeSet<String>,
    ) -> Account {
        let wanted = self.everyone().difference(without).cloned().collect();
        account(arrived, &wanted, &self.uncertain(id).await)
    }

    /// Compares what arrived of a sending with everybody who was prepared.
    pub async fn account_of(&self, id: SendingId, arrived: &[(String, String)]) -> Account {
        self.account_without(id, arrived, &BTreeSet::new()).await
    }

    /// Who the ledger called uncertain at some time.
    pub async fn uncertain(&self, id: SendingId) -> BTreeSet<String> {
        self.addresses(id, "(d.class IN ('uncertain', 'repeated', 'let-be') OR d.state = 'uncertain')").await
    }

    /// The addresses of a sending whose row `d` fulfils a condition.
    pub async fn addresses(&self, id: SendingId, condition: &str) -> BTreeSet<String> {
        let text = format!(
            "SELECT p.address FROM deliveries d JOIN people p ON p.id = d.person_id WHERE d.sending_id = {id} AND {condition}"
        );
        let rows = self.app.store.read().query_all_raw(sql(self.app.store.read(), text.leak(), [])).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    /// How many rows of a sending fulfil a condition.
    pub async fn rows(&self, id: SendingId, condition: &str) -> usize {
        self.addresses(id, condition).await.len()
    }

    /// Runs one statement, for what no page and no function does.
    pub async fn sql(&self, statement: &str) -> u64 {
        let tx = self.app.store.begin_write().await.unwrap();
        let done = tx.execute_unprepared(statement).await.unwrap();
        tx.commit().await.unwrap();
        done.rows_affected()
    }

    /// Lets the sending go on to its end, through the waits of its back-off.
    pub async fn to_the_end(&self, id: SendingId) {
        for _ in 0..40 {
            let all_had_their_turn = |now: &Progress| now.state == SendingState::Closed || now.open == 0;
            self.wait_until(id, "tried with everyone", all_had_their_turn).await;
            if self.let_waits_pass(id).await == 0 {
                self.wait_closed(id).await;
                return;
            }
            while self.rows(id, "d.state = 'retry' AND d.due_at = 1").await > 0 {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        panic!("it does not come to an end: {:?}", self.progress(id).await);
    }

    /// Lets the waits of the back-off be over: what is due later is due now.
    pub async fn let_waits_pass(&self, id: SendingId) -> u64 {
        self.sql(&format!("UPDATE deliveries SET due_at = 1 WHERE sending_id = {id} AND state = 'retry'")).await
    }

    /// One whole number out of the database.
    pub async fn number(&self, query: &str) -> i64 {
        let read = self.app.store.read();
        let row = read.query_one_raw(sql(read, query.to_owned().leak(), [])).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }

    /// What the binary has logged so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("serve.log")).unwrap_or_default()
    }

    /// Waits until the binary has logged a word after the first `from` bytes of its log.
    pub async fn wait_logged(&self, word: &str, from: usize) {
        for _ in 0..2_400 {
            if self.log().get(from..).is_some_and(|log| log.contains(word)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{word:?} was never logged:\n{}", self.log());
    }

    /// Has a letter that a person waits for delivered: the engine has made a whole round when this returns.
    pub async fn see_a_round(&self, sink: &Sink) {
        let address = format!("los{}@voorbeeld.example", sink.count());
        let tx = self.app.store.begin_write().await.unwrap();
        let to = EmailAddress::parse(&address).unwrap();
        let person = people::meet(&tx, &to, Language::Dutch, self.app.clock.now()).await.unwrap();
        let single = Letter { list: None, ..letter() };
        delivery::post_later(&tx, &self.app, person.id, "los", &single).await.unwrap();
        tx.commit().await.unwrap();
        for _ in 0..6_000 {
            if sink.tally().iter().any(|(to, _)| *to == address) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the engine makes no rounds:\n{}", self.log());
    }

    /// Lets the leases of killed processes run out. On SQLite the next process knows without them that others are dead.
    pub async fn let_leases_end(&self) {
        self.sql("UPDATE leases SET until_at = 0").await;
    }
}

/// Waits until so many mails arrived.
pub async fn arrivals(sink: &Sink, count: usize) {
    for _ in 0..24_000 {
        if sink.count() >= count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("only {} of {count} mails arrived", sink.count());
}

/// What arrived for readers, without letters that a person waited for.
pub fn readers_of(sink: &Sink) -> Vec<(String, String)> {
    sink.tally().into_iter().filter(|(to, _)| !to.starts_with("los")).collect()
}

/// The number in a reader's address.
pub fn number_of(to: &str) -> usize {
    to.trim_start_matches("lezer").split('@').next().unwrap().parse().unwrap_or(usize::MAX)
}

async fn found(app: &App) -> PublicationId {
    let text = str::to_owned;
    let now = app.clock.now();
    let tx = app.store.begin_write().await.unwrap();
    let the_centre = centre::ActiveModel {
        id: Set(1),
        name_nl: Set(text("Expertisecentrum Voorbeeld")),
        name_en: Set(text("Expertise Centre Example")),
        postal_address: Set(text("Voorbeeldlaan 1, 1234 AB Voorbeeldstad")),
        contact_address: Set(text("contact@centrum.example")),
        sender_name: Set(text("Expertisecentrum Voorbeeld")),
        sender_address: Set(text("nieuwsbrief@centrum.example")),
        reply_address: Set(text("redactie@centrum.example")),
        letter_address: Set(text("post@centrum.example")),
        brand: Set(text("#0a5c5a")),
        accent: Set(text("#b84a17")),
        one_person_office: Set(false),
        version: Set(1),
        set_up_at: Set(now),
        accessibility: Set(text("E")),
        accessibility_on: Set(String::new()),
        accessibility_register: Set(String::new()),
        logo: Set(String::new()),
    };
    centre::Entity::insert(the_centre).exec_without_returning(&tx).await.unwrap();
    let publication = publications::ActiveModel {
        slug: Set(text("nieuwsbrief")),
        name_nl: Set(text("Nieuwsbrief")),
        name_en: Set(text("Newsletter")),
        description_nl: Set(text("zes keer per jaar")),
        description_en: Set(text("six times a year")),
        list_id: Set(text("nieuwsbrief.centrum.example")),
        per_year: Set(6),
        on_uncertain: Set(OnUncertain::Resend),
        position: Set(0),
        created_at: Set(now),
        ..Default::default()
    };
    let id = publications::Entity::insert(publication).exec(&tx).await.unwrap().last_insert_id;
    tx.commit().await.unwrap();
    id
}

async fn subscribe(app: &App, publication: PublicationId, readers: usize) {
    let now = app.clock.now();
    let tx = app.store.begin_write().await.unwrap();
    let numbers: Vec<usize> = (0..readers).collect();
    for some in numbers.chunks(500) {
        let newcomers: Vec<people::Newcomer> = some
            .iter()
            .map(|number| {
                let address = EmailAddress::parse(&format!("lezer{number}@voorbeeld.example")).unwrap();
                (address, format!("Zoë van der Voorbeeld {number}"), Language::Dutch)
            })
            .collect();
        people::meet_many(&tx, &newcomers, now).await.unwrap();
    }
    let all = "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at) SELECT id, ?, 'import', ? FROM people";
    tx.execute_raw(sql(&tx, all, [publication.0.into(), now.0.into()])).await.unwrap();
    tx.commit().await.unwrap();
}
