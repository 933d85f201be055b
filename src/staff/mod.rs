//! Members of staff: who they are, what they may do, how they sign in.
//!
//! A member is a person with roles. Signing in takes a password (argon2id) and a code (TOTP); the session is a random
//! token whose hash is kept. The guard in front of every route asks this room who is there.

mod member;
mod session;

use crate::app::App;
use crate::web::Routes;

pub use member::{Member, may};
pub use session::{SESSION_COOKIE, member_of_session, open_session};

/// The pages of this room.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::default()
}

/// `samenspraak staff add`.
///
/// # Errors
/// When an address or role is wrong.
pub async fn add_from_terminal(_app: &App, _address: &str, _name: &str, _roles: &[String]) -> anyhow::Result<()> {
    Ok(())
}
