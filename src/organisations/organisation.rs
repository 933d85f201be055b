//! The rules about organisations, contacts and seats. Pure.

use chrono::NaiveDate;

use super::{BodyKind, OrganisationKind};
use crate::base::words::{fold, one_line};
use crate::base::{Instant, Language};

/// The longest name of an organisation or body, in characters.
pub(super) const NAME: usize = 160;
/// The longest role of a contact or seat.
pub(super) const ROLE: usize = 100;
/// The longest note.
pub(super) const NOTE: usize = 4_000;
/// The longest reason for ending something or putting it aside.
pub(super) const REASON: usize = 500;

/// All kinds of organisations, in the order of forms.
pub const KINDS: [OrganisationKind; 11] = [
    OrganisationKind::SafetyRegion,
    OrganisationKind::ClientCouncil,
    OrganisationKind::PatientFederation,
    OrganisationKind::Ministry,
    OrganisationKind::Municipality,
    OrganisationKind::Province,
    OrganisationKind::EnvironmentService,
    OrganisationKind::HealthService,
    OrganisationKind::Company,
    OrganisationKind::Institute,
    OrganisationKind::Other,
];

/// All kinds of bodies, in the order of forms.
pub const BODY_KINDS: [BodyKind; 7] = [
    BodyKind::CoreTeam,
    BodyKind::Management,
    BodyKind::Directors,
    BodyKind::WorkingGroup,
    BodyKind::SteeringGroup,
    BodyKind::SoundingBoard,
    BodyKind::Other,
];

/// A thing with a name, for lists to choose from.
pub type Named<Id> = (Id, String);

/// What names are compared and sorted by: lower case, without accents, white space made single.
#[must_use]
pub fn name_key(name: &str) -> String {
    fold(&one_line(name))
}

/// The name of an organisation or body as it stands now: one that ended says so.
#[must_use]
pub fn name_now(name: String, ended_at: Option<Instant>, language: Language) -> String {
    if ended_at.is_some() { format!("{name} ({})", language.pick("beëindigd", "ended")) } else { name }
}

/// From which day until which day something holds, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; `None` when no end is known.
    pub until: Option<NaiveDate>,
}

impl Term {
    /// The term of two columns. A day that cannot be read, which no form leaves behind, is no day.
    #[must_use]
    pub fn of(from: &str, until: Option<&str>) -> Self {
        Self { from: from.parse().unwrap_or_default(), until: until.and_then(|day| day.parse().ok()) }
    }

    /// Whether both hold on some day.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.until.is_none_or(|last| other.from <= last) && other.until.is_none_or(|last| self.from <= last)
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|last| day <= last)
    }
}
