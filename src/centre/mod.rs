//! The centre itself: its names, senders and colours, and the publications one can subscribe to.
//!
//! There is exactly one centre per installation; before the first set-up there is none, and every page but the set-up
//! page says so. This room keeps the settings that staff change in the browser.

mod centre;
mod publication;

pub use centre::{Centre, current};
pub use publication::{Publication, publication, publication_by_slug, publications};

use crate::app::App;
use crate::web::Routes;

/// The pages that everyone may see; `routes.rs` puts them below `/en` too.
#[must_use]
pub fn public_routes() -> Routes<App> {
    Routes::default()
}

/// The pages of staff, the set-up page and the centre's stylesheet.
#[must_use]
pub fn staff_routes() -> Routes<App> {
    Routes::default()
}

/// The one-time link of the set-up page, while there is no centre.
///
/// # Errors
/// The database's.
pub async fn set_up_link(_app: &App) -> anyhow::Result<Option<String>> {
    Ok(None)
}
