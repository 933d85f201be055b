//! Thin handlers: parse, ask, draw.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use super::fresh::{self, Keep};
use super::record::{Piece, Record, article_id, issue_name};
use super::search::{LONGEST, Search, search};
use super::versions::Past;
use super::withdraw::{REASON, Withdrawn, withdraw};
use super::{feed as atom, find, pages, texts, versions};
use crate::app::App;
use crate::base::id::RecordId;
use crate::base::words::search_stems;
use crate::centre::{self, Publication};
use crate::staff::Member;
use crate::store::tables::states::{RecordKind, Role};
use crate::web::{Asked, Failure, Filled, Form, Frame, Path};

type Reader = Option<Extension<Member>>;

const HTML: &str = "text/html; charset=utf-8";

/// The front page.
pub(super) async fn front(
    State(app): State<App>,
    frame: Frame,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let is_dutch = frame.language.prefix().is_empty();
    let mut response = if is_dutch && fresh::prefers_english(&headers) {
        (StatusCode::FOUND, [(header::LOCATION, "/en")]).into_response()
    } else {
        let on = app.store.read();
        if centre::current(on).await?.is_none() {
            return Ok(centre::not_set_up_page(&frame).into_response());
        }
        let publications = centre::publications(on).await?;
        let newest = match find::newest_issue(on).await? {
            Some(record) => {
                let articles = find::articles_of(on, &record).await?;
                let standing: Vec<_> = articles.into_iter().filter(|article| article.withdrawn_at.is_none()).collect();
                Some((find::piece(&record, &publications, frame.language), pieces(&standing, &publications, &frame)))
            }
            None => None,
        };
        let offers: Vec<_> =
            publications.iter().map(|found| (found.name(frame.language), found.description(frame.language))).collect();
        let coming = app.rooms.coming(&app, frame.language).await?;
        page(&frame, reader.is_some(), &headers, pages::front(&frame, newest.as_ref(), &offers, coming.first()))
    };
    if is_dutch {
        fresh::put(&mut response, header::VARY, "accept-language, sec-fetch-site");
    }
    Ok(response)
}

/// What the archive is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Question {
    zoek: String,
    jaar: String,
    na: String,
}

/// The archive by year, or what a search finds in it.
pub(super) async fn shelf(
    State(app): State<App>,
    frame: Frame,
    reader: Reader,
    headers: HeaderMap,
    Asked(question): Asked<Question>,
) -> Result<Response, Failure> {
    let on = app.store.read();
    let (year, after) = (question.jaar.parse().ok(), question.na.parse().ok().map(RecordId));
    let words = question.zoek.trim();
    let publications = centre::publications(on).await?;
    let years = find::years(on).await?;
    let mut form = Form::with(&[("zoek", words), ("jaar", &question.jaar)]);
    if words.chars().count() > LONGEST {
        form.fault("zoek", texts::texts(frame.language).search_too_long);
    }
    let found = if !form.is_clean() {
        pages::Found::Nothing
    } else if words.is_empty() {
        let rows = find::issues(on, year, after).await?;
        pages::Found::Issues(pieces(&rows.rows, &publications, &frame), rows.next)
    } else if search_stems(words, frame.language).is_empty() {
        pages::Found::NoWords
    } else {
        let rows = search(&app.store, Search { words, year, after }).await?;
        pages::Found::Matches(pieces(&rows.rows, &publications, &frame), rows.next)
    };
    let drawn = pages::shelf(&frame, &form, &years, &found, after.is_some());
    if form.is_clean() {
        Ok(page(&frame, reader.is_some(), &headers, drawn))
    } else {
        Ok((StatusCode::UNPROCESSABLE_ENTITY, drawn).into_response())
    }
}

/// A year by its address leads to that year of the archive.
pub(super) async fn year(frame: Frame, Path(year): Path<u16>) -> Result<Response, Failure> {
    Ok(moved(&format!("{}/archief?jaar={year}", frame.language.prefix())))
}

/// Which text of something that was corrected: the number of a record. Without it, the one that stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Version {
    versie: Option<String>,
}

impl Version {
    /// The record that is asked for, when it is of the same piece as the one that stands.
    async fn of(&self, app: &App, standing: Record) -> Result<Record, Failure> {
        let Some(id) = &self.versie else { return Ok(standing) };
        let id = id.parse().map_err(|_| Failure::NotFound)?;
        let asked = find::by_id(app.store.read(), id).await?.ok_or(Failure::NotFound)?;
        let is_same = match asked.kind {
            RecordKind::Issue => asked.issue_id == standing.issue_id,
            RecordKind::Article => asked.article_id == standing.article_id,
        };
        if is_same && asked.kind == standing.kind { Ok(asked) } else { Err(Failure::NotFound) }
    }
}

/// One issue as it was sent.
pub(super) async fn issue(
    State(app): State<App>,
    frame: Frame,
    reader: Reader,
    headers: HeaderMap,
    Path((year, name)): Path<(i32, String)>,
    Asked(version): Asked<Version>,
) -> Result<Response, Failure> {
    let on = app.store.read();
    let (slug, number) = issue_name(&name).ok_or(Failure::NotFound)?;
    let publication = centre::publication_by_slug(on, slug).await?.ok_or(Failure::NotFound)?;
    let record = find::issue(on, publication.id(), year, number).await?.ok_or(Failure::NotFound)?;
    let record = still_there(version.of(&app, record).await?)?;
    let body = find::body(&record)?;
    let publications = [publication];
    let articles = find::articles_of(on, &record).await?;
    let articles: Vec<_> = articles
        .iter()
        .map(|article| article.withdrawn_at.is_none().then(|| find::piece(article, &publications, frame.language)))
        .collect();
    let piece = find::piece(&record, &publications, frame.language);
    let past = past(&app, record).await?;
    let drawn = pages::issue((&frame, &app.base_url()), (&piece, past), &body, &articles, may_withdraw(&reader));
    Ok(page(&frame, reader.is_some(), &headers, drawn))
}

