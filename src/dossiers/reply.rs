//! What the pages of this room have in common: finding the dossier, and where a form leads.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::dossier::Dossier;
use super::find;
use crate::app::App;
use crate::base::id::DossierId;
use crate::web::{Failure, Form};

/// The dossier of a path.
pub(super) async fn dossier(app: &App, id: DossierId) -> Result<Dossier, Failure> {
    find::dossier(app.store.read(), id).await?.ok_or(Failure::NotFound)
}

/// The token with which a form makes one thing, however often it is sent.
pub(super) fn once(form: &Form) -> Result<String, Failure> {
    let once = form.trimmed("once");
    if once.len() == 52 && once.is_ascii() { Ok(once.to_owned()) } else { Err(Failure::Unreadable) }
}

/// To a page that says what was done.
pub(super) fn to(path: &str, done: &str) -> Response {
    Redirect::to(&format!("{path}?gedaan={done}")).into_response()
}

/// To a page that says what was refused.
pub(super) fn refuse(path: &str, why: &str) -> Response {
    Redirect::to(&format!("{path}?geweigerd={why}")).into_response()
}

/// A form with its faults.
pub(super) fn again(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// A form that met what somebody else saved.
pub(super) fn met(page: Markup) -> Response {
    (StatusCode::CONFLICT, page).into_response()
}
