//! How many subscribers there are, by month: joined, left, and in all.
//!
//! A bell counts and keeps the figures of the month; pages read only what it kept. What was kept of a month that is over
//! does not change any more, also when people are erased later. The first count looks back into the subscriptions that
//! are there.

mod count;
mod page;
mod web;

pub use count::count_growth;
pub(super) use web::routes;
