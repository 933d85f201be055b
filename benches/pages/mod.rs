//! What `script/bench pages` runs: how long readers wait for the page of their preferences at 200 requests a second.
//!
//! Requests leave at their moment, whether earlier ones were answered or not, and the wait is counted from that moment:
//! a server that falls behind cannot hide it. Every request is another reader's, over connections that stay open, as a
//! proxy keeps them. Both sides run in this process on loopback. Each figure is a line
//! `ID<TAB>value<TAB>unit<TAB>against what`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant as Watch};

use crate::ground;
use samenspraak::app::App;
use samenspraak::store::sql;
use samenspraak::store::tables::people;
use samenspraak::{demo, routes, subscribers};
use sea_orm::{ConnectionTrait as _, EntityTrait as _, QueryOrder as _, QuerySelect as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;

const PER_SECOND: u32 = 200;
/// As many as a proxy keeps open; enough that a request never waits for a connection at this rate.
const CONNECTIONS: usize = 32;
/// So many different readers open their page.
const READERS: u64 = 5_000;

/// How long is measured, and how many subscribers there are.
struct Sizes {
    seconds: u32,
    people: i64,
}

const QUICK: Sizes = Sizes { seconds: 10, people: 20_000 };
const FULL: Sizes = Sizes { seconds: 60, people: 1_000_000 };

/// Measures and prints.
pub async fn run(arguments: &[String]) {
    let is_quick = arguments.iter().any(|argument| argument == "--quick");
    let sizes = if is_quick { QUICK } else { FULL };
    for (database, engine) in ground::databases() {
        measure(&database, engine, &sizes).await;
    }
}

async fn measure(database: &str, engine: &str, sizes: &Sizes) {
    let folder = tempfile::tempdir().unwrap();
    let app = ground::empty(database, ground::settings(folder.path()), 9).await;
    fill(&app, sizes.people).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = listener.local_addr().unwrap();
    let service = routes::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let server = tokio::spawn(async move { axum::serve(listener, service).await });
    let readers = readers(&app).await;
    let opens: Vec<_> = readers.iter().map(|path| get(path)).collect();
    let saves: Vec<_> = readers.iter().map(|path| save(path)).collect();
    // The first second fills what every house keeps in memory.
    drive(to, &opens, 1, "HTTP/1.1 200").await;
    let against = "the limit of 20 ms at 200/s";
    let waits = drive(to, &opens, sizes.seconds, "HTTP/1.1 200").await;
    figure(&format!("S10-p99{engine}"), at(&waits, 99), against);
    figure(&format!("S10-p50{engine}"), at(&waits, 50), "for comparison");
    let waits = drive(to, &saves, sizes.seconds, "HTTP/1.1 303").await;
    figure(&format!("S10-save-p99{engine}"), at(&waits, 99), "for comparison: saving a changed name at 200/s");
    server.abort();
    app.store.close().await;
}

fn figure(id: &str, wait: Duration, against: &str) {
    println!("{id}\t{:.2}\tms\t{against}", wait.as_secs_f64() * 1_000.0);
}

/// The wait below which so many of a hundred lie.
fn at(sorted: &[Duration], percent: usize) -> Duration {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}

/// The demo's centre and readers, and so many more.
async fn fill(app: &App, count: i64) {
    demo::fill(app).await.unwrap();
    let tx = app.store.begin_write().await.unwrap();
    let now = app.clock.now();
    let more = sql(
        &tx,
        "WITH RECURSIVE numbers (number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM numbers WHERE number + 1 < ?)
         INSERT INTO people (address, address_key, name, language, epoch, created_at)
         SELECT 'lezer' || number || '@voorbeeld.example', 'lezer' || number || '@voorbeeld.example', 'Lezer', 'nl', 0, ?
         FROM numbers",
        [count.into(), now.0.into()],
    );
    tx.execute_raw(more).await.unwrap();
    let subscribe = sql(
        &tx,
        "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at)
         SELECT id, 1, 'import', ? FROM people WHERE address LIKE 'lezer%'",
        [now.0.into()],
    );
    tx.execute_raw(subscribe).await.unwrap();
    tx.commit().await.unwrap();
    if app.store.file().is_none() {
        let tx = app.store.begin_write().await.unwrap();
        tx.execute_unprepared("ANALYZE").await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// The pages of readers of the demo and of the others.
async fn readers(app: &App) -> Vec<String> {
    let rows =
        people::Entity::find().order_by_asc(people::Column::Id).limit(READERS).all(app.store.read()).await.unwrap();
    rows.iter().map(|person| format!("/voorkeuren/{}", subscribers::preferences_token(app, person))).collect()
}

fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: samenspraak.example\r\n\r\n").into_bytes()
}

fn save(path: &str) -> Vec<u8> {
    let body = format!("name=Lezer+{}&language=nl", path.len());
    format!(
        "POST {path} HTTP/1.1\r\nHost: samenspraak.example\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Sends requests at their moments for so many seconds and gives how long each took, the shortest first.
async fn drive(to: SocketAddr, requests: &[Vec<u8>], seconds: u32, expected: &'static str) -> Vec<Duration> {
    let idle = Arc::new(Mutex::new(Vec::new()));
    for _ in 0..CONNECTIONS {
        idle.lock().await.push(connect(to).await);
    }
    let began = Watch::now();
    let mut underway = Vec::new();
    for number in 0..seconds * PER_SECOND {
        let due = Duration::from_secs(1) * number / PER_SECOND;
        tokio::time::sleep(due.saturating_sub(began.elapsed())).await;
        let request = requests[number as usize % requests.len()].clone();
        let idle = idle.clone();
        underway.push(tokio::spawn(async move {
            let open = idle.lock().await.pop();
            let mut stream = match open {
                Some(stream) => stream,
                None => connect(to).await,
            };
            ask(&mut stream, &request, expected).await;
            let wait = began.elapsed().saturating_sub(due);
            idle.lock().await.push(stream);
            wait
        }));
    }
    let mut waits = Vec::new();
    for one in underway {
        waits.push(one.await.unwrap());
    }
    waits.sort_unstable();
    waits
}

async fn connect(to: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(to).await.unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

/// One request and its whole answer.
async fn ask(stream: &mut TcpStream, request: &[u8], expected: &str) {
    stream.write_all(request).await.unwrap();
    let mut answer = Vec::with_capacity(32 * 1024);
    loop {
        assert!(stream.read_buf(&mut answer).await.unwrap() > 0, "the server hung up");
        if let Some(whole) = length(&answer)
            && answer.len() >= whole
        {
            break;
        }
    }
    assert!(answer.starts_with(expected.as_bytes()), "{}", String::from_utf8_lossy(&answer[..answer.len().min(300)]));
}

/// How long an answer is with its head; `None` while the head has not all come.
fn length(answer: &[u8]) -> Option<usize> {
    let end = answer.windows(4).position(|part| part == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    let body = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    Some(end + body.unwrap_or(0))
}
