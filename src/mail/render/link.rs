//! Links among words, as the paper and the small print have them.

use maud::{Markup, html};

use super::palette::Palette;
use super::{space_after, space_before, typed};

/// A sentence with a link in it: before, the link's words, its address, after.
pub fn linked([before, label, href, after]: [&str; 4], palette: &Palette) -> Markup {
    html! {
        (typed(before)) (space_after(before))
        @if href.is_empty() { (typed(label)) } @else { (link(href, &html! { (typed(label)) }, palette)) }
        (space_before(after)) (typed(after))
    }
}

/// A link that one can tell from the words around it without seeing colour.
pub fn link(href: &str, words: &Markup, palette: &Palette) -> Markup {
    html! { a class="link" href=(href) style={ "color:" (palette.link.hex()) ";text-decoration:underline" } { (words) } }
}
