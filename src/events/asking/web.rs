//! The handlers of questions.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use super::form::{form_of, no_such_choice, read};
use super::question::open_of;
use super::ready::Ready;
use super::save::{QuestionSaved, end_question, raise, save_question, take_ready};
use super::when::{dependents, earlier};
use super::{Question, pages};
use crate::app::App;
use crate::base::Language;
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
        QuestionSaved::Needed => "nodig",
        QuestionSaved::HasAnswers | QuestionSaved::Promised | QuestionSaved::NoSuchChoice | QuestionSaved::Gone => {
            "weg"
        }
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
    let open = open_of(app.store.read(), event.id).await?;
    // What is not needed any more is best kept shortly.
    Ok(pages::edit(&frame, &Form::with(&[("keep", "14")]), &event, (None, &open)))
}

async fn add((State(app), frame, member, Path(id), Filled(mut form)): Posted<EventId>) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let open = open_of(app.store.read(), event.id).await?;
    if let Some(new) = read(&mut form, &open, frame.language) {
        let saved = save_question(&app, member.id, event.id, None, &new).await?;
        if !refused(&mut form, saved, (None, &open), frame.language) {
            return Ok(to(&event, saved));
        }
    }
    Ok(again(pages::edit(&frame, &form, &event, (None, &open))))
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

/// An event, one of its questions, and all that it asks.
async fn one(app: &App, id: EventId, question: EventQuestionId) -> Result<(Event, Question, Vec<Question>), Failure> {
    let (event, _) = known(app, id).await?;
    let open = open_of(app.store.read(), event.id).await?;
    let question = open.iter().find(|one| one.id == question).cloned().ok_or(Failure::NotFound)?;
    Ok((event, question, open))
}

/// Says at its field what stands in the way of saving; `false` when that is no field.
fn refused(
    form: &mut Form,
    saved: QuestionSaved,
    (question, open): (Option<&Question>, &[Question]),
    language: Language,
) -> bool {
    match saved {
        QuestionSaved::HasAnswers => form.fault(
            "kind",
            language.pick(
                "Deze vraag is al beantwoord. Haal haar weg en maak een nieuwe; de oude antwoorden blijven",
                "This question was answered already. Take it away and make a new one; the old answers stay",
            ),
        ),
        QuestionSaved::Promised => form.fault(
            "keep",
            language.pick(
                "Wie al antwoordde, is een kortere tijd beloofd. Kies die tijd of een kortere",
                "Whoever answered already was promised a shorter time. Choose that time or a shorter one",
            ),
        ),
        QuestionSaved::Needed => {
            let field =
                if question.is_some_and(|one| one.kind.word() != form.value("kind")) { "kind" } else { "choices_nl" };
            let needs = question.and_then(|one| {
                dependents(open, one.id).find_map(|needs| needs.only(open, language).map(|(_, choice)| (needs, choice)))
            });
            let (ask, choice) = needs.map(|(one, choice)| (one.ask(language).to_owned(), choice)).unwrap_or_default();
            form.fault(
                field,
                language.pick(
                    format!(
                        "Laat hier ‘{choice}’ staan: alleen dan wordt ‘{ask}’ gevraagd. Wijzig anders eerst die vraag"
                    ),
                    format!("Keep ‘{choice}’ here: only then ‘{ask}’ is asked. Otherwise change that question first"),
                ),
            );
        }
        QuestionSaved::NoSuchChoice => form.fault("when", no_such_choice(language)),
        QuestionSaved::Done | QuestionSaved::TooMany | QuestionSaved::Gone => return false,
    }
    true
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    Path((id, question)): Path<(EventId, EventQuestionId)>,
) -> Result<Markup, Failure> {
    let (event, question, open) = one(&app, id, question).await?;
    let before = earlier(&open, Some(question.id));
    Ok(pages::edit(&frame, &form_of(&question), &event, (Some(&question), before)))
}

async fn change(
    (State(app), frame, member, Path((id, question)), Filled(mut form)): Posted<(EventId, EventQuestionId)>,
) -> Result<Response, Failure> {
    let (event, question, open) = one(&app, id, question).await?;
    let before = earlier(&open, Some(question.id));
    if let Some(new) = read(&mut form, before, frame.language) {
        let saved = save_question(&app, member.id, event.id, Some(question.id), &new).await?;
        if !refused(&mut form, saved, (Some(&question), &open), frame.language) {
            return Ok(to(&event, saved));
        }
    }
    Ok(again(pages::edit(&frame, &form, &event, (Some(&question), before))))
}

async fn lift(
    State(app): State<App>,
    member: Member,
    Path((id, question)): Path<(EventId, EventQuestionId)>,
) -> Result<Response, Failure> {
    let (event, question, _) = one(&app, id, question).await?;
    Ok(to(&event, raise(&app, member.id, event.id, question.id).await?))
}

async fn end(
    State(app): State<App>,
    member: Member,
    Path((id, question)): Path<(EventId, EventQuestionId)>,
) -> Result<Response, Failure> {
    let (event, question, _) = one(&app, id, question).await?;
    Ok(to(&event, end_question(&app, member.id, event.id, question.id).await?))
}
