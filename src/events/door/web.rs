//! The page of the door.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use super::super::find;
use super::super::making::known;
use super::check_in::{Shown, Verdict, check_in, undo};
use super::pages::{self, Door};
use crate::app::App;
use crate::base::id::RegistrationId;
use crate::base::words::fold;
use crate::events::{Registration, RegistrationState};
use crate::staff::{Member, Posted};
use crate::web::{Access, Asked, Failure, Filled, Frame, Routes};

/// Names are searched from this many letters.
const SEARCH_FROM: usize = 2;
const MOST_FOUND: usize = 20;

pub(in crate::events) fn routes() -> Routes<App> {
    Routes::default()
        .get("/beheer/bijeenkomsten/{id}/deur", Access::Member, show)
        .post("/beheer/bijeenkomsten/{id}/deur", Access::Member, look)
        .post("/beheer/bijeenkomsten/{id}/deur/terug", Access::Member, take_back)
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
    Path(id): Path<String>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    draw(&app, &frame, &id, (None, question.naam.trim(), question.gedaan == "terug")).await
}

async fn draw(
    app: &App,
    frame: &Frame,
    id: &str,
    (verdict, name, is_back): (Option<&Verdict>, &str, bool),
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
    let door =
        Door { event: &event, verdict, elsewhere, name, found: &found, expected, inside, nonce: &nonce, is_back };
    Ok(pages::page(frame, &door))
}

async fn look((State(app), frame, member, Path(id), Filled(form)): Posted) -> Result<Response, Failure> {
    let (event, _) = known(&app, &id).await?;
    let nonce = form.trimmed("nonce");
    if nonce.is_empty() || nonce.len() > 80 {
        return Err(Failure::Unreadable);
    }
    let shown = match form.trimmed("row").parse() {
        Ok(row) => Shown::Row(RegistrationId(row)),
        Err(_) => Shown::Code(form.trimmed("code").chars().take(100).collect()),
    };
    let verdict = check_in(&app, member.id, event.id, (&shown, nonce)).await?;
    Ok(draw(&app, &frame, &id, (Some(&verdict), "", false)).await?.into_response())
}

async fn take_back(
    State(app): State<App>,
    member: Member,
    Path(id): Path<String>,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let (event, _) = known(&app, &id).await?;
    let row = form.trimmed("row").parse().map(RegistrationId).map_err(|_| Failure::Unreadable)?;
    let said = if undo(&app, member.id, event.id, row).await? { "?gedaan=terug" } else { "" };
    Ok(Redirect::to(&format!("/beheer/bijeenkomsten/{}/deur{said}", event.id)).into_response())
}
