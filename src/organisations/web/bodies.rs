//! Bodies and their seats.

use axum::extract::State;
use axum::response::Response;
use maud::Markup;

use super::{Question, again, read, to};
use crate::app::App;
use crate::base::Language;
use crate::base::id::{AreaId, BodyId, SeatId};
use crate::base::wall_time::date_of;
use crate::organisations::find::{self, Body};
use crate::organisations::organisation::BODY_KINDS;
use crate::organisations::pages::{bodies as pages, people};
use crate::organisations::{
    NewBody, Saved, add_body, change_body, end_body, end_seat as end_a_seat, reopen_body, take_seat, texts,
};
use crate::staff::{Member, Posted};
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

/// The pages of bodies.
pub(super) fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/gremia", editor, list)
        .get("/beheer/gremia/nieuw", editor, new)
        .post("/beheer/gremia/nieuw", editor, add)
        .get("/beheer/gremia/{id}", editor, show)
        .get("/beheer/gremia/{id}/wijzigen", editor, edit)
        .post("/beheer/gremia/{id}/wijzigen", editor, save)
        .post("/beheer/gremia/{id}/einde", editor, end)
        .post("/beheer/gremia/{id}/heropenen", editor, reopen)
        .get("/beheer/gremia/{id}/leden/nieuw", editor, new_seat)
        .post("/beheer/gremia/{id}/leden/nieuw", editor, add_seat)
        .get("/beheer/gremia/{id}/leden/{seat}/einde", editor, ask_end_seat)
        .post("/beheer/gremia/{id}/leden/{seat}/einde", editor, end_seat)
}

pub(super) async fn known(app: &App, id: BodyId) -> Result<Body, Failure> {
    find::body(app.store.read(), id).await?.ok_or(Failure::NotFound)
}

pub(super) fn address(id: BodyId) -> String {
    format!("/beheer/gremia/{id}")
}

async fn list(State(app): State<App>, frame: Frame) -> Result<Markup, Failure> {
    let on = app.store.read();
    let bodies = find::all_bodies(on, date_of(app.clock.now())).await?;
    Ok(pages::list(&frame, &bodies, &find::areas(on, frame.language).await?))
}

async fn new(State(app): State<App>, frame: Frame) -> Result<Markup, Failure> {
    let areas = find::areas(app.store.read(), frame.language).await?;
    Ok(pages::form(&frame, &Form::empty(), None, &areas))
}

fn wanted(form: &mut Form, areas: &[(AreaId, String)], language: Language) -> Option<NewBody> {
    let kind = form.read("kind", |text| {
        let known = BODY_KINDS.into_iter().find(|kind| kind.word() == text);
        known.ok_or_else(|| texts::kind_wanted(language).to_owned())
    });
    let name = read::name(form, language);
    let area = read::area(form, areas, language);
    let new = NewBody { kind: kind?, name: name?, area };
    form.is_clean().then_some(new)
}

async fn add(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let areas = find::areas(app.store.read(), frame.language).await?;
    if let Some(new) = wanted(&mut form, &areas, frame.language) {
        match add_body(&app, member.id, &new).await? {
            Saved::Done(id) => return Ok(to(&address(id), "toegevoegd")),
            Saved::Taken | Saved::Overtaken => form.fault("name", texts::name_taken(frame.language)),
        }
    }
    Ok(again(pages::form(&frame, &form, None, &areas)))
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<BodyId>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let (on, row) = (app.store.read(), known(&app, id).await?);
    let area = find::areas(on, frame.language).await?.into_iter().find(|(id, _)| Some(*id) == row.area_id);
    let seats = find::seats(on, row.id).await?;
    let page = pages::BodyPage {
        organisations: find::names_of(on, seats.iter().filter_map(|seat| seat.organisation), frame.language).await?,
        seats,
        area: area.map(|(_, name)| name),
        today: date_of(app.clock.now()),
        said: texts::said(&question.gedaan, frame.language),
        row: &row,
    };
    Ok(pages::body(&frame, &page))
}

fn form_of(row: &Body) -> Form {
    Form::with(&[
        ("kind", row.kind.word()),
        ("name", &row.name),
        ("area", &row.area_id.map(|id| id.to_string()).unwrap_or_default()),
        ("version", &row.version.to_string()),
    ])
}

async fn edit(State(app): State<App>, frame: Frame, Path(id): Path<BodyId>) -> Result<Markup, Failure> {
    let row = known(&app, id).await?;
    let areas = find::areas(app.store.read(), frame.language).await?;
    Ok(pages::form(&frame, &form_of(&row), Some(&row), &areas))
}

