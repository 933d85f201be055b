//! The routes of a move.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::pages::{self, ConfirmPage};
use super::undo::{self, Standing};
use super::{MoveAsked, MoveUndone, Moved, ask_to_move, confirm, confirm_move, texts, undo_move};
use crate::app::App;
use crate::base::{EmailAddress, Purpose};
use crate::subscribers::pages::{address, message};
use crate::subscribers::web::{expired_preferences, limit, masked, names_of, publications, these, unlisted};
use crate::subscribers::{find, links, preferences_token, texts as shared};
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Network, Path, Routes, too_many};

/// The pages of a move; they stand in both languages.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
        .get("/voorkeuren/{token}/adres", Access::Holder, form)
        .post("/voorkeuren/{token}/adres", Access::Holder, ask)
        .get("/nieuw-adres/{token}", Access::Holder, ask_to_confirm)
        .post("/nieuw-adres/{token}", Access::Holder, do_confirm)
        .get("/oud-adres/{token}", Access::Holder, ask_to_undo)
        .post("/oud-adres/{token}", Access::Holder, do_undo)
}

/// What the address says was done just now.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    gevraagd: String,
}

async fn form(
    State(app): State<App>,
    Path(token): Path<String>,
    Asked(said): Asked<Said>,
    frame: Frame,
) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let masked = match holder(&app, &token).await? {
        Ok(masked) => masked,
        Err(MoveAsked::Expired) => return Ok(expired_preferences(&frame)),
        Err(_) => return Err(Failure::LinkUnknown),
    };
    if said.gevraagd == "ja" {
        return Ok(pages::asked(&frame).into_response());
    }
    Ok(pages::ask(&frame, &token, &masked, (&Form::empty(), None)).into_response())
}

/// The masked address of the holder of a link to the preferences, or why there is none.
async fn holder(app: &App, token: &str) -> Result<Result<String, MoveAsked>, Failure> {
    let found = links::holder_of(app, app.store.read(), Purpose::Preferences, token).await?;
    Ok(match found {
        None => Err(MoveAsked::Unknown),
        Some((_, day)) if !links::is_in_time(day, app.clock.now()) => Err(MoveAsked::Expired),
        Some((person, _)) => Ok(masked(&person)),
    })
}

fn blocked(frame: &Frame) -> Response {
    let language = frame.language;
    let on = Some(("/contact", shared::to_contact(language)));
    message(frame, shared::blocked_title(language), shared::blocked_lead(language), on).into_response()
}

async fn ask(
    State(app): State<App>,
    Path(token): Path<String>,
    Network(network): Network,
    frame: Frame,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let masked = match holder(&app, &token).await? {
        Ok(masked) => masked,
        Err(MoveAsked::Expired) => return Ok(expired_preferences(&frame)),
        Err(_) => return Err(Failure::LinkUnknown),
    };
    let language = frame.language;
    let new = form.read("address", |text| {
        EmailAddress::parse(text).map_err(|fault| shared::address_fault(fault, language).to_owned())
    });
    let meant = new.as_ref().and_then(EmailAddress::probably);
    if let Some(meant) = meant.filter(|_| form.trimmed("asked") != form.trimmed("address")) {
        form.fault("address", texts::did_you_mean(&meant, language));
        let typed = form.trimmed("address").to_owned();
        form.set("asked", typed);
    }
    let Some(new) = new.filter(|_| form.is_clean()) else {
        let page = pages::ask(&frame, &token, &masked, (&form, None));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    if let Some(wait) = limit(&app, &network, &new).await? {
        return Ok(too_many(wait, pages::ask(&frame, &token, &masked, (&form, Some(wait)))));
    }
    match ask_to_move(&app, &token, &new).await? {
        MoveAsked::Asked => {
            let to = address(&frame, &format!("/voorkeuren/{token}/adres?gevraagd=ja"));
            Ok(Redirect::to(&to).into_response())
        }
        MoveAsked::Expired => Ok(expired_preferences(&frame)),
        MoveAsked::Unknown => Err(Failure::LinkUnknown),
    }
}

async fn ask_to_confirm(State(app): State<App>, Path(token): Path<String>, frame: Frame) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let Some(shown) = confirm::look(&app, &token).await? else { return Err(Failure::LinkUnknown) };
    if !matches!(shown.standing, Moved::Done(_)) {
        return outcome(&app, &frame, shown.standing).await;
    }
    let moving = these(publications(&app).await?, &shown.publications);
    let chosen = names_of(&app, &shown.chosen, frame.language).await?;
    let page = ConfirmPage {
        token: &token,
        masked: &masked(&shown.to),
        moving: &moving,
        chosen: &chosen,
        name: shown.name.as_deref(),
        paused_until: shown.paused_until,
    };
    Ok(pages::confirm(&frame, &page).into_response())
}

