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
const OVERALL: i64 = 600;

/// Counts one letter: first its network, so that one network cannot use up what is everyone's. Every address counts,
/// whether it is known or not. Gives how long to wait when it was too often.
pub(in crate::subscribers) async fn limit(
    app: &App,
    network: &str,
    address: &EmailAddress,
) -> Result<Option<Duration>, DbErr> {
    let key = |whose: &str| sha256_hex(format!("sign-up {whose}").as_bytes());
    let limits = [
        (key(&format!("network {network}")), PER_NETWORK),
        (limit_key(app, address.key()), PER_ADDRESS),
        (key("overall"), OVERALL),
    ];
    for (key, most) in limits {
        if let Some(wait) = store::take(&app.store, &key, most, HOUR, app.clock.now()).await? {
            return Ok(Some(wait));
        }
    }
    Ok(None)
}
