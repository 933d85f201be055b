//! The pages of a move.

use std::time::Duration;

use maud::{Markup, html};

use super::texts;
use crate::base::Instant;
use crate::centre::Publication;
use crate::subscribers::pages::{address, message, names, too_often};
use crate::subscribers::texts as shared;
use crate::web::components::{Action, Field, PostButton, button, crumbs, error_summary, page_head, post_form};
use crate::web::{Form, Frame, plain_page, public_page};

/// The page that asks for the new address; with how long to wait when it was asked too often.
pub(super) fn ask(frame: &Frame, token: &str, masked: &str, (form, wait): (&Form, Option<Duration>)) -> Markup {
    let language = frame.language;
    let title = texts::ask_title(language);
    let preferences = address(frame, &format!("/voorkeuren/{token}"));
    public_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &[(&preferences, texts::to_preferences(language))], title))
            (page_head(title, Some(masked), None))
            @if let Some(wait) = wait { (too_often(wait, language)) }
            (error_summary(language, form))
            p { (texts::ask_lead(language)) }
            (post_form(&format!("{preferences}/adres"), html! {
                (Field::email(language, form, "address", texts::new_address(language)))
                input type="hidden" name="asked" value=(form.value("asked"));
                (button(Action::Primary, texts::ask_press(language)))
            }))
        },
    )
}

/// The page after asking, the same for every address.
pub(super) fn asked(frame: &Frame) -> Markup {
    let language = frame.language;
    let title = texts::asked_title(language);
    plain_page(
        frame,
        title,
        html! {
            (page_head(title, None, None))
            p { (texts::asked_lead(language)) }
            p { (texts::asked_help(language)) }
        },
    )
}

/// What the page of the new address shows.
pub(super) struct ConfirmPage<'a> {
    pub(super) token: &'a str,
    pub(super) masked: &'a str,
    /// What is received at the old address.
    pub(super) moving: &'a [Publication],
    /// The topics and areas that go along.
    pub(super) chosen: &'a [String],
    /// The name that goes along.
    pub(super) name: Option<&'a str>,
    /// The pause that goes along.
    pub(super) paused_until: Option<Instant>,
}

/// The page with the one button that confirms the new address. Nothing goes along that it does not show.
pub(super) fn confirm(frame: &Frame, page: &ConfirmPage) -> Markup {
    let language = frame.language;
    let title = texts::confirm_title(language);
    let action = address(frame, &format!("/nieuw-adres/{}", page.token));
    plain_page(
        frame,
        title,
        html! {
            (page_head(title, Some(page.masked), None))
            p { (texts::confirm_lead(language)) }
            @if page.moving.is_empty() {
                p { (texts::moves_nothing(language)) }
            } @else {
                p { (texts::moves_along(language)) }
                (names(page.moving, language))
            }
            @if !page.chosen.is_empty() { p { (shared::confirm_chosen(language)) " " (page.chosen.join(", ")) "." } }
            @if let Some(name) = page.name { p { (shared::called(name, language)) } }
            @if let Some(until) = page.paused_until { p { (texts::paused(until, language)) } }
            (PostButton::new(action, texts::confirm_press(language), Action::Primary))
            p { (texts::confirm_not(language)) }
        },
    )
}

/// The page with the one button that undoes.
pub(super) fn undo(frame: &Frame, token: &str, masked: &str) -> Markup {
    let language = frame.language;
    let title = texts::undo_title(language);
    let action = address(frame, &format!("/oud-adres/{token}"));
    plain_page(
        frame,
        title,
        html! {
            (page_head(title, Some(masked), None))
            p { (texts::undo_lead(language)) }
            (PostButton::new(action, texts::undo_press(language), Action::Primary))
        },
    )
}

/// A page that says what came of it, with the way to the preferences.
pub(super) fn done(frame: &Frame, (title, lead): (&str, &str), preferences: Option<&str>) -> Markup {
    let to = texts::to_preferences(frame.language);
    let path = preferences.map(|token| format!("/voorkeuren/{token}"));
    message(frame, title, lead, path.as_deref().map(|path| (path, to)))
}
