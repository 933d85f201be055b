//! When answering ends: later than people were told, or now.

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::{again, both, read, refuse, to};
use crate::app::App;
use crate::base::id::{DecisionId, DossierId};
use crate::base::wall_time::parse_date;
use crate::dossiers::deciding::{Decision, MoreTime, close, give_more_time, pages};
use crate::dossiers::dossier::Dossier;
use crate::staff::Posted;
use crate::web::{Failure, Filled, Form, Frame, Path};

/// A request that can still be answered, or the answer that it cannot.
async fn still_open(
    app: &App,
    path: (DossierId, DecisionId),
) -> Result<Result<(Dossier, Decision), Response>, Failure> {
    let (dossier, the) = both(app, path).await?;
    Ok(if the.is_open(app.clock.now()) { Ok((dossier, the)) } else { Err(refuse(&the.address(), "gesloten")) })
}

/// The form of a later last day.
pub(super) async fn ask_more_time(
    State(app): State<App>,
    frame: Frame,
    Path(path): Path<(DossierId, DecisionId)>,
) -> Result<Response, Failure> {
    let (dossier, the) = match still_open(&app, path).await? {
        Ok(both) => both,
        Err(over) => return Ok(over),
    };
    let form = Form::with(&[("seen", &the.row.deadline_day)]);
    Ok(pages::more_time(&frame, (&dossier, &the), &form).into_response())
}

/// Gives it.
pub(super) async fn more_time(
    (State(app), frame, member, Path(path), Filled(mut form)): Posted<(DossierId, DecisionId)>,
) -> Result<Response, Failure> {
    let (dossier, the) = match still_open(&app, path).await? {
        Ok(both) => both,
        Err(over) => return Ok(over),
    };
    let (language, seen) = (frame.language, parse_date(form.value("seen")).ok_or(Failure::Unreadable)?);
    if let Some(wanted) = read::last_day(&mut form, language) {
        match give_more_time(&app, member.id, the.row.id, (seen, wanted)).await? {
            MoreTime::Done(_) => return Ok(to(&the.address(), "langer")),
            MoreTime::Overtaken => return Ok(refuse(&the.address(), "ingehaald")),
            MoreTime::NotLater => form.fault(
                "until",
                language.pick(
                    "Kies een latere dag dan in de brieven staat. Eerder sluiten kan met “Sluit nu”.",
                    "Choose a later day than the letters say. To end it earlier, close it now.",
                ),
            ),
            MoreTime::TooFar => form.fault(
                "until",
                language.pick(
                    "Dat is meer dan een jaar. Klopt het jaartal? Er gaan brieven over uit, en terug kan niet.",
                    "That is more than a year. Is the year right? Letters go out about it, and there is no way back.",
                ),
            ),
        }
    }
    Ok(again(pages::more_time(&frame, (&dossier, &the), &form)))
}

/// What closing means, before it is done.
pub(super) async fn ask_close(
    State(app): State<App>,
    frame: Frame,
    Path(path): Path<(DossierId, DecisionId)>,
) -> Result<Response, Failure> {
    let (dossier, the) = match still_open(&app, path).await? {
        Ok(both) => both,
        Err(over) => return Ok(over),
    };
    Ok(pages::close(&frame, &dossier, &the).into_response())
}

/// Closes.
pub(super) async fn close_it(
    (State(app), _, member, Path(path), _): Posted<(DossierId, DecisionId)>,
) -> Result<Response, Failure> {
    let the = match still_open(&app, path).await? {
        Ok((_, the)) => the,
        Err(over) => return Ok(over),
    };
    let is_closed = close(&app, member.id, the.row.id).await?;
    Ok(if is_closed { to(&the.address(), "gesloten") } else { refuse(&the.address(), "ingehaald") })
}
