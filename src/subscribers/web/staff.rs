//! The list of subscribers.

use axum::extract::State;
use axum::response::IntoResponse;
use serde::Deserialize;

use super::publications;
use crate::app::App;
use crate::base::Language;
use crate::base::id::PublicationId;
use crate::centre::Publication;
use crate::people::Person;
use crate::subscribers::count_reachable;
use crate::subscribers::find::{self, Search};
use crate::subscribers::pages::{self, ListPage, ListRow};
use crate::web::{Asked, Failure, Form, Frame};

/// The longest search, in characters.
const MAX_SEARCH: usize = 254;

/// What stands behind the question mark of the list.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    zoek: String,
    #[serde(default)]
    uitgave: String,
    #[serde(default)]
    na: String,
}

/// The list of subscribers.
pub(super) async fn list(
    State(app): State<App>,
    Asked(wanted): Asked<Wanted>,
    frame: Frame,
) -> Result<impl IntoResponse, Failure> {
    let (on, language) = (app.store.read(), frame.language);
    let publications = publications(&app).await?;
    let words: String = wanted.zoek.trim().chars().take(MAX_SEARCH).collect();
    let chosen = publications.iter().find(|one| one.row.slug == wanted.uitgave);
    let search =
        Search { words: words.clone(), publication: chosen.map(Publication::id), after: wanted.na.parse().ok() };
    let found = find::subscribers(on, &search).await?;
    let rows = rows(&app, &found.rows, &publications, language).await?;
    let slug = chosen.map_or("", |one| one.row.slug.as_str());
    let next = found.next.map(|after| next_address(&words, slug, after)).transpose()?;
    let mut counts = Vec::new();
    for publication in &publications {
        counts.push((
            publication.name(language).to_owned(),
            count_reachable(on, publication.id(), app.clock.now()).await?,
        ));
    }
    let page = ListPage {
        form: &Form::with(&[("zoek", &words), ("uitgave", slug)]),
        publications: &publications,
        counts: &counts,
        total: find::count_subscribers(on).await?,
        rows: &rows,
        next,
    };
    Ok(pages::list(&frame, &page))
}

fn next_address(words: &str, slug: &str, after: i64) -> Result<String, Failure> {
    let query = serde_html_form::to_string([("zoek", words), ("uitgave", slug), ("na", &after.to_string())]);
    let query = query.map_err(|error| Failure::from(anyhow::Error::from(error)))?;
    Ok(format!("/beheer/abonnees?{query}"))
}

async fn rows(
    app: &App,
    people: &[Person],
    publications: &[Publication],
    language: Language,
) -> Result<Vec<ListRow>, Failure> {
    let ids: Vec<_> = people.iter().map(|person| person.id).collect();
    let subscriptions = find::subscriptions_of(app.store.read(), &ids).await?;
    let row = |person: &Person| {
        let of_person = subscriptions.iter().filter(|row| row.person_id == person.id);
        let active = of_person.filter(|row| row.withdrawn_at.is_none());
        ListRow {
            id: person.id.0,
            address: person.address.clone(),
            name: person.name.clone(),
            language: person.language,
            receives: active.map(|row| name_of(publications, row.publication_id, language)).collect(),
            since: person.created_at,
        }
    };
    Ok(people.iter().map(row).collect())
}

pub(in crate::subscribers) fn name_of(publications: &[Publication], id: PublicationId, language: Language) -> String {
    publications.iter().find(|one| one.id() == id).map_or_else(|| id.to_string(), |one| one.name(language).to_owned())
}
