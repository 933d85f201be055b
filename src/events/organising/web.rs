//! The handlers of the organiser's pages.

use axum::extract::State;
use axum::response::Response;
use maud::Markup;

use super::super::asking::of_event;
use super::super::event::spaced;
use super::super::find::{self, Registration, Which};
use super::super::making::known;
use super::pages;
use super::{act, decide, evaluation, goal, overview, paper, people};
use crate::app::App;
use crate::base::Language;
use crate::base::id::{EventId, EventSessionId};
use crate::base::wall_time::short_moment;
use crate::events::take_along::take_along;
use crate::events::{AnsweredQuestions, Programme};
use crate::staff::Posted;
use crate::web::{Access, Failure, Filled, Frame, Path, Routes};

pub(in crate::events) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/bijeenkomsten", editor, list)
        .post("/beheer/bijeenkomsten/aantallen", editor, goal::set)
        .get("/beheer/bijeenkomsten/{id}", editor, overview::one)
        .post("/beheer/bijeenkomsten/{id}/afgelasten", editor, act::call_it_off)
        .post("/beheer/bijeenkomsten/{id}/kopie", editor, act::copy_it)
        .post("/beheer/bijeenkomsten/{id}/aanvragen", editor, decide::decide)
        .get("/beheer/bijeenkomsten/{id}/mensen", editor, people::list)
        .post("/beheer/bijeenkomsten/{id}/mensen/nieuw", editor, act::add)
        .post("/beheer/bijeenkomsten/{id}/mensen/{registration}/afmelden", editor, act::take_off)
        .post("/beheer/bijeenkomsten/{id}/mensen/bestand", editor, export)
        .get("/beheer/bijeenkomsten/{id}/papier", editor, paper::show)
        .post("/beheer/bijeenkomsten/{id}/papier", editor, paper::take)
        .get("/beheer/bijeenkomsten/{id}/evaluatie", editor, evaluation::show)
        .post("/beheer/bijeenkomsten/{id}/evaluatie", editor, evaluation::set)
        .post("/beheer/bijeenkomsten/{id}/evaluatie/bestand", editor, evaluation::export)
}

async fn list(State(app): State<App>, frame: Frame) -> Result<Markup, Failure> {
    let now = app.clock.now();
    let events = find::events(app.store.read(), Which::All, now).await?;
    Ok(pages::list(&frame, &events, now))
}

/// `POST …/mensen/bestand`: a post, because it goes on record who took the addresses.
async fn export((State(app), frame, member, Path(id), Filled(form)): Posted<EventId>) -> Result<Response, Failure> {
    let (event, programme) = known(&app, id).await?;
    let language = frame.language;
    let answered = of_event(app.store.read(), event.id).await?;
    let mut lines = vec![head(&answered, language)];
    for (row, chosen) in find::everybody(app.store.read(), event.id).await? {
        let address = find::address_of(app.store.read(), &row).await?.unwrap_or_default();
        let mut cells = line(&programme, (&row, &chosen), address, language);
        cells.extend(answered.questions.iter().map(|one| one.shown(answered.answer(row.id, one.id), language)));
        lines.push(cells);
    }
    take_along(&app, member.id, event.id, ("bijeenkomst", form.trimmed("kind"), lines)).await
}

/// A column for each question, also for one that is no longer asked and was answered.
fn head(answered: &AnsweredQuestions, language: Language) -> Vec<String> {
    let dutch =
        ["Naam", "E-mailadres", "Organisatie", "Status", "Workshops", "Wensen", "Code", "Aangemeld op", "Binnen om"];
    let english =
        ["Name", "E-mail address", "Organisation", "State", "Workshops", "Needs", "Code", "Registered on", "In at"];
    let fixed = language.pick(dutch, english).map(str::to_owned);
    fixed.into_iter().chain(answered.questions.iter().map(|one| one.ask(language).to_owned())).collect()
}

fn line(
    programme: &Programme,
    (row, chosen): (&Registration, &[EventSessionId]),
    address: String,
    language: Language,
) -> Vec<String> {
    let sessions = chosen.iter().filter_map(|id| programme.session(*id)).map(|session| session.label(language));
    vec![
        row.name.clone(),
        address,
        row.organisation.clone(),
        pages::state(row, language).to_owned(),
        sessions.collect::<Vec<_>>().join("; "),
        row.needs.clone(),
        spaced(&row.code),
        short_moment(row.made_at, language),
        row.in_at.map(|at| short_moment(at, language)).unwrap_or_default(),
    ]
}
