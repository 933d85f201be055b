//! One mail on its way to a relay, and what became of it.

use super::answer::Answer;

/// One mail to one recipient, ready to be handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// Where it comes back to.
    pub return_path: String,
    /// Whose it is.
    pub to: String,
    /// The name of its file, where it becomes one: equal in every attempt.
    pub name: String,
    /// The mail itself: lines ended by CRLF, dots not stuffed.
    pub mail: String,
}

/// What became of one mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The relay took it.
    Accepted(Answer),
    /// The relay refused it, for now (4xx) or for good (5xx).
    Refused(Answer),
    /// The connection failed before the mail was handed over: it can be tried again without doubt.
    NotHandedOver(String),
    /// The connection failed after the last byte was sent and before an answer came: nobody knows.
    Unknown(String),
}

/// An envelope that went ahead, and what came of it: open, refused, or lost with the connection.
#[derive(Debug)]
pub(super) struct Ahead {
    pub(super) return_path: String,
    pub(super) to: String,
    pub(super) opened: anyhow::Result<Option<Answer>>,
}

impl Ahead {
    pub(super) fn is_of(&self, parcel: &Parcel) -> bool {
        self.return_path == parcel.return_path && self.to == parcel.to
    }

    /// Whether the relay waits for a mail.
    pub(super) const fn is_open(&self) -> bool {
        matches!(self.opened, Ok(None))
    }
}
