//! The pages of writing and planning.

use crate::app::App;
use crate::web::Routes;

/// Writing, arranging, looking and planning.
pub(super) fn routes() -> Routes<App> {
    Routes::default()
}
