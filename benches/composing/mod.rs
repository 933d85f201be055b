//! What `script/bench composing` runs: how long an editor of an issue of twenty articles waits for a save, for the mail beside the
//! text and for the checks; what a photo of twelve megapixels takes; and how large the mail of five articles with images is.
//!
//! The full path over HTTP on loopback, signed in, one request after the other, as one person writes. Both sides run in this
//! process. Times are medians. Each figure is a line `ID<TAB>value<TAB>unit<TAB>against what`.

use std::net::SocketAddr;
use std::time::{Duration, Instant as Watch};

use crate::ground;
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, RgbImage};
use samenspraak::app::App;
use samenspraak::base::id::{IssueId, MediaId, MemberId};
use samenspraak::media::{self, Taken};
use samenspraak::store::sql;
use samenspraak::{demo, issues, routes, staff};
use sea_orm::ConnectionTrait as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Twelve megapixels.
const PHOTO: (u32, u32) = (4_000, 3_000);
/// A paragraph as a newsletter has them.
const PARAGRAPH: &str = "Drie regio's oefenden hetzelfde scenario. Het verschil zat niet in de techniek, maar in wie \
    wanneer belde: het bedrijf wist binnen een minuut welke leiding lekte, en de meldkamer hoorde dat pas later.";

/// Measures and prints.
pub async fn run(arguments: &[String]) {
    let is_quick = arguments.iter().any(|argument| argument == "--quick");
    let turns = if is_quick { 20 } else { 200 };
    // First, while the process is small: what a photo adds to it is measured.
    photo(if is_quick { 3 } else { 10 }).await;
    for (database, engine) in ground::databases() {
        compose(&database, engine, turns).await;
    }
}

/// The demo's house, in which a link signs in.
async fn house(database: &str, folder: &std::path::Path) -> App {
    let app = App { demo: true, ..ground::empty(database, ground::settings(folder), 9).await };
    demo::fill(&app).await.unwrap();
    app
}

