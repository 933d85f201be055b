//! The rules about what people give us, and the words for how a subscription began and ended.

use std::time::Duration;

use crate::base::clock::{days, minutes};
use crate::mail::without_slots;

/// A confirmation letter can be used this long.
pub(super) const CONFIRM_WITHIN: Duration = days(7);
/// A second sign-up within this span sends no second letter.
pub(super) const QUIET_FOR: Duration = minutes(10);
/// Leaving can be undone this long.
pub(super) const UNDO_WITHIN: Duration = minutes(10);
/// A link to the preferences works this many days: 13 months.
pub(super) const PREFERENCES_DAYS: i64 = 396;
/// The longest name, in characters.
pub(super) const MAX_NAME: usize = 100;

/// A pause lasts at most this many days.
pub(super) const LONGEST_PAUSE: u64 = 366;
/// Whoever had the old address can undo a move to another one this long.
pub(super) const UNDO_MOVE_WITHIN: Duration = days(14);

/// What differs between what a page showed and what came back from it: only that is changed, so that a page that lay
/// open cannot undo what happened meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delta<T> {
    /// Ticked now and not before.
    pub added: Vec<T>,
    /// Ticked before and not now.
    pub removed: Vec<T>,
}

impl<T> Default for Delta<T> {
    fn default() -> Self {
        Self { added: Vec::new(), removed: Vec::new() }
    }
}

impl<T: Copy + PartialEq> Delta<T> {
    /// What differs between what was and what is ticked.
    #[must_use]
    pub fn between(were: &[T], are: &[T]) -> Self {
        let only = |these: &[T], those: &[T]| these.iter().copied().filter(|one| !those.contains(one)).collect();
        Self { added: only(are, were), removed: only(were, are) }
    }
}

/// Through what a subscription began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The form, confirmed by letter.
    Form,
    /// A list that staff brought.
    Import,
    /// The preferences of a proven owner.
    Preferences,
    /// A leave that was undone.
    Undo,
    /// The same person's, at an address they had before.
    Moved,
    /// A move to another address that was undone.
    MovedBack,
}

impl Source {
    /// The word in the tables.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Import => "import",
            Self::Preferences => "preferences",
            Self::Undo => "undo",
            Self::Moved => "moved",
            Self::MovedBack => "moved-back",
        }
    }
}

/// Through what someone left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// The button on the page of the link in a mail.
    Page,
    /// The one-click request of a mail program (RFC 8058).
    OneClick,
    /// The preferences.
    Preferences,
    /// Staff, because the person asked for it.
    Staff,
    /// Staff, out of the list and for a reason of their own.
    StaffList,
    /// A mail to the address that the header of a mail names (RFC 2369).
    Mail,
    /// A complaint by which the person called our mail unwanted.
    Complaint,
    /// Not left: received at another address from then on.
    Moved,
    /// Not left: received at the former address again.
    MovedBack,
}

impl Channel {
    /// The word in the tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::OneClick => "one-click",
            Self::Preferences => "preferences",
            Self::Staff => "staff",
            Self::StaffList => "staff-list",
            Self::Mail => "mail",
            Self::Complaint => "complaint",
            Self::Moved => "moved",
            Self::MovedBack => "moved-back",
        }
    }

    /// The channels that are the person's own, so that the person may undo what was done through them.
    pub(super) const OWN: [&'static str; 3] = [Self::Page.word(), Self::OneClick.word(), Self::Preferences.word()];
}

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// It is longer than 100 characters.
    TooLong,
    /// It has a line break or another control character.
    Control,
}

/// Separators of lines and paragraphs, and signs that turn the direction of what follows (Unicode, annex 9), so that a
/// name could seem to say something else.
pub(super) const fn turns_text(letter: char) -> bool {
    matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A name as a person gives it: one line, white space made single; empty when there is none.
pub(super) fn name(text: &str) -> Result<String, NameFault> {
    let text = text.trim();
    if text.chars().count() > MAX_NAME {
        return Err(NameFault::TooLong);
    }
    if text.chars().any(|letter| letter.is_control() || turns_text(letter)) {
        return Err(NameFault::Control);
    }
    Ok(without_slots(text).split_whitespace().collect::<Vec<_>>().join(" "))
}
