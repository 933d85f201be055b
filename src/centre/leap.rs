//! A clock that leapt: nothing is taken away by it until a person says that it is right.
//!
//! The purge goes every night. When more than two days seem to lie between two of them, either nobody was running or the
//! clock is wrong, and a clock that is a year ahead would take away what may stay for a year more. Whatever else forgets
//! because a period is over asks here first too.

use std::time::Duration;

use sea_orm::DbErr;

use crate::app::App;
use crate::audit;
use crate::base::Instant;
use crate::base::clock::days;
use crate::store;

/// More than this does not lie between two purges.
const LEAP: Duration = days(2);
/// The act by which a person says that the clock is right.
pub const CLOCK_IS_RIGHT: &str = "retention.clock-is-right";

/// Since when nothing was purged, when that is longer than a clock that runs can explain. The demo is stopped for as
/// long as one likes.
///
/// # Errors
/// The database's.
pub async fn leapt(app: &App) -> Result<Option<Instant>, DbErr> {
    if app.demo {
        return Ok(None);
    }
    let on = app.store.read();
    let is_long_ago = |at: &Instant| app.clock.now().since(*at) > LEAP;
    let Some(last) = store::last_ring(on, Some("purge")).await?.filter(is_long_ago) else { return Ok(None) };
    Ok(Some(last).max(audit::last(on, CLOCK_IS_RIGHT).await?).filter(is_long_ago))
}
