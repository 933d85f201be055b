//! Names, addresses and answers as a file. It goes on record who took them.

use axum::response::Response;

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{EventId, MemberId};
use crate::base::paper::{self, Sheet};
use crate::web::Failure;
use crate::web::download::{self, Kind, TableFile};

/// Gives the lines, of which the first is the head, as a file with this name before the number of the event.
///
/// # Errors
/// Broken things; there is no such kind of file.
pub(super) async fn take_along(
    app: &App,
    by: MemberId,
    event: EventId,
    (name, kind, lines): (&str, &str, Vec<Vec<String>>),
) -> Result<Response, Failure> {
    let kind = Kind::of_word(kind).ok_or(Failure::NotFound)?;
    let file = TableFile::begin(kind)?.lines(lines).await?.whole().await?;
    on_record(app, by, event, &format!("{name} {}", kind.ending())).await?;
    Ok(download::answer(&file, kind, &format!("{name}-{event}"))?)
}

/// Gives a paper along as a PDF.
///
/// # Errors
/// Broken things; it took longer than it may.
pub(super) async fn take_paper(
    app: &App,
    by: MemberId,
    event: EventId,
    (name, sheet): (&str, Sheet),
) -> Result<Response, Failure> {
    let file = paper::make(sheet).await?;
    on_record(app, by, event, &format!("{name} pdf")).await?;
    Ok(download::pdf(file, &format!("{name}-{event}")))
}

async fn on_record(app: &App, by: MemberId, event: EventId, what: &str) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    let note = Note::done("event.export", "event", event.0).with(what.to_owned());
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(())
}
