//! Signing in and out.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::{Ask, Maybe, knock, to_with_cookie, to_with_session};
use crate::app::App;
use crate::staff::local::wanted;
use crate::staff::sign_in::session::{ABSOLUTE, HALF_WAY, SESSION_COOKIE, half_way};
use crate::staff::sign_in::{self, CodeAnswer, PasswordAnswer};
use crate::staff::{pages, texts};
use crate::web::components::Tone;
use crate::web::{Asked, Failure, Filled, Form, Frame, Network, cookie};

/// Shows the form; who is signed in goes on at once.
pub(super) async fn show(frame: Frame, member: Maybe, Asked(ask): Asked<Ask>) -> Response {
    let to = wanted(&ask.naar);
    if member.is_some() {
        return Redirect::to(to).into_response();
    }
    let word = match ask.gelukt.as_str() {
        "afgemeld" => Some((Tone::Good, texts::signed_out(frame.language))),
        "wachtwoord" => Some((Tone::Good, texts::now_sign_in(frame.language))),
        "opnieuw" => Some((Tone::Warn, texts::start_again(frame.language))),
        _ => None,
    };
    pages::sign_in::password(&frame, &Form::with(&[("naar", to)]), word).into_response()
}

/// Takes address and password.
pub(super) async fn give_password(
    State(app): State<App>,
    frame: Frame,
    network: Network,
    headers: HeaderMap,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let to = wanted(form.value("naar")).to_owned();
    form.set("naar", to.clone());
    let knock = knock(&app, network, &headers);
    let (address, password) = (form.trimmed("address").to_owned(), form.value("password").to_owned());
    match sign_in::give_password(&app, &knock, &address, &password).await? {
        PasswordAnswer::Right(token) => to_with_session(&app, &code_page(&to), &token, HALF_WAY),
        PasswordAnswer::Wrong => {
            form.fault("address", texts::wrong_sign_in(frame.language));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, pages::sign_in::password(&frame, &form, None)).into_response())
        }
        PasswordAnswer::TooOften(wait) => Err(Failure::TooMany(wait)),
    }
}

/// Shows the form for the code, after the password.
pub(super) async fn show_code(
    State(app): State<App>,
    frame: Frame,
    network: Network,
    headers: HeaderMap,
    Asked(ask): Asked<Ask>,
) -> Result<Response, Failure> {
    let waiting = match knock(&app, network, &headers).token {
        Some(token) => half_way(&app, &token).await?,
        None => None,
    };
    if waiting.is_none() {
        return Ok(Redirect::to("/beheer/aanmelden").into_response());
    }
    let form = Form::with(&[("naar", wanted(&ask.naar))]);
    Ok(pages::sign_in::code(&frame, &form).into_response())
}

/// Takes the code.
pub(super) async fn give_code(
    State(app): State<App>,
    frame: Frame,
    network: Network,
    headers: HeaderMap,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let to = wanted(form.value("naar")).to_owned();
    form.set("naar", to.clone());
    let code = form.value("code").to_owned();
    match sign_in::give_code(&app, &knock(&app, network, &headers), &code).await? {
        CodeAnswer::Right(token) => to_with_session(&app, &to, &token, ABSOLUTE),
        CodeAnswer::Recovered(token) => to_with_session(&app, "/beheer/mijn?gelukt=herstelcode", &token, ABSOLUTE),
        CodeAnswer::Wrong => {
            form.set("code", "");
            form.fault("code", texts::wrong_at_sign_in(frame.language));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, pages::sign_in::code(&frame, &form)).into_response())
        }
        CodeAnswer::Locked => Ok((StatusCode::TOO_MANY_REQUESTS, pages::sign_in::locked(&frame)).into_response()),
        CodeAnswer::StartAgain => Ok(Redirect::to("/beheer/aanmelden?gelukt=opnieuw").into_response()),
        CodeAnswer::TooOften(wait) => Err(Failure::TooMany(wait)),
    }
}

/// Ends the session and takes the cookie away.
pub(super) async fn leave(State(app): State<App>, network: Network, headers: HeaderMap) -> Result<Response, Failure> {
    if let Some(token) = knock(&app, network, &headers).token {
        sign_in::sign_out(&app, &token).await?;
    }
    let name = cookie::name(SESSION_COOKIE, app.is_https());
    let gone = cookie::write(&name, "", 0, app.is_https()).ok_or(Failure::Broken)?;
    Ok(to_with_cookie("/beheer/aanmelden?gelukt=afgemeld", gone))
}

fn code_page(to: &str) -> String {
    let to: String = percent_encoding::utf8_percent_encode(to, percent_encoding::NON_ALPHANUMERIC).collect();
    format!("/beheer/aanmelden/code?naar={to}")
}
