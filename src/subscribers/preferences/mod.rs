//! The preferences of the proven owner of an address: what they receive, about what, in which language, and a pause.
//!
//! - A page changes only what differs from what it showed, so a page that lay open cannot undo what happened meanwhile.
//! - Every change is confirmed in a sentence, which says what stands now and not what somebody wrote into an address.
//! - A newly ticked publication is consent at once: the link proves the owner.
//! - A pause leaves subscriptions alone; nothing that goes to many goes out to the person until its day.

mod change;
mod page;
mod texts;
mod web;

pub use change::{Change, Changed, Pause, Preferences, change};
pub(super) use web::routes;
