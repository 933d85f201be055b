//! What `script/bench registrations` runs: a thousand people at once for four hundred places, how many register in a second
//! beside bare durable commits, and how long the page of an event takes meanwhile.
//!
//! The full path over HTTP on loopback, both screens, every visitor from a network of their own behind a proxy that says so.
//! Both sides run in this process. Each figure is a line `ID<TAB>value<TAB>unit<TAB>against what`.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant as Watch};

use crate::ground;
use samenspraak::app::App;
use samenspraak::base::WallTime;
use samenspraak::base::id::{EventId, MemberId};
use samenspraak::events::{self, EventAdmission, EventKind, NewEvent};
use samenspraak::settings::Settings;
use samenspraak::store::sql;
use samenspraak::{demo, routes};
use sea_orm::ConnectionTrait as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// How many come, for how many places, over how many connections that a proxy keeps open.
const PEOPLE: usize = 1_000;
const PLACES: i64 = 400;
const CONNECTIONS: usize = 64;

/// Measures and prints.
pub async fn run(arguments: &[String]) {
    let is_quick = arguments.iter().any(|argument| argument == "--quick");
    for (database, engine) in ground::databases() {
        measure(&database, engine, if is_quick { 3 } else { 15 }).await;
    }
}

async fn measure(database: &str, engine: &str, seconds: u64) {
    let folder = tempfile::tempdir().unwrap();
    let settings =
        Settings { trusted_proxies: vec![IpAddr::V4(Ipv4Addr::LOCALHOST)], ..ground::settings(folder.path()) };
    let app = ground::empty(database, settings, 9).await;
    demo::fill(&app).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = listener.local_addr().unwrap();
    let service = routes::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let server = tokio::spawn(async move { axum::serve(listener, service).await });
    rush(&app, to, engine).await;
    let bare = bare_commits(&app, 2).await;
    let rate = sustained(&app, to, seconds).await;
    println!("E11-commits{engine}\t{bare:.0}\t1/s\tbare durable commits of one connection");
    println!("E11-per-second{engine}\t{rate:.0}\t1/s\t8/s: the 500 a minute that pretix documents");
    println!("E11-rate{engine}\t{:.2}\tx\tbare durable commits of the same run; at least 0.25", rate / bare);
    page(&app, to, (engine, seconds)).await;
    server.abort();
    app.store.close().await;
}

/// An event that takes registrations now.
async fn event(app: &App, capacity: i64) -> EventId {
    let now = WallTime::at(app.clock.now()).0;
    let day = |days: i64| WallTime(now + chrono::TimeDelta::try_days(days).unwrap());
    let text = str::to_owned;
    let new = NewEvent {
        quota: None,
        certificate_days: 0,
        kind: EventKind::NetworkDay,
        title: [text("Netwerkdag"), text("Network day")],
        lead: Default::default(),
        about: Default::default(),
        when: [day(60), WallTime(day(60).0 + chrono::TimeDelta::try_hours(1).unwrap())],
        place: text("Zwolle"),
        address: String::new(),
        link: String::new(),
        window: [day(-2), day(50)],
        admission: EventAdmission::Open,
        domains: String::new(),
        kinds: Vec::new(),
        capacity,
        asks_needs: true,
        offer_hours: 24,
        reminder_days: 3,
    };
    let member = MemberId(number(app, "SELECT MIN(id) FROM members").await);
    let id = events::add(app, member, &new).await.unwrap();
    events::open(app, member, id).await.unwrap();
    id
}

