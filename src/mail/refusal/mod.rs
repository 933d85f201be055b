//! Why a mail was refused, read from what the other side said. One reader for all of it: the relay's own answers while we
//! send, and the reports that come back later. Pure.
//!
//! The order is the rule:
//! 1. Clear words about *us* (our standing, rate, signatures, sender) or about this mail (spam, virus) come before any
//!    code: a refusal of ours must never cost a person their subscription.
//! 2. Then the code of RFC 3463 that stands in the words themselves, where it says something firmly.
//! 3. Then the words, then what is left of that code and of the three digits of RFC 5321.
//! 4. The status that a report claims in a field of its own comes last: gateways fill it in by guess.
//!
//! A code that begins with 4 never means that an address is gone, whatever the words. Host names and addresses within
//! the words are not read: `antispam.example` refuses nobody for spam.

mod class;
mod codes;
mod phrases;
mod words;

#[cfg(test)]
mod tests;

pub use class::{class_of, class_of_answer};
pub use codes::{enhanced_in, has_answer, is_status};

use crate::base::spoken;

spoken! {
    /// Why a mail was not delivered.
    pub Class {
        /// The address does not exist (any more).
        Hard = "hard", "adres bestaat niet", "address does not exist";
        /// It did not work this time.
        Soft = "soft", "lukte deze keer niet", "did not work this time";
        /// The other side refuses our mail: our standing, not the person's address.
        Policy = "policy", "weigert onze mail", "refuses our mail";
        /// This mail was refused for what is in it, or for its size.
        Content = "content", "inhoud geweigerd", "content refused";
        /// The mailbox is full.
        Full = "full", "mailbox vol", "mailbox full";
        /// This mail was taken for unwanted mail.
        Spam = "spam", "aangezien voor ongewenste mail", "taken for unwanted mail";
        /// Nobody can tell.
        Unknown = "unknown", "reden onbekend", "reason unknown";
    }
}
