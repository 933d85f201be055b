//! The server ends what others begin: heads, bodies, answers that nobody takes, more connections than there is room for.

use std::convert::Infallible;
use std::fs::File;
use std::net::{IpAddr, SocketAddr};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use futures_util::{StreamExt as _, stream};
use samenspraak::routes;
use samenspraak::store::Shelf;
use samenspraak::web::server::{BodyEnds, Ends, Waiting, bounded, serve};
use samenspraak::web::upload::upload;
use samenspraak::web::{Failure, Filled};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{Semaphore, oneshot};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};

use crate::house::House;
use crate::outside::{Served, binary};

const SOON: Duration = Duration::from_millis(150);
const LONG: Duration = Duration::from_secs(5);

struct Door {
    at: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

async fn open(ends: Ends, router: Router) -> Door {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (stop, stopping) = oneshot::channel();
    let served = tokio::spawn(serve(listener, router, ends, async {
        let _ = stopping.await;
    }));
    Door { at, stop, served }
}

fn hello() -> Router {
    Router::new().route("/", get(async || "hallo"))
}

impl Door {
    async fn from(&self, address: &str) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::new(address.parse::<IpAddr>().unwrap(), 0)).unwrap();
        socket.connect(self.at).await.unwrap()
    }

    async fn knock(&self) -> TcpStream {
        TcpStream::connect(self.at).await.unwrap()
    }
}

async fn say(stream: &mut TcpStream, text: &str) {
    stream.write_all(text.as_bytes()).await.unwrap();
}

/// Everything until the other side ends it; it must.
async fn rest(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    // A connection that is broken off is ended too.
    let _ = timeout(LONG, stream.read_to_end(&mut all)).await.expect("the connection has an end");
    String::from_utf8_lossy(&all).into_owned()
}

async fn some(stream: &mut TcpStream) -> String {
    let mut some = vec![0; 4096];
    let count = timeout(LONG, stream.read(&mut some)).await.unwrap().unwrap();
    String::from_utf8_lossy(&some[..count]).into_owned()
}

/// What somebody gets who asks, also when they are sent away before they have spoken.
async fn ask(stream: &mut TcpStream) -> String {
    let _ = stream.write_all(ASK.as_bytes()).await;
    let mut some = vec![0; 4096];
    let count = timeout(LONG, stream.read(&mut some)).await.unwrap().unwrap_or_default();
    String::from_utf8_lossy(&some[..count]).into_owned()
}

const ASK: &str = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

#[tokio::test]
async fn half_a_head_and_an_idle_connection_have_an_end() {
    let door = open(Ends { head: SOON, ..Ends::default() }, hello()).await;
    let (mut half, mut idle) = (door.knock().await, door.knock().await);
    say(&mut half, "GET / HTTP/1.1\r\nHost:").await;
    say(&mut idle, ASK).await;
    assert!(some(&mut idle).await.contains("hallo"));
    assert!(!rest(&mut half).await.contains("hallo"));
    assert_eq!(rest(&mut idle).await, "");
}

