//! The difference between two versions of a point.

use std::time::{Duration, Instant};

use maud::{Markup, html};

use crate::base::Language;
use crate::base::text::runs::runs;
use crate::dossiers::deciding::decision::Text;
use crate::web::components::changed_words;

/// So long two texts are compared.
const PATIENCE: Duration = Duration::from_millis(20);

/// The title, where it changed, and the text.
pub(super) fn changes(language: Language, before: &Text, now: &Text) -> Markup {
    let drawn = |before: &str, now: &str| changed_words(language, &runs(before, now, Instant::now() + PATIENCE));
    html! {
        div class="changes words" {
            @if before.title != now.title { p { b { (drawn(&before.title, &now.title)) } } }
            p { (drawn(&before.words, &now.words)) }
        }
    }
}
