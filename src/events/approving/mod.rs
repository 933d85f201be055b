//! Deciding about who asked for a place.
//!
//! - A request takes no place and stands on no list. The place is claimed when somebody approves, by the same statement as every
//!   other, so approving cannot oversell.
//! - Is it full by then? Then who is approved joins the waiting list, as long as there is one. When that is closed too, the
//!   request stays as it is and the page says so.
//! - Each decision commits with its letter and its line in the audit. Many at once are decided one after the other, in the order
//!   in which they asked, so whoever asked first gets the last place.
//! - Who was invited was chosen: they are let in by the same statement, by whichever door they come.
//! - Who was not decided about when the event begins is told so.

mod decide;
mod pages;

pub(super) use decide::end_requests;
pub use decide::{Decided, approve, refuse};
pub(super) use pages::{said, section};
