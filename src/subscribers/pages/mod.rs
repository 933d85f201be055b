//! The pages of this room, out of plain arguments.

mod choices;
mod holder;
mod sign_up;

use std::time::Duration;

use maud::{Markup, html};

use crate::base::Language;

pub(super) use choices::choices;
pub(super) use holder::{AskWhy, ConfirmPage, LeavePage, LeftPage, confirm, leave, left, names};
pub(super) use sign_up::{Face, HeldBack, SignUpPage, check_mail, publications as publication_boxes, sign_up};

use super::texts;
use crate::web::components::{Action, Tone, link_button, notice, page_head};
use crate::web::{Frame, again_after, plain_page};

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

/// Above a form that was not taken because letters were asked for too often: when it can be sent again.
pub(super) fn too_often(wait: Duration, language: Language) -> Markup {
    let lead = html! { p { (texts::too_often_lead(language)) " " (again_after(wait, language)) } };
    notice(language, Tone::Warn, texts::too_often(language), lead)
}

/// The address of a public path in the language of the page.
pub(super) fn address(frame: &Frame, path: &str) -> String {
    format!("{}{path}", frame.language.prefix())
}
