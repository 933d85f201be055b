//! The postbox: every mail that "went out", as its recipient would see it. The files in the folder are all there is.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path as FilePath, PathBuf};
use std::time::SystemTime;

use anyhow::Context as _;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use mail_parser::{Address, Message, MessageParser, MimeHeaders as _};
use maud::Markup;
use serde::Deserialize;

use super::postbox_pages::{self as pages, View};
use crate::app::App;
use crate::base::Instant;
use crate::mail::Carrier;
use crate::web::{Asked, Failure, Form, Frame, Path};

/// How many mails stand on a page.
const PAGE: usize = 50;
/// Headers end well before this.
const HEAD: u64 = 16 * 1024;

/// No script, no form, our own images; but a reader may follow its links, away from the frame.
const POLICY: &str = "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; \
    default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

/// The outside of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Envelope {
    /// The name of its file, without the ending.
    pub name: String,
    /// Who it is to.
    pub to: String,
    /// Who it is from.
    pub from: String,
    /// What it is about.
    pub subject: String,
    /// When it was sent.
    pub at: Option<Instant>,
}

/// What is asked of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Question {
    zoek: String,
    na: String,
}

/// The newest mails, or those to or about what is searched for.
pub(super) async fn list(
    State(app): State<App>,
    frame: Frame,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let folder = folder(&app);
    let (words, after) = (question.zoek.trim().to_lowercase(), question.na);
    let form = Form::with(&[("zoek", question.zoek.trim())]);
    let (mails, next) = off_thread(move || newest(&folder, &words, &after)).await?;
    Ok(pages::list(&frame, &form, &mails, next.as_deref()))
}

/// How a mail is looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Way {
    als: String,
}

/// One mail as its recipient sees it.
pub(super) async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    Asked(way): Asked<Way>,
) -> Result<Markup, Failure> {
    let raw = read(&app, &name).await?.ok_or(Failure::NotFound)?;
    let message = MessageParser::default().parse(&raw).ok_or(Failure::NotFound)?;
    let view = match way.als.as_str() {
        "tekst" => View::Text(message.body_text(0).unwrap_or_default().into_owned()),
        "bron" => source(&raw),
        _ => View::Html,
    };
    Ok(pages::show(&frame, &envelope(name, &message), &view))
}

/// The HTML of a mail, for the frame in its page.
pub(super) async fn mail(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Failure> {
    let raw = read(&app, &name).await?.ok_or(Failure::NotFound)?;
    let message = MessageParser::default().parse(&raw).ok_or(Failure::NotFound)?;
    let html = with_pictures(&message);
    let mut response = ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], leaving_the_frame(&html)).into_response();
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    Ok(response)
}

/// The HTML with the pictures that the mail brings along, which a mail program finds by their identifiers.
fn with_pictures(message: &Message<'_>) -> String {
    let html = message.body_html(0).unwrap_or_default().into_owned();
    message.parts.iter().fold(html, |html, part| match (part.content_id(), part.content_type()) {
        (Some(id), Some(of)) if of.ctype() == "image" => {
            let picture = BASE64.encode(part.contents());
            html.replace(
                &format!("cid:{id}"),
                &format!("data:image/{};base64,{picture}", of.subtype().unwrap_or("png")),
            )
        }
        _ => html,
    })
}

/// Links lead out of the frame: our own pages refuse to stand in one.
fn leaving_the_frame(html: &str) -> String {
    const BASE: &str = "<base target=\"_top\">";
    match html.split_once("<head>") {
        Some((before, after)) => format!("{before}<head>{BASE}{after}"),
        None => format!("{BASE}{html}"),
    }
}

/// The folder that the demo's mails go to.
fn folder(app: &App) -> PathBuf {
    match app.outlets.all().first().map(|outlet| &outlet.carrier) {
        Some(Carrier::Folder(folder)) => folder.clone(),
        _ => app.settings.data_dir.join("postbus"),
    }
}

