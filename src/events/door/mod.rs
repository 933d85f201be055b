//! The door: who is let in, by a code that is typed or scanned, or by a name.
//!
//! Letting in is one conditional update, so of fifty who show one code one is let in and the others are told when that was.
//! What the door looked up is written down once for each number that the telephone gave it; asked again, it says the same. So a
//! telephone without a network keeps what was shown to it and sends it later, in any order and as often as it likes
//! (`assets/js/door.js`); the page works without script as a form.
//! Nobody's needs are shown here, and a code that is not ours leaves no row.

mod check_in;
mod pages;
mod web;

pub use check_in::{Shown, Verdict, check_in, check_in_after, undo};
pub(super) use web::routes;
