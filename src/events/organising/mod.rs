//! What organisers see and do while people register: the list of events, who comes, who waits, adding somebody by hand,
//! taking the list along, and paper for the day.

mod act;
mod add;
mod decide;
mod evaluation;
mod goal;
mod narrowed;
mod order;
mod overview;
mod pages;
mod paper;
mod people;
mod stand;
mod web;

pub(super) use add::add;
pub use add::{Added, add_by_hand};
pub use goal::set_goal;
pub(super) use web::routes;
