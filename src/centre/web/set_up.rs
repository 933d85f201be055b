//! The set-up page behind its one-time link.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::app::App;
use crate::centre::set_up::link::{Standing, standing};
use crate::centre::set_up::set_up;
use crate::centre::{Colour, Founding, filled, pages};
use crate::staff;
use crate::web::{Failure, Filled, Form, Frame, Path};

/// `GET /beheer/inrichten/{token}`
pub(super) async fn page(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<Response, Failure> {
    if let Some(elsewhere) = unless_open(&app, &frame, &token).await? {
        return Ok(elsewhere);
    }
    let form = Form::with(&[
        ("brand", &Colour::BRAND.to_string()),
        ("accent", &Colour::ACCENT.to_string()),
        ("per_year", "6"),
    ]);
    Ok(pages::set_up(&quiet(frame.clone()), &form, &address(&frame, &token)).into_response())
}

/// `POST /beheer/inrichten/{token}`
pub(super) async fn fill_in(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    if let Some(elsewhere) = unless_open(&app, &frame, &token).await? {
        return Ok(elsewhere);
    }
    let language = frame.language;
    let particulars = filled::particulars(&mut form, language);
    let domain = particulars.as_ref().map(|the| the.sender_address.domain().to_owned());
    let publication = filled::new_publication(&mut form, language, domain.as_deref());
    let first = filled::first_administrator(&mut form, language);
    let (Some(particulars), Some(publication), Some(first)) = (particulars, publication, first) else {
        let page = pages::set_up(&quiet(frame.clone()), &form, &address(&frame, &token));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    set_up(&app, &token, &Founding { particulars, publications: vec![publication] }, &first).await?;
    Ok(to_next_step(&frame, &token))
}

/// `GET /beheer/inrichten/{token}/klaar`: for an hour after the set-up.
pub(super) async fn done(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<Response, Failure> {
    match standing(app.store.read(), &token, app.clock.now()).await? {
        Standing::JustUsed => {
            let join = staff::way_in_of_first(&app).await?;
            Ok(pages::set_up_done(&quiet(frame), join.as_deref()).into_response())
        }
        Standing::Used => Ok(pages::set_up_used(&quiet(frame)).into_response()),
        Standing::Open => Ok(Redirect::to(&address(&frame, &token)).into_response()),
        Standing::Unknown => Err(Failure::LinkUnknown),
    }
}

/// Where a reader whose link does not open the form goes.
async fn unless_open(app: &App, frame: &Frame, token: &str) -> Result<Option<Response>, Failure> {
    match standing(app.store.read(), token, app.clock.now()).await? {
        Standing::Open => Ok(None),
        Standing::JustUsed => Ok(Some(to_next_step(frame, token))),
        Standing::Used => Ok(Some(pages::set_up_used(&quiet(frame.clone())).into_response())),
        Standing::Unknown => Err(Failure::LinkUnknown),
    }
}

fn to_next_step(frame: &Frame, token: &str) -> Response {
    Redirect::to(&format!("{}/klaar", address(frame, token))).into_response()
}

fn address(frame: &Frame, token: &str) -> String {
    format!("{}/beheer/inrichten/{token}", frame.language.prefix())
}

/// A page behind a token stays out of search engines (row W39).
fn quiet(frame: Frame) -> Frame {
    Frame { noindex: true, ..frame }
}
