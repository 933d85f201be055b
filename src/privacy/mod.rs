//! What is known of people: the register of it, their rights, and how long anything stays.
//!
//! - Every column of every table stands in the register ([`register`]) as being about nobody, or as personal data with its
//!   purpose, source, recipients, period and what erasing does. A test holds it against the real schema of both engines, so
//!   a new column cannot be forgotten. The register of processing, the privacy statement, "what do you know about me" and
//!   the download come from it.
//! - Whoever wants to see, download or erase their data proves with a fresh code that they read the mailbox. Nothing is
//!   told to who does not hold a link from a mail of ours.
//! - Erasing is one transaction. It leaves a keyed hash of the address and a count; afterwards no list brings the person
//!   back, and the person may come back by confirming anew. A hold (GDPR article 17(3)), being a member of staff and a move
//!   that the old address can still undo stand in its way, and say so.
//! - Nothing stays longer than its period ([`retention`]); the purge counts what went, and never who.
//!
//! This room knows every room to its left and forgets by their verbs; none of them knows this one.

mod acts;
mod code;
mod download;
mod erase;
mod finish;
pub mod holds;
mod know;
mod letters;
mod lists;
mod pages;
pub mod register;
pub mod retention;
mod room;
mod texts;
mod web;

pub use code::{Asked, Entered, TRIES, ask, enter};
pub use erase::{Erased, Hindrance, Wish, erase, hindrance};
pub use finish::finish_erasures;
pub use holds::{Held, make as make_hold};
pub use know::{Cell, Known, Raw, known};
pub use retention::{change_periods, due, periods, purge};
pub use room::ROOM;
pub use web::{public_routes, routes};

/// How long a code and its pass work.
pub const VALID_FOR: std::time::Duration = crate::base::clock::minutes(10);
