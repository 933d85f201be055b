//! The handlers of the organiser's pages.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Deserialize;

use super::super::asking::of_event;
use super::super::event::spaced;
use super::super::find::{self, Registration, Which};
use super::super::making::known;
use super::super::papers::Row;
use super::super::quota::per_organisation;
use super::super::writing::letters_of;
use super::pages::{self, Overview};
use super::{act, evaluation, goal, paper};
use crate::app::App;
use crate::base::Language;
use crate::base::id::{EventId, EventSessionId};
use crate::base::wall_time::short_moment;
use crate::base::words::fold;
use crate::events::take_along::take_along;
use crate::events::{AnsweredQuestions, Decided, EventApproval, Programme, RegistrationState};
use crate::staff::Posted;
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

pub(in crate::events) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/bijeenkomsten", editor, list)
        .post("/beheer/bijeenkomsten/aantallen", editor, goal::set)
        .get("/beheer/bijeenkomsten/{id}", editor, one)
        .post("/beheer/bijeenkomsten/{id}/afgelasten", editor, act::call_it_off)
        .post("/beheer/bijeenkomsten/{id}/kopie", editor, act::copy_it)
        .post("/beheer/bijeenkomsten/{id}/mensen/nieuw", editor, act::add)
        .post("/beheer/bijeenkomsten/{id}/mensen/{registration}/afmelden", editor, act::take_off)
        .post("/beheer/bijeenkomsten/{id}/mensen/bestand", editor, export)
        .get("/beheer/bijeenkomsten/{id}/papier", editor, paper::show)
        .post("/beheer/bijeenkomsten/{id}/papier", editor, paper::take)
        .get("/beheer/bijeenkomsten/{id}/evaluatie", editor, evaluation::show)
        .post("/beheer/bijeenkomsten/{id}/evaluatie", editor, evaluation::set)
        .post("/beheer/bijeenkomsten/{id}/evaluatie/bestand", editor, evaluation::export)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Question {
    gedaan: String,
    zoek: String,
    stand: String,
    workshop: String,
    plaats: usize,
    wacht: usize,
    geweigerd: usize,
    vol: usize,
    laat: usize,
}

impl Question {
    /// What a decision about requests came to.
    fn decided(&self) -> Decided {
        Decided { places: self.plaats, waiting: self.wacht, refused: self.geweigerd, full: self.vol, late: self.laat }
    }
}

async fn list(State(app): State<App>, frame: Frame) -> Result<Markup, Failure> {
    let now = app.clock.now();
    let events = find::events(app.store.read(), Which::All, now).await?;
    Ok(pages::list(&frame, &events, now))
}

async fn one(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<EventId>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let form = Form::with(&[("zoek", &question.zoek), ("stand", &question.stand), ("workshop", &question.workshop)]);
    draw(&app, &frame, id, (&question, &form, "")).await
}

/// The same with a form that came back: `open` names the part of the page that stays open.
pub(in crate::events) async fn again(
    app: &App,
    frame: &Frame,
    id: EventId,
    (form, open): (&Form, &str),
) -> Result<Response, Failure> {
    let page = draw(app, frame, id, (&Question::default(), form, open)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn draw(
    app: &App,
    frame: &Frame,
    id: EventId,
    (question, form, open): (&Question, &Form, &str),
) -> Result<Markup, Failure> {
    let (event, programme) = known(app, id).await?;
    let everybody = find::everybody(app.store.read(), event.id).await?;
    let words = fold(question.zoek.trim());
    let state = RegistrationState::from_word(&question.stand);
    let workshop = question.workshop.parse().ok().map(EventSessionId);
    let is_wanted = |(row, chosen): &&Row| {
        let here = (row.state == RegistrationState::Registered, row.in_at.is_some());
        let by_state = match question.stand.as_str() {
            "in" => here == (true, true),
            "uit" => here == (true, false),
            "vraagt" => row.approval == EventApproval::Asked,
            "waiting" => row.state == RegistrationState::Waiting && row.approval != EventApproval::Asked,
            _ => state.is_none_or(|state| row.state == state),
        };
        let found = words.is_empty() || fold(&row.name).contains(&words) || fold(&row.organisation).contains(&words);
        by_state && found && workshop.is_none_or(|id| chosen.contains(&id))
    };
    let shown: Vec<&Row> = everybody.iter().filter(is_wanted).collect();
    let answered = of_event(app.store.read(), event.id).await?;
    let organisations = match event.quota {
        Some(_) => per_organisation(app.store.read(), event.id, app.clock.now()).await?,
        None => Vec::new(),
    };
    let letters = letters_of(app.store.read(), event.id).await?;
    let mut asking = Vec::new();
    for (row, _) in everybody.iter().filter(|(row, _)| row.approval == EventApproval::Asked) {
        asking.push((row, find::address_of(app.store.read(), row).await?.unwrap_or_default()));
    }
    asking.sort_by_key(|(row, _)| row.id);
    let overview = Overview {
        letters: &letters,
        asking: &asking,
        decided: question.decided(),
        organisations: &organisations,
        answered: &answered,
        event: &event,
        programme: &programme,
        everybody: &everybody,
        shown: &shown,
        form,
        open,
        said: &question.gedaan,
        now: app.clock.now(),
    };
    Ok(pages::overview(frame, &overview))
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
