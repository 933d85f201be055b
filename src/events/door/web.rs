//! The page of the door.

use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::{Deserialize, Serialize};

use super::super::find;
use super::super::making::known;
use super::check_in::{Shown, Verdict, check_in_after, undo};
use super::pages::{self, Door};
use crate::app::App;
use crate::base::id::{EventId, RegistrationId};
use crate::base::words::fold;
use crate::events::{Registration, RegistrationState};
use crate::staff::{Member, Posted};
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

/// Names are searched from this many letters.
const SEARCH_FROM: usize = 2;
const MOST_FOUND: usize = 20;

pub(in crate::events) fn routes() -> Routes<App> {
    Routes::default()
        .get("/beheer/bijeenkomsten/{id}/deur", Access::Member, show)
        .post("/beheer/bijeenkomsten/{id}/deur", Access::Member, look)
        .post("/beheer/bijeenkomsten/{id}/deur/terug", Access::Member, take_back)
        .post("/beheer/bijeenkomsten/{id}/deur/scan", Access::Member, scan)
        .machine_get("/beheer/bijeenkomsten/{id}/deur/lijst", Access::Member, list)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Question {
    naam: String,
    gedaan: String,
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<EventId>,
    Asked(question): Asked<Question>,
) -> Result<Response, Failure> {
    draw(&app, &frame, id, (None, question.naam.trim(), &question.gedaan)).await
}

/// The page of the door is the only one that may ask for a camera.
const CAMERA: (&str, &str) = ("permissions-policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()");

async fn draw(
    app: &App,
    frame: &Frame,
    id: EventId,
    (verdict, name, done): (Option<&Verdict>, &str, &str),
) -> Result<Response, Failure> {
    let page = with_door(app, id, (verdict, name, done), |door| pages::page(frame, door)).await?;
    Ok(([CAMERA], page).into_response())
}

async fn with_door(
    app: &App,
    id: EventId,
    (verdict, name, done): (Option<&Verdict>, &str, &str),
    page: impl FnOnce(&Door) -> Markup,
) -> Result<Markup, Failure> {
    let (event, _) = known(app, id).await?;
    let mut everybody: Vec<Registration> =
        find::everybody(app.store.read(), event.id).await?.into_iter().map(|(row, _)| row).collect();
    everybody.retain(|row| matches!(row.state, RegistrationState::Registered | RegistrationState::Waiting));
    let expected = everybody.iter().filter(|row| row.state == RegistrationState::Registered).count();
    let inside = everybody.iter().filter(|row| row.in_at.is_some()).count();
    let words = fold(name);
    let found = if words.chars().count() < SEARCH_FROM {
        Vec::new()
    } else {
        everybody.into_iter().filter(|row| fold(&row.name).contains(&words)).take(MOST_FOUND).collect()
    };
    let elsewhere = match verdict {
        Some(Verdict::Elsewhere(other)) => find::event(app.store.read(), *other).await?,
        _ => None,
    };
    let nonce = app.random.token();
    let door = Door {
        event: &event,
        verdict,
        elsewhere,
        name,
        found: &found,
        expected,
        inside,
        nonce: &nonce,
        is_back: done == "terug",
        is_undone: done == "te-laat",
    };
    Ok(page(&door))
}

async fn look((State(app), frame, member, Path(id), Filled(form)): Posted<EventId>) -> Result<Response, Failure> {
    let verdict = verdict_of(&app, &member, id, &form).await?;
    draw(&app, &frame, id, (Some(&verdict), "", "")).await
}

/// `POST …/deur/scan`: the same for the script of the page, which may send what was shown a while ago.
async fn scan((State(app), frame, member, Path(id), Filled(form)): Posted<EventId>) -> Result<Markup, Failure> {
    let verdict = verdict_of(&app, &member, id, &form).await?;
    with_door(&app, id, (Some(&verdict), "", ""), |door| pages::answer(door, frame.language)).await
}

async fn verdict_of(app: &App, member: &Member, id: EventId, form: &Form) -> Result<Verdict, Failure> {
    let (event, _) = known(app, id).await?;
    let nonce = form.trimmed("nonce");
    if nonce.is_empty() || nonce.len() > 80 {
        return Err(Failure::Unreadable);
    }
    let shown = match form.trimmed("row").parse() {
        Ok(row) => Shown::Row(RegistrationId(row)),
        Err(_) => Shown::Code(form.trimmed("code").chars().take(100).collect()),
    };
    let ago = Duration::from_secs(form.trimmed("ago").parse().unwrap_or(0));
    Ok(check_in_after(app, member.id, event.id, (&shown, nonce, ago)).await?)
}

/// Somebody as the telephone knows them while it has no network. Nothing about needs, no address.
#[derive(Serialize)]
struct Known {
    row: i64,
    name: String,
    organisation: String,
    code: String,
    ticket: String,
    state: &'static str,
    #[serde(rename = "in")]
    is_in: bool,
}

/// `GET …/deur/lijst`
async fn list(State(app): State<App>, Path(id): Path<EventId>) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let everybody = find::everybody(app.store.read(), event.id).await?;
    let known = everybody.into_iter().filter(|(row, _)| row.person_id.is_some()).map(|(row, _)| Known {
        row: row.id.0,
        state: match row.state {
            RegistrationState::Registered => "coming",
            RegistrationState::Waiting => "waiting",
            RegistrationState::Cancelled | RegistrationState::Replaced => "gone",
        },
        is_in: row.in_at.is_some(),
        name: row.name,
        organisation: row.organisation,
        code: row.code,
        ticket: row.ticket,
    });
    let known = serde_json::to_string(&known.collect::<Vec<_>>()).map_err(anyhow::Error::from)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], known).into_response())
}

async fn take_back(
    State(app): State<App>,
    member: Member,
    Path(id): Path<EventId>,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let row = form.trimmed("row").parse().map(RegistrationId).map_err(|_| Failure::Unreadable)?;
    let said = if undo(&app, member.id, event.id, row).await? { "terug" } else { "te-laat" };
    Ok(Redirect::to(&format!("/beheer/bijeenkomsten/{}/deur?gedaan={said}", event.id)).into_response())
}
