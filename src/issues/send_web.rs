//! The pages of deciding and sending.

use crate::app::App;
use crate::web::Routes;

/// Checking, approving, scheduling and watching.
pub(super) fn routes() -> Routes<App> {
    Routes::default()
}
