//! The form of the limits.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::pages;
use super::set::{Limit, limit_kinds};
use crate::app::App;
use crate::base::Language;
use crate::base::id::EventId;
use crate::events::find::Programme;
use crate::events::making::{Saved, known};
use crate::organisations::KINDS;
use crate::staff::Posted;
use crate::web::{Access, Failure, Filled, Form, Frame, Path, Routes};

/// As many as an event may have.
const MOST: i64 = 100_000;

pub(in crate::events) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default().get("/beheer/bijeenkomsten/{id}/soorten", editor, show).post(
        "/beheer/bijeenkomsten/{id}/soorten",
        editor,
        save,
    )
}

/// The form as it is.
fn form_of(programme: &Programme, version: i64) -> Form {
    let mut form = Form::with(&[("version", &version.to_string())]);
    programme.kinds().for_each(|(kind, places)| form.set(kind.word(), places.capacity.to_string()));
    form
}

async fn show(State(app): State<App>, frame: Frame, Path(id): Path<EventId>) -> Result<Markup, Failure> {
    let (event, programme) = known(&app, id).await?;
    Ok(pages::page(&frame, &form_of(&programme, event.version), (&event, &programme)))
}

/// The limits, or `None` with the faults in the form.
fn read(form: &mut Form, language: Language) -> Option<Vec<Limit>> {
    let mut limits = Vec::new();
    for kind in KINDS {
        let number = form.read(kind.word(), |text| {
            let number = text.replace('.', "").parse::<i64>().ok().filter(|number| (0..=MOST).contains(number));
            if text.is_empty() || number.is_some() {
                return Ok(number);
            }
            Err(language.pick("Vul een getal in, of laat dit leeg", "Fill in a number, or leave this empty").to_owned())
        });
        limits.extend(number.flatten().map(|number| (kind, number)));
    }
    form.is_clean().then_some(limits)
}

async fn save((State(app), frame, member, Path(id), Filled(mut form)): Posted<EventId>) -> Result<Response, Failure> {
    let (event, programme) = known(&app, id).await?;
    let version = form.version()?;
    let Some(limits) = read(&mut form, frame.language) else {
        let page = pages::page(&frame, &form, (&event, &programme));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    if limit_kinds(&app, member.id, (event.id, version), &limits).await? != Saved::Overtaken {
        return Ok(Redirect::to(&format!("/beheer/bijeenkomsten/{id}?gedaan=bewaard")).into_response());
    }
    // What was typed stays, and what is there now stands beside it.
    let (event, programme) = known(&app, id).await?;
    form.set("version", event.version.to_string());
    form.fault(KINDS[0].word(), overtaken(&programme, frame.language));
    Ok((StatusCode::CONFLICT, pages::page(&frame, &form, (&event, &programme))).into_response())
}

fn overtaken(programme: &Programme, language: Language) -> String {
    let now: Vec<_> =
        programme.kinds().map(|(kind, places)| format!("{} {}", kind.said().of(language), places.capacity)).collect();
    let now = if now.is_empty() { language.pick("geen grenzen", "no limits").to_owned() } else { now.join(", ") };
    language.pick(
        format!("Iemand anders wijzigde deze bijeenkomst intussen. Nu geldt: {now}. Uw aantallen staan hieronder; bewaar opnieuw om die te laten gelden"),
        format!("Somebody else changed this event meanwhile. Now there is: {now}. Your numbers stand below; save again to let them count"),
    )
}
