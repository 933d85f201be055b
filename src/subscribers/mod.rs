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

/// `samenspraak import subscribers FILE`.
///
/// # Errors
/// When the file or the publication is wrong.
pub async fn import_from_terminal(
    _app: &App,
    _file: &std::path::Path,
    _publication: &str,
    _basis: &str,
    _dry_run: bool,
) -> anyhow::Result<()> {
    Ok(())
}
