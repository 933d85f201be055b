//! The welcome page.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::{knock, session_cookie, to_with_session};
use crate::app::App;
use crate::base::clock::minutes;
use crate::base::secrets::sha256_hex;
use crate::staff::join::{self, Chosen, Joined, Newcomer, Opened};
use crate::staff::pages::join::AppCode;
use crate::staff::sign_in::session::{ABSOLUTE, HALF_WAY};
use crate::staff::sign_in::totp::{Shared, picture};
use crate::staff::{pages, texts};
use crate::store::take;
use crate::web::{Failure, Filled, Form, Frame, Network, Path};

/// Passwords chosen from one network in ten minutes: each costs a hash.
const PER_NETWORK: i64 = 20;

/// Shows the first step.
pub(super) async fn show(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<Response, Failure> {
    let newcomer = match open(&app, &frame, &token).await? {
        Ok(newcomer) => newcomer,
        Err(closed) => return Ok(closed),
    };
    let page = pages::join::password(&frame, &Form::empty(), &newcomer.name, &newcomer.address, &token);
    Ok(page.into_response())
}

/// Takes the password.
pub(super) async fn choose_password(
    State(app): State<App>,
    frame: Frame,
    network: Network,
    Path(token): Path<String>,
    headers: HeaderMap,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let newcomer = match open(&app, &frame, &token).await? {
        Ok(newcomer) => newcomer,
        Err(closed) => return Ok(closed),
    };
    let knock = knock(&app, network, &headers);
    let key = sha256_hex(format!("welcome {}", knock.network).as_bytes());
    if let Some(wait) = take(&app.store, &key, PER_NETWORK, minutes(10), app.clock.now()).await? {
        return Err(Failure::TooMany(wait));
    }
    let password = form.value("password").to_owned();
    match join::choose_password(&app, &knock, &newcomer, &password).await? {
        Chosen::Kept(session) => to_with_session(&app, &app_page(&token), &session, HALF_WAY),
        Chosen::Closed => Err(Failure::LinkUnknown),
        Chosen::Refused(fault) => {
            form.fault("password", texts::password_fault(frame.language, fault));
            let page = pages::join::password(&frame, &form, &newcomer.name, &newcomer.address, &token);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Shows the secret of the app, in the browser that chose the password only.
pub(super) async fn show_app(
    State(app): State<App>,
    frame: Frame,
    network: Network,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let newcomer = match open(&app, &frame, &token).await? {
        Ok(newcomer) => newcomer,
        Err(closed) => return Ok(closed),
    };
    let Some(shared) = join::shared(&app, &knock(&app, network, &headers), &newcomer).await? else {
        return Ok(Redirect::to(&first_page(&token)).into_response());
    };
    Ok(draw_app(&frame, &Form::empty(), &shared, &newcomer, &token)?.into_response())
}

/// Takes the first code.
pub(super) async fn confirm(
    State(app): State<App>,
    frame: Frame,
    network: Network,
    Path(token): Path<String>,
    headers: HeaderMap,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let newcomer = match open(&app, &frame, &token).await? {
        Ok(newcomer) => newcomer,
        Err(closed) => return Ok(closed),
    };
    let knock = knock(&app, network, &headers);
    let code = form.value("code").to_owned();
    match join::confirm(&app, &knock, &newcomer, &code).await? {
        Joined::In(session, codes) => {
            let next = ("/beheer", frame.language.pick("Ik heb ze bewaard, ga verder", "I have kept them, continue"));
            Ok((session_cookie(&app, &session, ABSOLUTE)?, pages::recover::codes(&frame, &codes, next)).into_response())
        }
        Joined::StartAgain => Ok(Redirect::to(&first_page(&token)).into_response()),
        Joined::WrongCode => {
            let Some(shared) = join::shared(&app, &knock, &newcomer).await? else {
                return Ok(Redirect::to(&first_page(&token)).into_response());
            };
            form.set("code", "");
            form.fault("code", texts::wrong_code(frame.language));
            let page = draw_app(&frame, &form, &shared, &newcomer, &token)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Opens a link, or gives the page that says why it does not open.
async fn open(app: &App, frame: &Frame, token: &str) -> Result<Result<Box<Newcomer>, Response>, Failure> {
    Ok(match join::open_link(app, token).await? {
        Opened::Way(newcomer) => Ok(newcomer),
        Opened::Used => Err((StatusCode::GONE, pages::join::used(frame)).into_response()),
        Opened::Over => Err((StatusCode::GONE, pages::join::over(frame)).into_response()),
        Opened::Unknown => return Err(Failure::LinkUnknown),
    })
}

fn draw_app(frame: &Frame, form: &Form, shared: &Shared, newcomer: &Newcomer, token: &str) -> anyhow::Result<Markup> {
    let picture = picture(&shared.address(&frame.centre_name, &newcomer.address))?;
    let code = AppCode { picture: &picture, secret: &shared.text() };
    Ok(pages::join::app(frame, form, &code, token))
}

fn first_page(token: &str) -> String {
    format!("/beheer/welkom/{token}")
}

fn app_page(token: &str) -> String {
    format!("/beheer/welkom/{token}/app")
}
