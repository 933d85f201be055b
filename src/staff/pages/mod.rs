//! The pages of this room, one file for each place.

use maud::{Markup, html};

use crate::base::{Instant, Language, wall_time};

pub(super) mod join;
pub(super) mod members;
pub(super) mod mine;
pub(super) mod recover;
pub(super) mod sign_in;

/// A moment as readers see it.
fn moment(at: Instant, language: Language) -> Markup {
    html! { time datetime=(at.rfc3339()) { (wall_time::short_moment(at, language)) } }
}
