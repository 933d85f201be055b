//! Why a mail was not delivered, by enhanced status (RFC 3463, 7505, 7372) and by the words of servers that give none.
//!
//! The order matters. What speaks of our own standing (block lists, SPF, DMARC, rates) comes first, whatever the status
//! says: a refusal of *ours* must never cost a person their subscription. Then what a status says firmly, then words,
//! then what is left of the status. What nobody can tell is unknown, which has no consequence.

use super::phrases::{CONTENT, FULL, HARD, OURS, SOFT, SPAM};

/// Why a mail was not delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The address does not exist (any more).
    Hard,
    /// It did not work this time.
    Soft,
    /// The other side refuses our mail: our standing, not the person's address.
    Policy,
    /// This mail was refused for what is in it, or for its size.
    Content,
    /// The mailbox is full.
    Full,
    /// This mail was taken for unwanted mail.
    Spam,
    /// Nobody can tell.
    Unknown,
}

impl Class {
    /// The word in the tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Soft => "soft",
            Self::Policy => "policy",
            Self::Content => "content",
            Self::Full => "full",
            Self::Spam => "spam",
            Self::Unknown => "unknown",
        }
    }
}

/// The class of a refusal: its enhanced status, when there is one, and what was said.
#[must_use]
pub fn class_of(enhanced: Option<&str>, said: &str) -> Class {
    let said = said.to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| said.contains(phrase));
    let status = enhanced.and_then(numbers);
    if says(OURS) {
        return Class::Policy;
    }
    if let Some(class) = status.and_then(firm) {
        return class;
    }
    for (phrases, class) in
        [(FULL, Class::Full), (HARD, Class::Hard), (SPAM, Class::Spam), (CONTENT, Class::Content), (SOFT, Class::Soft)]
    {
        if says(phrases) {
            return class;
        }
    }
    status.map_or_else(|| by_reply(&said), rest)
}

/// What a status says beyond doubt.
fn firm(status: (u16, u16, u16)) -> Option<Class> {
    Some(match status {
        (5, 1, 1 | 2 | 3 | 6 | 10) | (5, 2, 1) | (5, 7, 13 | 17 | 18) | (5, 4, 310) => Class::Hard,
        (_, 1, 7 | 8) => Class::Policy,
        (_, 2, 2) => Class::Full,
        (_, 2, 3) | (_, 3, 4) | (_, 6, _) => Class::Content,
        _ => return None,
    })
}

/// What a status leaves to guess when no word helped.
const fn rest(status: (u16, u16, u16)) -> Class {
    match status {
        (_, 7, _) => Class::Policy,
        (5, 1, 0 | 4) => Class::Hard,
        (4, _, _) | (5, 2..=4, _) => Class::Soft,
        _ => Class::Unknown,
    }
}

/// By the three digits alone (RFC 5321): 552 is a full mailbox, 4xx passes.
fn by_reply(said: &str) -> Class {
    match reply_in(said) {
        Some(552) => Class::Full,
        Some(400..=499) => Class::Soft,
        _ => Class::Unknown,
    }
}

/// The three digits of a status.
fn numbers(enhanced: &str) -> Option<(u16, u16, u16)> {
    let mut parts = enhanced.split('.').map(str::parse);
    match (parts.next()?, parts.next()?, parts.next()?, parts.next()) {
        (Ok(class), Ok(subject), Ok(detail), None) => Some((class, subject, detail)),
        _ => None,
    }
}

/// The first enhanced status in a text, such as `5.1.1`; an IP address is none.
pub(in crate::returns) fn enhanced_in(text: &str) -> Option<String> {
    let is_part = |letter: char| letter.is_ascii_digit() || letter == '.';
    text.split(|letter: char| !is_part(letter))
        .map(|word| word.trim_matches('.'))
        .find(|word| is_status(word))
        .map(str::to_owned)
}

/// Whether a word is a status: class 2, 4 or 5, and two numbers of at most three digits.
pub(super) fn is_status(word: &str) -> bool {
    let short = |part: &str| part.len() <= 3 && !part.is_empty();
    word.split('.').all(short)
        && numbers(word).is_some_and(|(class, _, _)| matches!(class, 2 | 4 | 5))
        && word.find('.') == Some(1)
}

/// The first reply code of a refusal in a text: a word of three digits, 4xx or 5xx.
fn reply_in(text: &str) -> Option<u16> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| word.len() == 3)
        .filter_map(|word| word.parse().ok())
        .find(|code| (400..600).contains(code))
}
