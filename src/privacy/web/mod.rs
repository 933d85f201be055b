//! The routes of this room. Handlers parse, make one call and draw a page.

mod own;
mod requests;
mod staff;
mod statement;

use crate::app::App;
use crate::web::{Access, Frame, Routes};

/// The pages of administrators.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
        .get("/beheer/privacy", Access::Administrator, staff::register)
        .machine_get("/beheer/privacy/register/{form}", Access::Administrator, staff::register_file)
        .get("/beheer/privacy/termijnen", Access::Administrator, staff::periods)
        .post("/beheer/privacy/termijnen", Access::Administrator, staff::change_periods)
        .get("/beheer/privacy/proef", Access::Administrator, staff::dry_run)
        .post("/beheer/privacy/proef/klok", Access::Administrator, staff::clock_is_right)
        .merge(super::lists::routes())
        .get("/beheer/privacy/vasthouden", Access::Administrator, staff::holds)
        .post("/beheer/privacy/vasthouden", Access::Administrator, staff::make_hold)
        .post("/beheer/privacy/vasthouden/{id}/beeindigen", Access::Administrator, staff::end_hold)
        .get("/beheer/privacy/verzoeken", Access::Administrator, requests::list)
        .post("/beheer/privacy/verzoeken", Access::Administrator, requests::find)
        .get("/beheer/privacy/verzoeken/{id}", Access::Administrator, requests::person)
        .post("/beheer/privacy/verzoeken/{id}/bestand", Access::Administrator, requests::download)
        .post("/beheer/privacy/verzoeken/{id}/wissen", Access::Administrator, requests::erase)
}

/// The pages that everyone may see; `routes.rs` puts them below `/en` too.
#[must_use]
pub fn public_routes() -> Routes<App> {
    Routes::default()
        .get("/privacy", Access::Anyone, statement::privacy)
        .get("/voorkeuren/{token}/gegevens", Access::Holder, own::ask)
        .post("/voorkeuren/{token}/gegevens", Access::Holder, own::send)
        .get("/voorkeuren/{token}/gegevens/code", Access::Holder, own::enter)
        .post("/voorkeuren/{token}/gegevens/code", Access::Holder, own::open)
        .get("/mijn-gegevens/{pas}", Access::Holder, own::view)
        .machine_get("/mijn-gegevens/{pas}/bestand", Access::Holder, own::file)
        .get("/mijn-gegevens/{pas}/wissen", Access::Holder, own::ask_to_erase)
        .post("/mijn-gegevens/{pas}/wissen", Access::Holder, own::erase)
        .get("/gegevens-gewist", Access::Anyone, own::erased)
}

/// A page that search engines stay away from.
fn unlisted(frame: Frame) -> Frame {
    Frame { noindex: true, ..frame }
}
