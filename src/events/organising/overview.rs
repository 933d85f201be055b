//! The page of an event, also when a form of it came back.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Deserialize;

use super::super::asking::of_event;
use super::super::find;
use super::super::making::known;
use super::super::quota::per_organisation;
use super::super::writing::letters_of;
use super::pages::{self, Overview};
use crate::app::App;
use crate::base::id::EventId;
use crate::events::{Decided, EventApproval};
use crate::web::{Asked, Failure, Form, Frame, Path};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Question {
    gedaan: String,
    plaats: usize,
    wacht: usize,
    geweigerd: usize,
    vol: usize,
    laat: usize,
}

impl Question {
    /// What a decision about requests came to.
    fn decided(&self) -> Decided {
        Decided { places: self.plaats, waiting: self.wacht, refused: self.geweigerd, full: self.vol, late: self.laat }
    }
}

/// `GET /beheer/bijeenkomsten/{id}`
pub(super) async fn one(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<EventId>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    draw(&app, &frame, id, (&question, &Form::empty(), "")).await
}

/// The same with a form that came back: `open` names the part of the page that stays open.
pub(super) async fn again(
    app: &App,
    frame: &Frame,
    id: EventId,
    (form, open): (&Form, &str),
) -> Result<Response, Failure> {
    let page = draw(app, frame, id, (&Question::default(), form, open)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn draw(
    app: &App,
    frame: &Frame,
    id: EventId,
    (question, form, open): (&Question, &Form, &str),
) -> Result<Markup, Failure> {
    let (event, programme) = known(app, id).await?;
    let everybody = find::everybody(app.store.read(), event.id).await?;
    let answered = of_event(app.store.read(), event.id).await?;
    let organisations = match event.quota {
        Some(_) => per_organisation(app.store.read(), event.id, app.clock.now()).await?,
        None => Vec::new(),
    };
    let letters = letters_of(app.store.read(), event.id).await?;
    let mut asking = Vec::new();
    for (row, _) in everybody.iter().filter(|(row, _)| row.approval == EventApproval::Asked) {
        asking.push((row, find::address_of(app.store.read(), row).await?.unwrap_or_default()));
    }
    asking.sort_by_key(|(row, _)| row.id);
    let overview = Overview {
        letters: &letters,
        asking: &asking,
        decided: question.decided(),
        organisations: &organisations,
        answered: &answered,
        event: &event,
        programme: &programme,
        everybody: &everybody,
        form,
        open,
        said: &question.gedaan,
        now: app.clock.now(),
    };
    Ok(pages::overview(frame, &overview))
}
