//! What administrators do when somebody asks: look up, download, erase; and what was done.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::own::as_zip;
use super::staff::Done;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::EmailAddress;
use crate::base::id::PersonId;
use crate::people::{self, Person};
use crate::privacy::erase::{Erased, Wish, erase as erasing, hindrance};
use crate::privacy::{download as packing, finish, know, pages};
use crate::staff::{self, Member};
use crate::web::{Asked, Failure, Filled, Form, Frame, Path};

/// `GET /beheer/privacy/verzoeken`
pub(super) async fn list(State(app): State<App>, frame: Frame, Asked(done): Asked<Done>) -> Result<Response, Failure> {
    draw(&app, &frame, &Form::empty(), done.word()).await
}

async fn draw(app: &App, frame: &Frame, form: &Form, done: &str) -> Result<Response, Failure> {
    let on = app.store.read();
    let rows = finish::done(on).await?;
    let names = staff::names(on).await?;
    let status = if form.is_clean() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, pages::requests::list(frame, &app.rooms, &rows, &names, form, done)).into_response())
}

/// `POST /beheer/privacy/verzoeken`: looks somebody up by address.
pub(super) async fn find(State(app): State<App>, frame: Frame, Filled(mut form): Filled) -> Result<Response, Failure> {
    let person = match EmailAddress::parse(form.value("address")) {
        Ok(address) => people::by_key(app.store.read(), address.key()).await?,
        Err(_) => None,
    };
    if let Some(person) = person {
        return Ok(Redirect::to(&format!("/beheer/privacy/verzoeken/{}", person.id)).into_response());
    }
    form.fault("address", pages::requests::nobody(frame.language));
    draw(&app, &frame, &form, "").await
}

async fn known(app: &App, id: PersonId) -> Result<Person, Failure> {
    people::by_id(app.store.read(), id).await?.ok_or(Failure::NotFound)
}

/// `GET /beheer/privacy/verzoeken/{id}`
pub(super) async fn person(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    frame: Frame,
) -> Result<Response, Failure> {
    draw_person(&app, &frame, &known(&app, id).await?, &Form::empty()).await
}

async fn draw_person(app: &App, frame: &Frame, person: &Person, form: &Form) -> Result<Response, Failure> {
    let counts = know::counts(app, person).await?;
    let hindrance = hindrance(app.store.read(), person.id, app.clock.now()).await?;
    let status = if form.is_clean() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = pages::requests::person(frame, &app.rooms, (person.id.0, &person.address), &counts, hindrance, form);
    Ok((status, page).into_response())
}

/// `POST /beheer/privacy/verzoeken/{id}/bestand`: what the person asked to see, for whoever cannot use the page.
pub(super) async fn download(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    frame: Frame,
    member: Member,
) -> Result<Response, Failure> {
    let person = known(&app, id).await?;
    let tx = app.store.begin_write().await?;
    let note = Note::done("person.export", "person", person.id.0);
    audit::record(&tx, app.clock.now(), Actor::Member(member.id), note, "web").await?;
    tx.commit().await?;
    let all = know::known(&app, &person, frame.language).await?;
    let bytes = packing::pack(&all, app.clock.now(), frame.language)?;
    Ok(as_zip(bytes, frame.language.pick("gegevens.zip", "data.zip")))
}

/// `POST /beheer/privacy/verzoeken/{id}/wissen`
pub(super) async fn erase(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    frame: Frame,
    member: Member,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let person = known(&app, id).await?;
    if !form.is_ticked("sure", "ja") {
        form.fault("sure", pages::requests::sure_missing(frame.language));
        return draw_person(&app, &frame, &person, &form).await;
    }
    let here = format!("/beheer/privacy/verzoeken/{}", person.id);
    Ok(match erasing(&app, person.id, &Wish::Asked(member.id)).await? {
        Erased::Gone(_) | Erased::Unknown => Redirect::to("/beheer/privacy/verzoeken?gelukt=gewist"),
        Erased::OnHold(_) | Erased::Moving(_) | Erased::IsMember => Redirect::to(&here),
    }
    .into_response())
}
