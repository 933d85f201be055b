//! The public pages about the site itself.

use axum::extract::State;
use maud::Markup;

use crate::app::App;
use crate::centre::{Centre, current, pages};
use crate::web::{Failure, Frame};

/// `GET /toegankelijkheid`
pub(super) async fn accessibility(State(app): State<App>, frame: Frame) -> Result<Markup, Failure> {
    about_the_site(&app, &frame, pages::accessibility_page).await
}

/// `GET /contact`
pub(super) async fn contact(State(app): State<App>, frame: Frame) -> Result<Markup, Failure> {
    about_the_site(&app, &frame, pages::contact).await
}

async fn about_the_site(app: &App, frame: &Frame, page: fn(&Frame, &Centre) -> Markup) -> Result<Markup, Failure> {
    Ok(match current(app.store.read()).await? {
        Some(centre) => page(frame, &centre),
        None => pages::not_set_up(frame),
    })
}
