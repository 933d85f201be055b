//! What the holder of a link can do: confirm, change preferences, leave, undo.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{masked, named, publications, these, unlisted};
use crate::app::App;
use crate::base::id::PublicationId;
use crate::base::{Language, Purpose};
use crate::people::Person;
use crate::subscribers::change::{self, Opened};
use crate::subscribers::pages::{self, LeavePage, LeftPage, PreferencesPage, address};
use crate::subscribers::{
    Changed, Channel, Confirmation, Left, Preferences, Undone, Whereof, confirm as confirming, find, links, subscriber,
    texts, undo as undoing,
};
use crate::web::{Asked, Failure, Filled, Form, Frame};

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
    Ok(pages::confirm(&frame, &token, &masked(&asked.person), &wanted).into_response())
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

/// What the address of the preferences says about what was just done.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    bewaard: String,
}

/// The page of preferences.
pub(super) async fn preferences(
    State(app): State<App>,
    Path(token): Path<String>,
    Asked(done): Asked<Done>,
    frame: Frame,
) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let (person, active) = match change::look(&app, &token).await? {
        Opened::Of(person, active) => (person, active),
        Opened::Expired => return Ok(expired(&frame)),
        Opened::Unknown => return Err(Failure::LinkUnknown),
    };
    let done = match done.bewaard.as_str() {
        "ja" => Some((texts::saved(frame.language), true)),
        "deels" => Some((texts::saved_without(frame.language), false)),
        _ => None,
    };
    let form = filled_in(&app, &person, &active).await?;
    draw(&app, &frame, &token, (&person, &form), done).await
}

/// The form as it stands for a person: what they receive is ticked, because they ticked it.
async fn filled_in(app: &App, person: &Person, active: &[PublicationId]) -> Result<Form, Failure> {
    let mut form = Form::with(&[("name", &person.name), ("language", person.language.tag())]);
    for publication in these(publications(app).await?, active) {
        form.add("publication", publication.row.slug.as_str());
        form.add("had", publication.row.slug.as_str());
    }
    Ok(form)
}

async fn draw(
    app: &App,
    frame: &Frame,
    token: &str,
    (person, form): (&Person, &Form),
    done: Option<(&'static str, bool)>,
) -> Result<Response, Failure> {
    let (publications, masked) = (publications(app).await?, masked(person));
    let consent = texts::consent(&frame.centre_name, frame.language);
    let page = PreferencesPage { token, masked: &masked, form, publications: &publications, consent: &consent, done };
    let status = if form.is_clean() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, pages::preferences(frame, &page)).into_response())
}

fn expired(frame: &Frame) -> Response {
    let language = frame.language;
    let on = Some(("/aanmelden", texts::sign_up_title(language)));
    let page = pages::message(frame, texts::expired_title(language), texts::expired_preferences(language), on);
    (StatusCode::GONE, page).into_response()
}

/// Saves preferences, and shows the page again in the language that was chosen.
pub(super) async fn change(
    State(app): State<App>,
    Path(token): Path<String>,
    frame: Frame,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let Some(chosen) = read(&mut form, &app, &frame).await? else {
        return match change::look(&app, &token).await? {
            Opened::Of(person, _) => draw(&app, &frame, &token, (&person, &form), None).await,
            Opened::Expired => Ok(expired(&frame)),
            Opened::Unknown => Err(Failure::LinkUnknown),
        };
    };
    let saved = match change::change(&app, &token, &chosen).await? {
        Changed::Saved => "ja",
        Changed::Blocked => "deels",
        Changed::Expired => return Ok(expired(&frame)),
        Changed::Unknown => return Err(Failure::LinkUnknown),
    };
    let to = format!("{}/voorkeuren/{token}?bewaard={saved}", chosen.language.prefix());
    Ok(Redirect::to(&to).into_response())
}

async fn read(form: &mut Form, app: &App, frame: &Frame) -> Result<Option<Preferences>, Failure> {
    let all = publications(app).await?;
    let name = subscriber::name(form.value("name"));
    if let Err(fault) = name {
        form.fault("name", texts::name_fault(fault, frame.language));
    }
    let missing = || texts::language_missing(frame.language).to_owned();
    let language = form.read("language", |tag| Language::from_tag(tag).ok_or_else(missing));
    let (ticked, were_ticked) = (named(form, "publication", &all), named(form, "had", &all));
    let consent = (frame.language, texts::consent(&frame.centre_name, frame.language));
    let chosen = name.ok().zip(language);
    Ok(chosen.map(|(name, language)| Preferences { name, language, ticked, were_ticked, consent }))
}

/// Leaves everything from the preferences.
pub(super) async fn leave_all(
    State(app): State<App>,
    Path(token): Path<String>,
    frame: Frame,
) -> Result<Response, Failure> {
    after(&frame, change::leave_all(&app, &token).await?)
}

/// The page of an unsubscribe link: one button, and the second choice.
pub(super) async fn ask_to_leave(
    State(app): State<App>,
    Path(token): Path<String>,
    frame: Frame,
) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let on = app.store.read();
    let Some((person, subject)) = links::holder_of(&app, on, Purpose::Unsubscribe, &token).await? else {
        return Err(Failure::LinkUnknown);
    };
    let publications = publications(&app).await?;
    let Some(publication) = publications.iter().find(|one| one.id().0 == subject) else {
        return Err(Failure::LinkUnknown);
    };
    let active = find::active_of(on, person.id).await?;
    let page = LeavePage {
        token: &token,
        masked: &masked(&person),
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
    after(&frame, crate::subscribers::leave(&app, &token, Channel::Page, Whereof::ThisOne).await?)
}

/// Leaves every publication, by the second choice of the page.
pub(super) async fn leave_everything(
    State(app): State<App>,
    Path(token): Path<String>,
    frame: Frame,
) -> Result<Response, Failure> {
    after(&frame, crate::subscribers::leave(&app, &token, Channel::Page, Whereof::Everything).await?)
}

fn after(frame: &Frame, left: Left) -> Result<Response, Failure> {
    match left {
        Left::Out(undo) => Ok(Redirect::to(&address(frame, &format!("/afgemeld/{undo}"))).into_response()),
        Left::Unknown => Err(Failure::LinkUnknown),
    }
}

/// The one-click request of a mail program (RFC 8058 section 3.2). The body is not looked at: whoever knows the
/// address of the link may leave. Every link has the same answer, so nothing can be learnt from it.
pub(super) async fn one_click(State(app): State<App>, Path(token): Path<String>) -> Result<impl IntoResponse, Failure> {
    crate::subscribers::leave(&app, &token, Channel::OneClick, Whereof::ThisOne).await?;
    Ok((StatusCode::OK, "OK\n"))
}

/// The page after leaving.
pub(super) async fn left(State(app): State<App>, Path(token): Path<String>, frame: Frame) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let Some(aftermath) = undoing::look(&app, &token).await? else { return Err(Failure::LinkUnknown) };
    let left = these(publications(&app).await?, &aftermath.left);
    let page = LeftPage {
        token: &token,
        masked: &masked(&aftermath.person),
        left: &left,
        can_undo: aftermath.can_undo,
        is_back: aftermath.is_back,
    };
    Ok(pages::left(&frame, &page).into_response())
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
