//! The answer as a paper, by a button: setting it takes a moment, and one link may ask for so many in an hour.

use std::time::Duration;

use axum::extract::State;
use axum::response::Response;

use super::release::{frozen_of, ready};
use super::web::known;
use super::{Seat, paper as papers};
use crate::app::App;
use crate::base::paper::{self, Sheet};
use crate::base::secrets::sha256_hex;
use crate::centre;
use crate::consultations::enclosing::attached_of;
use crate::store;
use crate::web::download;
use crate::web::{Access, Failure, Filled, Frame, Path, Routes};

/// How often somebody may have one made in an hour.
const AN_HOUR: i64 = 20;

/// Its buttons.
pub(super) fn routes() -> Routes<App> {
    Routes::default().post("/consultaties/antwoord/{token}/alles/pdf", Access::Holder, draft).post(
        "/consultaties/antwoord/{token}/ontvangst/pdf",
        Access::Holder,
        receipt,
    )
}

async fn draft(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<Response, Failure> {
    let (seat, centre) = asked(&app, &token).await?;
    let ready = ready(app.store.read(), &seat).await?;
    let written = (ready.frozen(), ready.attached.as_slice());
    let sheet = papers::draft(frame.language, &seat, (app.clock.now(), written), &centre);
    made(&seat, ("antwoord-concept", "draft-answer"), &frame, sheet).await
}

async fn receipt(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let (seat, centre) = asked(&app, &token).await?;
    let version = form.version()?;
    let released = seat.invited.submissions.iter().find(|one| one.version == version).ok_or(Failure::NotFound)?;
    let (frozen, attached) = (frozen_of(released)?, attached_of(released)?);
    let sheet = papers::receipt(frame.language, &seat, (released, (&frozen, &attached)), &centre);
    made(&seat, ("ontvangstbewijs", "receipt"), &frame, sheet).await
}

async fn asked(app: &App, token: &str) -> Result<(Seat, centre::Centre), Failure> {
    let seat = known(app, token).await?;
    if !paper::ARE_MADE {
        return Err(Failure::NotFound);
    }
    let key = sha256_hex(format!("paper of an answer {}", seat.invitee.id).as_bytes());
    let now = app.clock.now();
    if let Some(wait) = store::take(&app.store, &key, AN_HOUR, Duration::from_hours(1), now).await? {
        return Err(Failure::TooMany(wait));
    }
    let centre = centre::current(app.store.read()).await?.ok_or(Failure::NotFound)?;
    Ok((seat, centre))
}

async fn made(seat: &Seat, (dutch, english): (&str, &str), frame: &Frame, sheet: Sheet) -> Result<Response, Failure> {
    let file = paper::make(sheet).await?;
    Ok(download::pdf(file, &format!("{}-{}", frame.language.pick(dutch, english), seat.the.row.id)))
}