async fn number(app: &App, query: &'static str) -> i64 {
    let read = app.store.read();
    read.query_one_raw(sql(read, query, [])).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

/// What somebody does: opens the form, fills it in, and confirms. Gives whether they were told that they have a place.
async fn register(talk: &mut TcpStream, event: EventId, number: usize) -> bool {
    let path = format!("/bijeenkomsten/{event}/aanmelden");
    let network = format!("10.{}.{}.{}", number / 62_500 % 250, number / 250 % 250, number % 250 + 1);
    ask(talk, "GET", &path, &network, "").await;
    let form = format!("guests=1&name=Deelnemer+{}&address=deelnemer{number}%40voorbeeld.example", letters(number));
    let kept = ask(talk, "POST", &path, &network, &form).await;
    let Some(place) = kept.split("\r\nlocation: ").nth(1).and_then(|rest| rest.split("\r\n").next()) else {
        return false;
    };
    let sent = ask(talk, "POST", place, &network, "").await;
    assert!(sent.starts_with("HTTP/1.1 303"), "{sent}");
    true
}

fn letters(number: usize) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

async fn ask(talk: &mut TcpStream, method: &str, path: &str, network: &str, body: &str) -> String {
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: samenspraak.example\r\nSec-Fetch-Site: same-origin\r\nX-Forwarded-For: {network}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    talk.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let mut piece = vec![0; 16_384];
    loop {
        let many = talk.read(&mut piece).await.unwrap();
        assert!(many > 0, "the connection was closed");
        answer.extend_from_slice(&piece[..many]);
        let Some(head) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let text = String::from_utf8_lossy(&answer[..head]).to_lowercase();
        let length = text.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
        let length: usize = length.and_then(|length| length.parse().ok()).unwrap_or(0);
        if answer.len() >= head + 4 + length {
            return String::from_utf8_lossy(&answer).into_owned();
        }
    }
}

async fn connect(to: SocketAddr) -> TcpStream {
    let talk = TcpStream::connect(to).await.unwrap();
    talk.set_nodelay(true).unwrap();
    talk
}

/// A thousand at once for four hundred places.
async fn rush(app: &App, to: SocketAddr, engine: &str) {
    let event = event(app, PLACES).await;
    let next = Arc::new(AtomicUsize::new(0));
    let mut crowd = Vec::new();
    let mut talks = Vec::new();
    for _ in 0..CONNECTIONS {
        talks.push(connect(to).await);
    }
    let began = Watch::now();
    for mut talk in talks {
        let next = Arc::clone(&next);
        crowd.push(tokio::spawn(async move {
            let mut places = 0;
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= PEOPLE {
                    return places;
                }
                places += usize::from(register(&mut talk, event, number).await);
            }
        }));
    }
    let mut places = 0;
    for one in crowd {
        places += one.await.unwrap();
    }
    let took = began.elapsed();
    let taken = number(app, "SELECT taken FROM event_pools ORDER BY id DESC LIMIT 1").await;
    assert_eq!((i64::try_from(places).unwrap(), taken), (PLACES, PLACES), "exactly the places there are");
    println!(
        "E11{engine}\t{:.2}\ts\t3 s: a thousand at once for 400 places, exactly {places} confirmed",
        took.as_secs_f64()
    );
}

/// How many durable commits of one row one connection makes in a second.
async fn bare_commits(app: &App, seconds: u64) -> f64 {
    let tx = app.store.begin_write().await.unwrap();
    tx.execute_unprepared("CREATE TABLE bare (id INTEGER)").await.unwrap();
    tx.commit().await.unwrap();
    let (began, mut many) = (Watch::now(), 0_u32);
    while began.elapsed() < Duration::from_secs(seconds) {
        let tx = app.store.begin_write().await.unwrap();
        tx.execute_unprepared("INSERT INTO bare VALUES (1)").await.unwrap();
        tx.commit().await.unwrap();
        many += 1;
    }
    f64::from(many) / began.elapsed().as_secs_f64()
}

/// How many register in a second, both screens, as long as there are places.
async fn sustained(app: &App, to: SocketAddr, seconds: u64) -> f64 {
    let event = event(app, 1_000_000).await;
    let (next, until) = (Arc::new(AtomicUsize::new(10_000)), Watch::now() + Duration::from_secs(seconds));
    let began = Watch::now();
    let mut crowd = Vec::new();
    for _ in 0..CONNECTIONS {
        let (next, mut talk) = (Arc::clone(&next), connect(to).await);
        crowd.push(tokio::spawn(async move {
            let mut many = 0_u32;
            while Watch::now() < until {
                many += u32::from(register(&mut talk, event, next.fetch_add(1, Ordering::Relaxed)).await);
            }
            many
        }));
    }
    let mut many = 0;
    for one in crowd {
        many += one.await.unwrap();
    }
    f64::from(many) / began.elapsed().as_secs_f64()
}

/// How long the page of an event takes at three hundred a second while people register.
async fn page(app: &App, to: SocketAddr, (engine, seconds): (&str, u64)) {
    const PER_SECOND: u64 = 300;
    let event = event(app, 1_000_000).await;
    let stop = Arc::new(AtomicUsize::new(0));
    let registering = tokio::spawn({
        let (stop, mut talk) = (Arc::clone(&stop), connect(to).await);
        async move {
            let mut number = 2_000_000;
            while stop.load(Ordering::Relaxed) == 0 {
                register(&mut talk, event, number).await;
                number += 1;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    });
    let (began, mut readers) = (Watch::now(), Vec::new());
    let path = format!("/bijeenkomsten/{event}");
    for lane in 0..30_u64 {
        let (path, mut talk) = (path.clone(), connect(to).await);
        readers.push(tokio::spawn(async move {
            let mut waits = Vec::new();
            for turn in 0..PER_SECOND * seconds / 30 {
                let due = Duration::from_micros((turn * 30 + lane) * 1_000_000 / PER_SECOND);
                tokio::time::sleep_until((began + due).into()).await;
                ask(&mut talk, "GET", &path, "10.9.9.9", "").await;
                waits.push(began.elapsed().saturating_sub(due));
            }
            waits
        }));
    }
    let mut waits = Vec::new();
    for reader in readers {
        waits.extend(reader.await.unwrap());
    }
    stop.store(1, Ordering::Relaxed);
    registering.await.unwrap();
    waits.sort_unstable();
    let place = (waits.len() * 99).div_ceil(100).saturating_sub(1);
    let p99 = waits[place].as_secs_f64() * 1_000.0;
    println!("E11-page{engine}\t{p99:.2}\tms\t15 ms: p99 of the public page at 300/s while people register");
}
