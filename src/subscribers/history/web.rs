//! The routes of one subscriber.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::evidence::{self, Evidence};
use super::pages::{self, Page, Row};
use super::{gather, texts};
use crate::app::App;
use crate::base::Language;
use crate::base::id::PersonId;
use crate::centre::{self, Publication};
use crate::people::{self, Person};
use crate::returns;
use crate::staff::{Member, may};
use crate::subscribers::find::{self, Subscription};
use crate::subscribers::web::name_of;
use crate::subscribers::{chosen, moving, withdraw_on_request};
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

/// The longest reason, in characters.
const MAX_REASON: usize = 300;

/// The pages of one subscriber.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
        .get("/beheer/abonnees/{id}", Access::Member, person)
        .post("/beheer/abonnees/{id}/afmelden", Access::Editor, withdraw)
        .get("/beheer/abonnees/{id}/bewijs", Access::Member, evidence)
        .machine_get("/beheer/abonnees/{id}/bewijs.json", Access::Member, evidence_as_json)
}

/// What the address of a subscriber says about what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Done {
    afgemeld: String,
}

async fn person(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    Asked(done): Asked<Done>,
    member: Member,
    frame: Frame,
) -> Result<Response, Failure> {
    let view = View { member: &member, form: &Form::empty(), was_withdrawn: done.afgemeld == "ja" };
    draw(&app, &frame, &known(&app, id).await?, view).await
}

async fn known(app: &App, id: PersonId) -> Result<Person, Failure> {
    people::by_id(app.store.read(), id).await?.ok_or(Failure::NotFound)
}

struct View<'a> {
    member: &'a Member,
    form: &'a Form,
    was_withdrawn: bool,
}

async fn draw(app: &App, frame: &Frame, person: &Person, view: View<'_>) -> Result<Response, Failure> {
    let (on, language) = (app.store.read(), frame.language);
    let publications = centre::publications(on).await?;
    let subscriptions = find::subscriptions_of(on, &[person.id]).await?;
    let chosen = chosen::of_person(on, person.id).await?;
    let timeline = gather::timeline(on, &moving::all_along(on, person.id).await?, &publications, language).await?;
    let may_withdraw = may(Some(view.member), Access::Editor);
    let page = Page {
        id: person.id.0,
        address: &person.address,
        name: &person.name,
        language: person.language,
        since: person.created_at,
        paused_until: person.paused_until.filter(|until| *until > app.clock.now()),
        topics: &centre::names_of_topics(on, &chosen.topics, language).await?,
        areas: &centre::names_of_areas(on, &chosen.areas, language).await?,
        subscriptions: &rows(&subscriptions, &publications, language),
        timeline: &timeline,
        can_leave: &if may_withdraw { can_leave(&subscriptions, &publications, language) } else { Vec::new() },
        form: view.form,
        was_withdrawn: view.was_withdrawn,
        suppression: returns::in_force_of(on, person.id).await?.map(|id| id.0),
    };
    let status = if view.form.is_clean() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, pages::person(frame, &page)).into_response())
}

fn can_leave(rows: &[Subscription], publications: &[Publication], language: Language) -> Vec<(String, String)> {
    let active =
        |one: &&Publication| rows.iter().any(|row| row.publication_id == one.id() && row.withdrawn_at.is_none());
    publications.iter().filter(active).map(|one| (one.row.slug.clone(), one.name(language).to_owned())).collect()
}

fn rows(rows: &[Subscription], publications: &[Publication], language: Language) -> Vec<Row> {
    let row = |row: &Subscription| {
        let through = row.withdrawn_through.as_deref().unwrap_or(&row.source);
        Row {
            publication: name_of(publications, row.publication_id, language),
            since: row.confirmed_at,
            left: row.withdrawn_at,
            through: texts::through(through, language),
        }
    };
    rows.iter().map(row).collect()
}

/// Takes someone out of a publication because they asked for it.
async fn withdraw(
    State(app): State<App>,
    Path(id): Path<PersonId>,
    member: Member,
    frame: Frame,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let person = known(&app, id).await?;
    let publications = centre::publications(app.store.read()).await?;
    let missing = texts::withdraw_from_missing(frame.language);
    let publication = form.read("publication", |slug| {
        publications.iter().find(|one| one.row.slug == slug).map(Publication::id).ok_or_else(|| missing.to_owned())
    });
    let missing = texts::withdraw_reason_missing(frame.language);
    let reason = form.read("reason", |text| {
        let fits = !text.is_empty() && text.chars().count() <= MAX_REASON && !text.chars().any(char::is_control);
        if fits { Ok(text.to_owned()) } else { Err(missing.to_owned()) }
    });
    let (Some(publication), Some(reason)) = (publication, reason) else {
        return draw(&app, &frame, &person, View { member: &member, form: &form, was_withdrawn: false }).await;
    };
    withdraw_on_request(&app, member.id, person.id, publication, &reason).await?;
    Ok(Redirect::to(&format!("/beheer/abonnees/{}?afgemeld=ja", person.id)).into_response())
}

async fn evidence(State(app): State<App>, Path(id): Path<PersonId>, frame: Frame) -> Result<Response, Failure> {
    let (person, evidence) = evidence_of(&app, id, frame.language).await?;
    Ok(pages::evidence(&frame, person.id.0, &evidence).into_response())
}

async fn evidence_of(app: &App, id: PersonId, language: Language) -> Result<(Person, Evidence), Failure> {
    let (person, on) = (known(app, id).await?, app.store.read());
    let publications = centre::publications(on).await?;
    let all_along = moving::all_along(on, person.id).await?;
    let evidence = evidence::gather(on, &person, &all_along, (&publications, language), app.clock.now()).await?;
    Ok((person, evidence))
}

/// The same as data, to be kept as a file.
async fn evidence_as_json(State(app): State<App>, Path(id): Path<PersonId>, frame: Frame) -> Result<Response, Failure> {
    let (person, evidence) = evidence_of(&app, id, frame.language).await?;
    let body = serde_json::to_string_pretty(&evidence).map_err(|error| Failure::from(anyhow::Error::from(error)))?;
    // The same text as data, and none that a browser could take for mark-up.
    let body = body.replace('<', "\\u003c");
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"bewijs-{}.json\"", person.id)),
    ];
    Ok((headers, body).into_response())
}
