//! What an organiser does with one registration.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::begin::Guest;
use super::super::cancel::{Cancelled, cancel};
use super::super::making::known;
use super::add::{Added, add_by_hand};
use crate::app::App;
use crate::audit::Actor;
use crate::base::EmailAddress;
use crate::base::id::RegistrationId;
use crate::base::name::name;
use crate::base::words::one_line;
use crate::staff::{Member, Posted};
use crate::web::{Failure, Filled};

fn to(id: &str, said: &str) -> Response {
    Redirect::to(&format!("/beheer/bijeenkomsten/{id}?gedaan={said}")).into_response()
}

/// `POST …/mensen/nieuw`
pub(super) async fn add((State(app), frame, member, Path(id), Filled(form)): Posted) -> Result<Response, Failure> {
    let (event, _) = known(&app, &id).await?;
    let (Ok(name), Ok(address)) = (name(form.trimmed("name")), EmailAddress::parse(form.trimmed("address"))) else {
        return Ok(to(&id, "naam-adres"));
    };
    let organisation = one_line(form.trimmed("organisation")).chars().take(120).collect();
    let guest = Guest { name, address: address.as_typed().to_owned(), organisation };
    let added = add_by_hand(&app, member.id, event.id, (&guest, &address, frame.language)).await?;
    Ok(to(
        &id,
        match added {
            Added::Registered(_) => "toegevoegd",
            Added::Waiting(_) => "op-de-lijst",
            Added::Already => "al-aangemeld",
            Added::Closed => "te-laat",
        },
    ))
}

/// `POST …/mensen/{registration}/afmelden`
pub(super) async fn take_off(
    State(app): State<App>,
    member: Member,
    Path((id, registration)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (event, _) = known(&app, &id).await?;
    let registration: RegistrationId = registration.parse().map_err(|_| Failure::NotFound)?;
    let row = super::super::find::registration(app.store.read(), registration).await?;
    if row.is_none_or(|row| row.event_id != event.id) {
        return Err(Failure::NotFound);
    }
    let said = match cancel(&app, registration, Actor::Member(member.id), "staff").await? {
        Cancelled::Done => "afgemeld",
        Cancelled::Already | Cancelled::TooLate => "te-laat",
    };
    Ok(to(&id, said))
}
