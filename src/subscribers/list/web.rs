//! The routes of the list. Handlers parse, make one call and draw a page.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;

use super::counts::count;
use super::export::export;
use super::pages::{self, ConfirmPage, ListPage, ListRow, Removing};
use super::search::{Search, State as Stand, found};
use super::take_out::{MOST, take_out};
use super::{Selection, removing, texts};
use crate::app::App;
use crate::audit::Actor;
use crate::base::Language;
use crate::base::id::{PersonId, PublicationId, RemovalId};
use crate::base::page::Page;
use crate::centre::Publication;
use crate::people::Person;
use crate::staff::{Member, may};
use crate::store::tables::people::{Column, Entity};
use crate::subscribers::find;
use crate::subscribers::web::publications;
use crate::web::download::{self, Kind};
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path, Routes};

const PAGE: usize = 50;
/// The longest reason and the longest search, in characters.
const MAX_REASON: usize = 300;
const MAX_SEARCH: usize = 254;

/// The pages of the list.
pub(in crate::subscribers) fn routes() -> Routes<App> {
    Routes::default()
        .get("/beheer/abonnees", Access::Member, list)
        .post("/beheer/abonnees/selectie", Access::Editor, ask)
        .post("/beheer/abonnees/selectie/uitgave", Access::Editor, act)
        .post("/beheer/abonnees/uitschrijvingen/{id}/stoppen", Access::Editor, stop_removing)
        .post("/beheer/abonnees/selectie/export", Access::Approver, take_along)
}

/// What stands behind the question mark.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    zoek: String,
    #[serde(default)]
    uitgave: String,
    #[serde(default)]
    stand: String,
    #[serde(default)]
    na: String,
    #[serde(default)]
    uit: String,
    #[serde(default)]
    niemand: String,
}

/// What is looked for, in the words of addresses and forms.
fn search_of(form: &Form, publications: &[Publication]) -> Search {
    let chosen = publications.iter().find(|one| one.row.slug == form.value("uitgave"));
    Search {
        words: form.trimmed("zoek").chars().take(MAX_SEARCH).collect(),
        publication: chosen.map(Publication::id),
        state: Stand::from_word(form.value("stand")),
    }
}

/// The list of subscribers.
async fn list(
    State(app): State<App>,
    Asked(wanted): Asked<Wanted>,
    member: Member,
    frame: Frame,
) -> Result<impl IntoResponse, Failure> {
    let (on, language) = (app.store.read(), frame.language);
    let publications = publications(&app).await?;
    let form = Form::with(&[("zoek", &wanted.zoek), ("uitgave", &wanted.uitgave), ("stand", &wanted.stand)]);
    let search = search_of(&form, &publications);
    let after = PersonId(wanted.na.parse().unwrap_or(0));
    let ids = found(on, &search, app.clock.now(), after, PAGE + 1).await?;
    let ids = Page::of(ids, PAGE, |id| id.0);
    let mut counts = Vec::new();
    for publication in &publications {
        counts.push((publication.name(language).to_owned(), count(on, Some(publication.id()), app.clock.now()).await?));
    }
    let name_of = |id: PublicationId| publications.iter().find(|one| one.id() == id).map(|one| one.name(language));
    let removing = removing::under_way(on).await?.into_iter().map(|removal| Removing {
        id: removal.id.0,
        publication: name_of(removal.publication_id).unwrap_or_default().to_owned(),
        seen: removal.seen,
        many: removal.many,
    });
    let page = ListPage {
        removing: &removing.collect::<Vec<_>>(),
        form: &form,
        publications: &publications,
        counts: &counts,
        total: count(on, None, app.clock.now()).await?,
        rows: &rows(&app, &ids.rows, &publications, language).await?,
        next: ids.next.map(|after| next_address(&form, after)).transpose()?,
        taken_out: wanted.uit.parse().ok(),
        nobody: wanted.niemand == "ja",
        may_act: may(Some(&member), Access::Editor),
    };
    Ok(pages::list(&frame, &page))
}

fn next_address(form: &Form, after: i64) -> Result<String, Failure> {
    let after = after.to_string();
    let mut query: Vec<(&str, &str)> = ["zoek", "uitgave", "stand"].map(|name| (name, form.trimmed(name))).to_vec();
    query.retain(|(_, value)| !value.is_empty());
    query.push(("na", &after));
    let query = serde_html_form::to_string(query).map_err(|error| Failure::from(anyhow::Error::from(error)))?;
    Ok(format!("/beheer/abonnees?{query}"))
}

