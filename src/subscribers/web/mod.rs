//! The routes of this room. Handlers parse, make one call and draw a page.

mod holder;
mod sign_up;
mod staff;

use crate::app::App;
use crate::base::EmailAddress;
use crate::base::id::PublicationId;
use crate::centre::{self, Publication};
use crate::people::Person;
use crate::subscribers::{import, list};
use crate::web::{Access, Failure, Form, Frame, Routes};

/// The pages of staff.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
        .merge(list::web::routes())
        .merge(import::staff::routes())
        .get("/beheer/abonnees/{id}", Access::Member, staff::person)
        .post("/beheer/abonnees/{id}/afmelden", Access::Editor, staff::withdraw)
}

/// The pages that everyone may see; `routes.rs` puts them below `/en` too.
#[must_use]
pub fn public_routes() -> Routes<App> {
    Routes::default()
        .get("/aanmelden", Access::Anyone, sign_up::form)
        .post("/aanmelden", Access::Anyone, sign_up::send)
        .get("/aanmelden/kijk-in-uw-mail", Access::Anyone, sign_up::check_mail)
        .get("/bevestigen/{token}", Access::Holder, holder::ask_to_confirm)
        .post("/bevestigen/{token}", Access::Holder, holder::confirm)
        .get("/voorkeuren/{token}", Access::Holder, holder::preferences)
        .post("/voorkeuren/{token}", Access::Holder, holder::change)
        .post("/voorkeuren/{token}/alles", Access::Holder, holder::leave_all)
        .get("/afmelden/{token}", Access::Holder, holder::ask_to_leave)
        .machine_post("/afmelden/{token}", Access::Holder, holder::one_click)
        .post("/afmelden/{token}/nu", Access::Holder, holder::leave)
        .post("/afmelden/{token}/alles", Access::Holder, holder::leave_everything)
        .get("/afgemeld/{token}", Access::Holder, holder::left)
        .post("/afgemeld/{token}/terug", Access::Holder, holder::undo)
}

pub(super) async fn publications(app: &App) -> Result<Vec<Publication>, Failure> {
    Ok(centre::publications(app.store.read()).await?)
}

/// The publications that are named in a field of a form; what is none of ours is left out.
fn named(form: &Form, field: &str, all: &[Publication]) -> Vec<PublicationId> {
    all.iter().filter(|one| form.is_ticked(field, &one.row.slug)).map(Publication::id).collect()
}

/// Those of the publications that have one of these ids, in the order of the pages.
fn these(all: Vec<Publication>, ids: &[PublicationId]) -> Vec<Publication> {
    all.into_iter().filter(|one| ids.contains(&one.id())).collect()
}

fn masked(person: &Person) -> String {
    EmailAddress::parse(&person.address).map(|address| address.masked()).unwrap_or_default()
}

/// A page that search engines stay away from.
fn unlisted(frame: Frame) -> Frame {
    Frame { noindex: true, ..frame }
}
