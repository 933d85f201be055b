//! What the library does with a connection whose transaction ends in an unusual way, and that none of it reaches the house.

use std::future::Future;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use samenspraak::base::clock::{days, minutes};
use samenspraak::base::{Instant, Language};
use samenspraak::delivery::{self, Opening, Scope};
use samenspraak::store::tables::states::{OnUncertain, Role};
use samenspraak::store::{Engine, Store, migrate, sql, take};
use samenspraak::subscribers;
use sea_orm::ConnectionTrait as _;
use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqlitePoolOptions};

use crate::delivering::letter;
use crate::house::House;
use crate::leaving::reader;

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

/// Whoever presses a button and goes away at once has pressed it.
#[tokio::test]
async fn an_act_goes_on_when_its_visitor_leaves() {
    let house = House::open().await;
    for polls in 1..6 {
        let person = reader(&house, &format!("anna{polls}@voorbeeld.nl")).await;
        let publication = house.publication("nieuwsbrief").await;
        let path = format!("/afmelden/{}", subscribers::unsubscribe_token(&house.app, &person, publication));
        let visitor = house.visitor();
        begin_and_leave(visitor.send(Request::post(path), Body::empty()), polls).await;
        let left = sql(
            house.app.store.read(),
            "SELECT 1 FROM subscriptions WHERE person_id = ? AND withdrawn_at IS NOT NULL",
            [person.id.0.into()],
        );
        let mut is_kept = false;
        for _ in 0..200 {
            is_kept = house.app.store.read().query_one_raw(left.clone()).await.unwrap().is_some();
            if is_kept {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(is_kept, "who left the page after {polls} polls has left the publication");
    }
}

/// Whoever tries a password and goes away before the answer has tried it.
#[tokio::test]
async fn t1_every_wrong_try_counts_also_when_its_visitor_leaves() {
    let house = House::open().await;
    for polls in 1..=12 {
        let form = serde_html_form::to_string([("address", "sanne@voorbeeld.nl"), ("password", "mis")]).unwrap();
        let request = Request::post("/beheer/aanmelden")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        let visitor = house.visitor();
        begin_and_leave(visitor.send(request, Body::from(form)), polls).await;
    }
    let counted = "SELECT COALESCE(MAX(taken), 0) FROM limits";
    for _ in 0..500 {
        if house.number(counted).await >= 12 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(house.number(counted).await, 12);
}

#[tokio::test]
async fn without_a_database_every_page_is_drawn_and_says_to_try_again() {
    let house = House::open().await;
    let staff = house.signed_in_as(&[Role::Editor]).await;
    house.app.store.clone().close().await;
    for path in ["/", "/aanmelden", "/archief", "/privacy", "/beheer"] {
        let answer = house.get(path).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(answer.body.contains("Het lukt nu even niet"), "{path}: {}", answer.body);
        assert!(answer.headers.contains_key("retry-after"), "{path}");
    }
    assert!(house.get("/en/aanmelden").await.body.contains("This is not possible right now"));
    assert!(staff.get("/beheer").await.body.contains("Het lukt nu even niet"));
    let hook = house.visitor().send(Request::post("/api/v1/returns"), Body::from("x")).await;
    assert_eq!(hook.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(hook.headers["content-type"].to_str().unwrap().contains("problem+json"), "{}", hook.body);
    assert_eq!(house.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

/// A server that ends our connections, as it does when it restarts: nobody is told that something broke.
#[tokio::test]
async fn connections_that_the_server_ends_are_no_fault() {
    let house = House::open().await;
    if house.app.store.engine() == Engine::Sqlite {
        return;
    }
    for _ in 0..5 {
        house.get("/aanmelden").await;
    }
    let other = Store::open(&house.database).await.unwrap();
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE '%centre%'";
    other.read().execute_unprepared(end).await.unwrap();
    for _ in 0..40 {
        let status = house.get("/aanmelden").await.status;
        assert!(status == StatusCode::OK || status == StatusCode::SERVICE_UNAVAILABLE, "{status}");
    }
    assert_eq!(house.get("/aanmelden").await.status, StatusCode::OK);
    other.close().await;
}

async fn open_to_all(house: &House) {
    let publication = house.publication("nieuwsbrief").await;
    let opening = Opening {
        label: "Nieuwsbrief 1".to_owned(),
        publication: Some(publication),
        letters: vec![letter().freeze().unwrap()],
        on_uncertain: OnUncertain::Resend,
        not_after: None,
    };
    let tx = house.app.store.begin_write().await.unwrap();
    let audience = subscribers::reachable(publication, house.app.clock.now());
    delivery::open(&tx, &house.app, &opening, audience).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn mail_that_is_due_and_that_nobody_takes_is_said() {
    let house = House::open().await;
    reader(&house, "anna@voorbeeld.nl").await;
    house.ring_all().await;
    house.sql("INSERT INTO leases (name, holder, until_at) VALUES ('engine', '', 1)").await;
    let ready = house.get("/readyz").await;
    assert_eq!((ready.status, ready.body.as_str()), (StatusCode::OK, "ready\n"), "nothing is due");
    open_to_all(&house).await;
    house.wait(minutes(3));
    let rang = house.app.clock.now().0;
    house.sql(&format!("UPDATE bells SET rang_at = {rang}; ")).await;
    house.sql(&format!("INSERT INTO bells (name, rang_at) VALUES ('rung', {rang})")).await;
    let ready = house.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(ready.body.contains("mail is due"), "{}", ready.body);
    let desk = house.signed_in_as(&[Role::Editor]).await.get("/beheer").await;
    assert!(desk.body.contains("De mail staat stil"), "{}", desk.body);
    house.sql("UPDATE leases SET until_at = 9000000000000 WHERE name = 'engine'").await;
    assert_eq!(house.get("/readyz").await.status, StatusCode::OK, "somebody looks for it");
    let desk = house.signed_in_as(&[Role::Editor]).await.get("/beheer").await;
    assert!(!desk.body.contains("De mail staat stil"));
}

#[tokio::test]
async fn d04_who_may_have_it_and_then_leaves_stays_uncertain_in_the_ledger() {
    let house = House::open().await;
    let person = reader(&house, "anna@voorbeeld.nl").await;
    open_to_all(&house).await;
    house.sql("UPDATE deliveries SET state = 'retry', class = 'uncertain', due_at = 1").await;
    let tx = house.app.store.begin_write().await.unwrap();
    delivery::withdraw(&tx, person.id, Scope::EveryPublication, house.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    let kept = "SELECT COUNT(*) FROM deliveries WHERE state = 'suppressed' AND class = 'uncertain'";
    assert_eq!(house.number(kept).await, 1);
}

/// The other node's clock may be wrong by minutes.
#[tokio::test]
async fn a_form_of_a_node_whose_clock_is_seven_minutes_ahead_is_taken() {
    let house = House::open().await;
    let words = subscribers::consent("Landelijk Expertisecentrum Voorbeeld", Language::Dutch);
    for (ahead, is_taken) in [(minutes(7), true), (days(2), false)] {
        let drawn = subscribers::drawn_at(&house.app, house.app.clock.now().plus(ahead), &words);
        let fields = [("address", "bram@voorbeeld.nl"), ("publication", "nieuwsbrief"), ("drawn", &drawn)];
        let answer = house.post("/aanmelden", &fields).await;
        assert_eq!(answer.status == StatusCode::SEE_OTHER, is_taken, "{ahead:?}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_clock_that_differs_from_the_servers_is_noticed() {
    let house = House::open().await;
    if house.app.store.engine() == Engine::Sqlite {
        return;
    }
    let machine = samenspraak::base::Clock::Machine.now();
    assert_eq!(house.app.store.clock_differs(machine).await.unwrap(), None);
    let apart = house.app.store.clock_differs(machine.plus(minutes(7))).await.unwrap().unwrap();
    assert!(apart > minutes(6) && apart < minutes(8), "{apart:?}");
}

/// A pooler of its own before the server, when one is installed.
struct Pooler {
    process: std::process::Child,
    _folder: tempfile::TempDir,
    address: String,
}

impl Pooler {
    fn start(server: &str, mode: &str) -> Option<Self> {
        let binary = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"]
            .into_iter()
            .find(|path| std::path::Path::new(path).exists())?;
        let folder = tempfile::tempdir().unwrap();
        let port = crate::outside::free_port();
        let (before, rest) = server.split_once('@').unwrap();
        let (host, database) = rest.split_once('/').unwrap();
        let (host, server_port) = host.split_once(':').unwrap_or((host, "5432"));
        let name = database.split('?').next().unwrap();
        let user = before.rsplit('/').next().unwrap().split(':').next().unwrap();
        let settings = format!(
            "[databases]\n{name} = host={host} port={server_port} dbname={name} user={user}\n[pgbouncer]\n\
             listen_addr = 127.0.0.1\nlisten_port = {port}\nauth_type = any\npool_mode = {mode}\nunix_socket_dir =\n"
        );
        let file = folder.path().join("pgbouncer.ini");
        std::fs::write(&file, settings).unwrap();
        let mut command = std::process::Command::new(binary);
        // It refuses to run as root.
        if std::os::unix::fs::MetadataExt::uid(&folder.path().metadata().unwrap()) == 0 {
            command.args(["-u", "nobody"]);
        }
        let process = command.arg("-q").arg(&file).spawn().unwrap();
        Some(Self { process, _folder: folder, address: format!("{before}@127.0.0.1:{port}/{name}") })
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The shape of the database, acts side by side, and one that is given up.
async fn works(store: &Store) {
    migrate(store).await.unwrap();
    let minute = Duration::from_mins(1);
    let all = futures_util::future::join_all((0..20).map(|_| take(store, "pooled", 20, minute, Instant(1)))).await;
    assert!(all.into_iter().all(|one| one.unwrap().is_none()), "each is counted once");
    assert!(take(store, "pooled", 20, minute, Instant(1)).await.unwrap().is_some(), "and the next is one too many");
    let tx = store.begin_write().await.unwrap();
    tx.execute_unprepared("DELETE FROM limits").await.unwrap();
    tx.rollback().await.unwrap();
    let left = store.read().query_one_raw(sql(store.read(), "SELECT taken FROM limits", [])).await.unwrap();
    assert_eq!(left.unwrap().try_get_by_index::<i64>(0).unwrap(), 21);
}

#[tokio::test]
async fn a_pooler_that_keeps_sessions_serves_and_one_that_does_not_is_refused_in_words() {
    let house = House::open().await;
    if house.app.store.engine() == Engine::Sqlite {
        return;
    }
    let name = format!("pooled_{}", house.app.random.token().to_lowercase().replace(['-', '_'], ""));
    let plain = house.database.split('?').next().unwrap();
    let own = format!("{}/{name}", plain.rsplit_once('/').unwrap().0);
    let read = house.app.store.read();
    read.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    for mode in ["session", "transaction"] {
        let Some(pooler) = Pooler::start(&own, mode) else {
            println!("SKIPPED: pgbouncer is not installed");
            return;
        };
        let mut opened = Store::open(&pooler.address).await;
        for _ in 0..50 {
            let is_starting = opened.as_ref().is_err_and(|error| format!("{error:#}").contains("refused"));
            if !is_starting {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
            opened = Store::open(&pooler.address).await;
        }
        if mode == "session" {
            let store = opened.unwrap();
            let row = store.read().query_one_raw(sql(store.read(), "SELECT current_setting('lock_timeout')", [])).await;
            assert_eq!(row.unwrap().unwrap().try_get_by_index::<String>(0).unwrap(), "10s");
            works(&store).await;
            store.close().await;
        } else {
            let error = opened.map(drop).unwrap_err().to_string();
            assert!(error.contains("set pool_mode = session"), "{error}");
        }
    }
}
