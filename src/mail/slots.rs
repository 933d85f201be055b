//! The places of a letter where each recipient differs, and how they are marked before it is frozen.
//!
//! A mark is a word between two private-use characters, which no person types and which [`without_slots`] takes out
//! of whatever people did type.

/// Opens a mark.
pub(super) const OPEN: char = '\u{f8f0}';
/// Closes a mark.
pub(super) const CLOSE: char = '\u{f8f1}';

/// Stands for the token of the link that leaves the publication.
pub const UNSUBSCRIBE: &str = "\u{f8f0}unsubscribe\u{f8f1}";
/// Stands for the token of the link to the preferences.
pub const PREFERENCES: &str = "\u{f8f0}preferences\u{f8f1}";
/// Stands for the salutation: the person's name, or nothing particular.
pub const SALUTATION: &str = "\u{f8f0}salutation\u{f8f1}";

/// A text without marks, for everything that people typed.
#[must_use]
pub fn without_slots(text: &str) -> String {
    text.replace([OPEN, CLOSE], "")
}
