//! From draft to mailbox: checking, approving, choosing the moment, starting, watching, correcting.
//!
//! The rest of `issues` writes and plans; this part decides and sends, and is entered only here. Approval binds the
//! hash of what is approved; the moment is kept as wall time and as the instant that it resolved to, once. Every step
//! is one conditional update that looks at what is and moves it one step, so a bell that rings twice, two people and
//! two processes give the same result. Sending itself is `delivery`'s: it is handed a letter and an audience, and its
//! progress is read.

mod approve;
mod audience;
mod changes;
mod check;
mod close_sent;
mod correct;
mod explain;
mod outlook;
mod pages;
mod said;
mod schedule;
mod share;
mod start_due;
mod steer;
mod tell_asked;
mod test_mail;
mod texts;
mod void_changed;
mod web;

#[cfg(test)]
mod tests;

pub use approve::own_in_review;
pub use changes::{Changed, changes};
pub use check::{Finding, examine, of_article, with_surroundings};
pub use close_sent::close_sent;
pub use pages::{Checked, Of, beside, changed_parts, found, next_steps, steps};
pub use said::Said;
pub use start_due::start_due;
pub use tell_asked::{ASKED, tell_asked};
pub use void_changed::void_changed;
pub(super) use web::routes;
