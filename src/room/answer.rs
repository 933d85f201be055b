//! What a calendar answered to an item that we sent (RFC 5546, METHOD:REPLY).

use std::pin::Pin;

use crate::base::{Instant, spoken};
use crate::store::DatabaseTransaction;

spoken! {
    /// Whether somebody comes, as their calendar says it. The word in the tables is that of RFC 5545 in small letters.
    pub Says {
        /// Yes.
        Accepted = "accepted", "komt, zegt de agenda", "comes, says the calendar";
        /// No.
        Declined = "declined", "komt niet, zegt de agenda", "does not come, says the calendar";
        /// Perhaps.
        Tentative = "tentative", "misschien, zegt de agenda", "perhaps, says the calendar";
    }
}

/// One answer. It is what some calendar wrote, so nothing of it proves anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Of which item.
    pub uid: String,
    /// The address of who answers, as written.
    pub attendee: String,
    /// What they say.
    pub says: Says,
    /// Which version of the item they saw.
    pub sequence: i64,
    /// When they said it, by their own clock.
    pub stamp: Option<Instant>,
}

/// What heeds an answer, in the transaction that takes it in; `false` when it is about nothing of this room.
pub type Heed<A> = for<'a> fn(
    &'a A,
    &'a DatabaseTransaction,
    &'a Answer,
) -> Pin<Box<dyn Future<Output = anyhow::Result<bool>> + Send + 'a>>;
