//! The list, the page of an event, and the items for a calendar.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Deserialize;

use super::super::event::{Event, Session, Window};
use super::super::find::{self, Scene, Which};
use super::super::letters::calendar;
use super::pages::{list as list_page, one as one_page};
use crate::app::App;
use crate::base::id::EventId;
use crate::web::{Asked, Failure, Frame, Path};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Question {
    welke: String,
}

/// `GET /bijeenkomsten`
pub(super) async fn list(
    State(app): State<App>,
    frame: Frame,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let (on, now) = (app.store.read(), app.clock.now());
    let which = if question.welke == "geweest" { Which::Past } else { Which::Coming };
    let events = find::events(on, which, now).await?;
    Ok(list_page::page(&frame, which, &events, now))
}

/// The event of a path, when everybody may see it.
pub(super) async fn known(app: &App, id: EventId) -> Result<Scene, Failure> {
    let scene = Scene::of(app.store.read(), id, app.clock.now()).await?.ok_or(Failure::NotFound)?;
    if scene.event.window(app.clock.now()) == Window::Draft { Err(Failure::NotFound) } else { Ok(scene) }
}

/// `GET /bijeenkomsten/{id}`
pub(super) async fn one(State(app): State<App>, frame: Frame, Path(id): Path<EventId>) -> Result<Markup, Failure> {
    let scene = known(&app, id).await?;
    let reply = scene.centre.reply_to()?.as_typed().to_owned();
    Ok(one_page::page(&frame, &scene.event, &scene.programme, (&reply, app.clock.now(), &app.base_url())))
}

fn ics(events: &[(Event, Vec<Session>)], app: &App, frame: &Frame) -> Response {
    let text = calendar::public(events, &app.base_url(), frame.language, app.clock.now());
    ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CACHE_CONTROL, "max-age=600")], text)
        .into_response()
}

/// `GET /bijeenkomsten/{id}/agenda.ics`
pub(super) async fn item(State(app): State<App>, frame: Frame, Path(id): Path<EventId>) -> Result<Response, Failure> {
    let scene = known(&app, id).await?;
    Ok(ics(&[(scene.event, scene.programme.sessions)], &app, &frame))
}

/// `GET /bijeenkomsten/agenda.ics`
pub(super) async fn feed(State(app): State<App>, frame: Frame) -> Result<Response, Failure> {
    let (on, now) = (app.store.read(), app.clock.now());
    let mut events = Vec::new();
    for (event, _) in find::events(on, Which::Coming, now).await? {
        let programme = find::programme(on, event.id, now).await?;
        events.push((event, programme.sessions));
    }
    Ok(ics(&events, &app, &frame))
}
