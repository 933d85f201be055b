//! What staff see and do.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::publications;
use crate::app::App;
use crate::base::Language;
use crate::base::id::{PersonId, PublicationId};
use crate::centre::Publication;
use crate::people::{self, Person};
use crate::returns;
use crate::staff::{Member, may};
use crate::subscribers::find::{self, Consent, Sent, Subscription};
use crate::subscribers::pages::{self, PersonPage};
use crate::subscribers::{texts, withdraw_on_request};
use crate::web::{Access, Asked, Failure, Filled, Form, Frame};

/// The longest reason, in characters.
const MAX_REASON: usize = 300;

fn name_of(publications: &[Publication], id: PublicationId, language: Language) -> String {
    publications.iter().find(|one| one.id() == id).map_or_else(|| id.to_string(), |one| one.name(language).to_owned())
}

/// What the address of a subscriber says about what was just done.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Done {
    #[serde(default)]
    afgemeld: String,
}

/// The page of one subscriber.
pub(super) async fn person(
    State(app): State<App>,
    Path(id): Path<String>,
    Asked(done): Asked<Done>,
    member: Member,
    frame: Frame,
) -> Result<Response, Failure> {
    let view = View { member: &member, form: &Form::empty(), was_withdrawn: done.afgemeld == "ja" };
    draw(&app, &frame, &known(&app, &id).await?, view).await
}

async fn known(app: &App, id: &str) -> Result<Person, Failure> {
    let id: PersonId = id.parse().map_err(|_| Failure::NotFound)?;
    people::by_id(app.store.read(), id).await?.ok_or(Failure::NotFound)
}

struct View<'a> {
    member: &'a Member,
    form: &'a Form,
    was_withdrawn: bool,
}

async fn draw(app: &App, frame: &Frame, person: &Person, view: View<'_>) -> Result<Response, Failure> {
    let (on, language) = (app.store.read(), frame.language);
    let publications = publications(app).await?;
    let subscriptions = find::subscriptions_of(on, &[person.id]).await?;
    let (consents, letters) = find::history_of(on, person.id).await?;
    let may_withdraw = may(Some(view.member), Access::Editor);
    let page = PersonPage {
        id: person.id.0,
        address: &person.address,
        name: &person.name,
        language: person.language,
        since: person.created_at,
        can_leave: if may_withdraw { can_leave(&subscriptions, &publications, language) } else { Vec::new() },
        subscriptions: subscription_rows(&subscriptions, &publications, language),
        consents: consent_rows(&consents, &publications, language),
        letters: letter_rows(&letters, language),
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

fn subscription_rows(
    rows: &[Subscription],
    publications: &[Publication],
    language: Language,
) -> Vec<(String, crate::base::Instant, Option<crate::base::Instant>, String)> {
    let row = |row: &Subscription| {
        let through = row.withdrawn_through.as_deref().unwrap_or(&row.source);
        let name = name_of(publications, row.publication_id, language);
        (name, row.confirmed_at, row.withdrawn_at, texts::through(through, language).to_owned())
    };
    rows.iter().map(row).collect()
}

fn consent_rows(
    rows: &[Consent],
    publications: &[Publication],
    language: Language,
) -> Vec<(crate::base::Instant, &'static str, String, &'static str, String)> {
    let row = |row: &Consent| {
        let name = name_of(publications, row.publication_id, language);
        let act = texts::act(row.act.word(), language);
        (row.at, act, name, texts::through(&row.source, language), row.basis.clone())
    };
    rows.iter().map(row).collect()
}

fn letter_rows(rows: &[Sent], language: Language) -> Vec<(crate::base::Instant, String, &'static str)> {
    let row = |row: &Sent| {
        let label = texts::letter_label(&row.label, language);
        (row.opened_at, label, texts::delivery(row.state.word(), language))
    };
    rows.iter().map(row).collect()
}

/// Takes someone out of a publication because they asked for it.
pub(super) async fn withdraw(
    State(app): State<App>,
    Path(id): Path<String>,
    member: Member,
    frame: Frame,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let person = known(&app, &id).await?;
    let publications = publications(&app).await?;
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
