//! The mail of an issue as it was saved, in a frame of its own within a page.

use maud::{Markup, html};

use super::Issue;
use crate::base::Language;

/// The mail, so wide, also where the page is narrower.
pub(super) fn mail(language: Language, issue: &Issue, width: u16) -> Markup {
    html! {
        div class="table-scroll" {
            iframe sandbox src={ (issue.address()) "/mail" } width=(width) height="900" loading="lazy"
                title=(language.pick("De mail zoals een lezer hem ziet", "The mail as a reader sees it")) {}
        }
    }
}
