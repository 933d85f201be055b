//! One mail to be handed over, and what became of it.

use std::sync::Arc;

use tokio::time::Instant as Moment;

use crate::base::id::{PersonId, SendingId};
use crate::base::{EmailAddress, Instant, Language};
use crate::mail::{Frozen, Outcome};
use crate::store::tables::states::{DeliveryReason, Lane, OnUncertain};

/// A row of the ledger that this process holds, with what is needed to write its mail.
#[derive(Clone, Debug)]
pub(in crate::delivery) struct Job {
    pub(in crate::delivery) sending: Arc<Outgoing>,
    pub(in crate::delivery) person: PersonId,
    pub(in crate::delivery) claim: i64,
    /// A moment before the row was claimed.
    pub(in crate::delivery) claimed_at: Moment,
    pub(in crate::delivery) attempts: i32,
    pub(in crate::delivery) first_at: Option<Instant>,
    pub(in crate::delivery) to: EmailAddress,
    pub(in crate::delivery) name: String,
    pub(in crate::delivery) language: Language,
    pub(in crate::delivery) epoch: i64,
}

/// A sending as the engine knows it: loaded once, shared by its jobs.
#[derive(Debug)]
pub(in crate::delivery) struct Outgoing {
    pub(in crate::delivery) id: SendingId,
    pub(in crate::delivery) lane: Lane,
    pub(in crate::delivery) publication: i64,
    pub(in crate::delivery) nonce: Vec<u8>,
    pub(in crate::delivery) on_uncertain: OnUncertain,
    pub(in crate::delivery) return_path: String,
    pub(in crate::delivery) letters: Vec<Frozen>,
}

impl Outgoing {
    /// The sender's domain, which decides about the relay.
    pub(super) fn domain(&self) -> &str {
        self.letters.first().map(Frozen::domain).unwrap_or_default()
    }

    /// The letter for a reader's language; the first one where there is none in it.
    pub(in crate::delivery) fn letter(&self, language: Language) -> Option<&Frozen> {
        self.letters.iter().find(|letter| letter.language == language).or_else(|| self.letters.first())
    }
}

/// What became of a job.
#[derive(Clone, Debug)]
pub(in crate::delivery) struct Done {
    pub(in crate::delivery) job: Job,
    pub(in crate::delivery) end: End,
}

/// How a job ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::delivery) enum End {
    /// The carrier answered, or did not.
    Carried(Outcome),
    /// It was never begun: the line could not be opened, or the process stops. It costs no attempt.
    NotBegun,
    /// No mail can be written to this person.
    Unwritable(DeliveryReason),
}

/// Who gets which rows.
#[derive(Debug)]
pub(in crate::delivery) struct Plan {
    /// For every connection that waits, in the order in which they ask.
    pub(in crate::delivery) shares: Vec<Vec<Job>>,
    /// Whether nothing was due.
    pub(in crate::delivery) idle: bool,
}
