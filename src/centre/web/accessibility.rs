//! Changing the accessibility statement.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use crate::app::App;
use crate::base::Language;
use crate::base::blocks::Href;
use crate::base::wall_time::{date_of, parse_date};
use crate::centre::accessibility::{Conformance, Statement, state};
use crate::centre::change::Changed;
use crate::centre::{current, pages};
use crate::staff::Member;
use crate::web::{Failure, Filled, Form, Frame};

/// The longest address in the register, in characters.
const REGISTER: usize = 300;

/// `GET /beheer/instellingen/toegankelijkheid`
pub(super) async fn page(State(app): State<App>, frame: Frame) -> Result<Markup, Failure> {
    let now = stated(&app).await?;
    let form = Form::with(&[
        ("seen", &now.seen()),
        ("status", now.conformance.letter()),
        // Whoever opens the form is reviewing it.
        ("reviewed_on", &date_of(app.clock.now()).to_string()),
        ("register", &now.register),
    ]);
    Ok(pages::statement_form(&frame, &form, false))
}

/// `POST /beheer/instellingen/toegankelijkheid`
pub(super) async fn save(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let Some(new) = statement(&mut form, frame.language) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, pages::statement_form(&frame, &form, false)).into_response());
    };
    let done = || Redirect::to("/beheer/instellingen?klaar=bewaard").into_response();
    match state(&app, member.id, form.value("seen"), &new).await? {
        Changed::Done => Ok(done()),
        Changed::Conflict => {
            let now = stated(&app).await?;
            if now == new {
                return Ok(done());
            }
            form.set("seen", now.seen());
            Ok((StatusCode::CONFLICT, pages::statement_form(&frame, &form, true)).into_response())
        }
    }
}

async fn stated(app: &App) -> Result<Statement, Failure> {
    Ok(Statement::of(&current(app.store.read()).await?.ok_or(Failure::NotFound)?))
}

fn statement(form: &mut Form, language: Language) -> Option<Statement> {
    let choose = language.pick("Kies een status.", "Choose a status.");
    let conformance = form.read("status", |letter| Conformance::from_letter(letter).ok_or_else(|| choose.to_owned()));
    let date = language.pick("Vul een datum in, bijvoorbeeld 8-12-2026.", "Fill in a date, for example 8-12-2026.");
    let reviewed_on = form.read("reviewed_on", |text| match text {
        "" => Ok(None),
        text => parse_date(text).map(Some).ok_or_else(|| date.to_owned()),
    });
    let is_declared = conformance.is_some_and(|status| status != Conformance::Undeclared);
    let register = form.read("register", |text| {
        match text {
            "" if is_declared => Err(language.pick(
                "Vul het adres van uw verklaring in het register in, of kies status E.",
                "Fill in the address of your statement in the register, or choose status E.",
            )),
            "" => Ok(String::new()),
            text if text.starts_with("https://") && text.chars().count() <= REGISTER && Href::parse(text).is_ok() => {
                Ok(text.to_owned())
            }
            _ => Err(language.pick(
                "Vul een adres in dat met https:// begint, of laat dit leeg.",
                "Fill in an address that begins with https://, or leave this empty.",
            )),
        }
        .map_err(str::to_owned)
    });
    Some(Statement { conformance: conformance?, reviewed_on: reviewed_on?, register: register? })
}
