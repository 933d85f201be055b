//! The centre itself: its names, senders and colours, and the publications one can subscribe to.
//!
//! There is exactly one centre per installation; before the first set-up there is none, and every page but the set-up
//! page says so. This room keeps the settings that staff change in the browser.
//!
//! - The set-up page opens with a one-time link from the terminal, and writes everything in one transaction.
//! - Publications and personal letters never come from the same address.
//! - A publication's short name and List-Id never change.
//! - White text can be read on the brand colour; every other colour is derived from it so that it can be read too.
//! - Two people who change something at once both learn of it; nothing is overwritten unseen.

mod accessibility;
mod acts;
mod change;
mod choices;
mod colour;
mod filled;
mod founding;
mod leap;
mod logo;
mod office;
mod pages;
mod particulars;
mod publication;
mod publish;
mod readiness;
mod room;
mod set_up;
mod stylesheet;
mod test_mail;
mod texts;
mod the_centre;
mod web;

pub use acts::{CENTRE, PUBLICATION};
pub use choices::{Area, Region, Topic, areas, names_of_areas, names_of_topics, topics};
pub use colour::Colour;
pub use founding::{About, Founded, Founding, NewPublication, found};
pub use leap::{CLOCK_IS_RIGHT, leapt};
pub use logo::set_logo;
pub use particulars::Particulars;
pub use publication::{Publication, publication, publication_by_slug, publications};
pub use readiness::{Readiness, readiness};
pub use room::ROOM;
pub use set_up::link::set_up_link;
pub use the_centre::{Centre, current};
pub use web::{public_routes, staff_routes};

use maud::Markup;

use crate::base::Language;
use crate::web::Frame;

/// What every public page shows while there is no centre.
#[must_use]
pub fn not_set_up_page(frame: &Frame) -> Markup {
    pages::not_set_up(frame)
}

/// How to reach the centre, under a heading: for pages of other rooms.
#[must_use]
pub fn how_to_reach(centre: &Centre, heading: &str, said: &str, language: Language) -> Markup {
    pages::how_to_reach(centre, heading, said, language)
}

#[cfg(test)]
mod tests;
