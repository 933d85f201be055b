//! The routes of this room, and what its handlers share: cookies and redirects.

use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::Member;
use super::local::local;
use super::own::LONGEST_NAME;
use super::pages::members::Word;
use super::sign_in::Knock;
use super::sign_in::session::SESSION_COOKIE;
use super::texts;
use crate::app::App;
use crate::base::Language;
use crate::base::clock::days;
use crate::web::components::Tone;
use crate::web::{Access, Failure, Filled, Form, Network, Routes, cookie};

mod join;
mod members;
mod mine;
mod recover;
mod sign_in;

/// The pages of this room.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
        .get("/beheer/aanmelden", Access::Anyone, sign_in::show)
        .post("/beheer/aanmelden", Access::Anyone, sign_in::give_password)
        .get("/beheer/aanmelden/code", Access::Anyone, sign_in::show_code)
        .post("/beheer/aanmelden/code", Access::Anyone, sign_in::give_code)
        .post("/beheer/afmelden", Access::Anyone, sign_in::leave)
        .post("/beheer/taal", Access::Anyone, choose_language)
        .get("/beheer/welkom/{token}", Access::Holder, join::show)
        .post("/beheer/welkom/{token}", Access::Holder, join::choose_password)
        .get("/beheer/welkom/{token}/app", Access::Holder, join::show_app)
        .post("/beheer/welkom/{token}/app", Access::Holder, join::confirm)
        .get("/beheer/medewerkers", Access::Administrator, members::list)
        .get("/beheer/medewerkers/uitnodigen", Access::Administrator, members::show_invite)
        .post("/beheer/medewerkers/uitnodigen", Access::Administrator, members::invite)
        .get("/beheer/medewerkers/{id}", Access::Administrator, members::one)
        .post("/beheer/medewerkers/{id}/rollen", Access::Administrator, members::change_roles)
        .post("/beheer/medewerkers/{id}/uitnodiging", Access::Administrator, members::renew)
        .post("/beheer/medewerkers/{id}/uitschakelen", Access::Administrator, members::disable)
        .post("/beheer/medewerkers/{id}/inschakelen", Access::Administrator, members::enable)
        .get("/beheer/wachtwoord-vergeten", Access::Anyone, recover::show_forgotten)
        .post("/beheer/wachtwoord-vergeten", Access::Anyone, recover::send_link)
        .get("/beheer/wachtwoord/{token}", Access::Holder, recover::show_choice)
        .post("/beheer/wachtwoord/{token}", Access::Holder, recover::choose)
        .get("/beheer/mijn", Access::Member, mine::show)
        .post("/beheer/mijn/naam", Access::Member, mine::rename)
        .post("/beheer/mijn/wachtwoord", Access::Member, mine::change_password)
        .post("/beheer/mijn/sessies", Access::Member, mine::end_sessions)
        .post("/beheer/mijn/herstelcodes", Access::Member, recover::make_codes)
        .post("/beheer/mijn/app", Access::Member, recover::begin_app)
        .post("/beheer/mijn/app/koppelen", Access::Member, recover::connect_app)
}

/// What an address may ask: where to go after signing in, and what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Ask {
    naar: String,
    gelukt: String,
}

impl Ask {
    /// The message that a page shows after an act.
    fn word(&self, language: Language) -> Word {
        let tone = if self.gelukt == "app-opnieuw" { Tone::Warn } else { Tone::Good };
        texts::done(language, &self.gelukt).map(|word| (tone, word))
    }
}

/// Who a visitor is, when the guard found out.
type Maybe = Option<Extension<Member>>;

/// Who knocks, with the token that their browser sent.
pub(super) fn knock(app: &App, network: Network, headers: &HeaderMap) -> Knock {
    Knock { network: network.0, token: cookie::read(headers, &cookie::name(SESSION_COOKIE, app.is_https())) }
}

/// A redirect that gives the browser a session.
pub(super) fn to_with_session(app: &App, path: &str, token: &str, age: Duration) -> Result<Response, Failure> {
    Ok((session_cookie(app, token, age)?, Redirect::to(path)).into_response())
}

/// The header that gives the browser a session.
fn session_cookie(app: &App, token: &str, age: Duration) -> Result<[(HeaderName, HeaderValue); 1], Failure> {
    let name = cookie::name(SESSION_COOKIE, app.is_https());
    let set = cookie::write(&name, token, age.as_secs(), app.is_https()).ok_or(Failure::Broken)?;
    Ok([(header::SET_COOKIE, set)])
}

fn to_with_cookie(path: &str, set: HeaderValue) -> Response {
    ([(header::SET_COOKIE, set)], Redirect::to(path)).into_response()
}

/// The name of a member. It stands in the header of mails, so it is one line.
fn name_in(form: &mut Form, language: Language) -> Option<String> {
    form.read("name", |text| {
        let count = text.chars().count();
        let fits = (1..=LONGEST_NAME).contains(&count) && !text.chars().any(char::is_control);
        if fits { Ok(text.to_owned()) } else { Err(texts::need_name(language).to_owned()) }
    })
}

/// Chooses the language of the staff pages, for a year.
async fn choose_language(State(app): State<App>, Filled(form): Filled) -> Result<Response, Failure> {
    let back = local(form.value("back")).unwrap_or("/beheer");
    let Some(language) = Language::from_tag(form.value("language")) else { return Err(Failure::Unreadable) };
    let name = cookie::name(cookie::LANGUAGE_COOKIE, app.is_https());
    let set = cookie::write(&name, language.tag(), days(365).as_secs(), app.is_https()).ok_or(Failure::Broken)?;
    Ok(to_with_cookie(back, set))
}
