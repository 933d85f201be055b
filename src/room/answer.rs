//! What a calendar answered to an item that we sent (RFC 5546, METHOD:REPLY).

use std::pin::Pin;

use crate::base::Instant;
use crate::store::DatabaseTransaction;

/// Whether somebody comes, as their calendar says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Yes.
    Accepted,
    /// No.
    Declined,
    /// Perhaps.
    Tentative,
}

impl Says {
    /// The word in the tables, which is the one of RFC 5545 in small letters.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Tentative => "tentative",
        }
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
