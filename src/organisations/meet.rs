//! Meeting the person of an address whom staff write down.

use sea_orm::{ConnectionTrait, DbErr};

use crate::app::App;
use crate::base::id::PersonId;
use crate::base::{EmailAddress, Instant, Language};
use crate::{people, returns};

/// The person of an address, with a name when we knew none, and with what is known against writing to the address.
///
/// # Errors
/// The database's.
pub async fn meet(
    tx: &impl ConnectionTrait,
    app: &App,
    address: &EmailAddress,
    name: &str,
    now: Instant,
) -> Result<PersonId, DbErr> {
    let person = people::meet_and_lock(tx, address, Language::Dutch, now).await?;
    returns::recognise(tx, app, &person).await?;
    if person.name.is_empty() && !name.is_empty() {
        people::rename(tx, person.id, name, person.language).await?;
    }
    Ok(person.id)
}
