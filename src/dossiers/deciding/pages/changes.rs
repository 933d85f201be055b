//! The difference between two versions of a point.

use maud::{Markup, html};

use crate::base::Language;
use crate::dossiers::deciding::changed::{Run, runs};
use crate::dossiers::deciding::decision::Text;

/// Words that went are struck, words that came are underlined; both say so to who hears them.
pub(super) fn changes(language: Language, before: &Text, now: &Text) -> Markup {
    html! {
        div class="changes words" {
            @if before.title != now.title { p { b { (drawn(language, &before.title, &now.title)) } } }
            p { (drawn(language, &before.words, &now.words)) }
        }
    }
}

fn drawn(language: Language, before: &str, now: &str) -> Markup {
    html! {
        @for run in runs(before, now) {
            @match run {
                Run::Same(words) => (words),
                Run::Gone(words) => del { span class="hidden" { (language.pick("weg: ", "gone: ")) } (words) },
                Run::Come(words) => ins { span class="hidden" { (language.pick("nieuw: ", "new: ")) } (words) },
            }
        }
    }
}
