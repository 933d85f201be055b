//! The routes of this room. Handlers parse, make one call and draw a page.

mod hook;
mod staff;

use crate::app::App;
use crate::web::{Access, Routes};

/// The pages of staff, and the door for programs.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
        .get("/beheer/retour", Access::Member, staff::back)
        .post("/beheer/retour/antwoorden/{id}/afgehandeld", Access::Editor, staff::settle)
        .get("/beheer/retour/blokkades", Access::Member, staff::suppressions)
        .get("/beheer/retour/blokkades/{id}", Access::Member, staff::suppression)
        .post("/beheer/retour/blokkades/{id}/opheffen", Access::Editor, staff::lift)
        .get("/beheer/retour/deuren", Access::Member, staff::doors)
        .get("/beheer/retour/sleutels", Access::Administrator, staff::keys)
        .post("/beheer/retour/sleutels", Access::Administrator, staff::make_key)
        .post("/beheer/retour/sleutels/{id}/intrekken", Access::Administrator, staff::revoke_key)
        .machine_post("/api/v1/returns", Access::Key, hook::hand_in)
}