async fn save((State(app), frame, member, Path(id), Filled(mut form)): Posted<BodyId>) -> Result<Response, Failure> {
    let row = known(&app, id).await?;
    let areas = find::areas(app.store.read(), frame.language).await?;
    let version = form.version()?;
    if let Some(new) = wanted(&mut form, &areas, frame.language) {
        match change_body(&app, member.id, row.id, version, &new).await? {
            Saved::Done(id) => return Ok(to(&address(id), "bewaard")),
            Saved::Taken => form.fault("name", texts::name_taken(frame.language)),
            Saved::Overtaken if row.ended_at.is_some() => return Ok(to(&address(row.id), "te-laat")),
            Saved::Overtaken => {
                form.set("version", known(&app, id).await?.version.to_string());
                form.fault("name", texts::overtaken(frame.language));
            }
        }
    }
    Ok(again(pages::form(&frame, &form, Some(&row), &areas)))
}

async fn end(State(app): State<App>, member: Member, Path(id): Path<BodyId>) -> Result<Response, Failure> {
    let row = known(&app, id).await?;
    let done = matches!(end_body(&app, member.id, row.id).await?, Saved::Done(_));
    Ok(to(&address(row.id), if done { "beeindigd" } else { "te-laat" }))
}

async fn reopen(State(app): State<App>, member: Member, Path(id): Path<BodyId>) -> Result<Response, Failure> {
    let row = known(&app, id).await?;
    match reopen_body(&app, member.id, row.id).await? {
        Saved::Done(_) => Ok(to(&address(row.id), "heropend")),
        Saved::Overtaken => Ok(to(&address(row.id), "te-laat")),
        Saved::Taken => Ok(to(&address(row.id), "naam-bezet")),
    }
}

async fn new_seat(State(app): State<App>, frame: Frame, Path(id): Path<BodyId>) -> Result<Markup, Failure> {
    let row = known(&app, id).await?;
    let form = Form::with(&[("from_on", &date_of(app.clock.now()).to_string())]);
    let choice = find::to_choose(app.store.read()).await?;
    Ok(people::new_seat(&frame, &form, (&address(row.id), &row.name), &choice))
}

async fn add_seat(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<BodyId>,
) -> Result<Response, Failure> {
    let row = known(&app, id).await?;
    let choice = find::to_choose(app.store.read()).await?;
    if let Some(seat) = read::seat(&mut form, &choice, frame.language) {
        match take_seat(&app, member.id, row.id, &seat).await? {
            Saved::Done(_) => return Ok(to(&address(row.id), "lid")),
            Saved::Overtaken => return Ok(to(&address(row.id), "te-laat")),
            Saved::Taken => form.fault("address", texts::already_member(frame.language)),
        }
    }
    Ok(again(people::new_seat(&frame, &form, (&address(row.id), &row.name), &choice)))
}

pub(super) async fn seat_of(app: &App, row: &Body, id: SeatId) -> Result<find::Placed<SeatId>, Failure> {
    find::seats(app.store.read(), row.id).await?.into_iter().find(|seat| seat.id == id).ok_or(Failure::NotFound)
}

async fn ask_end_seat(
    State(app): State<App>,
    frame: Frame,
    Path((id, seat)): Path<(BodyId, SeatId)>,
) -> Result<Markup, Failure> {
    let row = known(&app, id).await?;
    let seat = seat_of(&app, &row, seat).await?;
    let form = Form::with(&[("last", &date_of(app.clock.now()).to_string())]);
    let here = format!("{}/leden/{}/einde", address(row.id), seat.id);
    Ok(people::end(&frame, &form, (&address(row.id), &row.name), (&seat.name, &here)))
}

async fn end_seat(
    (State(app), frame, member, Path((id, seat)), Filled(mut form)): Posted<(BodyId, SeatId)>,
) -> Result<Response, Failure> {
    let row = known(&app, id).await?;
    let seat = seat_of(&app, &row, seat).await?;
    let here = format!("{}/leden/{}/einde", address(row.id), seat.id);
    if let Some(last) = read::last_day(&mut form, seat.term.from, frame.language) {
        let done = end_a_seat(&app, member.id, seat.id, last).await?;
        return Ok(to(&address(row.id), if done { "lid-einde" } else { "te-laat" }));
    }
    Ok(again(people::end(&frame, &form, (&address(row.id), &row.name), (&seat.name, &here))))
}
