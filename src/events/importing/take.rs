//! Registering everybody on a list.

use crate::app::App;
use crate::base::id::{EventId, MemberId};
use crate::base::{EmailAddress, Language};
use crate::events::guest::Guest;
use crate::events::organising::{Added, add};
use crate::events::quota::Kinds;

/// What became of a list, in people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Got a place.
    pub registered: usize,
    /// Joined the waiting list.
    pub waiting: usize,
    /// Were registered, waited or asked for a place already.
    pub already: usize,
    /// Got nothing: all is full, and the waiting list is closed.
    pub full: usize,
    /// Got nothing: the event takes nobody.
    pub closed: usize,
}

/// Registers people one after the other, as if each was added by hand.
///
/// # Errors
/// The database's. Who was registered before it stays so; the same list again goes on with the others.
pub async fn import(
    app: &App,
    by: MemberId,
    event: EventId,
    (people, language): (&[(Guest, EmailAddress)], Language),
) -> anyhow::Result<Taken> {
    let mut taken = Taken::default();
    let kinds = Kinds::of(app, event).await?;
    for (guest, address) in people {
        let count = match add(app, by, event, (&kinds.seen(guest), address, language)).await? {
            Added::Registered(_) => &mut taken.registered,
            Added::Waiting(_) => &mut taken.waiting,
            Added::Already | Added::Asks => &mut taken.already,
            Added::Full => &mut taken.full,
            Added::Closed => &mut taken.closed,
        };
        *count += 1;
    }
    Ok(taken)
}
