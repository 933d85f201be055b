//! The page behind a link of one's own. A GET changes nothing.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::Question;
use super::read::{at, form_of_answers, given, typed};
use crate::app::App;
use crate::dossiers::deciding::holder::{Seat, seat};
use crate::dossiers::deciding::pages::{self, Own, Typed, own_address};
use crate::dossiers::deciding::{Answered, Met, answer, texts};
use crate::web::{Asked, Failure, Filled, Form, Frame, Path};

/// A page that search engines stay away from.
fn unlisted(frame: Frame) -> Frame {
    Frame { noindex: true, ..frame }
}

/// What is asked, and what they answered.
pub(super) async fn page(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Asked(question): Asked<Question>,
) -> Result<Markup, Failure> {
    let seat = seat(&app, app.store.read(), &token).await?.ok_or(Failure::LinkUnknown)?;
    let form = form_of_answers(&seat.the, seat.one.id);
    let is_done = question.gedaan == "verstuurd";
    Ok(draw(&app, &unlisted(frame), (&seat, &token), (&form, &[], is_done)))
}

fn draw(
    app: &App,
    frame: &Frame,
    (seat, token): (&Seat, &str),
    (form, lost, is_done): (&Form, &[Typed], bool),
) -> Markup {
    pages::own(frame, &Own { seat, token, form, lost, is_done, now: app.clock.now() })
}

/// Answers.
pub(super) async fn send(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let frame = unlisted(frame);
    let language = frame.language;
    let Some(found) = seat(&app, app.store.read(), &token).await? else { return Ok(unknown(&frame, &form)) };
    if !found.the.is_open(app.clock.now()) {
        return Ok(late(&app, &frame, (&found, &token), &form));
    }
    let Some((all, on_behalf)) = given(&mut form, &found.the, language) else {
        let page = draw(&app, &frame, (&found, &token), (&form, &[], false));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    match answer(&app, &token, &all, &on_behalf).await? {
        Answered::Done(_) => Ok(Redirect::to(&own_address(&frame, &token, "?gedaan=verstuurd")).into_response()),
        Answered::Closed => Ok(late(&app, &frame, (&found, &token), &form)),
        Answered::Unknown => Ok(unknown(&frame, &form)),
        Answered::Met(met) => {
            let Some(now) = seat(&app, app.store.read(), &token).await? else { return Ok(unknown(&frame, &form)) };
            for (number, met) in &met {
                let field = match met {
                    Met::WithoutWords => "words",
                    Met::Withdrawn => "punt",
                    Met::Changed | Met::Elsewhere => "answer",
                };
                if *met == Met::Changed {
                    // What was chosen was chosen about another text; the words may still serve.
                    form.set(&at("answer", *number), "");
                }
                form.fault(at(field, *number), texts::met(*met, language));
            }
            // A withdrawn point has no place to type any more: what was typed there is shown to be copied.
            let mut lost = typed(&form);
            lost.retain(|one| met.contains(&(one.number, Met::Withdrawn)));
            let is_slip = met.iter().all(|(_, met)| *met == Met::WithoutWords);
            let status = if is_slip { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
            Ok((status, draw(&app, &frame, (&now, &token), (&form, &lost, false))).into_response())
        }
    }
}

/// It came too late: the page says so, and what was typed is still there.
fn late(app: &App, frame: &Frame, (seat, token): (&Seat, &str), form: &Form) -> Response {
    let lost = typed(form);
    (StatusCode::GONE, draw(app, frame, (seat, token), (&Form::empty(), &lost, false))).into_response()
}

/// The link opens nothing any more: nothing of the request is shown, and their own words stay.
fn unknown(frame: &Frame, form: &Form) -> Response {
    (StatusCode::NOT_FOUND, pages::refused(frame, &typed(form))).into_response()
}
