//! The handlers of this room.

mod accessibility;
mod machine;
mod public;
mod set_up;
mod settings;

use crate::app::App;
use crate::centre::choices;
use crate::web::{Access, Routes};

/// The pages that everyone may see, and the set-up page: it too stands in both languages.
#[must_use]
pub fn public_routes() -> Routes<App> {
    Routes::default()
        .get("/toegankelijkheid", Access::Anyone, public::accessibility)
        .get("/contact", Access::Anyone, public::contact)
        .get("/beheer/inrichten/{token}", Access::Holder, set_up::page)
        .post("/beheer/inrichten/{token}", Access::Holder, set_up::fill_in)
        .get("/beheer/inrichten/{token}/klaar", Access::Holder, set_up::done)
}

/// The settings, and what other programs read.
#[must_use]
pub fn staff_routes() -> Routes<App> {
    Routes::default()
        .get("/beheer/instellingen", Access::Administrator, settings::page)
        .post("/beheer/instellingen", Access::Administrator, settings::save)
        .post("/beheer/instellingen/testmail", Access::Administrator, settings::test_mail)
        .get("/beheer/instellingen/toegankelijkheid", Access::Administrator, accessibility::page)
        .post("/beheer/instellingen/toegankelijkheid", Access::Administrator, accessibility::save)
        .get("/beheer/instellingen/uitgaven/nieuw", Access::Administrator, settings::new_publication)
        .post("/beheer/instellingen/uitgaven/nieuw", Access::Administrator, settings::add_publication)
        .get("/beheer/instellingen/uitgaven/{id}", Access::Administrator, settings::publication)
        .post("/beheer/instellingen/uitgaven/{id}", Access::Administrator, settings::save_publication)
        .merge(choices::routes())
        .machine_get("/stijl/centrum.css", Access::Anyone, machine::stylesheet)
        .machine_get("/robots.txt", Access::Anyone, machine::robots)
        .machine_get("/.well-known/security.txt", Access::Anyone, machine::security)
        .machine_get("/healthz", Access::Anyone, machine::health)
        .machine_get("/readyz", Access::Anyone, machine::ready)
}
