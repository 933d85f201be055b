//! The handlers of the desk.

mod again;

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::log::LOG;
use super::sending::{Part, Row};
use super::steer::{Turn, steer};
use super::{find, pages};
use crate::app::App;
use crate::base::id::SendingId;
use crate::centre;
use crate::delivery::{self, Steered};
use crate::room::Sought;
use crate::staff::{Member, list_routes};
use crate::store::tables::states::{Role, SendingState};
use crate::web::{Access, Asked, Failure, Frame, Path, Routes};

/// The pages of this room.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
        .get("/beheer", Access::Member, today)
        .get("/beheer/zoeken", Access::Member, search)
        .get("/beheer/verzendingen", Access::Member, sendings)
        .get("/beheer/verzendingen/{id}", Access::Member, sending)
        .machine_get("/beheer/verzendingen/{id}/stand", Access::Member, standing)
        .post("/beheer/verzendingen/{id}/pauzeren", Access::Approver, pause)
        .post("/beheer/verzendingen/{id}/hervatten", Access::Approver, resume)
        .post("/beheer/verzendingen/{id}/annuleren", Access::Approver, cancel)
        .get("/beheer/verzendingen/{id}/opnieuw", Access::Approver, again::ask)
        .post("/beheer/verzendingen/{id}/opnieuw", Access::Approver, again::again)
        .post("/beheer/verzendingen/{id}/laat-zo", Access::Approver, again::let_be)
        .post("/beheer/verzendingen/{id}/export", Access::Approver, again::take_along)
        .get("/beheer/mailservers", Access::Member, relays)
        .merge(list_routes(&LOG, Access::Administrator, Access::Administrator))
}

/// What stands behind the question mark of a list: from where, and which part.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct From {
    voor: Option<i64>,
    na: Option<i64>,
    stand: String,
    opnieuw: Option<i64>,
    #[serde(rename = "te-laat")]
    too_late: Option<String>,
}

/// `GET /beheer`
async fn today(State(app): State<App>, frame: Frame, member: Member) -> Result<impl IntoResponse, Failure> {
    let today = find::today(&app, &member, frame.language).await?;
    let readiness = centre::readiness(&app).await;
    Ok(pages::today(&frame, &member, &today, readiness))
}

/// What stands behind the question mark of a search.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    zoek: String,
}

/// The longest search, in characters.
const LONGEST: usize = 200;

/// `GET /beheer/zoeken`
async fn search(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Asked(typed): Asked<Typed>,
) -> Result<impl IntoResponse, Failure> {
    let sought = Sought::of(&typed.zoek.chars().take(LONGEST).collect::<String>());
    let results = super::search::search(&app, &sought, &member, frame.language).await?;
    Ok(pages::search(&frame, &sought, &results))
}

/// `GET /beheer/verzendingen`
async fn sendings(
    State(app): State<App>,
    frame: Frame,
    Asked(from): Asked<From>,
) -> Result<impl IntoResponse, Failure> {
    let page = find::sendings(app.store.read(), from.voor).await?;
    let letters = find::single_letters(app.store.read(), app.clock.now()).await?;
    Ok(pages::sendings(&frame, &page, from.voor.is_none(), &letters))
}

/// `GET /beheer/verzendingen/{id}`
async fn sending(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<SendingId>,
    Asked(from): Asked<From>,
) -> Result<impl IntoResponse, Failure> {
    let row = known(&app, id).await?;
    let part = Part::of_word(&from.stand);
    let tried = find::missed(app.store.read(), row.id).await?;
    let pace = find::pace(app.store.read(), row.id).await?;
    let deliveries = find::ledger(app.store.read(), row.id, part, from.na).await?;
    let open = pages::Open {
        row: &row,
        now: app.clock.now(),
        may_steer: member.is(Role::Approver),
        too_late: from.too_late.is_some(),
        again: from.opnieuw,
        tried: &tried,
        pace: pace.as_ref(),
        is_stuck: row.state == SendingState::Open && delivery::all_down(&app).await?,
        ledger: pages::ledger(&row, part, &deliveries, from.na.is_none(), frame.language),
    };
    Ok(pages::sending(&frame, &open))
}

/// `GET /beheer/verzendingen/{id}/stand`: the part of the page that refreshes itself. When the sending is no longer
/// open, the whole page is loaded once more, because its buttons change.
async fn standing(State(app): State<App>, frame: Frame, Path(id): Path<SendingId>) -> Result<Response, Failure> {
    let row = known(&app, id).await?;
    let mut response = pages::standing(&row, app.clock.now(), frame.language).into_response();
    if row.state != SendingState::Open {
        response.headers_mut().insert(HeaderName::from_static("hx-refresh"), HeaderValue::from_static("true"));
    }
    Ok(response)
}

/// `POST /beheer/verzendingen/{id}/pauzeren`
async fn pause(state: State<App>, member: Member, id: Path<SendingId>) -> Result<Redirect, Failure> {
    turn(state, &member, id, Turn::Pause).await
}

/// `POST /beheer/verzendingen/{id}/hervatten`
async fn resume(state: State<App>, member: Member, id: Path<SendingId>) -> Result<Redirect, Failure> {
    turn(state, &member, id, Turn::Resume).await
}

/// `POST /beheer/verzendingen/{id}/annuleren`
async fn cancel(state: State<App>, member: Member, id: Path<SendingId>) -> Result<Redirect, Failure> {
    turn(state, &member, id, Turn::Cancel).await
}

async fn turn(
    State(app): State<App>,
    member: &Member,
    Path(id): Path<SendingId>,
    turn: Turn,
) -> Result<Redirect, Failure> {
    match steer(&app, member.id, id, turn).await? {
        None => Err(Failure::NotFound),
        Some(Steered::Done) => Ok(Redirect::to(&format!("/beheer/verzendingen/{id}"))),
        // Pressing twice asks for what is already so: no reason to alarm anyone.
        Some(Steered::TooLate) if is_so(&app, id, turn).await? => {
            Ok(Redirect::to(&format!("/beheer/verzendingen/{id}")))
        }
        Some(Steered::TooLate) => Ok(Redirect::to(&format!("/beheer/verzendingen/{id}?te-laat=ja"))),
    }
}

async fn is_so(app: &App, id: SendingId, turn: Turn) -> Result<bool, Failure> {
    let wanted = match turn {
        Turn::Pause => SendingState::Paused,
        Turn::Resume => SendingState::Open,
        Turn::Cancel => SendingState::Cancelled,
    };
    Ok(find::sending(app.store.read(), id).await?.is_some_and(|row| row.state == wanted))
}

/// `GET /beheer/mailservers`
async fn relays(State(app): State<App>, frame: Frame) -> Result<impl IntoResponse, Failure> {
    Ok(pages::relays(&frame, &delivery::relays(&app).await?))
}

async fn known(app: &App, id: SendingId) -> Result<Row, Failure> {
    find::sending(app.store.read(), id).await?.ok_or(Failure::NotFound)
}
