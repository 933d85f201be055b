//! How deciding and sending look.

use maud::{Markup, html};

use super::Issue;
use crate::web::Frame;

/// What one may do next with an issue, as buttons on its page.
#[must_use]
pub fn next_steps(_frame: &Frame, _issue: &Issue, _may_approve: bool) -> Markup {
    html! {}
}
