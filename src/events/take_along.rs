//! Names, addresses and answers as a file. It goes on record who took them.

use axum::response::Response;

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{EventId, MemberId};
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
    let tx = app.store.begin_write().await?;
    let note = Note::done("event.export", "event", event.0).with(format!("{name} {}", kind.ending()));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(download::answer(&file, kind, &format!("{name}-{event}"))?)
}
