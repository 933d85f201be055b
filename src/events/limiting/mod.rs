//! So many people of one kind of organisation: the organiser's form, and how near each kind is
//! ([decision 46](../../../docs/adr/0046-places-by-kind.md)).

mod pages;
mod set;
mod web;

pub(super) use pages::section;
pub use set::{Limit, limit_kinds};
pub(super) use web::routes;
