//! The top and foot of the public face.

use maud::{Markup, html};

use super::menu::{Group, lines};
use super::{Frame, localised, site_links, staff::language_button};
use crate::{
    base::language::Language,
    web::{components::mark, one_form, texts::texts},
};

/// The centre's name, the menu when the page has one, and the other language.
pub(super) fn header(frame: &Frame, main: &Markup, with_menu: bool) -> Markup {
    let (language, texts) = (frame.language, texts(frame.language));
    html! {
        header class="top" {
            @if has_one_address(&frame.path) { (one_form::first_button(main)) }
            div class="top__in" {
                a class="brand" href=(localised(language, "/")) { (mark()) span { (frame.centre_name) } }
                @if with_menu {
                    nav class="top__menu" aria-label=(texts.main_menu) {
                        (lines(frame, Group::Site))
                    }
                }
                (language_links(frame, main))
            }
        }
    }
}

fn language_links(frame: &Frame, main: &Markup) -> Markup {
    html! {
        nav class="languages" aria-label=(texts(frame.language).language_switch) {
            ul {
                @for language in Language::ALL.into_iter().filter(|language| *language != frame.language) {
                    li {
                        @if has_one_address(&frame.path) { (language_button(language, &frame.path, main)) } @else {
                            a href=(localised(language, &frame.path)) lang=(language.tag()) hreflang=(language.tag()) { (language.name()) }
                        }
                    }
                }
            }
        }
    }
}

/// Pages for staff have one address for both languages, also those before the sign-in; so has the demo's postbox.
pub(super) fn has_one_address(path: &str) -> bool {
    path.starts_with("/beheer") || path.starts_with("/postbus")
}

/// The centre's name and the links that stand below every page.
pub(super) fn footer(frame: &Frame) -> Markup {
    html! {
        footer class="foot" {
            div class="foot__in" {
                p class="foot__name" { (frame.centre_name) }
                (site_links(frame))
            }
        }
    }
}
