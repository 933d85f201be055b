//! Uses: where a room uses an audience.

use std::pin::Pin;

use crate::base::Language;
use crate::base::id::{AudienceId, SendingId};

/// Something that is for an audience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// What, in a few words.
    pub what: String,
    /// Its page for staff.
    pub link: String,
    /// Somebody has approved it, so that a change of the audience voids that.
    pub is_approved: bool,
    /// Its sending, when it has gone out.
    pub sending: Option<SendingId>,
}

/// What gives the uses of an audience, the newest first, in a language.
pub type UsesOf<A> =
    for<'a> fn(&'a A, AudienceId, Language) -> Pin<Box<dyn Future<Output = anyhow::Result<Vec<Use>>> + Send + 'a>>;
