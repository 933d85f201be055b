//! The routes of this room.

use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;

use super::check::check;
use super::facts::{Facts, facts};
use super::find::last_check;
use super::rotate::{Made, Retired, Started, make_key, retire_key, start_key, stop_signing};
use super::{pages, records};
use crate::app::App;
use crate::base::id::SigningKeyId;
use crate::staff::Member;
use crate::store;
use crate::web::{Access, Asked, Failure, Frame, Path, Routes};

/// How often the DNS may be asked from these pages: so many times in a minute.
const CHECKS: i64 = 10;

/// The pages of this room.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
        .get("/beheer/afzender", Access::Administrator, show)
        .post("/beheer/afzender/controle", Access::Administrator, look_up)
        .post("/beheer/afzender/sleutels", Access::Administrator, make)
        .post("/beheer/afzender/sleutels/{id}/gebruiken", Access::Administrator, start)
        .post("/beheer/afzender/sleutels/{id}/vervallen", Access::Administrator, retire)
        .post("/beheer/afzender/stoppen", Access::Administrator, stop)
}

/// What stands behind the question mark.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Done {
    klaar: String,
}

/// `GET /beheer/afzender`
async fn show(State(app): State<App>, frame: Frame, Asked(done): Asked<Done>) -> Result<impl IntoResponse, Failure> {
    let facts = facts_of(&app).await?;
    let records = records::records(&facts);
    let checked = last_check(app.store.read()).await?;
    Ok(pages::sender(
        &frame,
        &pages::Shown { facts: &facts, records: &records, checked: checked.as_ref(), done: &done.klaar },
    ))
}

/// `POST /beheer/afzender/controle`
async fn look_up(State(app): State<App>, member: Member) -> Result<impl IntoResponse, Failure> {
    let facts = facts_of(&app).await?;
    let wait = store::take(&app.store, "domain-check", CHECKS, Duration::from_mins(1), app.clock.now()).await?;
    if let Some(wait) = wait {
        return Err(Failure::TooMany(wait));
    }
    check(&app, member.id, &facts).await?;
    Ok(to("gecontroleerd"))
}

/// `POST /beheer/afzender/sleutels`
async fn make(State(app): State<App>, member: Member) -> Result<impl IntoResponse, Failure> {
    ours_decide(&app)?;
    Ok(to(match make_key(&app, member.id).await? {
        Made::Done(_) => "gemaakt",
        Made::OneWaits => "wacht",
    }))
}

/// `POST /beheer/afzender/sleutels/{id}/gebruiken`
async fn start(
    State(app): State<App>,
    member: Member,
    Path(id): Path<SigningKeyId>,
) -> Result<impl IntoResponse, Failure> {
    ours_decide(&app)?;
    let wait = store::take(&app.store, "domain-check", CHECKS, Duration::from_mins(1), app.clock.now()).await?;
    if let Some(wait) = wait {
        return Err(Failure::TooMany(wait));
    }
    Ok(to(match start_key(&app, member.id, id).await? {
        Started::Done => "ondertekent",
        Started::NotPublished => "niet-gevonden",
        Started::NotAsked => "niet-bereikt",
        Started::Gone => return Err(Failure::NotFound),
    }))
}

/// `POST /beheer/afzender/sleutels/{id}/vervallen`
async fn retire(
    State(app): State<App>,
    member: Member,
    Path(id): Path<SigningKeyId>,
) -> Result<impl IntoResponse, Failure> {
    match retire_key(&app, member.id, id).await? {
        Retired::Done => Ok(to("vervallen")),
        Retired::NotNow => Err(Failure::NotFound),
    }
}

/// `POST /beheer/afzender/stoppen`
async fn stop(State(app): State<App>, member: Member) -> Result<impl IntoResponse, Failure> {
    if stop_signing(&app, member.id).await? { Ok(to("gestopt")) } else { Err(Failure::NotFound) }
}

async fn facts_of(app: &App) -> Result<Facts, Failure> {
    facts(app).await?.ok_or(Failure::NotFound)
}

/// With a key of the machine's settings there is nothing to decide here.
fn ours_decide(app: &App) -> Result<(), Failure> {
    if app.signing.of_settings().is_some() { Err(Failure::NotFound) } else { Ok(()) }
}

fn to(done: &str) -> Redirect {
    Redirect::to(&format!("/beheer/afzender?klaar={done}"))
}