async fn do_confirm(State(app): State<App>, Path(token): Path<String>, frame: Frame) -> Result<Response, Failure> {
    outcome(&app, &unlisted(frame), confirm_move(&app, &token).await?).await
}

async fn outcome(app: &App, frame: &Frame, moved: Moved) -> Result<Response, Failure> {
    let language = frame.language;
    Ok(match moved {
        Moved::Done(person) => {
            let receives = !find::active_of(app.store.read(), person.id).await?.is_empty();
            let lead = if receives { texts::moved_lead(language) } else { texts::moved_nothing_lead(language) };
            let said = (texts::moved_title(language), lead);
            pages::done(frame, said, Some(&preferences_token(app, &person))).into_response()
        }
        Moved::AlreadyDone => {
            let said = (texts::already_title(language), texts::already_lead(language));
            pages::done(frame, said, None).into_response()
        }
        Moved::TurnedBack => {
            let said = (texts::turned_back_title(language), texts::turned_back_lead(language));
            pages::done(frame, said, None).into_response()
        }
        Moved::Expired => {
            let said = (shared::expired_title(language), texts::expired_lead(language));
            (StatusCode::GONE, pages::done(frame, said, None)).into_response()
        }
        Moved::Blocked => blocked(frame),
        Moved::Unknown => return Err(Failure::LinkUnknown),
    })
}

async fn ask_to_undo(State(app): State<App>, Path(token): Path<String>, frame: Frame) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    match undo::look(&app, &token).await? {
        None => Err(Failure::LinkUnknown),
        Some(Standing::Open(person)) => Ok(pages::undo(&frame, &token, &masked(&person)).into_response()),
        // Opening a link that was used gives no other link.
        Some(Standing::Undone) => {
            let said = (texts::undone_title(frame.language), texts::undone_lead(frame.language));
            Ok(pages::done(&frame, said, None).into_response())
        }
        Some(Standing::TooLate) => undone(&app, &frame, MoveUndone::TooLate),
    }
}

async fn do_undo(State(app): State<App>, Path(token): Path<String>, frame: Frame) -> Result<Response, Failure> {
    undone(&app, &unlisted(frame), undo_move(&app, &token).await?)
}

fn undone(app: &App, frame: &Frame, undone: MoveUndone) -> Result<Response, Failure> {
    let language = frame.language;
    Ok(match undone {
        MoveUndone::Back(person) => {
            let said = (texts::undone_title(language), texts::undone_lead(language));
            pages::done(frame, said, Some(&preferences_token(app, &person))).into_response()
        }
        MoveUndone::TooLate => {
            let on = Some(("/aanmelden", shared::sign_up_title(language)));
            let page = message(frame, texts::late_title(language), texts::late_lead(language), on);
            (StatusCode::GONE, page).into_response()
        }
        MoveUndone::Blocked => blocked(frame),
        MoveUndone::Unknown => return Err(Failure::LinkUnknown),
    })
}
