//! The large pieces of a page, and the ways around it.

use maud::{Markup, Render, html};

use crate::base::wall_time::short_moment;
use crate::base::{Instant, Language};
use crate::web::texts::texts;

/// The heading of a page with a line below it and its actions.
#[must_use]
pub fn page_head(title: &str, sub: Option<&str>, actions: Option<Markup>) -> Markup {
    html! {
        div class="page-head" {
            div {
                h1 class="utrecht-heading-1" { (title) }
                @if let Some(sub) = sub { p class="page-head__sub" { (sub) } }
            }
            @if let Some(actions) = actions { div class="page-head__actions" { (actions) } }
        }
    }
}

/// The opening of a public front page, as wide as the window; `lap` leaves room for a card that overlaps it.
#[must_use]
pub fn hero(title: &str, lead: &str, lap: bool) -> Markup {
    html! {
        div class=(if lap { "hero hero--lap" } else { "hero" }) {
            h1 class="utrecht-heading-1" { (title) }
            p { (lead) }
        }
    }
}

/// A wide column with a narrow one beside it; on a phone the narrow one comes below.
#[must_use]
pub fn split(wide: impl Render, narrow: impl Render) -> Markup {
    html! { div class="split" { div class="stack" { (wide) } div class="split__side stack" { (narrow) } } }
}

/// Where this page stands: links to the pages above it, from the top, and the page itself.
#[must_use]
pub fn crumbs(language: Language, above: &[(&str, &str)], here: &str) -> Markup {
    html! {
        nav class="crumbs" aria-label=(texts(language).crumbs) {
            ol {
                @for (href, label) in above { li { a href=(href) class="utrecht-link" { (label) } } }
                li { span aria-current="page" { (here) } }
            }
        }
    }
}

/// Links between pages about the same thing; the current one is named by its address.
#[must_use]
pub fn tabs(label: &str, links: &[(&str, &str)], current: &str) -> Markup {
    html! {
        nav class="tabs" aria-label=(label) {
            ul {
                @for (href, text) in links {
                    li { a href=(href) aria-current=[(*href == current).then_some("page")] { (text) } }
                }
            }
        }
    }
}

/// A moment for people and machines.
#[must_use]
pub fn moment(at: Instant, language: Language) -> Markup {
    html! { time datetime=(at.rfc3339()) { (short_moment(at, language)) } }
}

/// Links to the previous and next page of a list; nothing when there is only one page.
#[must_use]
pub fn pager(language: Language, previous: Option<&str>, next: Option<&str>) -> Markup {
    let texts = texts(language);
    html! {
        @if previous.is_some() || next.is_some() {
            nav class="pager" aria-label=(texts.pages) {
                @if let Some(href) = previous { a href=(href) rel="prev" class="utrecht-link pager__previous" { (texts.previous) } }
                @if let Some(href) = next { a href=(href) rel="next" class="utrecht-link pager__next" { (texts.next) } }
            }
        }
    }
}
