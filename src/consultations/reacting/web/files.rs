//! The document to take along: as paper, and as a table.

use axum::extract::State;
use axum::response::Response;

use crate::app::App;
use crate::base::id::ConsultationId;
use crate::base::paper;
use crate::centre;
use crate::consultations::reacting::paper::{MOST, sheet};
use crate::consultations::reacting::reaction::gather;
use crate::consultations::reacting::table;
use crate::consultations::web::consultation;
use crate::consultations::{Consultation, ConsultationState};
use crate::web::download::{self, Kind, TableFile};
use crate::web::{Failure, Path};

/// `GET /consultaties/{id}/nota/{form}`: once it is public, and never before.
pub(super) async fn public(
    State(app): State<App>,
    Path((id, form)): Path<(ConsultationId, String)>,
) -> Result<Response, Failure> {
    let the = consultation(&app, id).await?;
    if the.row.state != ConsultationState::Published {
        return Err(Failure::NotFound);
    }
    file(&app, &the, &form).await
}

/// `GET /beheer/consultaties/{id}/nota/bestand/{form}`: what will be public, marked as a draft.
pub(super) async fn draft(
    State(app): State<App>,
    Path((id, form)): Path<(ConsultationId, String)>,
) -> Result<Response, Failure> {
    file(&app, &consultation(&app, id).await?, &form).await
}

async fn file(app: &App, the: &Consultation, form: &str) -> Result<Response, Failure> {
    let on = app.store.read();
    let reaction = gather(on, the).await?;
    let draft = if the.row.published_at.is_none() { "-concept" } else { "" };
    let name = format!("nota-van-antwoord-{}{draft}", the.row.id);
    if let Some(kind) = Kind::of_word(form) {
        let file = TableFile::begin(kind)?.lines(table::lines(&reaction)).await?.whole().await?;
        return Ok(download::answer(&file, kind, &name)?);
    }
    if form != "pdf" || !paper::ARE_MADE {
        return Err(Failure::NotFound);
    }
    if reaction.points.len() > MOST {
        return Err(Failure::TooLarge);
    }
    let centre = centre::current(on).await?.ok_or(Failure::NotFound)?;
    let sheet = sheet((the, &reaction), &centre, app.clock.now());
    // A draft is made anew each time: it says when, and few read it.
    let paper = if draft.is_empty() { paper::make_once(sheet).await? } else { paper::make(sheet).await?.into() };
    Ok(download::pdf(paper, &name))
}
