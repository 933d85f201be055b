//! What crosses rooms: today, sendings and their ledger, the audit.
//!
//! The desk draws and writes nothing of its own.

use crate::app::App;
use crate::web::Routes;

/// The pages of this room.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
}
