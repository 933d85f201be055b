//! One mail to be handed over, and what became of it.

use std::sync::Arc;

use crate::base::id::{PersonId, SendingId};
use crate::base::{EmailAddress, Instant, Language};
use crate::mail::{Frozen, Outcome};
use crate::store::tables::states::{Lane, OnUncertain};

/// A row of the ledger that this process holds, with what is needed to write its mail.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) sending: Arc<Outgoing>,
    pub(super) person: PersonId,
    pub(super) claim: i64,
    pub(super) attempts: i32,
    pub(super) first_at: Option<Instant>,
    pub(super) to: EmailAddress,
    pub(super) name: String,
    pub(super) language: Language,
    pub(super) epoch: i64,
}

/// A sending as the engine knows it: loaded once, shared by its jobs.
#[derive(Debug)]
pub(super) struct Outgoing {
    pub(super) id: SendingId,
    pub(super) lane: Lane,
    pub(super) publication: i64,
    pub(super) nonce: Vec<u8>,
    pub(super) on_uncertain: OnUncertain,
    pub(super) return_path: String,
    pub(super) letters: Vec<Frozen>,
}

impl Outgoing {
    /// The letter for a reader's language; the first one where there is none in it.
    pub(super) fn letter(&self, language: Language) -> Option<&Frozen> {
        self.letters.iter().find(|letter| letter.language == language).or_else(|| self.letters.first())
    }
}

/// What became of a job.
#[derive(Clone, Debug)]
pub(super) struct Done {
    pub(super) job: Job,
    pub(super) end: End,
}

/// How a job ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The carrier answered, or did not.
    Carried(Outcome),
    /// It was never begun: the line could not be opened, or the process stops. It costs no attempt.
    NotBegun,
    /// No mail can be written to this person.
    Unwritable(&'static str),
}
