//! The few pictures that the pages draw themselves; all are decoration beside words.

use maud::{Markup, html};

fn icon(path: &str) -> Markup {
    html! {
        svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false" {
            path d=(path) fill="currentColor" fill-rule="evenodd" {}
        }
    }
}

/// A circle with an i.
pub(super) fn info() -> Markup {
    icon("M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-1.2 4.6h2.4V9h-2.4V6.600zm0 4h2.4v6.800h-2.4v-6.800z")
}

/// A circle with a tick.
pub(super) fn good() -> Markup {
    icon(
        "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-1.500 14.700-4.600-4.600 1.700-1.700 2.900 2.900 6-6 1.700 1.700-7.700 7.700z",
    )
}

/// A triangle with an exclamation mark.
pub(super) fn warn() -> Markup {
    icon("M12 2.200 1 21.500h22L12 2.200zm-1.200 7h2.400v6.300h-2.400V9.200zm0 7.700h2.400v2.300h-2.400v-2.300z")
}

/// An octagon with an exclamation mark.
pub(super) fn bad() -> Markup {
    icon(
        "M7.900 2h8.200L22 7.900v8.200L16.100 22H7.900L2 16.100V7.900L7.900 2zm2.900 4.500h2.400v7.200h-2.400V6.500zm0 8.700h2.400v2.400h-2.400v-2.400z",
    )
}

/// The mark of the product: two people who take turns to speak.
#[must_use]
pub fn mark() -> Markup {
    html! {
        svg class="mark" viewBox="0 0 34 34" width="36" height="36" aria-hidden="true" focusable="false" {
            path class="mark__one" d="M6 5h10a5 5 0 0 1 5 5v7a5 5 0 0 1-5 5h-3l-6 6v-6H6a5 5 0 0 1-5-5v-7a5 5 0 0 1 5-5z" {}
            path class="mark__two" d="M18 11h10a5 5 0 0 1 5 5v5a5 5 0 0 1-5 5h-1v5l-5-5h-4a5 5 0 0 1-5-5v-5a5 5 0 0 1 5-5z" {}
        }
    }
}
