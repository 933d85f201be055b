//! The name of somebody as whoever else may fill it in.

/// The longest name, in characters.
pub const MAX_NAME: usize = 80;

/// Parts that stand before a family name.
pub const PARTICLES: [&str; 22] = [
    "de", "den", "der", "van", "het", "t", "ten", "ter", "te", "in", "op", "von", "zu", "la", "le", "du", "el", "al",
    "ben", "bin", "da", "di",
];

/// Why a text is no name of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// There is none.
    Missing,
    /// It is longer than [`MAX_NAME`].
    TooLong,
    /// It is a sentence, an address or a telephone number.
    NoName,
}

/// A name as a badge shows it: one field, which takes one word; never an address or a message, because whoever fills in
/// somebody else's address also chooses the name in the letter.
///
/// # Errors
/// What is wrong with it.
pub fn name(text: &str) -> Result<String, NameFault> {
    let text = super::words::one_line(text);
    if text.is_empty() {
        return Err(NameFault::Missing);
    }
    if text.chars().count() > MAX_NAME {
        return Err(NameFault::TooLong);
    }
    let is_foreign = |letter: char| matches!(letter, '@' | '/' | '<' | '>' | '!' | '?' | ':' | ';' | '=' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e000}'..='\u{f8ff}');
    let is_sentence = text.split(' ').count() > 8 || text.contains(". ") && text.split(' ').count() > 6;
    let is_link = super::words::seems_a_link(&text);
    if text.contains(is_foreign) || is_link || is_sentence || !text.chars().any(char::is_alphabetic) {
        return Err(NameFault::NoName);
    }
    Ok(text)
}