async fn number(app: &App, query: &'static str) -> i64 {
    let read = app.store.read();
    read.query_one_raw(sql(read, query, [])).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

async fn editor(app: &App) -> MemberId {
    MemberId(number(app, "SELECT MIN(member_id) FROM member_roles WHERE role = 'editor'").await)
}

/// What a photo of twelve megapixels costs in all its sizes, beside decoding it and nothing else.
async fn photo(turns: u32) {
    let folder = tempfile::tempdir().unwrap();
    let app = house("sqlite", folder.path()).await;
    let by = editor(&app).await;
    let (mut waits, mut bare, mut peak) = (Vec::new(), Vec::new(), 0.0_f64);
    for turn in 0..turns {
        let bytes = jpeg(turn);
        let decoding = bytes.clone();
        let began = Watch::now();
        let pixels = image::load_from_memory_with_format(&decoding, ImageFormat::Jpeg).unwrap().width();
        bare.push(began.elapsed());
        assert_eq!(pixels, PHOTO.0);
        drop(decoding);
        forget_peak();
        let before = memory("VmRSS");
        let began = Watch::now();
        let taken = media::take(&app, by, "foto.jpg", bytes).await.unwrap();
        waits.push(began.elapsed());
        peak = peak.max(memory("VmHWM") - before);
        assert!(matches!(taken, Taken::New { .. }), "{taken:?}");
    }
    let (took, alone) = (median(&mut waits), median(&mut bare));
    println!("I42-photo\t{:.2}\ts\t1.5 s: twelve megapixels in all sizes, kept", took.as_secs_f64());
    println!(
        "I42-photo-rate\t{:.1}\tx\tdecoding the same photo and nothing else",
        took.as_secs_f64() / alone.as_secs_f64()
    );
    println!("I42-photo-memory\t{peak:.0}\tMB\t150 MB above what the process had before");
    app.store.close().await;
}

/// A photo with light, shade and grain, each time another one.
fn jpeg(turn: u32) -> Vec<u8> {
    let mut grain = 0x9e37_79b9_u32.wrapping_add(turn);
    let photo = RgbImage::from_fn(PHOTO.0, PHOTO.1, |x, y| {
        grain ^= grain << 13;
        grain ^= grain >> 17;
        grain ^= grain << 5;
        let light = |of: u32| u8::try_from((of / 16 + grain % 24) % 256).unwrap_or_default();
        image::Rgb([light(x), light(y), light(x + y)])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(&photo).unwrap();
    bytes
}

/// Lets the kernel measure the peak anew.
fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
}

/// A line of the kernel's about this process, in megabytes.
fn memory(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).unwrap();
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().unwrap();
    kilobytes / 1_000.0
}

fn median(waits: &mut [Duration]) -> Duration {
    waits.sort_unstable();
    waits[waits.len() / 2]
}

async fn compose(database: &str, engine: &str, turns: u32) {
    let folder = tempfile::tempdir().unwrap();
    let app = house(database, folder.path()).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = listener.local_addr().unwrap();
    let service = routes::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let server = tokio::spawn(async move { axum::serve(listener, service).await });
    let mut desk = Desk::sign_in(&app, to).await;
    let twenty = desk.issue(61, 20, None).await;
    save(&mut desk, (twenty, engine), turns).await;
    let wait = desk.ask_often((twenty, "voorbeeld"), turns).await;
    figure(&format!("I10-preview{engine}"), wait, "150 ms: the mail of twenty articles after a key press");
    let wait = desk.ask_often((twenty, "controle"), turns).await;
    figure(&format!("I12-check{engine}"), wait, "200 ms: all checks of twenty articles, without links");
    if engine.is_empty() {
        let Taken::New { id, .. } = media::take(&app, editor(&app).await, "foto.jpg", jpeg(1)).await.unwrap() else {
            panic!("the photo is not there")
        };
        let five = desk.issue(62, 5, Some(id)).await;
        mail(&app, five).await;
    }
    server.abort();
    app.store.close().await;
}

/// Saving the editorial of an issue, beside bare durable commits.
async fn save(desk: &mut Desk, (issue, engine): (IssueId, &str), turns: u32) {
    let mut waits = Vec::new();
    for turn in 0..turns {
        let path = format!("/beheer/nummers/{issue}");
        let page = desk.ask("GET", &path, "").await;
        let words = format!("{PARAGRAPH} Keer {turn}.");
        let seen = hidden(&page, "seen");
        let form =
            form(&[("seen", &seen), ("subject", "Twintig artikelen"), ("preheader", "En meer"), ("source", &words)]);
        let began = Watch::now();
        let answer = desk.ask("POST", &path, &form).await;
        waits.push(began.elapsed());
        assert!(answer.contains("gedaan=bewaard"), "{answer}");
    }
    figure(&format!("I04-save{engine}"), median(&mut waits), "50 ms: saving an issue of twenty articles, durably");
}

fn figure(id: &str, wait: Duration, against: &str) {
    println!("{id}\t{:.1}\tms\t{against}", wait.as_secs_f64() * 1_000.0);
}

/// How large the mail of an issue is.
async fn mail(app: &App, id: IssueId) {
    let on = app.store.read();
    let (issue, centre) =
        (issues::load(on, id).await.unwrap().unwrap(), samenspraak::centre::current(on).await.unwrap());
    let sheet = issues::sheet(&issue, &centre.unwrap(), issue.row.language, &app.base_url()).unwrap();
    let bytes = u32::try_from(sheet.html().len()).unwrap();
    println!("I10-mail\t{:.1}\tkB\t90 kB: the HTML of five articles with images", f64::from(bytes) / 1_000.0);
}

/// An editor in front of the house.
struct Desk {
    talk: TcpStream,
    cookie: String,
}

impl Desk {
    async fn sign_in(app: &App, to: SocketAddr) -> Self {
        let talk = TcpStream::connect(to).await.unwrap();
        talk.set_nodelay(true).unwrap();
        let mut desk = Self { talk, cookie: String::new() };
        let link = staff::sign_in_link(app, editor(app).await).await.unwrap();
        let answer = desk.ask("POST", link.trim_start_matches(&app.base_url()), "").await;
        let cookies = answer.split("\r\nset-cookie: ").skip(1).filter_map(|rest| rest.split(';').next());
        desk.cookie = cookies.collect::<Vec<_>>().join("; ");
        desk
    }

    /// An issue of so many articles, each of six paragraphs.
    async fn issue(&mut self, number: u32, articles: u32, picture: Option<MediaId>) -> IssueId {
        let number = number.to_string();
        let fields = [("publication", "1"), ("year", "2031"), ("number", &number), ("subject", "Twintig artikelen")];
        let made = self.ask("POST", "/beheer/nummers/nieuw", &form(&fields)).await;
        let issue = made.split("/beheer/nummers/").nth(1).and_then(|rest| rest.split('?').next()).unwrap().to_owned();
        let text = format!("## Wat er gebeurde\n\n{}", [PARAGRAPH; 6].join("\n\n"));
        let picture = picture.map(|id| id.to_string()).unwrap_or_default();
        for at in 0..articles {
            let page = self.ask("GET", &format!("/beheer/artikelen/nieuw?nummer={issue}"), "").await;
            let (once, title) = (hidden(&page, "once"), format!("Artikel {at}: eerst meten, dan rijden"));
            let fields = [
                ("once", once.as_str()),
                ("issue", &issue),
                ("title", &title),
                ("lead", PARAGRAPH),
                ("source", &text),
                ("picture", &picture),
                ("language", "nl"),
            ];
            let answer = self.ask("POST", "/beheer/artikelen/nieuw", &form(&fields)).await;
            assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
        }
        issue.parse().unwrap()
    }

    /// Asks with what is typed now, so many times.
    async fn ask_often(&mut self, (issue, what): (IssueId, &str), turns: u32) -> Duration {
        let path = format!("/beheer/nummers/{issue}/{what}");
        let mut waits = Vec::new();
        for turn in 0..turns {
            let words = format!("{PARAGRAPH} Toets {turn}");
            let form = form(&[("subject", "Twintig artikelen"), ("preheader", "En meer"), ("source", &words)]);
            let began = Watch::now();
            let answer = self.ask("POST", &path, &form).await;
            waits.push(began.elapsed());
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        }
        median(&mut waits)
    }

    async fn ask(&mut self, method: &str, path: &str, body: &str) -> String {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: samenspraak.example\r\nSec-Fetch-Site: same-origin\r\nCookie: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.cookie,
            body.len()
        );
        self.talk.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::with_capacity(64 * 1_024);
        loop {
            assert!(self.talk.read_buf(&mut answer).await.unwrap() > 0, "the server hung up");
            if length(&answer).is_some_and(|whole| answer.len() >= whole) {
                return String::from_utf8_lossy(&answer).into_owned();
            }
        }
    }
}

/// How long an answer is with its head; `None` while the head has not all come.
fn length(answer: &[u8]) -> Option<usize> {
    let end = answer.windows(4).position(|part| part == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    let body = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    Some(end + body.unwrap_or(0))
}

/// The value of a hidden field of a page.
fn hidden(page: &str, name: &str) -> String {
    let after = page.split_once(&format!("name=\"{name}\"")).unwrap().1;
    after.split_once("value=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default().to_owned()
}

fn form(fields: &[(&str, &str)]) -> String {
    serde_html_form::to_string(fields).unwrap()
}