#[tokio::test]
async fn one_network_has_so_many_connections_and_all_together_so_many() {
    let proxies = vec!["127.0.0.1".parse().unwrap()];
    let door = open(Ends { connections: 5, per_network: 2, proxies, ..Ends::default() }, hello()).await;
    let mut first = door.from("127.0.0.2").await;
    let _second = door.from("127.0.0.2").await;
    let mut third = door.from("127.0.0.2").await;
    assert!(rest(&mut third).await.starts_with("HTTP/1.1 503 "), "the third of one network is told so");
    // Behind a proxy there is everybody.
    let (mut a, _b, mut c) = (door.knock().await, door.knock().await, door.knock().await);
    for stream in [&mut first, &mut a, &mut c] {
        say(stream, ASK).await;
        assert!(some(stream).await.contains("hallo"));
    }
    let refused = rest(&mut door.knock().await).await;
    assert!(refused.starts_with("HTTP/1.1 503 ") && refused.contains("retry-after: 20"), "{refused}");
    assert!(refused.contains("content-security-policy:") && refused.ends_with("later.\n"));
    drop(first);
    // A place is free again a moment after its holder went.
    for round in 0.. {
        if ask(&mut door.knock().await).await.contains("hallo") {
            break;
        }
        assert!(round < 100, "a place is free when its holder went");
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn what_is_no_request_is_answered_with_the_headers_of_every_answer() {
    let door = open(Ends::default(), hello()).await;
    let lines = "A: b\r\n".repeat(200);
    let cases = [
        ("nonsense\r\n\r\n".to_owned(), "400"),
        ("GET / HTTP/9.9\r\n\r\n".to_owned(), "400"),
        ("GET / HTTP/1.1\r\nHost x\r\n\r\n".to_owned(), "400"),
        (format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(65_600)), "414 431"),
        (format!("GET / HTTP/1.1\r\n{lines}\r\n"), "431"),
        (format!("GET / HTTP/1.1\r\nA: {}\r\n\r\n", "b".repeat(400_000)), "431"),
    ];
    for (said, status) in &cases {
        let (mut first, mut kept) = (door.knock().await, door.knock().await);
        say(&mut kept, ASK).await;
        assert!(some(&mut kept).await.contains("hallo"));
        for stream in [&mut first, &mut kept] {
            // Whoever says too much may be cut off before they are through.
            let _ = stream.write_all(said.as_bytes()).await;
            let answer = some(stream).await;
            // How much of a long address was read at once decides which of the two it is.
            let is_so = status.split(' ').any(|status| answer.starts_with(&format!("HTTP/1.1 {status} ")));
            assert!(is_so, "{said:.60} was answered {answer}");
            for header in [
                "connection: close",
                "content-security-policy: default-src 'none'; frame-ancestors 'none'",
                "x-content-type-options: nosniff",
                "x-frame-options: DENY",
                "referrer-policy: no-referrer",
                "cache-control: no-store",
            ] {
                assert!(answer.contains(&format!("\r\n{header}\r\n")), "{header} is not in {answer}");
            }
            let (head, body) = answer.split_once("\r\n\r\n").unwrap();
            assert!(head.contains(&format!("content-length: {}", body.len())) && !body.is_empty(), "{answer}");
        }
    }
}

#[tokio::test]
async fn a_page_that_reads_like_such_an_answer_stays_as_it_is() {
    const TEXT: &str = "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";
    let pieces = || {
        let much = std::iter::once("x".repeat(500_000)).chain(std::iter::once(TEXT.to_owned()));
        axum::body::Body::from_stream(futures_util::stream::iter(much.map(Ok::<_, std::io::Error>)))
    };
    let door = open(Ends::default(), Router::new().route("/", get(async move || pieces()))).await;
    let mut stream = door.knock().await;
    say(&mut stream, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    let answer = rest(&mut stream).await;
    assert!(answer.contains(TEXT) && !answer.contains("no request"));
}

#[tokio::test]
async fn whoever_takes_nothing_of_an_answer_is_left() {
    let much = Router::new().route("/", get(async || vec![b'x'; 32 * 1024 * 1024]));
    let door = open(Ends { stalled: SOON, connections: 1, ..Ends::default() }, much).await;
    let mut deaf = door.knock().await;
    say(&mut deaf, ASK).await;
    for round in 0.. {
        if ask(&mut door.knock().await).await.starts_with("HTTP/1.1 200") {
            break;
        }
        assert!(round < 200, "its place is free when it took nothing for long enough");
        sleep(Duration::from_millis(20)).await;
    }
}

fn forms(ends: BodyEnds) -> Router {
    Router::new()
        .route("/", post(async |Filled(form): Filled| Ok::<_, Failure>(form.value("a").len().to_string())))
        .route(
            "/bestand",
            post(async |request: Request| Ok::<_, Failure>(size_of(upload(request, 10_000).await?.file))),
        )
        .layer(from_fn_with_state(Waiting::new(ends), bounded))
}

fn size_of(file: Option<(String, Vec<u8>)>) -> String {
    file.map_or(0, |(_, bytes)| bytes.len()).to_string()
}

async fn post_of(door: &Door, length: usize, sent: &str) -> TcpStream {
    let mut stream = door.knock().await;
    let head = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length";
    say(&mut stream, &format!("{head}: {length}\r\n\r\n{sent}")).await;
    stream
}

#[tokio::test]
async fn a_body_that_does_not_come_has_an_end() {
    let door = open(Ends::default(), forms(BodyEnds { grace: SOON, per_second: 10, ..BodyEnds::default() })).await;
    let mut half = post_of(&door, 100, "a=").await;
    assert!(rest(&mut half).await.starts_with("HTTP/1.1 408 "));
    // What comes steadily has its time, whatever its size.
    let mut steady = post_of(&door, 40, "a=12345678").await;
    for _ in 0..3 {
        sleep(SOON).await;
        say(&mut steady, "1234567890").await;
    }
    assert!(rest(&mut steady).await.ends_with("38"));
}

#[tokio::test]
async fn what_waits_in_memory_is_bounded_over_all_requests() {
    let door = open(Ends::default(), forms(BodyEnds { waiting: 1_000, ..BodyEnds::default() })).await;
    let part = format!("a={}", "x".repeat(600));
    let mut first = post_of(&door, 700, &part).await;
    sleep(SOON).await;
    let mut second = post_of(&door, 602, &part).await;
    assert!(rest(&mut second).await.starts_with("HTTP/1.1 503 "), "there is no room for both");
    say(&mut first, &"x".repeat(98)).await;
    assert!(rest(&mut first).await.ends_with("698"), "the first one comes to its end");
    let mut third = post_of(&door, 602, &part).await;
    assert!(rest(&mut third).await.ends_with("600"), "its room is free again");
}

#[tokio::test]
async fn a_file_that_is_read_as_a_whole_waits_in_memory_as_a_whole() {
    let door = open(Ends::default(), forms(BodyEnds { waiting: 2_000, counted: 300, ..BodyEnds::default() })).await;
    let file = |bytes: usize| {
        let head = "--x\r\nContent-Disposition: form-data; name=\"bestand\"; filename=\"foto.jpg\"\r\n\r\n";
        format!("{head}{}\r\n--x--\r\n", "x".repeat(bytes))
    };
    let send = async |bytes: usize| {
        let (mut stream, body) = (door.knock().await, file(bytes));
        let head =
            "POST /bestand HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=x";
        say(&mut stream, &format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len())).await;
        rest(&mut stream).await
    };
    assert!(send(1_000).await.ends_with("1000"));
    assert!(send(3_000).await.starts_with("HTTP/1.1 503 "), "there is no room for all of it");
    assert!(send(1_000).await.ends_with("1000"), "its room is free again");
}

#[tokio::test]
async fn what_strangers_hold_open_leaves_room_for_everybodys_forms() {
    let house = House::open().await;
    let (arrived, mut strangers) = (Arc::new(Semaphore::new(0)), JoinSet::new());
    let piece = Bytes::from_static(&[b'x'; 16 * 1024]);
    for number in 0..40 {
        let (visitor, arrived, piece) = (house.visitor(), arrived.clone(), piece.clone());
        strangers.spawn(async move {
            // Two megabytes, and then nothing for ever.
            let sent = stream::iter(0..128).map(move |at| {
                arrived.add_permits(usize::from(at == 0));
                Ok::<_, Infallible>(piece.clone())
            });
            let request = axum::http::Request::post("/aanmelden")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin")
                .header(header::COOKIE, format!("{}=verzonnen{number}", samenspraak::staff::SESSION_COOKIE));
            visitor.send(request, Body::from_stream(sent.chain(stream::pending()))).await.status
        });
    }
    drop(arrived.acquire_many(40).await.unwrap());
    let fields = [("address", "anna@voorbeeld.nl"), ("publication", "nieuwsbrief")];
    let asked = timeout(LONG, house.post("/aanmelden", &fields)).await.unwrap();
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    while let Some(status) = timeout(LONG, strangers.join_next()).await.expect("none of them stays") {
        assert_eq!(status.unwrap(), StatusCode::PAYLOAD_TOO_LARGE);
    }
}

#[tokio::test]
async fn strangers_send_small_forms_and_staff_large_ones() {
    let house = House::open().await;
    let long = "x".repeat(100_000);
    let refused = house.post("/aanmelden", &[("address", &long)]).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    let editor = house.signed_in_as(&[samenspraak::store::tables::states::Role::Editor]).await;
    let once = editor.get("/beheer/artikelen/nieuw").await.value_after("name=\"once\"");
    let fields = [("once", once.as_str()), ("title", "Lang"), ("language", "nl"), ("source", &long)];
    let made = editor.post("/beheer/artikelen/nieuw", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
}

#[tokio::test]
async fn stopping_waits_for_what_is_in_flight_and_no_longer() {
    let router = hello().route(
        "/lang",
        get(async || {
            sleep(Duration::from_mins(10)).await;
            "ooit"
        }),
    );
    let door = open(Ends { farewell: Duration::from_millis(600), ..Ends::default() }, router).await;
    let (mut half, mut hanging) = (door.knock().await, door.knock().await);
    say(&mut half, "GET / HTTP/1.1\r\nHost:").await;
    say(&mut hanging, "GET /lang HTTP/1.1\r\nHost: x\r\n\r\n").await;
    sleep(SOON).await;
    door.stop.send(()).unwrap();
    timeout(Duration::from_secs(3), door.served).await.expect("it ends whatever hangs").unwrap();
    assert_eq!(rest(&mut hanging).await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_ends_with_zero_whatever_hangs() {
    let folder = tempfile::tempdir().unwrap();
    let database = crate::databases::fresh_database(folder.path().join("house.db")).await;
    let relay = format!("file:{}", folder.path().join("post").display());
    let served = Served::start(folder.path(), &database, &relay);
    let mut half = TcpStream::connect(("127.0.0.1", served.port)).await.unwrap();
    say(&mut half, "POST /aanmelden HTTP/1.1\r\nHost:").await;
    let began = std::time::Instant::now();
    assert!(served.stop().await, "it ended well");
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}

/// A file that never says anything, in the place of an image.
const DEAF: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.png";

/// Lays it on the shelf of a data folder.
fn lay_a_deaf_file(data: &Path) -> PathBuf {
    let folder = data.join("media/aa");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(DEAF);
    assert!(Command::new("mkfifo").arg(&file).status().unwrap().success());
    file
}

/// Waits until somebody reads of it, and keeps them reading.
async fn is_read(deaf: &Path) -> File {
    /// `O_NONBLOCK` of Linux: opening fails while there is no reader.
    const NOBODY_WAITS: i32 = 0o4000;
    for _ in 0..1_000 {
        if let Ok(held) = File::options().write(true).custom_flags(NOBODY_WAITS).open(deaf) {
            return held;
        }
        sleep(Duration::from_millis(10)).await;
    }
    panic!("nobody reads it");
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_ends_with_zero_while_a_thread_hangs_in_its_work() {
    let folder = tempfile::tempdir().unwrap();
    let database = crate::databases::fresh_database(folder.path().join("house.db")).await;
    let relay = format!("file:{}", folder.path().join("post").display());
    let served = Served::start(folder.path(), &database, &relay);
    let deaf = lay_a_deaf_file(folder.path());
    let mut stream = TcpStream::connect(("127.0.0.1", served.port)).await.unwrap();
    say(&mut stream, &format!("GET /beeld/{DEAF} HTTP/1.1\r\nHost: x\r\n\r\n")).await;
    let _held = is_read(&deaf).await;
    // A thread that is in the system can be told nothing, and the process ends all the same.
    assert!(served.stop().await, "it ended in time, and well");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_backup_left_is_gone_when_the_next_process_serves() {
    let folder = tempfile::tempdir().unwrap();
    let database = crate::databases::fresh_database(folder.path().join("house.db")).await;
    let relay = format!("file:{}", folder.path().join("post").display());
    let parts = || {
        let all = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        all.filter(|path| path.to_string_lossy().contains(".samenspraak-backup-")).collect::<Vec<_>>()
    };
    assert!(Served::start(folder.path(), &database, &relay).stop().await);
    let deaf = lay_a_deaf_file(folder.path());
    let mut backup = binary(folder.path(), &database);
    backup.arg("backup").arg(folder.path().join("b.tar")).stdout(Stdio::null()).stderr(Stdio::null());
    let mut backup = backup.spawn().unwrap();
    let _held = is_read(&deaf).await;
    let left = parts();
    assert!(left.len() == 1 && left[0].join("people").exists(), "everybody's data lies there: {left:?}");
    // Who serves meanwhile leaves a backup alone that goes on.
    assert!(Served::start(folder.path(), &database, &relay).stop().await);
    assert_eq!(parts(), left);
    backup.kill().unwrap();
    backup.wait().unwrap();
    assert_eq!(parts(), left, "whoever is killed cleans up nothing");
    assert!(Served::start(folder.path(), &database, &relay).stop().await);
    assert_eq!(parts(), Vec::<PathBuf>::new());
}

/// The modes of everything below a folder.
fn modes(folder: &Path, into: &mut Vec<(String, u32)>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let known = entry.metadata().unwrap();
        let name = entry.path().display().to_string();
        into.push((name, std::os::unix::fs::PermissionsExt::mode(&known.permissions()) & 0o777));
        if known.is_dir() {
            modes(&entry.path(), into);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_it_makes_is_open_to_others_whatever_the_umask() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("a/data");
    let mut command = Command::new("sh");
    let script = format!(
        "umask 000; B={} ; $B migrate && $B staff add --address a@voorbeeld.nl --name A --role editor && $B backup {}",
        env!("CARGO_BIN_EXE_samenspraak"),
        data.join("b.tar").display()
    );
    command.args(["-c", &script]).env_clear().env("SAMENSPRAAK_DATA_DIR", &data);
    let done = command.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut all = Vec::new();
    modes(folder.path(), &mut all);
    assert!(all.iter().any(|(name, _)| name.ends_with("samenspraak.db")), "{all:?}");
    assert!(all.iter().any(|(name, _)| name.ends_with("b.tar")), "{all:?}");
    for (name, mode) in &all {
        assert_eq!(mode & 0o077, 0, "{name} has {mode:o}");
    }
    // One of an earlier start is closed by the next.
    let open = |file: &str| {
        std::fs::set_permissions(data.join(file), std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    };
    open("samenspraak.db");
    open("secret.json");
    assert!(command.output().unwrap().status.success());
    all.clear();
    modes(folder.path(), &mut all);
    assert!(all.iter().all(|(_, mode)| mode.trailing_zeros() >= 6), "{all:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_a_restore_writes_is_open_to_others_whatever_the_umask() {
    let folder = tempfile::tempdir().unwrap();
    let (data, anew) = (folder.path().join("data"), folder.path().join("anew/data"));
    let in_folder = |data: &Path, script: &str| {
        let mut shell = Command::new("sh");
        let script = format!("umask 000; B={}; {script}", env!("CARGO_BIN_EXE_samenspraak"));
        shell.args(["-c", &script]).env_clear().env("SAMENSPRAAK_DATA_DIR", data);
        let done = shell.output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    let backup = folder.path().join("b.tar");
    in_folder(&data, "$B migrate && $B staff add --address a@voorbeeld.nl --name A --role editor");
    Shelf::of(&data).put(b"an image", "png").unwrap();
    Shelf::of(&data).closed().put(b"a paper", "pdf").unwrap();
    in_folder(&data, &format!("$B backup {}", backup.display()));
    in_folder(&anew, &format!("$B restore {}", backup.display()));
    let mut all = Vec::new();
    modes(&folder.path().join("anew"), &mut all);
    for end in ["samenspraak.db", "secret.json", ".png", ".pdf"] {
        assert!(all.iter().any(|(name, _)| name.ends_with(end)), "{end} is not in {all:?}");
    }
    for (name, mode) in &all {
        let is_folder = Path::new(name).is_dir();
        assert_eq!(*mode, if is_folder { 0o700 } else { 0o600 }, "{name} has {mode:o}");
    }
}

#[tokio::test]
async fn whoever_makes_links_up_does_not_wait_for_the_writer_and_keeps_nobody_from_it() {
    let house = House::open().await;
    let writing = house.app.store.begin_write().await.unwrap();
    let made_up = "a".repeat(45);
    let all = routes::routes(&house.app.rooms, true).into_parts().1;
    let is_personal = |path: &str| path.contains("{token}") || path.contains("{pas}");
    let all = all.into_iter().filter(|route| route.method == "POST" && is_personal(&route.path));
    let paths: Vec<_> = all.map(|route| route.path.replace("{token}", &made_up).replace("{pas}", &made_up)).collect();
    assert!(paths.len() > 30, "{paths:?}");
    for path in paths {
        // What else an address names is the first of its kind.
        let after = |part: &str| part.split_once('}').map_or_else(|| part.to_owned(), |(_, rest)| format!("1{rest}"));
        let path: String = path.split('{').map(after).collect();
        let answered = timeout(Duration::from_secs(4), house.post(&path, &[("language", "nl")])).await;
        assert!(answered.is_ok(), "{path} waited for the writer");
    }
    writing.rollback().await.unwrap();
}
