//! Contacts of an organisation.

use axum::extract::State;
use axum::response::Response;
use maud::Markup;

use super::{again, read, to};
use crate::app::App;
use crate::base::id::{ContactId, OrganisationId};
use crate::base::wall_time::date_of;
use crate::organisations::find::{self, Organisation, Placed};
use crate::organisations::pages::people as pages;
use crate::organisations::{Added, add_contact, end_contact, texts};
use crate::staff::Posted;
use crate::web::{Failure, Filled, Form, Frame, Path};

pub(super) async fn known(app: &App, id: OrganisationId) -> Result<Organisation, Failure> {
    find::organisation(app.store.read(), id).await?.ok_or(Failure::NotFound)
}

pub(super) fn address(row: &Organisation) -> String {
    format!("/beheer/organisaties/{}", row.id)
}

/// `GET /beheer/organisaties/{id}/contacten/nieuw`
pub(super) async fn new(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<OrganisationId>,
) -> Result<Markup, Failure> {
    let row = known(&app, id).await?;
    let form = Form::with(&[("from_on", &date_of(app.clock.now()).to_string())]);
    Ok(pages::new_contact(&frame, &form, (&address(&row), &row.name)))
}

/// `POST /beheer/organisaties/{id}/contacten/nieuw`
pub(super) async fn add(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<OrganisationId>,
) -> Result<Response, Failure> {
    let row = known(&app, id).await?;
    if let Some(contact) = read::contact(&mut form, frame.language) {
        match add_contact(&app, member.id, row.id, &contact).await? {
            Added::Done(_) => return Ok(to(&address(&row), "contact")),
            Added::Over => return Ok(to(&address(&row), "te-laat")),
            Added::Already => form.fault("address", texts::already_contact(frame.language)),
        }
    }
    Ok(again(pages::new_contact(&frame, &form, (&address(&row), &row.name))))
}

pub(super) async fn contact_of(app: &App, row: &Organisation, id: ContactId) -> Result<Placed<ContactId>, Failure> {
    let all = find::contacts(app.store.read(), row.id).await?;
    all.into_iter().find(|contact| contact.id == id).ok_or(Failure::NotFound)
}

/// `GET /beheer/organisaties/{id}/contacten/{contact}/einde`
pub(super) async fn ask_end(
    State(app): State<App>,
    frame: Frame,
    Path((id, contact)): Path<(OrganisationId, ContactId)>,
) -> Result<Markup, Failure> {
    let row = known(&app, id).await?;
    let contact = contact_of(&app, &row, contact).await?;
    let form = Form::with(&[("last", &date_of(app.clock.now()).to_string())]);
    let here = format!("{}/contacten/{}/einde", address(&row), contact.id);
    Ok(pages::end(&frame, &form, (&address(&row), &row.name), (&contact.name, &here)))
}

/// `POST /beheer/organisaties/{id}/contacten/{contact}/einde`
pub(super) async fn end(
    (State(app), frame, member, Path((id, contact)), Filled(mut form)): Posted<(OrganisationId, ContactId)>,
) -> Result<Response, Failure> {
    let row = known(&app, id).await?;
    let contact = contact_of(&app, &row, contact).await?;
    let here = format!("{}/contacten/{}/einde", address(&row), contact.id);
    if let Some(last) = read::last_day(&mut form, contact.term.from, frame.language) {
        let done = end_contact(&app, member.id, contact.id, last).await?;
        return Ok(to(&address(&row), if done { "contact-einde" } else { "te-laat" }));
    }
    Ok(again(pages::end(&frame, &form, (&address(&row), &row.name), (&contact.name, &here))))
}
