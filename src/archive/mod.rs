//! TODO room doc.

use crate::app::App;
use crate::web::Routes;

/// The pages of this room.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
}

/// The pages that everyone may see; `routes.rs` puts them below `/en` too.
#[must_use]
pub fn public_routes() -> Routes<App> {
    Routes::default()
}
