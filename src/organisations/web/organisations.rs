//! Organisations: the list, the page of one, and what staff change.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::Datelike as _;
use maud::Markup;

use super::{Question, again, read, to};
use crate::app::App;
use crate::base::Language;
use crate::base::id::OrganisationId;
use crate::base::wall_time::date_of;
use crate::organisations::find::{self, Organisation};
use crate::organisations::organisation::{KINDS, NOTE, REASON};
use crate::organisations::pages::{make as new_pages, one as pages};
use crate::organisations::{
    NewOrganisation, OrganisationKind, Saved, add_note, find::open_tasks, save as acts, texts, timeline,
};
use crate::organisations::{
    pages::timeline::{Happened, Names},
    reachability,
};
use crate::staff::{self, Member, Posted};
use crate::web::{Asked, Failure, Filled, Form, Frame, Path};

fn address(id: OrganisationId) -> String {
    format!("/beheer/organisaties/{id}")
}

fn kind_of(word: &str) -> Option<OrganisationKind> {
    KINDS.into_iter().find(|kind| kind.word() == word)
}

/// `GET /beheer/organisaties/nieuw`
pub(super) async fn new(State(app): State<App>, frame: Frame) -> Result<Markup, Failure> {
    let areas = find::areas(app.store.read(), frame.language).await?;
    Ok(new_pages::new(&frame, &Form::empty(), &areas))
}

/// `POST /beheer/organisaties/nieuw`
pub(super) async fn add(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let areas = find::areas(app.store.read(), frame.language).await?;
    let Some(new) = wanted(&mut form, &areas, frame.language) else {
        return Ok(again(new_pages::new(&frame, &form, &areas)));
    };
    match acts::add(&app, member.id, &new).await? {
        Saved::Done(id) => Ok(to(&address(id), "toegevoegd")),
        Saved::Taken | Saved::Overtaken => {
            form.fault("name", texts::name_taken(frame.language));
            Ok(again(new_pages::new(&frame, &form, &areas)))
        }
    }
}

fn wanted(form: &mut Form, areas: &[(crate::base::id::AreaId, String)], language: Language) -> Option<NewOrganisation> {
    let kind = form.read("kind", |text| kind_of(text).ok_or_else(|| texts::kind_wanted(language).to_owned()));
    let name = read::name(form, language);
    let area = read::area(form, areas, language);
    let new = NewOrganisation { kind: kind?, name: name?, area };
    form.is_clean().then_some(new)
}

async fn known(app: &App, id: OrganisationId) -> Result<Organisation, Failure> {
    find::organisation(app.store.read(), id).await?.ok_or(Failure::NotFound)
}

/// `GET /beheer/organisaties/{id}`
pub(super) async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<OrganisationId>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let row = known(&app, id).await?;
    draw(&app, &frame, row, (&question, &Form::with(&[("once", &app.random.token())]))).await
}

async fn draw(
    app: &App,
    frame: &Frame,
    row: Organisation,
    (question, note): (&Question, &Form),
) -> Result<Markup, Failure> {
    let (on, today) = (app.store.read(), date_of(app.clock.now()));
    let (mut facts, mut written) = timeline(app, row.id, today, frame.language).await?;
    let mut years: Vec<i32> = facts.iter().map(|fact| date_of(fact.at).year()).chain([today.year()]).collect();
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    let year = question.jaar.parse().ok().filter(|year| years.contains(year)).unwrap_or(today.year());
    written.entry(today.year()).or_default();
    facts.retain(|fact| date_of(fact.at).year() == year);
    let contacts = find::contacts(on, row.id).await?;
    let areas = find::areas(on, frame.language).await?;
    let page = pages::OrganisationPage {
        reach: reachability(on, today, &[row.id]).await?[&row.id],
        area: areas.into_iter().find(|(id, _)| Some(*id) == row.area_id).map(|(_, name)| name),
        tasks: open_tasks(on, Some(row.id), 100).await?,
        bodies: find::bodies_of(on, row.id, today).await?,
        happened: Happened { names: Names::of(&contacts, staff::names(on).await?), facts, written, years, year },
        said: texts::said(&question.gedaan, frame.language),
        row: &row,
        contacts,
        today,
        note,
    };
    Ok(pages::organisation(frame, &page))
}