/// One article as it was sent last. Only the number in its address counts; other words lead to the right ones.
pub(super) async fn article(
    State(app): State<App>,
    frame: Frame,
    reader: Reader,
    headers: HeaderMap,
    Path(name): Path<String>,
    Asked(version): Asked<Version>,
) -> Result<Response, Failure> {
    let on = app.store.read();
    let id = article_id(&name).ok_or(Failure::NotFound)?;
    let newest = find::article(on, id).await?.ok_or(Failure::NotFound)?;
    let record = still_there(version.of(&app, newest).await?)?;
    let publications = centre::publications(on).await?;
    let piece = find::piece(&record, &publications, frame.language);
    if !piece.path.ends_with(&format!("/{name}")) {
        let path = if version.versie.is_some() { piece.version_path() } else { piece.path };
        return Ok(moved(&format!("{}{path}", frame.language.prefix())));
    }
    let body = find::body(&record)?;
    let past = past(&app, record).await?;
    let drawn = pages::article((&frame, &app.base_url()), (&piece, past), &body, may_withdraw(&reader));
    Ok(page(&frame, reader.is_some(), &headers, drawn))
}

/// Which feed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    uitgave: Option<String>,
}

/// The Atom feed.
pub(super) async fn feed(
    State(app): State<App>,
    frame: Frame,
    headers: HeaderMap,
    Asked(which): Asked<Which>,
) -> Result<Response, Failure> {
    let on = app.store.read();
    let centre = centre::current(on).await?.ok_or(Failure::NotFound)?;
    let publications = centre::publications(on).await?;
    let chosen = match which.uitgave {
        Some(slug) => Some(publications.iter().find(|found| found.row.slug == slug).ok_or(Failure::NotFound)?),
        None => None,
    };
    let records = find::newest_articles(on, chosen.map(Publication::id)).await?;
    let pasts = versions::pasts(on, &records).await?;
    let mut articles = Vec::with_capacity(records.len());
    for record in &records {
        let past = pasts.get(&record.id).copied().unwrap_or(Past::of(record));
        articles.push((find::piece(record, &publications, frame.language), past, find::body(record)?));
    }
    let about = atom::About {
        site: app.base_url(),
        centre: frame.centre_name.clone(),
        language: frame.language,
        publication: chosen.map(|found| (found.row.slug.clone(), found.name(frame.language).to_owned())),
        since: centre.row.set_up_at,
    };
    let body = atom::atom(&about, &articles);
    Ok(fresh::answer(&headers, keep(&frame), "application/atom+xml; charset=utf-8", body))
}

/// Asks why a record is withdrawn.
pub(super) async fn ask_to_withdraw(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<RecordId>,
) -> Result<Markup, Failure> {
    let (record, piece) = named(&app, &frame, id).await?;
    let before = record.withdrawn_at.is_some().then_some(record.withdrawn_reason);
    Ok(pages::withdraw(&frame, &piece, &Form::empty(), before.as_deref()))
}

/// Withdraws a record.
pub(super) async fn withdraw_it(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<RecordId>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let (record, piece) = named(&app, &frame, id).await?;
    let texts = texts::texts(frame.language);
    let Some(reason) = form.words("reason", REASON, texts.reason_missing, texts.reason_too_long) else {
        let drawn = pages::withdraw(&frame, &piece, &form, None);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, drawn).into_response());
    };
    match withdraw(&app, member.id, record.id, &reason).await? {
        Withdrawn::Done | Withdrawn::Before => {
            Ok(Redirect::to(&format!("/beheer/archief/{id}/intrekken")).into_response())
        }
        Withdrawn::Unknown => Err(Failure::NotFound),
    }
}

async fn named(app: &App, frame: &Frame, id: RecordId) -> Result<(Record, Piece), Failure> {
    let on = app.store.read();
    let record = find::by_id(on, id).await?.ok_or(Failure::NotFound)?;
    let publications = centre::publications(on).await?;
    let piece = find::piece(&record, &publications, frame.language);
    Ok((record, piece))
}

async fn past(app: &App, record: Record) -> Result<Past, Failure> {
    let records = [record];
    let pasts = versions::pasts(app.store.read(), &records).await?;
    Ok(pasts.into_values().next().unwrap_or(Past::of(&records[0])))
}

fn still_there(record: Record) -> Result<Record, Failure> {
    if record.withdrawn_at.is_some() { Err(Failure::Gone(record.withdrawn_reason)) } else { Ok(record) }
}

fn pieces(records: &[Record], publications: &[Publication], frame: &Frame) -> Vec<Piece> {
    records.iter().map(|record| find::piece(record, publications, frame.language)).collect()
}

fn may_withdraw(reader: &Reader) -> bool {
    reader.as_ref().is_some_and(|Extension(member)| member.is(Role::Approver))
}

const fn keep(frame: &Frame) -> Keep {
    if frame.demo { Keep::AskAgain } else { Keep::AMinute }
}

/// A page that may be kept, unless it was drawn for a member.
fn page(frame: &Frame, for_member: bool, headers: &HeaderMap, drawn: Markup) -> Response {
    if for_member { drawn.into_response() } else { fresh::answer(headers, keep(frame), HTML, drawn.into_string()) }
}

fn moved(to: &str) -> Response {
    Redirect::permanent(to).into_response()
}
