//! Paper for the day: lists and badges as PDF, for everybody, for a day or for a workshop.

use axum::extract::State;
use axum::response::Response;
use maud::Markup;
use serde::Deserialize;

use super::super::find;
use super::super::making::known;
use super::super::papers::{Row, Stack, Whose};
use super::super::take_along::take_paper;
use super::order::Order;
use super::pages::papers::{self as page, Choice};
use crate::app::App;
use crate::base::id::EventId;
use crate::base::paper;
use crate::centre;
use crate::events::{Event, Programme, RegistrationState};
use crate::staff::Posted;
use crate::web::{Asked, Failure, Filled, Frame, Path};

async fn who_comes(app: &App, id: EventId) -> Result<(Event, Programme, Vec<Row>), Failure> {
    let (event, programme) = known(app, id).await?;
    let mut rows = find::everybody(app.store.read(), event.id).await?;
    rows.retain(|(row, _)| row.state == RegistrationState::Registered);
    Order::Name.sort(&mut rows);
    Ok((event, programme, rows))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Question {
    voor: String,
}

/// `GET …/papier`
pub(super) async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<EventId>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let (event, programme, rows) = who_comes(&app, id).await?;
    let choice = Choice { event: &event, programme: &programme, rows: &rows, whose: Whose::of_word(&question.voor) };
    Ok(page::page(&frame, &choice))
}

/// `POST …/papier`: a post, because it goes on record who took the names.
pub(super) async fn take(
    (State(app), frame, member, Path(id), Filled(form)): Posted<EventId>,
) -> Result<Response, Failure> {
    let (event, programme, rows) = who_comes(&app, id).await?;
    let whose = Whose::of_word(form.trimmed("voor"));
    let rows: Vec<&Row> = rows.iter().filter(|(_, chosen)| whose.holds(&programme, chosen)).collect();
    if rows.len() > paper::MOST || !paper::ARE_MADE {
        return Err(Failure::TooLarge);
    }
    let centre = centre::current(app.store.read()).await?.ok_or(Failure::NotFound)?;
    let now = app.clock.now();
    let stack = Stack { centre: &centre, event: &event, programme: &programme, language: frame.language, now };
    let made = match form.trimmed("soort") {
        "presentielijst" => ("presentielijst", stack.list(&rows, whose, false)),
        "tekenlijst" => ("tekenlijst", stack.list(&rows, whose, true)),
        "badges" => ("badges", stack.badges(&rows)?),
        _ => return Err(Failure::NotFound),
    };
    take_paper(&app, member.id, event.id, made).await
}
