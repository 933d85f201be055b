//! The side and foot of the staff face.

use maud::{Markup, html};

use super::{Frame, current, localised, site_links};
use crate::{
    base::language::Language,
    web::{components::mark, texts::texts},
};

/// The side of the staff face; on a phone a bar whose button opens the menu, without script.
pub(super) fn side(frame: &Frame) -> Markup {
    let texts = texts(frame.language);
    html! {
        header class="side" {
            div class="side__bar" {
                a class="brand" href="/beheer" { (mark()) span { (frame.centre_name) } }
                button type="button" class="side__toggle" popovertarget="menu" { (texts.menu) }
            }
            div id="menu" class="side__menu" popover {
                nav class="rail" aria-label=(texts.staff_menu) { (staff_menu(frame)) }
                (member_box(frame))
            }
        }
    }
}

fn staff_menu(frame: &Frame) -> Markup {
    let texts = texts(frame.language);
    let may_administer = frame.member.as_ref().is_some_and(|member| member.may_administer);
    let make = [
        ("/beheer/nummers", texts.issues),
        ("/beheer/artikelen", texts.articles),
        ("/beheer/jaarplanning", texts.year_plan),
    ];
    let reach = [
        ("/beheer/abonnees", texts.subscribers),
        ("/beheer/organisaties", texts.organisations),
        ("/beheer/doelgroepen", texts.audiences),
        ("/beheer/verzendingen", texts.sendings),
        ("/beheer/retour", texts.returned),
    ];
    let set_up = [
        ("/beheer/medewerkers", texts.members),
        ("/beheer/logboek", texts.log),
        ("/beheer/privacy", texts.privacy),
        ("/beheer/afzender", texts.sender),
        ("/beheer/instellingen", texts.settings),
    ];
    html! {
        (menu_group(frame, None, &[("/beheer", texts.today)]))
        (menu_group(frame, Some(texts.group_make), &make))
        (menu_group(frame, Some(texts.group_people), &reach))
        @if may_administer { (menu_group(frame, Some(texts.group_administer), &set_up)) }
    }
}

fn menu_group(frame: &Frame, label: Option<&str>, links: &[(&str, &str)]) -> Markup {
    html! {
        @if let Some(label) = label { p class="rail__group" { (label) } }
        ul {
            @for (path, text) in links {
                li { a href=(path) aria-current=[current(&frame.path, path)] { (text) } }
            }
        }
    }
}

fn member_box(frame: &Frame) -> Markup {
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
                form method="post" action="/beheer/afmelden" { button type="submit" { (texts.sign_out) } }
                (language_form(frame))
                a href=(localised(frame.language, "/")) { (texts.public_site) }
            }
        }
    }
}

/// Staff pages have one address for both languages, so here the choice is a change and not a link.
fn language_form(frame: &Frame) -> Markup {
    html! {
        @for language in Language::ALL.into_iter().filter(|language| *language != frame.language) {
            (language_button(language, &frame.path))
        }
    }
}

/// Chooses a language and comes back to this page.
pub(super) fn language_button(language: Language, back: &str) -> Markup {
    html! {
        form method="post" action="/beheer/taal" {
            input type="hidden" name="language" value=(language.tag());
            input type="hidden" name="back" value=(back);
            button type="submit" lang=(language.tag()) { (language.name()) }
        }
    }
}

/// The links that stand below every page.
pub(super) fn footer(frame: &Frame) -> Markup {
    html! { footer class="desk__foot" { (site_links(frame)) } }
}
