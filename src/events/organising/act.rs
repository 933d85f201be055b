//! What an organiser does with one registration, and with the whole event from its page.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::super::cancel::{Cancelled, cancel};
use super::super::guest::Guest;
use super::super::making::{Acted, call_off, copy, day, known};
use super::add::{Added, add_by_hand};
use super::narrowed::Narrowed;
use super::overview::again;
use super::people;
use crate::audit::Actor;
use crate::base::id::{EventId, RegistrationId};
use crate::base::name::name;
use crate::base::wall_time::date_of;
use crate::base::words::one_line;
use crate::base::{EmailAddress, Language};
use crate::staff::Posted;
use crate::web::guest::{address_fault, name_fault};
use crate::web::{Failure, Filled, Form, Path};

fn to(id: EventId, said: &str) -> Response {
    Redirect::to(&format!("/beheer/bijeenkomsten/{id}?gedaan={said}")).into_response()
}

/// Back to the people of an event.
fn to_people(id: EventId, said: &str) -> Response {
    Redirect::to(&format!("/beheer/bijeenkomsten/{id}/mensen?gedaan={said}")).into_response()
}

/// `POST …/mensen/nieuw`
pub(super) async fn add(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<EventId>,
) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let Some((guest, address)) = read(&mut form, frame.language) else {
        return people::again(&app, &frame, id, &form).await;
    };
    let added = add_by_hand(&app, member.id, event.id, (&guest, &address, frame.language)).await?;
    Ok(to_people(
        id,
        match added {
            Added::Registered(_) => "toegevoegd",
            Added::Waiting(_) => "op-de-lijst",
            Added::Full => "vol",
            Added::Already => "al-aangemeld",
            Added::Asks => "vraagt-al",
            Added::Closed => "te-laat",
        },
    ))
}

fn read(form: &mut Form, language: Language) -> Option<(Guest, EmailAddress)> {
    let name = form.read("name", |text| name(text).map_err(|fault| name_fault(fault, language)));
    let address = form
        .read("address", |text| EmailAddress::parse(text).map_err(|fault| address_fault(fault, language).to_owned()));
    let organisation = line(form, "organisation", 120, language);
    let (name, address, organisation) = (name?, address?, organisation?);
    Some((Guest::new(name, address.as_typed().to_owned(), organisation), address))
}

fn line(form: &mut Form, field: &'static str, most: usize, language: Language) -> Option<String> {
    let too_long = language.pick(
        format!("Maak dit korter: hoogstens {most} tekens"),
        format!("Make this shorter: at most {most} characters"),
    );
    form.up_to(field, &too_long, most).map(|text| one_line(&text))
}

/// `POST …/afgelasten`
pub(super) async fn call_it_off(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<EventId>,
) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let language = frame.language;
    let reason = line(&mut form, "reason", 500, language);
    let Some(reason) = reason.filter(|text| !text.is_empty()) else {
        form.fault(
            "reason",
            language.pick("Vul in waarom de bijeenkomst niet doorgaat", "Fill in why the event is called off"),
        );
        return again(&app, &frame, id, (&form, "afgelasten")).await;
    };
    let said = match call_off(&app, member.id, event.id, &reason).await? {
        Acted::Done => "afgelast",
        Acted::Late => "te-laat",
    };
    Ok(to(id, said))
}

/// `POST …/kopie`
pub(super) async fn copy_it(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<EventId>,
) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let wanted = frame.language.pick("Vul een dag in, zoals 22 april 2027", "Fill in a day, such as 22 April 2027");
    let Some(day) = form.read("day", |text| day(text).ok_or_else(|| wanted.to_owned())) else {
        return again(&app, &frame, id, (&form, "kopie")).await;
    };
    let days = (day - date_of(event.starts_at)).num_days();
    match copy(&app, member.id, event.id, days).await? {
        Some(new) => Ok(to(new, "gekopieerd")),
        None => Err(Failure::NotFound),
    }
}

/// `POST …/mensen/{registration}/afmelden`: back to where one was in the list.
pub(super) async fn take_off(
    (State(app), _, member, Path((id, registration)), Filled(form)): Posted<(EventId, RegistrationId)>,
) -> Result<Response, Failure> {
    let (event, programme) = known(&app, id).await?;
    let row = super::super::find::registration(app.store.read(), registration).await?;
    if row.is_none_or(|row| row.event_id != event.id) {
        return Err(Failure::NotFound);
    }
    let said = match cancel(&app, registration, Actor::Member(member.id), "staff").await? {
        Cancelled::Done => "afgemeld",
        Cancelled::Already | Cancelled::TooLate => "te-laat",
    };
    let narrowed = Narrowed::of_form(&form, &programme);
    let here = format!("/beheer/bijeenkomsten/{id}/mensen");
    Ok(Redirect::to(&narrowed.address(&here, narrowed.stand, &[("na", &narrowed.after), ("gedaan", said)]))
        .into_response())
}
