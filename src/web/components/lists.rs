//! Facts in lists and cards.

use maud::{Markup, Render, html};

/// Pairs of a term and its value, as on a page that checks answers.
#[must_use]
pub fn summary_list(rows: &[(&str, Markup)]) -> Markup {
    html! {
        dl class="summary" {
            @for (term, value) in rows { div { dt { (term) } dd { (value) } } }
        }
    }
}

/// How far something is, with the label above the bar; the label says it in words too.
#[must_use]
pub fn progress(done: u64, total: u64, label: &str) -> Markup {
    html! {
        label class="progress" {
            span class="progress__label" { (label) }
            progress max=(total.max(1)) value=(done.min(total)) {}
        }
    }
}

/// One number that matters, what it counts, and a line about it.
#[must_use]
pub fn figure_card(label: &str, number: &str, about: impl Render) -> Markup {
    let about = about.render();
    html! {
        div class="card figure" {
            p class="figure__label" { (label) }
            p class="figure__number" { (number) }
            @if !about.0.is_empty() { div class="figure__about" { (about) } }
        }
    }
}

/// What a list says when there is nothing in it, and what to do then.
#[must_use]
pub fn empty_state(title: &str, what_to_do: &str, action: Option<Markup>) -> Markup {
    html! {
        div class="empty" {
            p class="empty__title" { (title) }
            p { (what_to_do) }
            @if let Some(action) = action { (action) }
        }
    }
}
