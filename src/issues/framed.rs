//! The mail of an issue as it was saved, in a frame of its own within a page.

use maud::{Markup, html};

use super::Issue;
use crate::base::Language;

/// The mail, so wide, also where the page is narrower.
pub(super) fn mail(language: Language, issue: &Issue, width: u16) -> Markup {
    mail_at(language, &format!("{}/mail", issue.address()), width)
}

/// The same from an address of one's own, as a chosen reader has it.
pub(super) fn mail_at(language: Language, address: &str, width: u16) -> Markup {
    html! {
        div class="table-scroll" {
            iframe sandbox src=(address) width=(width) height="900" loading="lazy"
                title=(language.pick("De mail zoals een lezer hem ziet", "The mail as a reader sees it")) {}
        }
    }
}
