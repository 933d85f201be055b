//! A member's own account.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::{Ask, name_in, to_with_session};
use crate::app::App;
use crate::base::secrets::sha256_hex;
use crate::staff::own::{self, Changed, Which};
use crate::staff::pages::members::Word;
use crate::staff::pages::mine::{Mine, OwnSession};
use crate::staff::recover::codes;
use crate::staff::sign_in::session::{ABSOLUTE, SESSION_COOKIE, open_ones};
use crate::staff::{Member, pages, texts};
use crate::web::{Asked, Failure, Filled, Form, Frame, cookie};

/// Shows it.
pub(super) async fn show(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    headers: HeaderMap,
    Asked(ask): Asked<Ask>,
) -> Result<Response, Failure> {
    let form = Form::with(&[("name", &member.name)]);
    let word = ask.word(frame.language);
    let token = token(&app, &headers);
    Ok(draw(&app, &frame, &member, (&form, word), &token).await?.into_response())
}

/// Changes the name.
pub(super) async fn rename(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    headers: HeaderMap,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let Some(name) = name_in(&mut form, frame.language) else {
        return again(&app, &frame, &member, &mut form, &headers).await;
    };
    own::rename(&app, &member, &name).await?;
    Ok(Redirect::to("/beheer/mijn?gelukt=naam").into_response())
}

/// Changes the password.
pub(super) async fn change_password(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    headers: HeaderMap,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let token = token(&app, &headers);
    let (current, wanted) = (form.value("current").to_owned(), form.value("password").to_owned());
    match own::change_password(&app, &member, &token, &current, &wanted).await? {
        Changed::Kept(token) => return to_with_session(&app, "/beheer/mijn?gelukt=wachtwoord", &token, ABSOLUTE),
        Changed::TooOften(wait) => return Err(Failure::TooMany(wait)),
        Changed::WrongCurrent => form.fault("current", texts::wrong_current(frame.language)),
        Changed::Refused(fault) => form.fault("password", texts::password_fault(frame.language, fault)),
    }
    again(&app, &frame, &member, &mut form, &headers).await
}

/// Ends one session, or all others.
pub(super) async fn end_sessions(
    State(app): State<App>,
    member: Member,
    headers: HeaderMap,
    Filled(form): Filled,
) -> Result<Redirect, Failure> {
    let token = token(&app, &headers);
    let which = match form.value("session") {
        "others" => Which::Others(&token),
        hash => Which::One(hash),
    };
    own::end_sessions(&app, &member, which).await?;
    Ok(Redirect::to("/beheer/mijn?gelukt=sessies"))
}

/// The page once more, with what was typed and what is wrong with it.
pub(super) async fn again(
    app: &App,
    frame: &Frame,
    member: &Member,
    form: &mut Form,
    headers: &HeaderMap,
) -> Result<Response, Failure> {
    if form.names().all(|name| name != "name") {
        form.set("name", member.name.as_str());
    }
    let page = draw(app, frame, member, (form, None), &token(app, headers)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn draw(
    app: &App,
    frame: &Frame,
    member: &Member,
    (form, word): (&Form, Word),
    token: &str,
) -> Result<Markup, Failure> {
    let this = sha256_hex(token.as_bytes());
    let open = open_ones(app, member.id).await?;
    let sessions = open.into_iter().map(|row| OwnSession {
        is_this: row.hash == this,
        hash: row.hash,
        made_at: row.made_at,
        seen_at: row.seen_at,
    });
    let mine = Mine {
        sessions: sessions.collect(),
        has_password: own::has_password(app, member).await?,
        codes: codes::left(app.store.read(), member.id).await?,
    };
    Ok(pages::mine::page(frame, form, &mine, word))
}

/// The token of the session that asks.
pub(super) fn token(app: &App, headers: &HeaderMap) -> String {
    cookie::read(headers, &cookie::name(SESSION_COOKIE, app.is_https())).unwrap_or_default()
}
