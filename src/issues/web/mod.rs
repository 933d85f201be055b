//! The pages of writing and planning: parse, one call, match the outcome to a page.

mod articles;
mod issues;
mod itself;
mod plan;
mod read;

use serde::Deserialize;

use crate::app::App;
use crate::web::{Access, Routes};

/// Writing, arranging, looking and planning.
pub(super) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    super::lists::routes()
        .get("/beheer/artikelen/nieuw", editor, articles::new)
        .post("/beheer/artikelen/nieuw", editor, articles::make)
        .get("/beheer/artikelen/{id}", editor, articles::edit)
        .post("/beheer/artikelen/{id}", editor, articles::save)
        .post("/beheer/artikelen/{id}/vanzelf", editor, itself::article)
        .post("/beheer/artikelen/{id}/controle", editor, articles::check)
        .get("/beheer/artikelen/{id}/versies", editor, articles::history)
        .get("/beheer/artikelen/{id}/versies/{version}", editor, articles::version)
        .post("/beheer/artikelen/{id}/versies/{version}", editor, articles::restore)
        .get("/beheer/nummers", editor, issues::list)
        .get("/beheer/nummers/nieuw", editor, issues::new)
        .post("/beheer/nummers/nieuw", editor, issues::make)
        .get("/beheer/nummers/{id}", editor, issues::edit)
        .post("/beheer/nummers/{id}", editor, issues::save)
        .post("/beheer/nummers/{id}/vanzelf", editor, itself::issue)
        .post("/beheer/nummers/{id}/artikelen", editor, issues::arrange)
        .post("/beheer/nummers/{id}/agenda", editor, issues::change_agenda)
        .get("/beheer/nummers/{id}/voorbeeld/{kind}", editor, issues::preview)
        .post("/beheer/nummers/{id}/voorbeeld", editor, issues::live)
        .post("/beheer/nummers/{id}/controle", editor, issues::check)
        .machine_get("/beheer/nummers/{id}/mail", editor, issues::mail)
        .get("/beheer/jaarplanning", editor, plan::show)
        .post("/beheer/jaarplanning", editor, plan::make)
}

/// What whoever reads along sees besides their own page.
pub(super) fn public_routes() -> Routes<App> {
    Routes::default().machine_get("/meelezen/{token}/mail", Access::Holder, issues::mail_along)
}

/// What may stand behind the question mark of our pages. Everything is read leniently: a link that is typed over
/// wrongly shows the page, not a failure.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Question {
    /// The last act.
    gedaan: Option<String>,
    /// The year.
    jaar: Option<String>,
    /// The id of a publication.
    uitgave: Option<String>,
    /// The id of an issue.
    nummer: Option<String>,
}

fn parsed<T: std::str::FromStr>(text: Option<&String>) -> Option<T> {
    text.and_then(|text| text.trim().parse().ok())
}
