//! The pages of audiences.

mod build;
mod kind;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::audiences::find::{self, Audience};
use crate::audiences::pages::{self, saved};
use crate::audiences::{Asking, Removed, all, count, load, names, remove, sentence, texts};
use crate::base::id::{AudienceId, PublicationId};
use crate::staff::{self, Member};
use crate::web::{Access, Asked, Failure, Frame, Path, Routes};

pub(super) use kind::Choosing;

/// The pages of this room.
#[must_use]
pub fn routes() -> Routes<App> {
    let editor = Access::Editor;
    Routes::default()
        .get("/beheer/doelgroepen", editor, list)
        .get("/beheer/doelgroepen/nieuw", editor, build::new)
        .post("/beheer/doelgroepen/nieuw", editor, build::work_on_new)
        .post("/beheer/doelgroepen/tellen", editor, build::count_with)
        .get("/beheer/doelgroepen/{id}", editor, show)
        .get("/beheer/doelgroepen/{id}/wijzigen", editor, build::edit)
        .post("/beheer/doelgroepen/{id}/wijzigen", editor, build::work_on)
        .post("/beheer/doelgroepen/{id}/weg", editor, take_away)
}

/// What may stand behind the question mark. Everything is read leniently.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Question {
    uitgave: String,
    na: String,
    gedaan: String,
}

async fn known(app: &App, id: AudienceId) -> Result<Audience, Failure> {
    load(app.store.read(), id).await?.ok_or(Failure::NotFound)
}

/// How many of each publication's readers are meant.
async fn counts(
    app: &App,
    filter: &crate::audiences::Filter,
    publications: &[(PublicationId, String)],
) -> Result<Vec<(String, i64)>, Failure> {
    let (mut counts, asking) = (Vec::new(), Asking::of(app));
    for (id, name) in publications {
        counts.push((name.clone(), count(app.store.read(), filter, *id, &asking).await?));
    }
    Ok(counts)
}

/// `GET /beheer/doelgroepen`
async fn list(State(app): State<App>, frame: Frame, Asked(question): Asked<Question>) -> Result<Markup, Failure> {
    let (on, language) = (app.store.read(), frame.language);
    let members = staff::names(on).await?;
    let mut rows = Vec::new();
    for audience in all(on).await? {
        let names = names(&app, &audience.filter, language).await?;
        rows.push(saved::Row {
            sentence: sentence(&audience.filter, &names, language),
            by: members.get(&audience.row.changed_by).cloned().unwrap_or_default(),
            audience,
        });
    }
    Ok(saved::list(&frame, &rows, texts::said(&question.gedaan, language)))
}

/// `GET /beheer/doelgroepen/{id}`
async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<AudienceId>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let (on, language, audience) = (app.store.read(), frame.language, known(&app, id).await?);
    let names = names(&app, &audience.filter, language).await?;
    let publications = find::publications_by_name(on, language).await?;
    let wanted = publications.iter().map(|(id, _)| *id).find(|id| id.to_string() == question.uitgave);
    let chosen = wanted.or(publications.first().map(|(id, _)| *id));
    let people = match chosen {
        Some(publication) => {
            let of = (&audience.filter, publication);
            Some(find::people_of(on, of, question.na.parse().ok(), &Asking::of(&app)).await?)
        }
        None => None,
    };
    let members = staff::names(on).await?;
    let page = saved::AudiencePage {
        sentence: sentence(&audience.filter, &names, language),
        counts: counts(&app, &audience.filter, &publications).await?,
        uses: app.rooms.uses(&app, audience.row.id, language).await?,
        by: members.get(&audience.row.changed_by).cloned().unwrap_or_default(),
        said: texts::said(&question.gedaan, language),
        audience: &audience,
        publications,
        chosen,
        people,
    };
    Ok(pages::saved::show(&frame, &page))
}

/// `POST /beheer/doelgroepen/{id}/weg`
async fn take_away(State(app): State<App>, member: Member, Path(id): Path<AudienceId>) -> Result<Response, Failure> {
    Ok(match remove(&app, member.id, id).await? {
        Removed::Done => Redirect::to("/beheer/doelgroepen?gedaan=weg").into_response(),
        Removed::Used => Redirect::to(&format!("/beheer/doelgroepen/{id}?gedaan=gebruikt")).into_response(),
    })
}
