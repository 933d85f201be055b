//! What is typed in a form and not saved waits in the browser that it was typed in. Its script is `assets/js/kept.js`; without it the
//! form is what it is.

use maud::{Markup, html};

use super::layout::Frame;
use crate::base::Language;

/// Lets the form at the address `about` wait in the browser until it is saved, and offers here what waits.
#[must_use]
pub fn kept(frame: &Frame, about: &str) -> Markup {
    html! {
        div data-kept data-about=(about) data-words=(words(frame.language)) {}
        script src=((frame.assets)("js/kept.js")) defer {}
    }
}

fn words(language: Language) -> String {
    let pick = |dutch, english| language.pick(dutch, english);
    serde_json::json!({
        "title": pick("Er staat nog tekst van u in deze browser", "There is text of yours in this browser"),
        "when": pick("U typte die op {when}. Wij hebben die tekst nog niet bewaard.", "You typed it on {when}. We did not save that text yet."),
        "newer": pick(
            "Intussen is er een nieuwere tekst. Die blijft staan: als u uw tekst terugzet en bewaart, ziet u ze naast elkaar.",
            "There is a newer text by now. It stays: when you put yours back and save it, you see them side by side.",
        ),
        "show": pick("Bekijk die tekst", "See that text"),
        "back": pick("Zet die tekst terug", "Put that text back"),
        "drop": pick("Gooi die tekst weg", "Throw that text away"),
    })
    .to_string()
}
