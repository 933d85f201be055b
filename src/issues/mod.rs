//! TODO room doc.

use crate::app::App;
use crate::web::Routes;

/// The pages of this room.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
}
