//! Handlers: once more to those who missed it, leaving it at that, and the ledger as a file.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::known;
use crate::app::App;
use crate::base::id::SendingId;
use crate::delivery::Missed;
use crate::desk::again::{self, Again};
use crate::desk::export::export;
use crate::desk::sending::SendingState;
use crate::desk::{find, pages};
use crate::staff::Member;
use crate::web::download::{self, Kind};
use crate::web::{Failure, Filled, Form, Frame, Path};

/// `GET /beheer/verzendingen/{id}/opnieuw`
pub(super) async fn ask(State(app): State<App>, frame: Frame, Path(id): Path<SendingId>) -> Result<Response, Failure> {
    draw(&app, &frame, id, &Form::empty()).await
}

async fn draw(app: &App, frame: &Frame, id: SendingId, form: &Form) -> Result<Response, Failure> {
    let row = known(app, id).await?;
    if row.state == SendingState::Cancelled {
        return Ok(Redirect::to(&format!("/beheer/verzendingen/{id}?te-laat=ja")).into_response());
    }
    let tried = find::missed(app.store.read(), row.id).await?;
    let status = if form.is_clean() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, pages::again(frame, &row, &tried, form)).into_response())
}

/// `POST /beheer/verzendingen/{id}/opnieuw`
pub(super) async fn again(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<SendingId>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let row = known(&app, id).await?;
    let chosen = form.values("whom");
    let whom: Vec<_> = Missed::ALL.into_iter().filter(|missed| chosen.contains(&missed.word())).collect();
    if whom.is_empty() {
        form.fault(
            "whom",
            frame.language.pick("Kies aan wie u de brief opnieuw stuurt", "Choose to whom you send the letter again"),
        );
        return draw(&app, &frame, id, &form).await;
    }
    let here = format!("/beheer/verzendingen/{id}");
    Ok(match again::again(&app, member.id, row.id, &whom).await? {
        None => return Err(Failure::NotFound),
        Some(Again::Reopened(many)) => Redirect::to(&format!("{here}?opnieuw={many}")).into_response(),
        Some(Again::Nobody) => Redirect::to(&format!("{here}?opnieuw=0")).into_response(),
        Some(Again::Stopped) => Redirect::to(&format!("{here}?te-laat=ja")).into_response(),
    })
}

/// `POST /beheer/verzendingen/{id}/laat-zo`
pub(super) async fn let_be(
    State(app): State<App>,
    member: Member,
    Path(id): Path<SendingId>,
) -> Result<Redirect, Failure> {
    let row = known(&app, id).await?;
    again::let_be(&app, member.id, row.id).await?;
    Ok(Redirect::to(&format!("/beheer/verzendingen/{id}")))
}

/// `POST /beheer/verzendingen/{id}/export`: a post, because it goes on record who took the addresses.
pub(super) async fn take_along(
    State(app): State<App>,
    frame: Frame,
    member: Member,
    Path(id): Path<SendingId>,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let row = known(&app, id).await?;
    let kind = Kind::of_word(form.trimmed("kind")).ok_or(Failure::NotFound)?;
    let file = export(&app, member.id, row.id, kind, frame.language).await?;
    Ok(download::answer(&file, kind, &format!("verzending-{id}"))?)
}