/// The newest mails after the one named `after`, and the name after which there are more.
fn newest(folder: &FilePath, words: &str, after: &str) -> anyhow::Result<(Vec<Envelope>, Option<String>)> {
    let mut files = files(folder)?;
    files.sort_by(|one, other| other.cmp(one));
    let names = files.into_iter().map(|(_, name)| name);
    let mut names: Box<dyn Iterator<Item = String>> =
        if after.is_empty() { Box::new(names) } else { Box::new(names.skip_while(|name| name != after).skip(1)) };
    let mut mails = Vec::new();
    for name in names.by_ref() {
        let Some(envelope) = head_of(folder, &name) else { continue };
        let matches = envelope.to.to_lowercase().contains(words) || envelope.subject.to_lowercase().contains(words);
        if matches {
            mails.push(envelope);
        }
        if mails.len() > PAGE {
            break;
        }
    }
    let more = mails.len() > PAGE;
    mails.truncate(PAGE);
    let next = if more { mails.last().map(|mail| mail.name.clone()) } else { None };
    Ok((mails, next))
}

/// When each mail was put in the folder, and its name. A folder that is not there yet holds none.
fn files(folder: &FilePath) -> anyhow::Result<Vec<(SystemTime, String)>> {
    let cannot = || format!("the postbox {} cannot be read", folder.display());
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(cannot)?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.with_context(cannot)?;
        let file_name = entry.file_name();
        let name = file_name.to_str().and_then(|name| name.strip_suffix(".eml")).filter(|name| is_name(name));
        // A file may be replaced while we look; then it is not there for a moment.
        if let (Some(name), Ok(about)) = (name, entry.metadata()) {
            files.push((about.modified().unwrap_or(SystemTime::UNIX_EPOCH), name.to_owned()));
        }
    }
    Ok(files)
}

/// Only letters, digits and hyphens: nothing that could lead out of the folder.
pub(super) fn is_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !name.is_empty() && name.len() <= 100 && name.bytes().all(is_plain)
}

fn head_of(folder: &FilePath, name: &str) -> Option<Envelope> {
    let mut head = Vec::new();
    File::open(folder.join(format!("{name}.eml"))).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
    let message = MessageParser::default().parse_headers(&head)?;
    Some(envelope(name.to_owned(), &message))
}

async fn read(app: &App, name: &str) -> Result<Option<Vec<u8>>, Failure> {
    if !is_name(name) {
        return Ok(None);
    }
    let file = folder(app).join(format!("{name}.eml"));
    match off_thread(move || Ok(fs::read(file))).await? {
        Ok(raw) => Ok(Some(raw)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(anyhow::Error::from(error).context("a mail of the postbox cannot be read").into()),
    }
}

/// Reading a folder waits for the disk, which no request may do on a thread of the runtime.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> anyhow::Result<T> + Send + 'static) -> anyhow::Result<T> {
    tokio::task::spawn_blocking(work).await.context("reading the postbox failed")?
}

fn envelope(name: String, message: &Message<'_>) -> Envelope {
    Envelope {
        name,
        to: mailbox(message.to()),
        from: mailbox(message.from()),
        subject: message.subject().unwrap_or_default().to_owned(),
        at: message.date().map(|date| Instant(date.to_timestamp().saturating_mul(1_000))),
    }
}

/// "Anna de Vries <anna@voorbeeld.nl>", or the address alone.
fn mailbox(address: Option<&Address<'_>>) -> String {
    let Some(first) = address.and_then(Address::first) else { return String::new() };
    let address = first.address().unwrap_or_default();
    first.name().map_or_else(|| address.to_owned(), |name| format!("{name} <{address}>"))
}

/// The headers as they were sent, each on one line, and the rest as it was sent.
fn source(raw: &[u8]) -> View {
    let raw = String::from_utf8_lossy(raw).replace("\r\n", "\n");
    let (head, body) = raw.split_once("\n\n").unwrap_or((&raw, ""));
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in head.lines() {
        match (line.starts_with([' ', '\t']), line.split_once(':'), headers.last_mut()) {
            (true, _, Some((_, value))) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (_, Some((name, value)), _) => headers.push((name.to_owned(), value.trim().to_owned())),
            _ => {}
        }
    }
    View::Source(headers, body.to_owned())
}
