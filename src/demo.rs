//! The demo.

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::app::App;
use crate::staff;
use crate::web::Routes;

/// Runs the demo.
///
/// # Errors
/// When it cannot start.
pub async fn run(_bind: SocketAddr, _data: PathBuf) -> anyhow::Result<()> {
    Ok(())
}

/// The demo's own pages: the postbox and the sign-in links.
#[must_use]
pub fn routes() -> Routes<App> {
    staff::demo_routes()
}
