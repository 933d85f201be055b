//! The ways back in.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::mine::token;
use super::{Filled, knock, session_cookie};
use crate::app::App;
use crate::base::EmailAddress;
use crate::staff::own::{Proof, proves};
use crate::staff::pages::join::AppCode;
use crate::staff::recover::codes;
use crate::staff::recover::new_app::{self, Connected};
use crate::staff::recover::password::{self, Chosen, Forgetful, Opened};
use crate::staff::sign_in::session::ABSOLUTE;
use crate::staff::sign_in::totp::{Shared, picture};
use crate::staff::{Member, pages, texts};
use crate::web::{Failure, Form, Frame, Network, Path};

const MINE: &str = "/beheer/mijn";

/// Asks for the address.
pub(super) async fn show_forgotten(frame: Frame) -> Markup {
    pages::recover::forgotten(&frame, &Form::empty())
}

/// Mails the link, if the address is known; the answer is the same if it is not.
pub(super) async fn send_link(
    State(app): State<App>,
    frame: Frame,
    network: Network,
    headers: HeaderMap,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let Ok(address) = EmailAddress::parse(form.trimmed("address")) else {
        form.fault("address", texts::need_address(frame.language));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, pages::recover::forgotten(&frame, &form)).into_response());
    };
    match password::ask(&app, &knock(&app, network, &headers).network, &address).await? {
        Some(wait) => Err(Failure::TooMany(wait)),
        None => Ok(pages::recover::sent(&frame).into_response()),
    }
}

/// Asks for the new password.
pub(super) async fn show_choice(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let who = match open(&app, &frame, &token).await? {
        Ok(who) => who,
        Err(closed) => return Ok(closed),
    };
    Ok(pages::recover::choose(&frame, &Form::empty(), &who.address, &token).into_response())
}

/// Keeps the new password.
pub(super) async fn choose(
    State(app): State<App>,
    frame: Frame,
    network: Network,
    Path(token): Path<String>,
    headers: HeaderMap,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let who = match open(&app, &frame, &token).await? {
        Ok(who) => who,
        Err(closed) => return Ok(closed),
    };
    let network = knock(&app, network, &headers).network;
    match password::choose(&app, &network, &who, form.value("password")).await? {
        Chosen::Kept => Ok(Redirect::to("/beheer/aanmelden?gelukt=wachtwoord").into_response()),
        Chosen::Closed => Err(Failure::LinkUnknown),
        Chosen::TooOften(wait) => Err(Failure::TooMany(wait)),
        Chosen::Refused(fault) => {
            form.fault("password", texts::password_fault(frame.language, fault));
            let page = pages::recover::choose(&frame, &form, &who.address, &token);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Opens a link, or gives the page that says why it does not open.
async fn open(app: &App, frame: &Frame, token: &str) -> Result<Result<Box<Forgetful>, Response>, Failure> {
    Ok(match password::open_link(app, token).await? {
        Opened::Way(who) => Ok(who),
        Opened::Over => Err((StatusCode::GONE, pages::recover::over(frame)).into_response()),
        Opened::Unknown => return Err(Failure::LinkUnknown),
    })
}

/// Makes new recovery codes for whoever knows the password, and shows them.
pub(super) async fn make_codes(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    headers: HeaderMap,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    match proves(&app, &member, form.value("codes_password")).await? {
        Proof::Right(_) => Ok(shown(&frame, &codes::make_anew(&app, &member).await?).into_response()),
        Proof::TooOften(wait) => Err(Failure::TooMany(wait)),
        Proof::Wrong => {
            form.fault("codes_password", texts::wrong_current(frame.language));
            super::mine::again(&app, &frame, &member, &mut form, &headers).await
        }
    }
}

fn shown(frame: &Frame, codes: &[String]) -> Markup {
    let back = frame.language.pick("Ik heb ze bewaard", "I have kept them");
    pages::recover::codes(frame, codes, (MINE, back))
}

/// Begins with another app, for whoever knows the password.
pub(super) async fn begin_app(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    headers: HeaderMap,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    match proves(&app, &member, form.value("app_password")).await? {
        Proof::Right(_) => {
            let (shared, sealed) = new_app::make(&app, member.id)?;
            Ok(draw_app(&app, &frame, &member, &Form::with(&[("sealed", &sealed)]), &shared).await?.into_response())
        }
        Proof::TooOften(wait) => Err(Failure::TooMany(wait)),
        Proof::Wrong => {
            form.fault("app_password", texts::wrong_current(frame.language));
            super::mine::again(&app, &frame, &member, &mut form, &headers).await
        }
    }
}

/// Takes the first code of the other app.
pub(super) async fn connect_app(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    headers: HeaderMap,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let (sealed, code) = (form.value("sealed").to_owned(), form.value("code").to_owned());
    match new_app::connect(&app, &member, &token(&app, &headers), (&sealed, &code)).await? {
        Connected::Done(session, codes) => {
            Ok((session_cookie(&app, &session, ABSOLUTE)?, shown(&frame, &codes)).into_response())
        }
        Connected::StartAgain => Ok(Redirect::to("/beheer/mijn?gelukt=app-opnieuw").into_response()),
        Connected::TooOften(wait) => Err(Failure::TooMany(wait)),
        Connected::WrongCode => {
            let Some(shared) = new_app::shared(&app, member.id, &sealed) else {
                return Ok(Redirect::to("/beheer/mijn?gelukt=app-opnieuw").into_response());
            };
            form.set("code", "");
            form.fault("code", texts::wrong_code(frame.language));
            let page = draw_app(&app, &frame, &member, &form, &shared).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn draw_app(app: &App, frame: &Frame, member: &Member, form: &Form, shared: &Shared) -> Result<Markup, Failure> {
    let person = crate::people::by_id(app.store.read(), member.person_id).await?;
    let address = person.map(|person| person.address).unwrap_or_default();
    let picture = picture(&shared.address(&frame.centre_name, &address))?;
    Ok(pages::recover::new_app(frame, form, &AppCode { picture: &picture, secret: &shared.text() }))
}
