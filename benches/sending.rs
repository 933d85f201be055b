//! What `script/bench sending` runs: how fast mails leave, beside Postfix's own `smtp-source` to the same sink.
//!
//! Each figure is a line `ID<TAB>value<TAB>unit<TAB>against what`. A rate only counts as a ratio of one run.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

mod signing;

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant as Watch};

use samenspraak::app::App;
use samenspraak::base::blocks::{Block, Blocks, Inline};
use samenspraak::base::{Clock, EmailAddress, Language, Random, Secrets};
use samenspraak::delivery::{self, Opening};
use samenspraak::mail::{Dress, Letter, List, Mailbox, Outlets, Part, Sheet, Signing};
use samenspraak::settings::Settings;
use samenspraak::store::tables::states::{OnUncertain, SendingState};
use samenspraak::store::tables::{people, publications};
use samenspraak::store::{Store, migrate};
use sea_orm::sea_query::Query;
use sea_orm::{ConnectionTrait as _, EntityTrait as _, Set};
use tokio::sync::{Notify, watch};

/// Connections on both sides of the comparison.
const CONNECTIONS: u16 = 50;

#[tokio::main]
async fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let many = if quick { 4_000 } else { 100_000 };
    for database in databases() {
        let engine = if database.starts_with("sqlite") { "" } else { "-postgres" };
        let sink = Sink::start();
        let theirs = sink.smtp_source(many);
        let house = House::open(&database, sink.port).await;
        let ours = rate(many, house.send(many).await);
        figure(&format!("D40{engine}"), ours / theirs, "x", "smtp-source -d -s 50 -l 20480, same sink, same run");
        figure(
            &format!("D40{engine}-rate"),
            ours,
            "mails/s",
            "bytes per mail as smtp-source's; never quote without the ratio",
        );
        figure(&format!("D41{engine}"), peak_memory(), "MB", "the limit of 64 at 100,000 recipients");
        let mut signed = House::open(&database, sink.port).await;
        signed.app.signing = signing::with_key();
        let ours = rate(many, signed.send(many).await);
        figure(
            &format!("D40-dkim{engine}"),
            ours / theirs,
            "x",
            "the same smtp-source, with an RSA-2048 signature on each mail",
        );
        let few = House::open(&database, sink.port).await;
        figure(
            &format!("D44{engine}"),
            few.send(1_500).await.as_secs_f64(),
            "s",
            "the limit of 2 s for 1,500 recipients",
        );
    }
    signing::micro(&letter());
    let (ready, idle) = start_up();
    figure("O2-ready", ready.as_secs_f64() * 1_000.0, "ms", "the limit of 300 ms on a migrated database");
    figure("O2-idle", idle, "MB", "the limit of 40 MB");
}

fn figure(id: &str, value: f64, unit: &str, against: &str) {
    println!("{id}\t{value:.2}\t{unit}\t{against}");
}

fn rate(count: u32, span: Duration) -> f64 {
    f64::from(count) / span.as_secs_f64()
}

/// SQLite always; PostgreSQL when `script/bench` started one.
#[expect(clippy::disallowed_methods, reason = "the bench is told its second engine by the environment")]
fn databases() -> Vec<String> {
    let folder = std::env::temp_dir();
    let file = folder.join(format!("samenspraak-bench-{}", std::process::id()));
    let mut all = vec![format!("sqlite://{}", file.display())];
    all.extend(std::env::var("BENCH_DATABASE_URL").ok());
    all
}

/// Postfix's sink, on a port of its own.
struct Sink {
    child: Child,
    port: u16,
}

