//! Inviting people to an event, and knowing who answered.
//!
//! - Who is invited comes from a body, the contacts of an organisation, an audience, or a list that somebody pasted. A mailbox is
//!   invited once, however often it is named; who is registered already is not.
//! - An invitation is a letter to somebody whom staff chose, and no newsletter: it needs no consent, and having left a newsletter
//!   does not withhold it. But nobody asked for it, so whom a room bars from all that goes to many (a suppressed address) is not
//!   invited and not reminded; this is looked at once more when the letter is handed over.
//! - The number on the button is the number that gets it, or nothing is sent. A bell hands the letters to the ledger.
//! - The link is derived and opens a page with buttons; opening it changes nothing. One person registers with it, themselves or
//!   somebody else in their place; then it is used, until that registration is cancelled.
//! - Registering by any way is an answer, and so is declining. Who answered is never reminded.
//! - Where somebody decides who may come, an invitation is that decision. Who asked with one and was refused is not let in by it.
//! - A reminder goes when staff press the button, and not within a day of the letter before it.

mod answer;
mod choose;
mod find;
mod hand_out;
mod invite;
mod link;
mod pages;
mod paste;
mod remind;
mod web;

pub use answer::{Declined, decline};
pub(super) use answer::{came_off, forget, forget_invited, is_chosen, passed_on, registered};
pub use choose::{Chosen, Pasted, Source};
pub use find::{Invitation, of_link};
pub(super) use find::{of_id, refusal};
pub use hand_out::hand_out;
pub use invite::{Asked, Invited, invite, would_invite};
pub(super) use link::path;
pub(super) use paste::lines as pasted_lines;
pub use paste::read as read_pasted;
pub use remind::{Reminded, remind, to_remind};
pub(super) use web::routes;
