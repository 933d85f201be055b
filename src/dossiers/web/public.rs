//! What everybody reads. All of it comes out of what was frozen when the dossier was published.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use super::Question;
use crate::app::App;
use crate::base::id::DossierId;
use crate::dossiers::find::{self, Public};
use crate::dossiers::pages::public as pages;
use crate::dossiers::pages::reading::Filter;
use crate::dossiers::take_along;
use crate::dossiers::timeline::Timeline;
use crate::web::download::{self, Kind};
use crate::web::{Asked, Failure, Frame, Path};

/// The public dossiers.
pub(super) async fn list(State(app): State<App>, frame: Frame) -> Result<Markup, Failure> {
    Ok(pages::list(&frame, &find::heads(app.store.read()).await?))
}

async fn public(app: &App, id: DossierId) -> Result<(DossierId, Timeline), Failure> {
    match find::public(app.store.read(), id).await? {
        Some(Public::Open(timeline)) => Ok((id, *timeline)),
        Some(Public::Withdrawn(why)) => Err(Failure::Gone(why)),
        None => Err(Failure::NotFound),
    }
}

/// What somebody asks to see.
pub(super) fn filter(question: &Question) -> Filter {
    Filter {
        theme: question.thema.parse().ok(),
        year: question.jaar.parse().ok(),
        turns: question.kantelmomenten == "1",
        named: false,
    }
}

/// A timeline.
pub(super) async fn timeline(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<DossierId>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let (id, the) = public(&app, id).await?;
    Ok(pages::timeline(&frame, (id, &the), filter(&question)))
}

/// One entry at its own address.
pub(super) async fn entry(
    State(app): State<App>,
    frame: Frame,
    Path((id, number)): Path<(DossierId, i64)>,
) -> Result<Markup, Failure> {
    let (id, the) = public(&app, id).await?;
    let one = the.entries.iter().find(|entry| entry.number == number).ok_or(Failure::NotFound)?;
    Ok(pages::entry(&frame, (id, &the), one))
}

/// Where the pages of this language stand.
fn site(app: &App, frame: &Frame) -> String {
    format!("{}{}", app.base_url(), frame.language.prefix())
}

/// The timeline as a table.
pub(super) async fn table(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<DossierId>,
) -> Result<Response, Failure> {
    let (id, the) = public(&app, id).await?;
    let file = take_along::table(&the, (&site(&app, &frame), id), frame.language).await?;
    Ok(download::answer(&file, Kind::Csv, &format!("dossier-{id}"))?)
}

/// The timeline for machines.
pub(super) async fn data(State(app): State<App>, frame: Frame, Path(id): Path<DossierId>) -> Result<Response, Failure> {
    let (id, the) = public(&app, id).await?;
    let said = take_along::data(&the, (&site(&app, &frame), id)).to_string();
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"dossier-{id}.json\"")),
    ];
    Ok((headers, said).into_response())
}
