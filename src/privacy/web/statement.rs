//! The privacy statement.

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::centre;
use crate::privacy::pages;
use crate::privacy::retention::periods;
use crate::web::{Failure, Frame};

/// `GET /privacy`
pub(super) async fn privacy(State(app): State<App>, frame: Frame) -> Result<Response, Failure> {
    let on = app.store.read();
    let Some(centre) = centre::current(on).await? else { return Ok(centre::not_set_up_page(&frame).into_response()) };
    Ok(pages::statement::privacy(&frame, &centre, &app.rooms, &periods(on, &app.rooms).await?).into_response())
}
