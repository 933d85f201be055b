//! Where somebody stands, as the list of people is narrowed by it. Pure.

use crate::base::{Both, Language};
use crate::events::find::Registration;
use crate::events::{EventApproval, EventWhom, RegistrationState};

/// What the list of people shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stand {
    /// Everybody.
    #[default]
    All,
    /// Who has a place.
    Registered,
    /// Who is or was in.
    In,
    /// Who has a place and is not in.
    NotIn,
    /// Who asks for a place.
    Asks,
    /// Who waits.
    Waits,
    /// Who cancelled.
    Cancelled,
    /// Who asked and was refused.
    Refused,
    /// Who sent a colleague.
    Replaced,
}

impl Stand {
    /// All of them, in the order in which they are offered.
    pub(super) const ALL: [Self; 9] = [
        Self::All,
        Self::Registered,
        Self::In,
        Self::NotIn,
        Self::Asks,
        Self::Waits,
        Self::Cancelled,
        Self::Refused,
        Self::Replaced,
    ];

    /// Its word in an address; everybody has none.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Registered => "registered",
            Self::In => "in",
            Self::NotIn => "uit",
            Self::Asks => "vraagt",
            Self::Waits => "waiting",
            Self::Cancelled => "cancelled",
            Self::Refused => "refused",
            Self::Replaced => "replaced",
        }
    }

    /// The one of a word; everybody when there is none.
    pub(super) fn of_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.word() == word).unwrap_or_default()
    }

    /// What a page calls those.
    pub(super) fn label(self, language: Language) -> &'static str {
        match self {
            Self::All => Both("Iedereen", "Everybody"),
            Self::Registered => Both("Aangemeld", "Registered"),
            Self::In => Both("Binnen", "In"),
            Self::NotIn => Both("Nog niet binnen", "Not in yet"),
            Self::Asks => Both("Vraagt een plaats aan", "Asks for a place"),
            Self::Waits => Both("Wacht", "Waits"),
            Self::Cancelled => Both("Afgemeld", "Cancelled"),
            Self::Refused => Both("Afgewezen", "Refused"),
            Self::Replaced => Both("Stuurde een collega", "Sent a colleague"),
        }
        .of(language)
    }

    /// Whether somebody stands so.
    pub(super) fn holds(self, row: &Registration) -> bool {
        let has_place = row.state == RegistrationState::Registered;
        let waits = row.state == RegistrationState::Waiting;
        let asks = row.approval == EventApproval::Asked;
        let is_gone = row.state == RegistrationState::Cancelled;
        let was_refused = row.approval == EventApproval::Refused;
        match self {
            Self::All => true,
            Self::Registered => has_place,
            Self::In => has_place && row.in_at.is_some(),
            Self::NotIn => has_place && row.in_at.is_none(),
            Self::Asks => waits && asks,
            Self::Waits => waits && !asks,
            Self::Cancelled => is_gone && !was_refused,
            Self::Refused => is_gone && was_refused,
            Self::Replaced => row.state == RegistrationState::Replaced,
        }
    }

    /// Whom a mail to those goes to, where one can be written to them.
    pub(super) const fn whom(self) -> Option<EventWhom> {
        match self {
            Self::Registered => Some(EventWhom::Coming),
            Self::In => Some(EventWhom::In),
            Self::NotIn => Some(EventWhom::Absent),
            Self::Waits => Some(EventWhom::Waiting),
            Self::Cancelled => Some(EventWhom::Cancelled),
            Self::All | Self::Asks | Self::Refused | Self::Replaced => None,
        }
    }
}
