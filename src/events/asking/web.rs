//! The handlers of questions.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use super::form::{form_of, read};
use super::question::open_of;
use super::ready::Ready;
use super::save::{QuestionSaved, end_question, raise, save_question, take_ready};
use super::{Question, pages};
use crate::app::App;
use crate::base::id::{EventId, EventQuestionId};
use crate::events::event::Event;
use crate::events::making::known;
use crate::staff::{Member, Posted};
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

pub(in crate::events) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/bijeenkomsten/{id}/vragen", editor, list)
        .get("/beheer/bijeenkomsten/{id}/vragen/nieuw", editor, new)
        .post("/beheer/bijeenkomsten/{id}/vragen/nieuw", editor, add)
        .post("/beheer/bijeenkomsten/{id}/vragen/klaar", editor, take)
        .get("/beheer/bijeenkomsten/{id}/vragen/{question}", editor, show)
        .post("/beheer/bijeenkomsten/{id}/vragen/{question}", editor, change)
        .post("/beheer/bijeenkomsten/{id}/vragen/{question}/omhoog", editor, lift)
        .post("/beheer/bijeenkomsten/{id}/vragen/{question}/weg", editor, end)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asking {
    gedaan: String,
}

fn to(event: &Event, saved: QuestionSaved) -> Response {
    let said = match saved {
        QuestionSaved::Done => "bewaard",
        QuestionSaved::TooMany => "te-veel",
        QuestionSaved::HasAnswers | QuestionSaved::Promised | QuestionSaved::Gone => "weg",
    };
    Redirect::to(&format!("/beheer/bijeenkomsten/{}/vragen?gedaan={said}", event.id)).into_response()
}

async fn list(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<EventId>,
    Asked(asking): Asked<Asking>,
) -> Result<Markup, Failure> {
    let (event, _) = known(&app, id).await?;
    let questions = open_of(app.store.read(), event.id).await?;
    Ok(pages::list(&frame, &event, &questions, &asking.gedaan))
}

async fn new(State(app): State<App>, frame: Frame, Path(id): Path<EventId>) -> Result<Markup, Failure> {
    let (event, _) = known(&app, id).await?;
    // What is not needed any more is best kept shortly.
    Ok(pages::edit(&frame, &Form::with(&[("keep", "14")]), &event, None))
}

async fn add((State(app), frame, member, Path(id), Filled(mut form)): Posted<EventId>) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let Some(new) = read(&mut form, frame.language) else {
        return Ok(again(pages::edit(&frame, &form, &event, None)));
    };
    Ok(to(&event, save_question(&app, member.id, event.id, None, &new).await?))
}

fn again(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

async fn take((State(app), _, member, Path(id), Filled(form)): Posted<EventId>) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let which = Ready::ALL.into_iter().find(|ready| ready.word() == form.trimmed("which"));
    let which = which.ok_or(Failure::Unreadable)?;
    Ok(to(&event, take_ready(&app, member.id, event.id, which).await?))
}

async fn one(app: &App, id: EventId, question: EventQuestionId) -> Result<(Event, Question), Failure> {
    let (event, _) = known(app, id).await?;
    let questions = open_of(app.store.read(), event.id).await?;
    let question = questions.into_iter().find(|one| one.id == question).ok_or(Failure::NotFound)?;
    Ok((event, question))
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    Path((id, question)): Path<(EventId, EventQuestionId)>,
) -> Result<Markup, Failure> {
    let (event, question) = one(&app, id, question).await?;
    Ok(pages::edit(&frame, &form_of(&question), &event, Some(&question)))
}

async fn change(
    (State(app), frame, member, Path((id, question)), Filled(mut form)): Posted<(EventId, EventQuestionId)>,
) -> Result<Response, Failure> {
    let (event, question) = one(&app, id, question).await?;
    let Some(new) = read(&mut form, frame.language) else {
        return Ok(again(pages::edit(&frame, &form, &event, Some(&question))));
    };
    let saved = save_question(&app, member.id, event.id, Some(question.id), &new).await?;
    match saved {
        QuestionSaved::HasAnswers => form.fault(
            "kind",
            frame.language.pick(
                "Deze vraag is al beantwoord. Haal haar weg en maak een nieuwe; de oude antwoorden blijven",
                "This question was answered already. Take it away and make a new one; the old answers stay",
            ),
        ),
        QuestionSaved::Promised => form.fault(
            "keep",
            frame.language.pick(
                "Wie al antwoordde, is een kortere tijd beloofd. Kies die tijd of een kortere",
                "Whoever answered already was promised a shorter time. Choose that time or a shorter one",
            ),
        ),
        _ => return Ok(to(&event, saved)),
    }
    Ok(again(pages::edit(&frame, &form, &event, Some(&question))))
}

async fn lift(
    State(app): State<App>,
    member: Member,
    Path((id, question)): Path<(EventId, EventQuestionId)>,
) -> Result<Response, Failure> {
    let (event, question) = one(&app, id, question).await?;
    Ok(to(&event, raise(&app, member.id, event.id, question.id).await?))
}

async fn end(
    State(app): State<App>,
    member: Member,
    Path((id, question)): Path<(EventId, EventQuestionId)>,
) -> Result<Response, Failure> {
    let (event, question) = one(&app, id, question).await?;
    Ok(to(&event, end_question(&app, member.id, event.id, question.id).await?))
}
