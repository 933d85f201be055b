//! The rules about what people give us, and the words for how a subscription began and ended.

use std::time::Duration;

use crate::base::clock::{days, minutes};
use crate::base::spoken;
use crate::mail::without_slots;

/// A confirmation letter can be used this long.
pub(super) const CONFIRM_WITHIN: Duration = days(7);
/// A second sign-up within this span sends no second letter.
pub(super) const QUIET_FOR: Duration = minutes(10);
/// Leaving can be undone this long.
pub(super) const UNDO_WITHIN: Duration = minutes(10);
/// A link to the preferences works this many days: 13 months.
pub(super) const PREFERENCES_DAYS: i64 = 396;
/// The same as a span.
pub(super) const PREFERENCES_WORK: Duration = days(PREFERENCES_DAYS.unsigned_abs());
/// What nobody confirmed goes after this long.
pub(super) const UNCONFIRMED_FOR: Duration = days(14);
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

spoken! {
    /// Through what a subscription began.
    pub(super) Source {
        /// The form, confirmed by letter.
        Form = "form", "het formulier op onze website", "the form on our website";
        /// A list that staff brought.
        Import = "import", "een lijst die een medewerker toevoegde", "a list that a member of staff added";
        /// The preferences of a proven owner.
        Preferences = "preferences", "de pagina met voorkeuren", "the page of preferences";
        /// A leave that was undone.
        Undo = "undo", "een afmelding die werd teruggedraaid", "a leave that was undone";
        /// The same person's, at an address they had before.
        Moved = "moved", "een verhuizing van een ander adres", "a move from another address";
        /// A move to another address that was undone.
        MovedBack = "moved-back", "een verhuizing die werd teruggedraaid", "a move that was undone";
    }
}

spoken! {
    /// Through what someone left.
    pub Channel {
        /// The button on the page of the link in a mail.
        Page = "page", "de afmeldpagina", "the page for leaving";
        /// The one-click request of a mail program (RFC 8058).
        OneClick = "one-click", "de afmeldknop van het mailprogramma", "the mail program’s button for leaving";
        /// The preferences.
        Preferences = "preferences", "de pagina met voorkeuren", "the page of preferences";
        /// Staff, because the person asked for it.
        Staff = "staff", "een medewerker, op verzoek", "a member of staff, on request";
        /// Staff, out of the list and for a reason of their own.
        StaffList = "staff-list", "een medewerker, uit de lijst", "a member of staff, from the list";
        /// A mail to the address that the header of a mail names (RFC 2369).
        Mail = "mail", "een mail aan ons", "a mail to us";
        /// A complaint by which the person called our mail unwanted.
        Complaint = "complaint", "een klacht over ongewenste mail", "a complaint about unwanted mail";
        /// Not left: received at another address from then on.
        Moved = "moved", "een verhuizing naar een ander adres", "a move to another address";
        /// Not left: received at the former address again.
        MovedBack = "moved-back", "een verhuizing die werd teruggedraaid", "a move that was undone";
    }
}

impl Channel {
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
