//! What staff see and do of imports: uploading, saying what the columns are, deciding, following, and telling those who
//! were added.

pub(in crate::subscribers) mod texts;

use crate::app::App;
use crate::web::Routes;

/// The pages of imports.
pub(in crate::subscribers) fn routes() -> Routes<App> {
    Routes::default()
}
