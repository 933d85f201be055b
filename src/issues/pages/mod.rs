//! How writing and planning look.

pub(super) mod articles;
pub(super) mod issues;
pub(super) mod meeting;
pub(super) mod plan;
pub(super) mod preview;

use maud::{Markup, html};

use super::find::Listed;
use super::texts;
use crate::base::{Instant, Language, wall_time};
use crate::web::components::{Field, moment, notice, rich_text};
use crate::web::{Form, Frame};

/// What became of the last act.
fn said(language: Language, word: Option<&str>) -> Markup {
    let said = word.and_then(|word| texts::said(language, word));
    html! { @if let Some((tone, sentence)) = said { div role="status" { (notice(language, tone, sentence, "")) } } }
}

/// A Markdown field with what can be written in it.
fn markdown_field(frame: &Frame, form: &Form, label: &str, rows: u8) -> Markup {
    let language = frame.language;
    html! {
        (rich_text(frame, &Field::textarea(language, form, "source", label, rows).optional()))
        details class="help" data-markdown-help {
            summary { (language.pick("Zo maakt u koppen, lijsten, links en knoppen", "How to make headings, lists, links and buttons")) }
            (markdown_help(language))
        }
    }
}

fn markdown_help(language: Language) -> Markup {
    let rows = [
        (
            language.pick("## Een kop", "## A heading"),
            language.pick("een kop; ### is een kleinere kop", "a heading; ### is a smaller heading"),
        ),
        (
            language.pick("een lege regel", "an empty line"),
            language.pick("begint een nieuwe alinea", "starts a new paragraph"),
        ),
        (
            language.pick("**vet** en *schuin*", "**bold** and *italic*"),
            language.pick("vet en schuin", "bold and italic"),
        ),
        (
            language.pick("- een punt", "- an item"),
            language.pick("een lijst; 1. maakt een lijst met nummers", "a list; 1. makes a numbered list"),
        ),
        (language.pick("> een citaat", "> a quotation"), language.pick("een citaat", "a quotation")),
        (
            language.pick("[het jaarplan](https://voorbeeld.nl/plan)", "[the annual plan](https://example.org/plan)"),
            language.pick("een link op de woorden “het jaarplan”", "a link on the words “the annual plan”"),
        ),
        (
            language.pick("**[Meld u aan](https://voorbeeld.nl)**", "**[Sign up](https://example.org)**"),
            language.pick(
                "een knop, als er verder niets in de alinea staat",
                "a button, when nothing else stands in the paragraph",
            ),
        ),
        (
            language.pick("| Wie | Wat |", "| Who | What |"),
            language
                .pick("een tabel; de regel eronder is | --- | --- |", "a table; the line below it is | --- | --- |"),
        ),
        ("---", language.pick("een lijn tussen twee delen", "a line between two parts")),
    ];
    html! { dl class="summary" { @for (write, get) in rows { div { dt { code { (write) } } dd { (get) } } } } }
}

/// Dutch or English, of the content.
fn language_field(language: Language, form: &Form) -> Field<'_> {
    let label = language.pick("Taal van de tekst", "Language of the text");
    let options = Language::ALL.map(|language| (language.tag(), language.name()));
    Field::select(language, form, "language", label, options).short()
}

/// The same, linked.
pub(super) fn issue_link(language: Language, listed: &Listed) -> Markup {
    html! { a class="utrecht-link" href={ "/beheer/nummers/" (listed.row.id) } { (listed.name(language)) } }
}

/// A stored day, or a dash with words for screen readers.
fn day(language: Language, stored: &str) -> Markup {
    html! {
        @if let Some(date) = wall_time::parse_date(stored) {
            time datetime=(date) { (wall_time::plain_date(date, language)) }
        } @else {
            span aria-hidden="true" class="muted" { "–" }
            span class="hidden" { (language.pick("nog niet gekozen", "not chosen yet")) }
        }
    }
}

/// Who changed something last, and when.
fn changed(language: Language, by: &str, at: Instant) -> Markup {
    html! { (language.pick("Bewaard door ", "Saved by ")) (by) ", " (moment(at, language)) }
}
