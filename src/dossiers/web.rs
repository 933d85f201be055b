//! The pages of this room: parse, one call, match the outcome to a page.

mod actors;
mod dossiers;
mod entries;
mod public;
mod publishing;
mod read;
mod sheet;
mod sources;

use serde::Deserialize;

use super::reply::{again, dossier, met, once, refuse, to};
use super::{deciding, texts};
use crate::app::App;
use crate::base::Language;
use crate::web::components::Tone;
use crate::web::{Access, Routes};

/// The public pages.
pub(super) fn public_routes() -> Routes<App> {
    let anyone = Access::Anyone;
    Routes::default()
        .get("/dossiers", anyone, public::list)
        .get("/dossiers/{id}", anyone, public::timeline)
        .get("/dossiers/{id}/{number}", anyone, public::entry)
        .machine_get("/dossiers/{id}/tijdlijn.csv", anyone, public::table)
        .machine_get("/dossiers/{id}/tijdlijn.json", anyone, public::data)
        .merge(deciding::public_routes())
}

/// The pages for staff.
pub(super) fn staff_routes() -> Routes<App> {
    let (editor, approver) = (Access::Editor, Access::Approver);
    Routes::default()
        .get("/beheer/dossiers", editor, dossiers::list)
        .get("/beheer/dossiers/nieuw", editor, dossiers::new)
        .post("/beheer/dossiers/nieuw", editor, dossiers::add)
        .get("/beheer/dossiers/{id}", editor, dossiers::overview)
        .get("/beheer/dossiers/{id}/wijzigen", editor, dossiers::edit)
        .post("/beheer/dossiers/{id}/wijzigen", editor, dossiers::change)
        .get("/beheer/dossiers/{id}/gebeurtenissen/nieuw", editor, entries::new)
        .post("/beheer/dossiers/{id}/gebeurtenissen/nieuw", editor, entries::add)
        .get("/beheer/dossiers/{id}/gebeurtenissen/{number}", editor, entries::edit)
        .post("/beheer/dossiers/{id}/gebeurtenissen/{number}", editor, entries::change)
        .post("/beheer/dossiers/{id}/gebeurtenissen/{number}/weg", editor, entries::take_away)
        .post("/beheer/dossiers/{id}/gebeurtenissen/{number}/omhoog", editor, entries::up)
        .post("/beheer/dossiers/{id}/gebeurtenissen/{number}/omlaag", editor, entries::down)
        .get("/beheer/dossiers/{id}/bronnen/nieuw", editor, sources::new)
        .post("/beheer/dossiers/{id}/bronnen/nieuw", editor, sources::add)
        .get("/beheer/dossiers/{id}/bronnen/{number}", editor, sources::edit)
        .post("/beheer/dossiers/{id}/bronnen/{number}", editor, sources::change)
        .post("/beheer/dossiers/{id}/bronnen/{number}/weg", editor, sources::take_away)
        .get("/beheer/dossiers/{id}/personen/nieuw", editor, actors::new)
        .post("/beheer/dossiers/{id}/personen/nieuw", editor, actors::add)
        .get("/beheer/dossiers/{id}/personen/{number}", editor, actors::edit)
        .post("/beheer/dossiers/{id}/personen/{number}", editor, actors::change)
        .get("/beheer/dossiers/{id}/personen/{number}/vernietigen", approver, actors::ask)
        .post("/beheer/dossiers/{id}/personen/{number}/vernietigen", approver, actors::destroy_it)
        .get("/beheer/dossiers/{id}/namen", editor, publishing::names)
        .post("/beheer/dossiers/{id}/namen/vervangen", editor, publishing::replace_it)
        .post("/beheer/dossiers/{id}/namen/geen-naam", editor, publishing::clear_it)
        .get("/beheer/dossiers/{id}/lezen", editor, publishing::preview)
        .post("/beheer/dossiers/{id}/openbaar", approver, publishing::go_public)
        .get("/beheer/dossiers/{id}/intrekken", approver, publishing::ask_why)
        .post("/beheer/dossiers/{id}/intrekken", approver, publishing::take_off)
        .merge(deciding::staff_routes())
}

/// What may stand behind the question mark. Everything is read leniently.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Question {
    thema: String,
    jaar: String,
    kantelmomenten: String,
    namen: String,
    gedaan: String,
    geweigerd: String,
}

/// What was just done or refused.
fn said(question: &Question, language: Language) -> Option<(Tone, &'static str)> {
    let good = texts::done(&question.gedaan, language).map(|said| (Tone::Good, said));
    good.or_else(|| texts::refused(&question.geweigerd, language).map(|said| (Tone::Warn, said)))
}
