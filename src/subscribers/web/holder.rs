//! What the holder of a link can do: confirm, leave, undo, say why.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{after_leaving, masked, named, names_of, publications, these, unlisted};
use crate::app::App;
use crate::base::clock::days;
use crate::base::secrets::sha256_hex;
use crate::store;
use crate::subscribers::leave::undo as undoing;
use crate::subscribers::pages::{self, AskWhy, ConfirmPage, LeavePage, LeftPage, address};
use crate::subscribers::{
    Channel, Confirmation, Undone, Whereof, Why, confirm as confirming, count_reason, find, links, texts,
};
use crate::web::{Asked, Failure, Filled, Frame, Path};

/// Who left answers once within this time.
const ONE_ANSWER: Duration = days(1);

/// The page of a confirmation link: a button, or why there is none.
pub(super) async fn ask_to_confirm(
    State(app): State<App>,
    Path(token): Path<String>,
    frame: Frame,
) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let Some(asked) = confirming::look(&app, &token).await? else { return Err(Failure::LinkUnknown) };
    if asked.state != Confirmation::Confirmed {
        return outcome(&frame, asked.state);
    }
    let wanted = these(publications(&app).await?, &asked.publications);
    let chosen = names_of(&app, &asked.chosen, frame.language).await?;
    let (masked, name) = (masked(&asked.person), asked.name.as_deref());
    let page = ConfirmPage { token: &token, masked: &masked, asked: &wanted, chosen: &chosen, name };
    Ok(pages::confirm(&frame, &page).into_response())
}

/// Confirms what the page showed.
pub(super) async fn confirm(
    State(app): State<App>,
    Path(token): Path<String>,
    frame: Frame,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let shown = named(&form, "publication", &publications(&app).await?);
    let confirmed = confirming::confirm(&app, &token, &shown).await?;
    outcome(&unlisted(frame), confirmed)
}

fn outcome(frame: &Frame, confirmation: Confirmation) -> Result<Response, Failure> {
    let language = frame.language;
    let again = Some(("/aanmelden", texts::sign_up_title(language)));
    let read = Some(("/archief", texts::to_archive(language)));
    let (title, text, on) = match confirmation {
        Confirmation::Confirmed => (texts::confirmed_title(language), texts::confirmed_lead(language), read),
        Confirmation::AlreadyConfirmed => (texts::already_title(language), texts::already_done(language), read),
        Confirmation::Expired => (texts::expired_title(language), texts::expired_confirm(language), again),
        Confirmation::Blocked => {
            let contact = Some(("/contact", texts::to_contact(language)));
            (texts::blocked_title(language), texts::blocked_lead(language), contact)
        }
        Confirmation::Unknown => return Err(Failure::LinkUnknown),
    };
    let status = if confirmation == Confirmation::Expired { StatusCode::GONE } else { StatusCode::OK };
    Ok((status, pages::message(frame, title, text, on)).into_response())
}

/// The page of an unsubscribe link: one button, and the second choice.
pub(super) async fn ask_to_leave(
    State(app): State<App>,
    Path(token): Path<String>,
    frame: Frame,
) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let on = app.store.read();
    let Some(leaver) = links::leaver_of(&app, on, &token).await? else { return Err(Failure::LinkUnknown) };
    let publications = publications(&app).await?;
    let Some(publication) = publications.iter().find(|one| one.id() == leaver.publication) else {
        return Err(Failure::LinkUnknown);
    };
    let active = find::active_of(on, leaver.person.id).await?;
    let masked = masked(&leaver.person);
    let page = LeavePage {
        token: &token,
        whose: if leaver.has_moved { texts::where_you_moved(frame.language) } else { &masked },
        publication: publication.name(frame.language),
        is_in: active.contains(&publication.id()),
        has_others: active.iter().any(|one| *one != publication.id()),
    };
    Ok(pages::leave(&frame, &page).into_response())
}

/// Leaves the publication of the link, by the button of the page.
pub(super) async fn leave(
    State(app): State<App>,
    Path(token): Path<String>,
    frame: Frame,
) -> Result<Response, Failure> {
    after_leaving(&frame, crate::subscribers::leave(&app, &token, Channel::Page, Whereof::ThisOne).await?)
}

/// Leaves every publication, by the second choice of the page.
pub(super) async fn leave_everything(
    State(app): State<App>,
    Path(token): Path<String>,
    frame: Frame,
) -> Result<Response, Failure> {
    after_leaving(&frame, crate::subscribers::leave(&app, &token, Channel::Page, Whereof::Everything).await?)
}

/// The one-click request of a mail program (RFC 8058 section 3.2). The body is not looked at: whoever knows the
/// address of the link may leave. Every link has the same answer, so nothing can be learnt from it.
pub(super) async fn one_click(State(app): State<App>, Path(token): Path<String>) -> Result<impl IntoResponse, Failure> {
    crate::subscribers::leave(&app, &token, Channel::OneClick, Whereof::ThisOne).await?;
    Ok((StatusCode::OK, "OK\n"))
}

/// What the address of the page after leaving says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Told {
    dank: String,
}

/// The page after leaving.
pub(super) async fn left(
    State(app): State<App>,
    Path(token): Path<String>,
    Asked(told): Asked<Told>,
    frame: Frame,
) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let Some(aftermath) = undoing::look(&app, &token).await? else { return Err(Failure::LinkUnknown) };
    let left = these(publications(&app).await?, &aftermath.left);
    let masked = aftermath.person.as_ref().map(masked);
    let page = LeftPage {
        token: &token,
        masked: masked.as_deref(),
        left: &left,
        can_undo: aftermath.can_undo,
        is_back: aftermath.is_back,
        why: match (told.dank.as_str(), aftermath.is_fresh) {
            ("ja", _) => AskWhy::Thanks,
            (_, true) => AskWhy::Asks,
            (_, false) => AskWhy::Not,
        },
    };
    Ok(pages::left(&frame, &page).into_response())
}

/// Takes why someone left, once for each leave; kept as a number without the person.
pub(super) async fn why(
    State(app): State<App>,
    Path(token): Path<String>,
    frame: Frame,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let Some(aftermath) = undoing::look(&app, &token).await? else { return Err(Failure::LinkUnknown) };
    let here = address(&frame, &format!("/afgemeld/{token}"));
    let Some(why) = Why::of(form.trimmed("why")).filter(|_| aftermath.is_fresh) else {
        return Ok(Redirect::to(&here).into_response());
    };
    // A token reads the same in capitals, and is one token.
    let key = sha256_hex(format!("why-left {}", token.to_ascii_lowercase()).as_bytes());
    if store::take(&app.store, &key, 1, ONE_ANSWER, app.clock.now()).await?.is_none() {
        count_reason(&app, why).await?;
    }
    Ok(Redirect::to(&format!("{here}?dank=ja")).into_response())
}

/// Undoes leaving. The page after it says whether it was in time.
pub(super) async fn undo(State(app): State<App>, Path(token): Path<String>, frame: Frame) -> Result<Response, Failure> {
    match undoing::undo(&app, &token).await? {
        Undone::Back | Undone::TooLate => {
            Ok(Redirect::to(&address(&frame, &format!("/afgemeld/{token}"))).into_response())
        }
        Undone::Unknown => Err(Failure::LinkUnknown),
    }
}
