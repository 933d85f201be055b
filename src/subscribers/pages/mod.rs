//! The pages of this room, out of plain arguments.

mod choices;
mod holder;
mod sign_up;

use maud::{Markup, html};

use crate::base::{Instant, Language, wall_time};

pub(super) use choices::choices;
pub(super) use holder::{AskWhy, ConfirmPage, LeavePage, LeftPage, confirm, leave, left, names};
pub(super) use sign_up::{SignUpPage, check_mail, publications as publication_boxes, sign_up};

use crate::web::components::{Action, link_button, page_head};
use crate::web::{Frame, plain_page};

/// A page with one message and one way on.
pub(super) fn message(frame: &Frame, title: &str, text: &str, on: Option<(&str, &str)>) -> Markup {
    plain_page(
        frame,
        title,
        html! {
            (page_head(title, None, None))
            p { (text) }
            @if let Some((path, label)) = on { (link_button(Action::Primary, &address(frame, path), label)) }
        },
    )
}

/// The address of a public path in the language of the page.
pub(super) fn address(frame: &Frame, path: &str) -> String {
    format!("{}{path}", frame.language.prefix())
}

/// A moment for people and machines.
pub(super) fn time(at: Instant, language: Language) -> Markup {
    html! { time datetime=(at.rfc3339()) { (wall_time::short_moment(at, language)) } }
}