fn form_of(row: &Organisation) -> Form {
    Form::with(&[
        ("kind", row.kind.word()),
        ("name", &row.name),
        ("area", &row.area_id.map(|id| id.to_string()).unwrap_or_default()),
        ("version", &row.version.to_string()),
    ])
}

/// `GET /beheer/organisaties/{id}/wijzigen`
pub(super) async fn edit(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<OrganisationId>,
) -> Result<Markup, Failure> {
    let row = known(&app, id).await?;
    let areas = find::areas(app.store.read(), frame.language).await?;
    Ok(pages::edit(&frame, (&form_of(&row), &Form::empty()), &row, &areas))
}

/// `POST /beheer/organisaties/{id}/wijzigen`
pub(super) async fn save(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<OrganisationId>,
) -> Result<Response, Failure> {
    let row = known(&app, id).await?;
    let areas = find::areas(app.store.read(), frame.language).await?;
    let version = form.version()?;
    let Some(new) = wanted(&mut form, &areas, frame.language) else {
        return Ok(again(pages::edit(&frame, (&form, &Form::empty()), &row, &areas)));
    };
    match acts::change(&app, member.id, row.id, version, &new).await? {
        Saved::Done(id) => return Ok(to(&address(id), "bewaard")),
        Saved::Taken => form.fault("name", texts::name_taken(frame.language)),
        Saved::Overtaken if row.ended_at.is_some() => return Ok(to(&address(row.id), "te-laat")),
        Saved::Overtaken => {
            let now = known(&app, id).await?;
            form.set("version", now.version.to_string());
            form.fault("name", texts::overtaken(frame.language));
        }
    }
    Ok(again(pages::edit(&frame, (&form, &Form::empty()), &row, &areas)))
}

/// `POST /beheer/organisaties/{id}/einde`
pub(super) async fn end(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<OrganisationId>,
) -> Result<Response, Failure> {
    let row = known(&app, id).await?;
    let wanted = texts::reason_wanted(frame.language);
    let Some(reason) = form.words("reason", REASON, wanted, wanted) else {
        let areas = find::areas(app.store.read(), frame.language).await?;
        return Ok(again(pages::edit(&frame, (&form_of(&row), &form), &row, &areas)));
    };
    let said = match acts::end(&app, member.id, row.id, &reason).await? {
        Saved::Done(_) => "beeindigd",
        Saved::Taken | Saved::Overtaken => "te-laat",
    };
    Ok(to(&address(row.id), said))
}

/// `POST /beheer/organisaties/{id}/heropenen`
pub(super) async fn reopen(
    State(app): State<App>,
    member: Member,
    Path(id): Path<OrganisationId>,
) -> Result<Response, Failure> {
    let row = known(&app, id).await?;
    match acts::reopen(&app, member.id, row.id).await? {
        Saved::Done(_) => Ok(to(&address(row.id), "heropend")),
        Saved::Overtaken => Ok(to(&address(row.id), "te-laat")),
        Saved::Taken => Ok(to(&address(row.id), "naam-bezet")),
    }
}

/// `POST /beheer/organisaties/{id}/notities`
pub(super) async fn note(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<OrganisationId>,
) -> Result<Response, Failure> {
    let row = known(&app, id).await?;
    let once = form.trimmed("once").to_owned();
    if once.len() != 52 || !once.is_ascii() {
        return Err(Failure::Unreadable);
    }
    let wanted = texts::note_wanted(frame.language);
    let Some(body) = form.words("note", NOTE, wanted, wanted) else {
        return Ok(again(draw(&app, &frame, row, (&Question::default(), &form)).await?).into_response());
    };
    add_note(&app, member.id, row.id, (&body, &once)).await?;
    Ok(to(&address(row.id), "notitie"))
}
