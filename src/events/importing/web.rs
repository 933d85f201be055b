//! The handlers of registering a list, for staff.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use maud::Markup;

use super::list::{Fate, Line, MOST, fates, read};
use super::pages::{self, Look};
use super::take::import;
use crate::app::App;
use crate::base::Language;
use crate::base::id::EventId;
use crate::base::secrets::sha256_hex;
use crate::events::event::Event;
use crate::events::find::Scene;
use crate::events::making::known;
use crate::staff::Posted;
use crate::web::{Access, Failure, Filled, Form, Frame, Path, Routes};

const MAX_LIST: usize = 40_000;

pub(in crate::events) fn routes() -> Routes<App> {
    Routes::default().get("/beheer/bijeenkomsten/{id}/mensen/lijst", Access::Editor, new).post(
        "/beheer/bijeenkomsten/{id}/mensen/lijst",
        Access::Editor,
        look_or_take,
    )
}

async fn new(State(app): State<App>, frame: Frame, Path(id): Path<EventId>) -> Result<Markup, Failure> {
    let (event, _) = known(&app, id).await?;
    let form = Form::with(&[("language", frame.language.tag())]);
    Ok(pages::page(&frame, &event, &form, &Look::Nothing))
}

async fn look_or_take(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<EventId>,
) -> Result<Response, Failure> {
    let (event, _) = known(&app, id).await?;
    let language = frame.language;
    let page = |form: &Form, look: &Look, status: StatusCode| {
        (status, pages::page(&frame, &event, form, look)).into_response()
    };
    let of_mails = form.read("language", |text| {
        let wanted = language.pick("Kies een taal", "Choose a language");
        Language::from_tag(text).ok_or_else(|| wanted.to_owned())
    });
    let (Some(text), Some(of_mails)) = (text(&mut form, language), of_mails) else {
        return Ok(page(&form, &Look::Nothing, StatusCode::UNPROCESSABLE_ENTITY));
    };
    let lines = read(&text);
    if lines.len() > MOST {
        form.fault("list", too_long(language));
        return Ok(page(&form, &Look::Nothing, StatusCode::UNPROCESSABLE_ENTITY));
    }
    if form.value("do") == "take" && form.value("seen") == seen(&event, &text) {
        let people: Vec<_> = lines.iter().filter_map(|line| line.who.clone().ok()).collect();
        let taken = import(&app, member.id, event.id, (&people, of_mails)).await?;
        let left = left_of(&lines);
        form.set("list", left);
        form.set("seen", "");
        return Ok(page(&form, &Look::Taken(taken, &lines), StatusCode::OK));
    }
    let is_other = form.value("do") == "take";
    form.set("seen", seen(&event, &text));
    let fates = looked_at(&app, &event, &lines).await?;
    let status = if is_other { StatusCode::CONFLICT } else { StatusCode::OK };
    Ok(page(&form, &Look::Before { lines: &lines, fates: &fates, is_other }, status))
}

async fn looked_at(app: &App, event: &Event, lines: &[Line<'_>]) -> Result<Vec<Fate>, Failure> {
    let (on, now) = (app.store.read(), app.clock.now());
    let Some(scene) = Scene::of(on, event.id, now).await? else { return Err(Failure::NotFound) };
    Ok(fates(on, &scene, lines, event.offers(now)).await?)
}

fn text(form: &mut Form, language: Language) -> Option<String> {
    let missing = language.pick("Plak de lijst, op elke regel één persoon", "Paste the list, one person on each line");
    form.words("list", MAX_LIST, missing, &too_long(language))
}

fn too_long(language: Language) -> String {
    language.pick(
        format!("Deze lijst is te lang: hoogstens {MOST} mensen"),
        format!("This list is too long: at most {MOST} people"),
    )
}

/// What was looked at: when the list is another by the time of taking it, it is shown again.
fn seen(event: &Event, text: &str) -> String {
    sha256_hex(format!("{}\n{text}", event.id).as_bytes())
}

/// The lines that are still to be mended.
fn left_of(lines: &[Line<'_>]) -> String {
    let mut left: Vec<(usize, &str)> =
        lines.iter().filter(|line| line.who.is_err()).map(|line| (line.number, line.text)).collect();
    left.dedup();
    left.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}
