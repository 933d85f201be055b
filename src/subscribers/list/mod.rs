//! The list of subscribers: searching, filtering, acting on many, and taking a selection out as a file.
//!
//! Lists page by key. What may be a million long is counted to the end only now and then, and exactly as long as it is
//! short. An act on many says how many it touches before it does anything, and goes through the same verb as an act on
//! one, a few people in each transaction; what takes longer than a page waits goes on in the background.

mod counts;
mod export;
mod pages;
mod removing;
pub(super) mod search;
mod seek;
mod take_out;
mod texts;
pub(super) mod web;

use sea_orm::{ConnectionTrait, DbErr};

use crate::base::Instant;
use crate::base::id::PersonId;

pub use counts::recount;
pub use removing::go_on_taking_out;
use search::{Search, count_found, found};
pub(super) use seek::people_of;

/// Who an act is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Selection {
    /// These.
    These(Vec<PersonId>),
    /// Everyone whom a search finds.
    Found(Search),
}

impl Selection {
    /// How many they are.
    async fn count(&self, on: &impl ConnectionTrait, now: Instant) -> Result<i64, DbErr> {
        match self {
            Self::These(ids) => Ok(i64::try_from(ids.len()).unwrap_or(i64::MAX)),
            Self::Found(search) => count_found(on, search, now).await,
        }
    }

    /// The next of them after a person, by id, at most `limit`.
    async fn after(
        &self,
        on: &impl ConnectionTrait,
        now: Instant,
        after: PersonId,
        limit: usize,
    ) -> Result<Vec<PersonId>, DbErr> {
        match self {
            Self::These(ids) => {
                let mut later: Vec<PersonId> = ids.iter().copied().filter(|id| *id > after).collect();
                later.sort_unstable();
                later.dedup();
                later.truncate(limit);
                Ok(later)
            }
            Self::Found(search) => found(on, search, now, after, limit).await,
        }
    }
}

#[cfg(test)]
mod tests;
