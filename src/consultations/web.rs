//! The staff's pages of asking: the list, the draft, whom to ask, and how it goes.

mod asking;
mod read;

pub(super) use read::places;

use axum::response::{IntoResponse, Redirect, Response};

use super::{answering, consultation::Consultation, enclosing, entering, find, reacting, texts};
use crate::app::App;
use crate::base::Language;
use crate::base::id::ConsultationId;
use crate::web::components::Tone;
use crate::web::{Failure, Routes};

/// The public pages of this room.
pub(super) fn public_routes() -> Routes<App> {
    reacting::web::public_routes().merge(answering::routes())
}

/// The pages of this room for staff.
pub(super) fn staff_routes() -> Routes<App> {
    asking::routes().merge(enclosing::web::routes()).merge(entering::web::routes()).merge(reacting::web::routes())
}

/// An id in a form; what is no number names nothing.
pub(super) fn id_of<T: std::str::FromStr>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| Failure::NotFound)
}

/// The consultation of a path.
pub(super) async fn consultation(app: &App, id: ConsultationId) -> Result<Consultation, Failure> {
    find::consultation(app.store.read(), id).await?.ok_or(Failure::NotFound)
}

/// What was just done or refused.
pub(super) fn said(done: &str, refused: &str, language: Language) -> Option<(Tone, &'static str)> {
    let good = texts::done(done, language).map(|said| (Tone::Good, said));
    good.or_else(|| texts::refused(refused, language).map(|said| (Tone::Warn, said)))
}

/// To a page that says what was done.
pub(super) fn to(path: &str, done: &str) -> Response {
    Redirect::to(&format!("{path}?gedaan={done}")).into_response()
}

/// To a page that says what was refused.
pub(super) fn refuse(path: &str, why: &str) -> Response {
    Redirect::to(&format!("{path}?geweigerd={why}")).into_response()
}
