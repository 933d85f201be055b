//! What changed in a text.

use maud::{Markup, html};

use crate::base::Language;
use crate::base::text::runs::Run;

/// Words that went are struck, words that came are underlined; both say so to who hears them.
#[must_use]
pub fn changed_words(language: Language, runs: &[Run]) -> Markup {
    html! {
        @for run in runs {
            @match run {
                Run::Same(words) => (words),
                Run::Gone(words) => { del { span class="hidden" { (language.pick("weg: ", "gone: ")) } (words) } " " }
                Run::New(words) => ins { span class="hidden" { (language.pick("nieuw: ", "new: ")) } (words) },
            }
        }
    }
}