async fn rows(
    app: &App,
    ids: &[PersonId],
    publications: &[Publication],
    language: Language,
) -> Result<Vec<ListRow>, Failure> {
    let on = app.store.read();
    let people = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).order_by_asc(Column::Id).all(on).await?;
    let subscriptions = find::subscriptions_of(on, ids).await?;
    let name_of = |id: PublicationId| publications.iter().find(|one| one.id() == id).map(|one| one.name(language));
    let row = |person: &Person| {
        let of_person = subscriptions.iter().filter(|row| row.person_id == person.id && row.withdrawn_at.is_none());
        ListRow {
            id: person.id.0,
            address: person.address.clone(),
            name: person.name.clone(),
            language: person.language,
            receives: of_person.filter_map(|row| name_of(row.publication_id)).map(str::to_owned).collect(),
            is_paused: person.paused_until.is_some_and(|until| until > app.clock.now()),
            since: person.created_at,
        }
    };
    Ok(people.iter().map(row).collect())
}

/// Who the form is about: the ticked ones, or everyone whom its search finds. `None` when nobody is ticked.
fn selection_of(form: &Form, publications: &[Publication]) -> Option<Selection> {
    if form.value("wie") == "gevonden" {
        return Some(Selection::Found(search_of(form, publications)));
    }
    let ids: Vec<PersonId> = form.values("abonnee").iter().filter_map(|id| id.parse().ok()).collect();
    (!ids.is_empty()).then_some(Selection::These(ids))
}

/// Shows how many an act would touch, and asks which act it is to be.
async fn ask(State(app): State<App>, member: Member, frame: Frame, Filled(form): Filled) -> Result<Response, Failure> {
    confirm(&app, &frame, &member, &form).await
}

async fn confirm(app: &App, frame: &Frame, member: &Member, form: &Form) -> Result<Response, Failure> {
    let publications = publications(app).await?;
    let Some(selection) = selection_of(form, &publications) else {
        return Ok(Redirect::to("/beheer/abonnees?niemand=ja").into_response());
    };
    let many = selection.count(app.store.read(), app.clock.now()).await?;
    let page = ConfirmPage {
        form,
        publications: &publications,
        many,
        in_background: many > MOST,
        may_export: may(Some(member), Access::Approver),
    };
    let status = if form.is_clean() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, pages::confirm(frame, &page)).into_response())
}

/// Takes them out of a publication.
async fn act(
    State(app): State<App>,
    member: Member,
    frame: Frame,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let (language, publications) = (frame.language, publications(&app).await?);
    let Some(selection) = selection_of(&form, &publications) else {
        return Ok(Redirect::to("/beheer/abonnees?niemand=ja").into_response());
    };
    let missing = texts::from_missing(language).to_owned();
    let publication = form.read("publication", |slug| {
        publications.iter().find(|one| one.row.slug == slug).map(Publication::id).ok_or(missing)
    });
    let missing = texts::reason_missing(language).to_owned();
    let reason = form.read("reason", |text| {
        let fits = !text.is_empty() && text.chars().count() <= MAX_REASON && !text.chars().any(char::is_control);
        if fits { Ok(text.to_owned()) } else { Err(missing) }
    });
    let (Some(publication), Some(reason), true) = (publication, reason, form.is_clean()) else {
        return confirm(&app, &frame, &member, &form).await;
    };
    let many = selection.count(app.store.read(), app.clock.now()).await?;
    if let Selection::Found(search) = &selection
        && many > MOST
    {
        removing::begin(&app, member.id, search, (publication, many), &reason).await?;
        return Ok(Redirect::to("/beheer/abonnees").into_response());
    }
    let taken = take_out(&app, member.id, &selection, publication, &reason).await?;
    Ok(Redirect::to(&format!("/beheer/abonnees?uit={taken}")).into_response())
}

/// Stops a removal that is under way.
async fn stop_removing(State(app): State<App>, Path(id): Path<RemovalId>, member: Member) -> Result<Response, Failure> {
    removing::end(&app, id, Actor::Member(member.id)).await?;
    Ok(Redirect::to("/beheer/abonnees").into_response())
}

/// Gives them as a file: a post, because it goes on record who took the addresses.
async fn take_along(
    State(app): State<App>,
    member: Member,
    frame: Frame,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let kind = Kind::of_word(form.trimmed("kind")).ok_or(Failure::NotFound)?;
    let Some(selection) = selection_of(&form, &publications(&app).await?) else {
        return Ok(Redirect::to("/beheer/abonnees?niemand=ja").into_response());
    };
    let file = export(&app, member.id, &selection, kind, frame.language).await?;
    Ok(download::answer(&file, kind, frame.language.pick("abonnees", "subscribers"))?)
}
