//! What somebody does with their own data: ask for a code, look, download, erase.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::unlisted;
use crate::app::App;
use crate::base::EmailAddress;
use crate::people::{self, Person};
use crate::privacy::code::{self, Asked, Entered};
use crate::privacy::erase::{Erased, Wish, erase as erasing, hindrance};
use crate::privacy::{download, know, pages, texts};
use crate::subscribers;
use crate::web::{Failure, Filled, Form, Frame, Network, Path};

async fn holder(app: &App, token: &str) -> Result<Person, Failure> {
    subscribers::preferences_holder(app, token).await?.ok_or(Failure::LinkUnknown)
}

fn masked(person: &Person) -> String {
    EmailAddress::parse(&person.address).map(|address| address.masked()).unwrap_or_default()
}

/// `GET /voorkeuren/{token}/gegevens`
pub(super) async fn ask(State(app): State<App>, Path(token): Path<String>, frame: Frame) -> Result<Response, Failure> {
    let person = holder(&app, &token).await?;
    Ok(pages::own::ask(&unlisted(frame), &token, &masked(&person)).into_response())
}

/// `POST /voorkeuren/{token}/gegevens`: mails a code.
pub(super) async fn send(
    State(app): State<App>,
    Network(network): Network,
    Path(token): Path<String>,
    frame: Frame,
) -> Result<Response, Failure> {
    let person = holder(&app, &token).await?;
    match code::ask(&app, &network, person.id).await? {
        Asked::Sent => {
            let to = format!("{}/voorkeuren/{token}/gegevens/code", frame.language.prefix());
            Ok(Redirect::to(&to).into_response())
        }
        Asked::TooOften(wait) => Err(Failure::TooMany(wait)),
        Asked::Unknown => Err(Failure::LinkUnknown),
    }
}

/// `GET /voorkeuren/{token}/gegevens/code`
pub(super) async fn enter(
    State(app): State<App>,
    Path(token): Path<String>,
    frame: Frame,
) -> Result<Response, Failure> {
    let person = holder(&app, &token).await?;
    Ok(pages::own::enter(&unlisted(frame), &token, &masked(&person), &Form::empty()).into_response())
}

/// `POST /voorkeuren/{token}/gegevens/code`: takes a code.
pub(super) async fn open(
    State(app): State<App>,
    Network(network): Network,
    Path(token): Path<String>,
    frame: Frame,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let (person, language) = (holder(&app, &token).await?, frame.language);
    let typed = form.trimmed("code").to_owned();
    let fault = if typed.is_empty() {
        texts::code_missing(language).to_owned()
    } else {
        match code::enter(&app, &network, person.id, &typed).await? {
            Entered::Open(pass) => {
                let to = format!("{}/mijn-gegevens/{pass}", language.prefix());
                return Ok(Redirect::to(&to).into_response());
            }
            Entered::Wrong(left) => texts::code_wrong(left, language),
            Entered::Over => texts::code_over(language).to_owned(),
            Entered::TooOften(wait) => return Err(Failure::TooMany(wait)),
        }
    };
    form.set("code", "");
    form.fault("code", fault);
    let page = pages::own::enter(&unlisted(frame), &token, &masked(&person), &form);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn person_of(app: &App, pass: &str) -> Result<Person, Failure> {
    let on = app.store.read();
    let Some(id) = code::holder_of(on, pass, app.clock.now()).await? else { return Err(Failure::LinkUnknown) };
    people::by_id(on, id).await?.ok_or(Failure::LinkUnknown)
}

/// `GET /mijn-gegevens/{pas}`
pub(super) async fn view(State(app): State<App>, Path(pass): Path<String>, frame: Frame) -> Result<Response, Failure> {
    let person = person_of(&app, &pass).await?;
    let known = know::known(&app, &person, frame.language).await?;
    Ok(pages::own::view(&unlisted(frame), &app.rooms, &pass, &person.address, &known).into_response())
}

/// `GET /mijn-gegevens/{pas}/bestand`
pub(super) async fn file(State(app): State<App>, Path(pass): Path<String>, frame: Frame) -> Result<Response, Failure> {
    let person = person_of(&app, &pass).await?;
    let known = know::known(&app, &person, frame.language).await?;
    let bytes = download::pack(&known, app.clock.now(), frame.language)?;
    Ok(as_zip(bytes, frame.language.pick("mijn-gegevens.zip", "my-data.zip")))
}

/// An answer that a browser keeps as a file.
pub(super) fn as_zip(bytes: Vec<u8>, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}

/// `GET /mijn-gegevens/{pas}/wissen`
pub(super) async fn ask_to_erase(
    State(app): State<App>,
    Path(pass): Path<String>,
    frame: Frame,
) -> Result<Response, Failure> {
    let person = person_of(&app, &pass).await?;
    let hindrance = hindrance(app.store.read(), person.id, app.clock.now()).await?;
    let counts = know::counts(&app, &person).await?;
    Ok(pages::own::ask_to_erase(&unlisted(frame), &app.rooms, &pass, &counts, hindrance).into_response())
}

/// `POST /mijn-gegevens/{pas}/wissen`
pub(super) async fn erase(State(app): State<App>, Path(pass): Path<String>, frame: Frame) -> Result<Response, Failure> {
    let person = person_of(&app, &pass).await?;
    let prefix = frame.language.prefix();
    match erasing(&app, person.id, &Wish::Own(pass.clone())).await? {
        Erased::Gone(_) => Ok(Redirect::to(&format!("{prefix}/gegevens-gewist")).into_response()),
        Erased::OnHold(_) | Erased::Moving(_) | Erased::IsMember => {
            Ok(Redirect::to(&format!("{prefix}/mijn-gegevens/{pass}/wissen")).into_response())
        }
        Erased::Unknown => Err(Failure::LinkUnknown),
    }
}

/// `GET /gegevens-gewist`
pub(super) async fn erased(frame: Frame) -> Response {
    pages::own::erased(&unlisted(frame)).into_response()
}
