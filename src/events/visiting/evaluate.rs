//! The evaluation, as who came sees it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::super::evaluate::{Answers, Evaluated, MARKED, MARKS, WORDED, evaluate, may_evaluate};
use super::super::find::{self, Registration, Scene};
use super::own::known;
use super::pages::evaluation;
use crate::app::App;
use crate::base::Language;
use crate::base::id::EventSessionId;
use crate::web::{Failure, Filled, Form, Frame, Path};

const LONGEST: usize = 1_000;

/// `GET /bijeenkomsten/aanmelding/{token}/evaluatie`
pub(super) async fn ask(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<Response, Failure> {
    let (scene, row) = known(&app, &token).await?;
    draw(&app, &frame, (&scene, &row, &token), &Form::empty()).await
}

async fn draw(
    app: &App,
    frame: &Frame,
    (scene, row, token): (&Scene, &Registration, &str),
    form: &Form,
) -> Result<Response, Failure> {
    let frame = Frame { noindex: true, ..frame.clone() };
    let title = scene.event.title(frame.language);
    if row.evaluated {
        return Ok(evaluation::thanks(&frame, title).into_response());
    }
    if !may_evaluate(&scene.event, row, app.clock.now()) {
        return Ok(evaluation::closed(&frame, title).into_response());
    }
    let chosen = find::choices(app.store.read(), row.id).await?;
    let sessions: Vec<_> = scene.programme.sessions.iter().filter(|session| chosen.contains(&session.id)).collect();
    let here = format!("{}/bijeenkomsten/aanmelding/{token}/evaluatie", frame.language.prefix());
    let status = if form.is_clean() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, evaluation::form(&frame, (title, &here), &sessions, form)).into_response())
}

/// `POST …/evaluatie`
pub(super) async fn send(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let (scene, row) = known(&app, &token).await?;
    let chosen = find::choices(app.store.read(), row.id).await?;
    let Some(answers) = read(&mut form, &chosen, frame.language) else {
        return draw(&app, &frame, (&scene, &row, &token), &form).await;
    };
    // Afterwards the page itself says how it stands.
    let (Evaluated::Done | Evaluated::Already | Evaluated::Closed) =
        evaluate(&app, &scene.event, &row, &answers).await?;
    let here = format!("{}/bijeenkomsten/aanmelding/{token}/evaluatie", frame.language.prefix());
    Ok(Redirect::to(&here).into_response())
}

fn mark(form: &Form, field: &str) -> Option<i64> {
    form.trimmed(field).parse().ok().filter(|mark| MARKS.contains(mark))
}

fn read(form: &mut Form, chosen: &[EventSessionId], language: Language) -> Option<Answers> {
    let too_long =
        language.pick("Maak dit korter: hoogstens 1.000 tekens", "Make this shorter: at most 1,000 characters");
    let words = WORDED.map(|field| form.up_to(field, too_long, LONGEST).unwrap_or_default());
    let marks = MARKED.map(|field| mark(form, field));
    let sessions: Vec<_> =
        chosen.iter().filter_map(|id| Some((*id, mark(form, &evaluation::session_field(*id))?))).collect();
    let is_empty = marks.iter().all(Option::is_none) && sessions.is_empty() && words.iter().all(String::is_empty);
    if form.is_clean() && is_empty {
        form.fault("day", language.pick("Geef bij minstens één vraag een antwoord", "Answer at least one question"));
    }
    form.is_clean().then_some(Answers { marks, sessions, words })
}
