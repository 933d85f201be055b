//! The pages of whoever holds a link: confirming, preferences, leaving.

use maud::{Markup, html};

use super::{address, sign_up};
use crate::base::Language;
use crate::centre::Publication;
use crate::subscribers::texts;
use crate::web::components::{
    Action, Choices, Field, PostButton, Tone, button, error_summary, link_button, notice, page_head, post_form,
};
use crate::web::{Form, Frame, plain_page, public_page};

/// The page with the one button that confirms.
pub(in crate::subscribers) fn confirm(frame: &Frame, token: &str, masked: &str, asked: &[Publication]) -> Markup {
    let language = frame.language;
    let title = texts::confirm_title(language);
    let mut press = PostButton::new(
        address(frame, &format!("/bevestigen/{token}")),
        texts::confirm_press(language),
        Action::Primary,
    );
    for publication in asked {
        press = press.hidden("publication", publication.row.slug.as_str());
    }
    plain_page(
        frame,
        title,
        html! {
            (page_head(title, Some(masked), None))
            p { (texts::confirm_shows(language)) }
            (names(asked, language))
            (press)
            p { (texts::confirm_not(language)) }
        },
    )
}

fn names(publications: &[Publication], language: Language) -> Markup {
    html! { ul { @for publication in publications { li { (publication.name(language)) } } } }
}

/// What the page of preferences shows.
pub(in crate::subscribers) struct PreferencesPage<'a> {
    pub(in crate::subscribers) token: &'a str,
    pub(in crate::subscribers) masked: &'a str,
    pub(in crate::subscribers) form: &'a Form,
    pub(in crate::subscribers) publications: &'a [Publication],
    pub(in crate::subscribers) consent: &'a str,
    /// A sentence about what was just done, and whether all of it was.
    pub(in crate::subscribers) done: Option<(&'static str, bool)>,
}

/// The page of preferences.
pub(in crate::subscribers) fn preferences(frame: &Frame, page: &PreferencesPage) -> Markup {
    let language = frame.language;
    let title = texts::preferences_title(language);
    let sub = format!("{} {}", texts::for_address(language), page.masked);
    let action = address(frame, &format!("/voorkeuren/{}", page.token));
    let receives = !page.form.values("had").is_empty();
    public_page(
        frame,
        (title, page.form),
        html! {
            (page_head(title, Some(&sub), None))
            @if let Some((text, all)) = page.done {
                (notice(language, if all { Tone::Good } else { Tone::Warn }, text, ""))
            }
            (error_summary(language, page.form))
            @if !receives { p { (texts::nothing_left(language)) } }
            (post_form(&action, preference_fields(frame, page)))
            @if receives {
                section class="stack" aria-labelledby="leave-all" {
                    h2 id="leave-all" class="utrecht-heading-2" { (texts::leave_all_title(language)) }
                    p { (texts::leave_all_lead(language)) }
                    (PostButton::new(format!("{action}/alles"), texts::leave_all_press(language), Action::Danger))
                }
            }
            section class="stack" aria-labelledby="own-data" {
                h2 id="own-data" class="utrecht-heading-2" { (texts::own_data_title(language)) }
                p { (texts::own_data_lead(language)) }
                (link_button(Action::Secondary, &format!("{action}/gegevens"), texts::own_data_press(language)))
            }
        },
    )
}

fn preference_fields(frame: &Frame, page: &PreferencesPage) -> Markup {
    let (language, form) = (frame.language, page.form);
    let languages = Choices::one(language, form, "language", texts::language_question(language));
    let languages =
        Language::ALL.into_iter().fold(languages, |question, each| question.choice(each.tag(), each.name()));
    html! {
        @for slug in form.values("had") { input type="hidden" name="had" value=(slug); }
        (sign_up::publications(frame, form, page.publications).optional())
        (languages)
        (Field::text(language, form, "name", texts::your_name(language)).optional().autocomplete("name"))
        p { (page.consent) }
        (button(Action::Primary, texts::save(language)))
    }
}

/// What the page of leaving shows.
pub(in crate::subscribers) struct LeavePage<'a> {
    pub(in crate::subscribers) token: &'a str,
    pub(in crate::subscribers) masked: &'a str,
    pub(in crate::subscribers) publication: &'a str,
    pub(in crate::subscribers) is_in: bool,
    /// Whether there is more to leave than this publication.
    pub(in crate::subscribers) has_others: bool,
}

/// The page with the one button that leaves, and the second choice to leave everything.
pub(in crate::subscribers) fn leave(frame: &Frame, page: &LeavePage) -> Markup {
    let language = frame.language;
    let title = texts::leave_title(language);
    let path = |end: &str| address(frame, &format!("/afmelden/{}/{end}", page.token));
    let press = texts::leave_press(page.publication, language);
    let press_all = texts::leave_all_press(language);
    plain_page(
        frame,
        title,
        html! {
            (page_head(title, None, None))
            @if page.is_in {
                p { (texts::leave_question(page.publication, page.masked, language)) }
                (PostButton::new(path("nu"), press, Action::Primary))
            } @else {
                p { (texts::not_subscribed(page.publication, page.masked, language)) }
            }
            @if page.has_others {
                p { (texts::leave_or_all(language)) }
                (PostButton::new(path("alles"), press_all, Action::Secondary))
            }
        },
    )
}

/// What the page after leaving shows.
pub(in crate::subscribers) struct LeftPage<'a> {
    pub(in crate::subscribers) token: &'a str,
    pub(in crate::subscribers) masked: &'a str,
    pub(in crate::subscribers) left: &'a [Publication],
    pub(in crate::subscribers) can_undo: bool,
    pub(in crate::subscribers) is_back: bool,
}

/// The page after leaving, with the undo while it is possible.
pub(in crate::subscribers) fn left(frame: &Frame, page: &LeftPage) -> Markup {
    let language = frame.language;
    let title = if page.is_back { texts::back_title(language) } else { texts::left_title(language) };
    let undo = address(frame, &format!("/afgemeld/{}/terug", page.token));
    plain_page(
        frame,
        title,
        html! {
            (page_head(title, Some(page.masked), None))
            @if page.is_back {
                p { (texts::back_lead(language)) }
            } @else {
                @if page.left.is_empty() {
                    p { (texts::nothing_left(language)) }
                } @else {
                    p { (texts::left_all(language)) }
                    (names(page.left, language))
                    p { (texts::left_transit(language)) }
                }
                @if page.can_undo {
                    p { (texts::undo_lead(language)) }
                    (PostButton::new(undo, texts::undo_press(language), Action::Secondary))
                } @else {
                    p { (texts::undo_late(language)) }
                    (link_button(Action::Secondary, &address(frame, "/aanmelden"), texts::sign_up_title(language)))
                }
            }
        },
    )
}
