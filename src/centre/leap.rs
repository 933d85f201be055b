//! A clock that leapt: nothing is taken away by it until a person says that it is right.
//!
//! The purge goes every night. When more than two days seem to lie between two of them, either nobody was running or the
//! clock is wrong, and a clock that is a year ahead would take away what may stay for a year more.

use std::time::Duration;

use sea_orm::DbErr;

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::clock::days;
use crate::base::id::MemberId;
use crate::store;

/// More than this does not lie between two purges.
const LEAP: Duration = days(2);
/// The act by which a person says that the clock is right.
const RIGHT: &str = "retention.clock-is-right";

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
    let newest = store::last_ring(on, Some("purge")).await?.max(audit::last(on, RIGHT).await?);
    Ok(newest.filter(|at| app.clock.now().since(*at) > LEAP))
}

/// A person says that the clock is right: tonight the purge goes on.
///
/// # Errors
/// The database's.
pub async fn is_right(app: &App, by: MemberId) -> Result<(), DbErr> {
    let tx = app.store.begin_write().await?;
    let note = Note::done(RIGHT, "installation", 0);
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await
}
