//! A list of people whom staff register at once: from paper, the telephone, or the spreadsheet of somebody else.
//!
//! - Looking changes nothing: each line shows who it is, what would become of them, or what is wrong with it.
//! - Each person goes through the same act as somebody who is added by hand, in a transaction of their own, and gets the same
//!   mails. So a run that is broken off and done again goes on where it was: who is registered already gets nothing.
//! - Lines with a fault keep nobody waiting: they stay in the form to be mended, and the others are taken.

mod list;
mod pages;
mod take;
mod web;

pub use take::{Taken, import};
pub(super) use web::routes;
