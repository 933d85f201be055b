//! Forgetting: what a room takes away of a person who is erased.

use std::pin::Pin;

use crate::base::id::PersonId;
use crate::store::DatabaseTransaction;

/// Somebody who is being erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// The number of the person.
    pub id: PersonId,
    /// The address as we compare it.
    pub address_key: String,
}

/// When in the transaction that erases somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// What refers to the person, room by room.
    Before,
    /// The person.
    Person,
    /// The evidence, which the database only lets go after the person.
    Evidence,
}

/// What takes rows away, on its way; it gives how many.
type Going<'a> = Pin<Box<dyn Future<Output = anyhow::Result<u64>> + Send + 'a>>;

/// What a room forgets of a person.
#[derive(Debug)]
pub struct Forget<A: 'static> {
    /// When.
    pub turn: Turn,
    /// How; it gives the number of rows.
    pub call: for<'a> fn(&'a A, &'a DatabaseTransaction, &'a Leaving) -> Going<'a>,
}
