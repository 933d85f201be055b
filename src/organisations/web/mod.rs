//! The pages of organisations, bodies and tasks: parse, one call, match the outcome to a page.

mod bodies;
mod contacts;
mod correct;
mod organisations;
mod read;
mod tasks;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::web::{Access, Routes};

/// The pages of this room.
#[must_use]
pub fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/organisaties", editor, organisations::list)
        .get("/beheer/organisaties/nieuw", editor, organisations::new)
        .post("/beheer/organisaties/nieuw", editor, organisations::add)
        .get("/beheer/organisaties/{id}", editor, organisations::show)
        .get("/beheer/organisaties/{id}/wijzigen", editor, organisations::edit)
        .post("/beheer/organisaties/{id}/wijzigen", editor, organisations::save)
        .post("/beheer/organisaties/{id}/einde", editor, organisations::end)
        .post("/beheer/organisaties/{id}/heropenen", editor, organisations::reopen)
        .post("/beheer/organisaties/{id}/notities", editor, organisations::note)
        .get("/beheer/organisaties/{id}/contacten/nieuw", editor, contacts::new)
        .post("/beheer/organisaties/{id}/contacten/nieuw", editor, contacts::add)
        .get("/beheer/organisaties/{id}/contacten/{contact}/einde", editor, contacts::ask_end)
        .post("/beheer/organisaties/{id}/contacten/{contact}/einde", editor, contacts::end)
        .get("/beheer/taken/{id}", editor, tasks::show)
        .post("/beheer/taken/{id}/contact", editor, tasks::replace)
        .post("/beheer/taken/{id}/adres", editor, tasks::correct)
        .post("/beheer/taken/{id}/opzij", editor, tasks::aside)
        .merge(bodies::routes())
        .merge(correct::routes())
}

/// What may stand behind the question mark. Everything is read leniently.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Question {
    zoek: String,
    soort: String,
    gebied: String,
    stand: String,
    na: String,
    jaar: String,
    gedaan: String,
}

fn to(path: &str, said: &str) -> Response {
    Redirect::to(&format!("{path}?gedaan={said}")).into_response()
}

fn again(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}
