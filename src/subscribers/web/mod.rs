//! The routes of this room. Handlers parse, make one call and draw a page.

mod drawn;
mod holder;
mod limit;
pub(in crate::subscribers) mod sign_up;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::app::App;
use crate::base::id::PublicationId;
use crate::base::{EmailAddress, Language};
use crate::centre::{self, Area, Publication, Topic};
use crate::people::Person;
use crate::subscribers::pages::{Face, address, message};
use crate::subscribers::{Chosen, Left, growth, history, import, list, moving, preferences, texts};
use crate::web::{Access, Failure, Form, Frame, Routes};

pub(super) use drawn::WORK;
pub use drawn::drawn_at;
pub(super) use drawn::{drawn_now, fits_words, mark_of_words};
pub(super) use limit::limit;

/// What a reader chooses from.
pub(super) struct Offer {
    pub(super) publications: Vec<Publication>,
    pub(super) topics: Vec<Topic>,
    pub(super) areas: Vec<Area>,
}

/// The pages of staff.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
        .merge(list::web::routes())
        .merge(import::staff::routes())
        .merge(growth::routes())
        .merge(history::routes())
}

/// The pages that everyone may see; `routes.rs` puts them below `/en` too.
#[must_use]
pub fn public_routes() -> Routes<App> {
    Routes::default()
        .get(Face::Page.path(), Access::Anyone, sign_up::form)
        .post(Face::Page.path(), Access::Anyone, sign_up::send)
        .get(Face::Page.kept(), Access::Anyone, sign_up::check_mail)
        .get(Face::Page.queued(), Access::Anyone, sign_up::queued)
        .get("/bevestigen/{token}", Access::Holder, holder::ask_to_confirm)
        .post("/bevestigen/{token}", Access::Holder, holder::confirm)
        .merge(preferences::routes())
        .merge(moving::routes())
        .get("/afmelden/{token}", Access::Holder, holder::ask_to_leave)
        .machine_post("/afmelden/{token}", Access::Holder, holder::one_click)
        .post("/afmelden/{token}/nu", Access::Holder, holder::leave)
        .post("/afmelden/{token}/alles", Access::Holder, holder::leave_everything)
        .get("/afgemeld/{token}", Access::Holder, holder::left)
        .post("/afgemeld/{token}/terug", Access::Holder, holder::undo)
        .post("/afgemeld/{token}/reden", Access::Holder, holder::why)
}

/// What readers choose from now.
pub(super) async fn offer(app: &App) -> Result<Offer, Failure> {
    let on = app.store.read();
    let publications = centre::publications(on).await?;
    Ok(Offer { publications, topics: centre::topics(on).await?, areas: centre::areas(on).await? })
}

/// Where a reader goes who left.
pub(super) fn after_leaving(frame: &Frame, left: Left) -> Result<Response, Failure> {
    match left {
        Left::Out(undo) => Ok(Redirect::to(&address(frame, &format!("/afgemeld/{undo}"))).into_response()),
        Left::Expired => Ok(expired_preferences(frame)),
        Left::Unknown => Err(Failure::LinkUnknown),
    }
}

/// The page of a link to the preferences that does not work any more, with the way to a new one.
pub(super) fn expired_preferences(frame: &Frame) -> Response {
    let language = frame.language;
    let on = Some(("/aanmelden", texts::sign_up_title(language)));
    let page = message(frame, texts::expired_title(language), &texts::expired_preferences(language), on);
    (StatusCode::GONE, page).into_response()
}

/// Topics and areas by name.
pub(super) async fn names_of(app: &App, chosen: &Chosen, language: Language) -> Result<Vec<String>, Failure> {
    let on = app.store.read();
    let mut names = centre::names_of_topics(on, &chosen.topics, language).await?;
    names.extend(centre::names_of_areas(on, &chosen.areas, language).await?);
    Ok(names)
}

pub(super) async fn publications(app: &App) -> Result<Vec<Publication>, Failure> {
    Ok(centre::publications(app.store.read()).await?)
}

/// The publications that are named in a field of a form; what is none of ours is left out.
pub(super) fn named(form: &Form, field: &str, all: &[Publication]) -> Vec<PublicationId> {
    all.iter().filter(|one| form.is_ticked(field, &one.row.slug)).map(Publication::id).collect()
}

/// Those of the publications that have one of these ids, in the order of the pages.
pub(super) fn these(all: Vec<Publication>, ids: &[PublicationId]) -> Vec<Publication> {
    all.into_iter().filter(|one| ids.contains(&one.id())).collect()
}

pub(super) fn masked(person: &Person) -> String {
    EmailAddress::parse(&person.address).map(|address| address.masked()).unwrap_or_default()
}

/// A page that search engines stay away from.
pub(super) fn unlisted(frame: Frame) -> Frame {
    Frame { noindex: true, ..frame }
}

/// What a publication is called; its number when it is none of ours.
pub(super) fn name_of(publications: &[Publication], id: PublicationId, language: Language) -> String {
    publications.iter().find(|one| one.id() == id).map_or_else(|| id.to_string(), |one| one.name(language).to_owned())
}
