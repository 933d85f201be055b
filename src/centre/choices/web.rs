//! The routes of the two lists.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::keep::{self, Way};
use super::{Kind, Listed, filled, list, pages};
use crate::app::App;
use crate::centre::change::Changed;
use crate::staff::Member;
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

/// The pages of the two lists.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
        .get("/beheer/instellingen/keuzes/{kind}", Access::Administrator, page)
        .post("/beheer/instellingen/keuzes/{kind}", Access::Administrator, add)
        .get("/beheer/instellingen/keuzes/{kind}/{id}", Access::Administrator, one)
        .post("/beheer/instellingen/keuzes/{kind}/{id}", Access::Administrator, rename)
        .post("/beheer/instellingen/keuzes/{kind}/{id}/plaats", Access::Administrator, shift)
        .post("/beheer/instellingen/keuzes/{kind}/{id}/gebruik", Access::Administrator, offer)
}

/// What stands behind the question mark of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Done {
    klaar: String,
}

async fn page(
    State(app): State<App>,
    frame: Frame,
    Path(kind): Path<String>,
    Asked(done): Asked<Done>,
) -> Result<Response, Failure> {
    let kind = Kind::of(&kind).ok_or(Failure::NotFound)?;
    let rows = list(app.store.read(), kind).await?;
    Ok(pages::list(&frame, kind, &rows, &Form::empty(), &done.klaar).into_response())
}

async fn add(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(kind): Path<String>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let kind = Kind::of(&kind).ok_or(Failure::NotFound)?;
    let rows = list(app.store.read(), kind).await?;
    let within = within(&form, kind, &rows)?;
    let Some(names) = filled::names(&mut form, frame.language) else {
        let page = pages::list(&frame, kind, &rows, &form, "");
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    keep::add(&app, member.id, kind, within, &names).await?;
    Ok(back(kind, "toegevoegd"))
}

/// The area that a new region lies in; `None` for a topic or a new area.
fn within(form: &Form, kind: Kind, rows: &[Listed]) -> Result<Option<i64>, Failure> {
    let chosen = form.trimmed("within");
    if kind == Kind::Topics || chosen.is_empty() {
        return Ok(None);
    }
    let is_area = |row: &&Listed| row.parent.is_none() && row.id.to_string() == chosen;
    rows.iter().find(is_area).map(|row| Some(row.id)).ok_or(Failure::Unreadable)
}

async fn one(State(app): State<App>, frame: Frame, Path((kind, id)): Path<(String, i64)>) -> Result<Response, Failure> {
    let (kind, row) = known(&app, &kind, id).await?;
    let form = Form::with(&[("seen", &row.seen()), ("name_nl", &row.name_nl), ("name_en", &row.name_en)]);
    Ok(pages::one(&frame, kind, &row, &form, false).into_response())
}

async fn known(app: &App, kind: &str, id: i64) -> Result<(Kind, Listed), Failure> {
    let kind = Kind::of(kind).ok_or(Failure::NotFound)?;
    let rows = list(app.store.read(), kind).await?;
    let row = rows.into_iter().find(|row| row.id == id).ok_or(Failure::NotFound)?;
    Ok((kind, row))
}

async fn rename(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path((kind, id)): Path<(String, i64)>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let (kind, row) = known(&app, &kind, id).await?;
    let Some(names) = filled::names(&mut form, frame.language) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, pages::one(&frame, kind, &row, &form, false)).into_response());
    };
    match keep::rename(&app, member.id, (kind, row.id), form.trimmed("seen"), &names).await? {
        None => Err(Failure::NotFound),
        Some(Changed::Done) => Ok(back(kind, "bewaard")),
        Some(Changed::Conflict) => {
            let (_, row) = known(&app, kind.path(), id).await?;
            if (row.name_nl.as_str(), row.name_en.as_str()) == (names.nl.as_str(), names.en.as_str()) {
                // The same form sent twice: it is already as they want it.
                return Ok(back(kind, "bewaard"));
            }
            form.set("seen", row.seen());
            Ok((StatusCode::CONFLICT, pages::one(&frame, kind, &row, &form, true)).into_response())
        }
    }
}

async fn shift(
    State(app): State<App>,
    member: Member,
    Path((kind, id)): Path<(String, i64)>,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let (kind, row) = known(&app, &kind, id).await?;
    let way = match form.trimmed("naar") {
        "op" => Way::Up,
        "neer" => Way::Down,
        _ => return Err(Failure::Unreadable),
    };
    if !keep::shift(&app, member.id, (kind, row.id), way).await? {
        return Err(Failure::NotFound);
    }
    Ok(back(kind, "geplaatst"))
}

async fn offer(
    State(app): State<App>,
    member: Member,
    Path((kind, id)): Path<(String, i64)>,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let (kind, row) = known(&app, &kind, id).await?;
    match form.trimmed("in") {
        "ja" => {
            let came = keep::bring_back(&app, member.id, (kind, row.id)).await?;
            Ok(back(kind, if came { "terug" } else { "" }))
        }
        "nee" => {
            keep::retire(&app, member.id, (kind, row.id)).await?;
            Ok(back(kind, "uit"))
        }
        _ => Err(Failure::Unreadable),
    }
}

fn back(kind: Kind, done: &str) -> Response {
    Redirect::to(&format!("/beheer/instellingen/keuzes/{}?klaar={done}", kind.path())).into_response()
}
