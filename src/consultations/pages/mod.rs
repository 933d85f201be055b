//! The staff's pages of asking.

pub(super) mod asked;
pub(super) mod draft;
pub(super) mod overview;

use maud::{Markup, html};

use super::{Consultation, Step, texts};
use crate::base::Instant;
use crate::base::Language;

/// The six steps, with the one it is at.
pub(super) fn steps(the: &Consultation, now: Instant, language: Language) -> Markup {
    let here = the.step(now);
    html! {
        ol class="steps" {
            @for step in Step::ALL {
                li class=[(step < here).then_some("done")] aria-current=[(step == here).then_some("step")] { (texts::step(step, language)) }
            }
        }
    }
}
