//! Writing to some of those who registered: practical information, a change of hall, where the slides are.
//!
//! - It is about one's own place, so nobody can leave it; it goes once to a mailbox, also when several registered with it.
//! - Whom it goes to is chosen in the transaction that sends it, and the number on the button is that number or nothing is sent.
//! - A bell hands it to the ledger, a few people in one transaction. Who is no longer what the letter is for by then does not get
//!   it: a cancelled place gets no practical information.

mod pages;
mod send;
mod web;
mod whom;

pub(super) use pages::section;
pub use send::{LetterSent, NewLetter, send_letter, write_due};
pub(super) use send::{Written, letters_of};
pub(super) use web::routes;