impl Sink {
    fn start() -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new("smtp-sink")
            .args(["-u", "nobody", &format!("127.0.0.1:{port}"), "1000"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
        Self { child, port }
    }

    /// How many mails a second `smtp-source` gives to this sink.
    fn smtp_source(&self, count: u32) -> f64 {
        let (count_text, at) = (count.to_string(), format!("127.0.0.1:{}", self.port));
        let began = Watch::now();
        let arguments = [
            "-d",
            "-s",
            "50",
            "-l",
            "20480",
            "-m",
            &count_text,
            "-f",
            "a@centrum.example",
            "-t",
            "b@voorbeeld.example",
            &at,
        ];
        assert!(Command::new("smtp-source").args(arguments).status().unwrap().success());
        rate(count, began.elapsed())
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        // The bench is over either way.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct House {
    app: App,
    _folder: tempfile::TempDir,
}

impl House {
    async fn open(database: &str, port: u16) -> Self {
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
            connections: CONNECTIONS,
            base_url: Some("https://samenspraak.example".to_owned()),
            ..Settings::demo("127.0.0.1:0".parse().unwrap(), folder.path().to_owned())
        };
        let app = App {
            store,
            clock: Clock::Machine,
            secrets: Arc::new(Secrets::make(&random)),
            random,
            outlets: Outlets::parse(&format!("smtp://127.0.0.1:{port}"), "samenspraak.example").unwrap(),
            signing: Signing::default(),
            settings: Arc::new(settings),
            mail_waits: Arc::new(Notify::new()),
            demo: false,
        };
        Self { app, _folder: folder }
    }

    /// Opens a sending to so many people and gives how long it took from there to the closed ledger.
    async fn send(&self, count: u32) -> Duration {
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
        for number in 0..count {
            let address = EmailAddress::parse(&format!("lezer{number}@voorbeeld.example")).unwrap();
            samenspraak::people::meet(&tx, &address, Language::Dutch, now).await.unwrap();
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

/// A list letter of about 20 kB as it goes over the wire.
fn letter() -> Letter {
    let address = |text| EmailAddress::parse(text).unwrap();
    let words = "Wat het netwerk in de praktijk leerde, en wat u er morgen mee kunt doen. ".repeat(6);
    let paragraph = || Block::Paragraph { content: vec![Inline { text: words.clone(), ..Inline::default() }] };
    let mut letter = Letter {
        from: Mailbox {
            name: "Expertisecentrum Voorbeeld".to_owned(),
            address: address("nieuwsbrief@centrum.example"),
        },
        reply_to: Some(address("redactie@centrum.example")),
        subject: "Wat drie oefeningen ons leerden".to_owned(),
        sheet: Sheet {
            language: Language::Dutch,
            content_language: Language::Dutch,
            title: "Nieuwsbrief 3".to_owned(),
            preheader: String::new(),
            dress: Dress {
                centre: "Expertisecentrum Voorbeeld".to_owned(),
                brand: "#0a5c5a".to_owned(),
                postal_address: "Voorbeeldlaan 1".to_owned(),
            },
            parts: vec![Part::Salutation],
            footer: vec![Part::Linked {
                before: String::new(),
                label: "Afmelden".to_owned(),
                href: format!("https://samenspraak.example/afmelden/{}", samenspraak::mail::UNSUBSCRIBE),
                after: String::new(),
            }],
        },
        list: Some(List {
            id: "nieuwsbrief.centrum.example".to_owned(),
            name: "Nieuwsbrief".to_owned(),
            site: "https://samenspraak.example".to_owned(),
            owner: address("redactie@centrum.example"),
            feedback_id: "2026-3:nieuwsbrief:samenspraak:centrumexample".to_owned(),
        }),
        automatic: false,
    };
    while letter.freeze().unwrap().to_bytes().len() < 20_480 {
        letter.sheet.parts.push(Part::Blocks(Blocks(vec![paragraph()])));
    }
    letter
}

/// The largest resident size of this process so far, in MB (`VmHWM`).
fn peak_memory() -> f64 {
    memory_of("self", "VmHWM")
}

fn memory_of(process: &str, what: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1_024.0
}

/// How long the real binary takes until it is ready, and what it holds when nothing happens.
fn start_up() -> (Duration, f64) {
    let folder = tempfile::tempdir().unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let binary = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_samenspraak"));
        command
            .env_clear()
            .env("SAMENSPRAAK_DATA_DIR", folder.path())
            .env("SAMENSPRAAK_SMTP_URL", "smtp://127.0.0.1:1")
            .env("SAMENSPRAAK_BIND", format!("127.0.0.1:{port}"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command
    };
    assert!(binary(&["migrate"]).status().unwrap().success());
    let began = Watch::now();
    let mut child = binary(&["serve"]).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("is ready")));
    let ready = began.elapsed();
    std::thread::sleep(Duration::from_secs(3));
    let idle = memory_of(&child.id().to_string(), "VmRSS");
    child.kill().unwrap();
    child.wait().unwrap();
    (ready, idle)
}
