//! The side and foot of the staff face.

use maud::{Markup, html};

use super::menu::{Group, lines};
use super::{Frame, current, localised, site_links};
use crate::{
    base::language::Language,
    web::{components::mark, one_form, texts::texts},
};

/// The side of the staff face; on a phone a bar whose button opens the menu, without script.
pub(super) fn side(frame: &Frame, main: &Markup) -> Markup {
    let texts = texts(frame.language);
    html! {
        header class="side" {
            (one_form::first_button(main))
            div class="side__bar" {
                a class="brand" href="/beheer" { (mark()) span { (frame.centre_name) } }
                button type="button" class="side__toggle" popovertarget="menu" { (texts.menu) }
            }
            div id="menu" class="side__menu" popover {
                (search(frame))
                nav class="rail" aria-label=(texts.staff_menu) { (staff_menu(frame)) }
                (member_box(frame, main))
            }
        }
    }
}

/// The way to everything that has a name; with a script the key that stands on it opens it above the page.
fn search(frame: &Frame) -> Markup {
    html! {
        a class="rail__search" href="/beheer/zoeken" aria-current=[current(&frame.path, "/beheer/zoeken")] data-search
            data-close=(frame.language.pick("Sluiten", "Close")) {
            (frame.language.pick("Zoeken", "Search")) kbd aria-hidden="true" hidden { "Ctrl K" }
        }
    }
}

fn staff_menu(frame: &Frame) -> Markup {
    let has_lines = |group: &Group| frame.menu.iter().any(|line| line.group == *group);
    html! {
        @for group in Group::STAFF.into_iter().filter(has_lines) {
            @if let Some(name) = group.name(frame.language) { p class="rail__group" { (name) } }
            (lines(frame, group))
        }
    }
}

fn member_box(frame: &Frame, main: &Markup) -> Markup {
    let texts = texts(frame.language);
    html! {
        div class="member" {
            @if let Some(member) = &frame.member {
                p class="member__name" {
                    span class="hidden" { (texts.signed_in_as) " " } (member.name)
                    @if !member.roles.is_empty() { span class="member__roles" { (member.roles.join(", ")) } }
                }
            }
            div class="member__actions" {
                a href="/beheer/mijn" aria-current=[current(&frame.path, "/beheer/mijn")] { (texts.account) }
                (one_form::frame_button(main, "/beheer/afmelden", &[], &html! { (texts.sign_out) }))
                (languages(frame, main))
                a href=(localised(frame.language, "/")) { (texts.public_site) }
            }
        }
    }
}

/// Staff pages have one address for both languages, so here the choice is a change and not a link.
fn languages(frame: &Frame, main: &Markup) -> Markup {
    html! {
        @for language in Language::ALL.into_iter().filter(|language| *language != frame.language) {
            (language_button(language, &frame.path, main))
        }
    }
}

/// Chooses a language and comes back to this page.
pub(super) fn language_button(language: Language, back: &str, main: &Markup) -> Markup {
    let fields =
        [("language", language.tag()), ("back", back)].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let label = html! { span lang=(language.tag()) { (language.name()) } };
    one_form::frame_button(main, "/beheer/taal", &fields, &label)
}

/// The links that stand below every page.
pub(super) fn footer(frame: &Frame) -> Markup {
    html! { footer class="desk__foot" { (site_links(frame)) } }
}
