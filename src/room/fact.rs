//! Facts: what a room adds to the timeline of an organisation.

use std::pin::Pin;

use crate::base::id::OrganisationId;
use crate::base::{Both, Instant, Language};

/// Something that happened between us and an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// When.
    pub at: Instant,
    /// The kind of thing, in a word.
    pub kind: Both,
    /// What, as a sentence.
    pub said: String,
    /// Where more of it stands.
    pub link: Option<String>,
}

/// What gives the facts about an organisation, in a language, in any order.
pub type FactsOf<A> =
    for<'a> fn(&'a A, OrganisationId, Language) -> Pin<Box<dyn Future<Output = anyhow::Result<Vec<Fact>>> + Send + 'a>>;
