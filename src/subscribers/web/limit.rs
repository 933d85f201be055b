//! How often one may have a letter sent to an address that is not proven to be one's own.

use std::time::Duration;

use sea_orm::DbErr;

use crate::app::App;
use crate::base::clock::days;
use crate::base::secrets::sha256_hex;
use crate::base::{EmailAddress, Instant};
use crate::store;
use crate::subscribers::forget::limit_key;

const HOUR: Duration = Duration::from_hours(1);
/// A whole office, or everyone at a network day, may sign up from behind one address.
const PER_NETWORK: i64 = 100;
const PER_ADDRESS: i64 = 5;
/// Letters of all sign-ups in an hour before each of them costs work or has to queue.
const OVERALL: i64 = 600;
/// Letters in the queue leave so far apart: 300 more in an hour.
pub(super) const APART: Duration = Duration::from_secs(12);
/// The queue is no longer than this.
const QUEUE: Duration = days(1);

/// Counts one letter by its network and its address. Every address counts, whether it is known or not. Gives how long to
/// wait when it was too often.
pub(in crate::subscribers) async fn limit(
    app: &App,
    network: &str,
    address: &EmailAddress,
) -> Result<Option<Duration>, DbErr> {
    match count(app, &key(&format!("network {network}")), PER_NETWORK).await? {
        None => count(app, &limit_key(app, address.key()), PER_ADDRESS).await,
        wait => Ok(wait),
    }
}

/// Whether more people sign up in this hour than ever do. Nobody is shut out by it: a sign-up then costs a little.
pub(super) async fn is_crowded(app: &App) -> Result<bool, DbErr> {
    Ok(count(app, &key("overall"), OVERALL).await?.is_some())
}

/// When a letter that joins the queue leaves; `None` when the queue is full, and [`APART`] later it may have a place.
pub(super) async fn queue(app: &App) -> Result<Option<Instant>, DbErr> {
    store::queue(&app.store, &key("queue"), (APART, QUEUE), app.clock.now()).await
}

fn key(whose: &str) -> String {
    sha256_hex(format!("sign-up {whose}").as_bytes())
}

async fn count(app: &App, key: &str, most: i64) -> Result<Option<Duration>, DbErr> {
    store::take(&app.store, key, most, HOUR, app.clock.now()).await
}
