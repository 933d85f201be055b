//! The handlers of making an event.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::pages::{self, LIST};
use super::programme::{remove_session, save_session};
use super::read;
use super::save::{Acted, Saved, add, change, open};
use crate::app::App;
use crate::base::id::{EventId, EventSessionId};
use crate::events::event::{Event, Session};
use crate::events::find::{self, Programme};
use crate::staff::{Member, Posted};
use crate::web::components::{Tone, notice};
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

pub(in crate::events) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/bijeenkomsten/nieuw", editor, new)
        .post("/beheer/bijeenkomsten/nieuw", editor, make)
        .get("/beheer/bijeenkomsten/{id}/wijzigen", editor, edit)
        .post("/beheer/bijeenkomsten/{id}/wijzigen", editor, save)
        .post("/beheer/bijeenkomsten/{id}/openen", editor, open_it)
        .get("/beheer/bijeenkomsten/{id}/programma", editor, programme)
        .get("/beheer/bijeenkomsten/{id}/programma/nieuw", editor, new_session)
        .post("/beheer/bijeenkomsten/{id}/programma/nieuw", editor, add_session)
        .get("/beheer/bijeenkomsten/{id}/programma/{session}", editor, show_session)
        .post("/beheer/bijeenkomsten/{id}/programma/{session}", editor, change_session)
        .post("/beheer/bijeenkomsten/{id}/programma/{session}/weg", editor, drop_session)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Question {
    gedaan: String,
}

fn again(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

fn to(path: &str, said: &str) -> Response {
    Redirect::to(&format!("{path}?gedaan={said}")).into_response()
}

/// An event and its programme, of a path.
pub(in crate::events) async fn known(app: &App, id: EventId) -> Result<(Event, Programme), Failure> {
    let on = app.store.read();
    let event = find::event(on, id).await?.ok_or(Failure::NotFound)?;
    let programme = find::programme(on, id, app.clock.now()).await?;
    Ok((event, programme))
}

async fn new(frame: Frame) -> Markup {
    let form = Form::with(&[
        ("asks_needs", "yes"),
        ("offer_hours", "24"),
        ("reminder_days", "3"),
        ("opens_time", "9.00"),
        ("closes_time", "17.00"),
    ]);
    pages::edit(&frame, &form, None)
}

async fn make(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let Some(new) = read::event(&mut form, frame.language) else {
        return Ok(again(pages::edit(&frame, &form, None)));
    };
    let id = add(&app, member.id, &new).await?;
    Ok(to(&format!("{LIST}/{id}"), "gemaakt"))
}

async fn edit(State(app): State<App>, frame: Frame, Path(id): Path<EventId>) -> Result<Markup, Failure> {
    let (event, programme) = known(&app, id).await?;
    let form = read::form_of(&event, programme.day().map_or(0, |day| day.capacity));
    Ok(pages::edit(&frame, &form, Some(&event)))
}

async fn save((State(app), frame, member, Path(id), Filled(mut form)): Posted<EventId>) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let version = form.version()?;
    let Some(new) = read::event(&mut form, frame.language) else {
        return Ok(again(pages::edit(&frame, &form, Some(&event))));
    };
    match change(&app, member.id, event.id, version, &new).await? {
        Saved::Done(id) => Ok(to(&format!("{LIST}/{id}"), "bewaard")),
        Saved::Overtaken => {
            let (event, _) = known(&app, id).await?;
            form.set("version", event.version.to_string());
            form.fault(
                "title_nl",
                frame.language.pick(
                    "Iemand anders wijzigde deze bijeenkomst intussen. Kijk na wat er staat en bewaar opnieuw",
                    "Somebody else changed this event meanwhile. Check what it says and save again",
                ),
            );
            Ok(again(pages::edit(&frame, &form, Some(&event))))
        }
    }
}

async fn open_it(State(app): State<App>, member: Member, Path(id): Path<EventId>) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let said = said_of(open(&app, member.id, event.id).await?, "geopend");
    Ok(to(&format!("{LIST}/{}", event.id), said))
}

fn said_of(acted: Acted, done: &'static str) -> &'static str {
    if acted == Acted::Done { done } else { "te-laat" }
}

async fn programme(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<EventId>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let (event, programme) = known(&app, id).await?;
    let language = frame.language;
    let said = match question.gedaan.as_str() {
        "bewaard" => {
            notice(language, Tone::Good, language.pick("Het programma is bewaard", "The programme is saved"), html! {})
        }
        "weg" => notice(language, Tone::Good, language.pick("Het onderdeel is weg", "The part is removed"), html! {}),
        "te-laat" => notice(
            language,
            Tone::Warn,
            language.pick(
                "Dit kan niet: er zijn mensen die dit kozen of erop wachten",
                "Not possible: people chose this or wait for it",
            ),
            html! {},
        ),
        _ => html! {},
    };
    Ok(pages::programme(&frame, &event, &programme, &said))
}

async fn new_session(State(app): State<App>, frame: Frame, Path(id): Path<EventId>) -> Result<Markup, Failure> {
    let (event, _) = known(&app, id).await?;
    Ok(pages::session(&frame, &Form::empty(), &event, None))
}

async fn add_session(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<EventId>,
) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let Some(new) = read::session(&mut form, &event, frame.language) else {
        return Ok(again(pages::session(&frame, &form, &event, None)));
    };
    save_session(&app, member.id, event.id, None, &new).await?;
    Ok(to(&format!("{LIST}/{}/programma", event.id), "bewaard"))
}

async fn part(app: &App, id: EventId, session: EventSessionId) -> Result<(Event, Session, i64), Failure> {
    let (event, programme) = known(app, id).await?;
    let capacity = programme.places_of(session).map_or(0, |places| places.capacity);
    let session = programme.session(session).cloned().ok_or(Failure::NotFound)?;
    Ok((event, session, capacity))
}

async fn show_session(
    State(app): State<App>,
    frame: Frame,
    Path((id, session)): Path<(EventId, EventSessionId)>,
) -> Result<Markup, Failure> {
    let (event, session, capacity) = part(&app, id, session).await?;
    Ok(pages::session(&frame, &read::form_of_session(&session, capacity), &event, Some(&session)))
}

async fn change_session(
    (State(app), frame, member, Path((id, session)), Filled(mut form)): Posted<(EventId, EventSessionId)>,
) -> Result<Response, Failure> {
    let (event, session, _) = part(&app, id, session).await?;
    let Some(new) = read::session(&mut form, &event, frame.language) else {
        return Ok(again(pages::session(&frame, &form, &event, Some(&session))));
    };
    let said = said_of(save_session(&app, member.id, event.id, Some(session.id), &new).await?, "bewaard");
    Ok(to(&format!("{LIST}/{}/programma", event.id), said))
}

async fn drop_session(
    State(app): State<App>,
    member: Member,
    Path((id, session)): Path<(EventId, EventSessionId)>,
) -> Result<Response, Failure> {
    let (event, session, _) = part(&app, id, session).await?;
    let said = said_of(remove_session(&app, member.id, event.id, session.id).await?, "weg");
    Ok(to(&format!("{LIST}/{}/programma", event.id), said))
}
