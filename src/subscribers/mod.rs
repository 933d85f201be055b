//! Consent that can be proven, leaving that always works.
//!
//! Someone asks to subscribe, a letter asks the owner of the address to confirm, and only a press on its button makes
//! a subscription. Whatever a visitor types about an address, the answer is the same, so nobody learns who subscribes.
//! What happened to a consent is kept in `consents`, which is only added to: publication, the exact words by hash,
//! language, source, moments, Message-ID; never an IP address.
//!
//! Leaving takes one button or one machine request and reaches into sendings that are under way, in the same
//! transaction. Opening a link changes nothing. Suppressed addresses are known by a keyed hash (see `returns`): sendings
//! leave them out by themselves, and signing up, confirming and importing look the hash up. An erased address is kept out of
//! lists only: its owner may sign up and confirm anew, which ends it.
//!
//! This room does not know issues or letters to many: it only says who can be reached.

mod change;
mod confirm;
mod evidence;
mod find;
mod forget;
mod import;
mod leave;
mod letters;
mod links;
mod pages;
mod subscribe;
mod subscriber;
mod texts;
mod undo;
mod web;

pub use change::{Changed, Preferences, change};
pub use confirm::{Confirmation, confirm};
pub use find::{count_reachable, reachable};
pub use forget::{forget, forget_evidence, forget_sign_ups};
pub use import::at_terminal::import_from_terminal;
pub use import::list_file::{FileFault, RowFault};
pub use import::{ImportOf, Imported, Tally, import};
pub use leave::{Left, Whereof, heed_feedback, leave, withdraw_on_request};
pub use links::{preferences_holder, preferences_link, preferences_token, unsubscribe_token};
pub use subscribe::{Wish, subscribe};
pub use subscriber::{Channel, NameFault};
pub use undo::{Undone, undo};
pub use web::{public_routes, routes};

#[cfg(test)]
mod tests;
