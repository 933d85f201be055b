//! Answers that came by post, by mail, by telephone or in a meeting: staff enter them, the organisation says whether they count.
//!
//! - When it was written, sent, received and entered are four dates. Late goes by sent or received, as the consultation says, and
//!   never by when somebody found the time to type it.
//! - An entry is no answer until somebody who may release says yes to it, through their link. It replaces nothing: what the
//!   organisation released before stays its answer until then, and after it when the organisation says so.

mod enter;
mod entry;
pub(super) mod pages;
mod settle;
pub(super) mod web;

pub use enter::{Entered, Entering, enter, withdraw};
pub use entry::{Dates, Impossible};
pub(super) use entry::{Entry, entries, is_late, is_waiting, source};
pub use settle::{Settled, Settling, settle};
