//! How often one may have a letter sent to an address that is not proven to be one's own.

use std::time::Duration;

use sea_orm::DbErr;

use crate::app::App;
use crate::base::EmailAddress;
use crate::base::secrets::sha256_hex;
use crate::store;
use crate::subscribers::forget::limit_key;

const HOUR: Duration = Duration::from_hours(1);
/// A whole office, or everyone at a network day, may sign up from behind one address.
const PER_NETWORK: i64 = 100;
const PER_ADDRESS: i64 = 5;
/// Letters of all sign-ups in an hour before each of them costs work or waiting.
const OVERALL: i64 = 600;
/// More in an hour for those who waited.
const WAITED: i64 = 300;

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

/// Whether there is room for one more of those who waited.
pub(super) async fn has_room_for_waited(app: &App) -> Result<bool, DbErr> {
    Ok(count(app, &key("waited"), WAITED).await?.is_none())
}

fn key(whose: &str) -> String {
    sha256_hex(format!("sign-up {whose}").as_bytes())
}

async fn count(app: &App, key: &str, most: i64) -> Result<Option<Duration>, DbErr> {
    store::take(&app.store, key, most, HOUR, app.clock.now()).await
}
