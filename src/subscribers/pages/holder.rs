//! The pages of whoever holds a link: confirming, leaving.

use maud::{Markup, html};

use super::address;
use crate::base::Language;
use crate::centre::Publication;
use crate::subscribers::{Why, texts};
use crate::web::components::{Action, Choices, PostButton, Tone, button, link_button, notice, page_head, post_form};
use crate::web::{Form, Frame, plain_page};

/// What the page of a confirmation link shows.
pub(in crate::subscribers) struct ConfirmPage<'a> {
    pub(in crate::subscribers) token: &'a str,
    pub(in crate::subscribers) masked: &'a str,
    pub(in crate::subscribers) asked: &'a [Publication],
    /// The topics and areas that were chosen.
    pub(in crate::subscribers) chosen: &'a [String],
    /// The name that the person gets.
    pub(in crate::subscribers) name: Option<&'a str>,
}

/// The page with the one button that confirms.
pub(in crate::subscribers) fn confirm(frame: &Frame, page: &ConfirmPage) -> Markup {
    let language = frame.language;
    let title = texts::confirm_title(language);
    let action = address(frame, &format!("/bevestigen/{}", page.token));
    let mut press = PostButton::new(action, texts::confirm_press(language), Action::Primary);
    for publication in page.asked {
        press = press.hidden("publication", publication.row.slug.as_str());
    }
    plain_page(
        frame,
        title,
        html! {
            (page_head(title, Some(page.masked), None))
            p { (texts::confirm_shows(language)) }
            (names(page.asked, language))
            @if !page.chosen.is_empty() { p { (texts::confirm_chosen(language)) " " (page.chosen.join(", ")) "." } }
            @if let Some(name) = page.name { p { (texts::called(name, language)) } }
            (press)
            p { (texts::confirm_not(language)) }
        },
    )
}

/// Publications by name.
pub(in crate::subscribers) fn names(publications: &[Publication], language: Language) -> Markup {
    html! { ul { @for publication in publications { li { (publication.name(language)) } } } }
}

/// What the page of leaving shows.
pub(in crate::subscribers) struct LeavePage<'a> {
    pub(in crate::subscribers) token: &'a str,
    /// Whose it is: the masked address, but not that of who moved, which the old mailbox has nothing to do with.
    pub(in crate::subscribers) whose: &'a str,
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
                p { (texts::leave_question(page.publication, page.whose, language)) }
                (PostButton::new(path("nu"), press, Action::Primary))
            } @else {
                p { (texts::not_subscribed(page.publication, page.whose, language)) }
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
    /// The masked address; `None` for who left through a link of before they moved.
    pub(in crate::subscribers) masked: Option<&'a str>,
    pub(in crate::subscribers) left: &'a [Publication],
    pub(in crate::subscribers) can_undo: bool,
    pub(in crate::subscribers) is_back: bool,
    pub(in crate::subscribers) why: AskWhy,
}

/// Whether the page after leaving asks why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::subscribers) enum AskWhy {
    Asks,
    /// The reader just told.
    Thanks,
    /// It is too long ago.
    Not,
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
            (page_head(title, page.masked, None))
            @if page.why == AskWhy::Thanks { (notice(language, Tone::Good, texts::why_thanks(language), "")) }
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
                @if page.why == AskWhy::Asks { (why(frame, page.token)) }
            }
        },
    )
}

/// The question after leaving. Nobody has to answer it, and the answer is a number without a name.
fn why(frame: &Frame, token: &str) -> Markup {
    let language = frame.language;
    let form = Form::empty();
    let question =
        Choices::one(language, &form, "why", texts::why_question(language)).hint(texts::why_hint(language)).optional();
    let question = Why::ALL.into_iter().fold(question, |question, why| question.choice(why.word(), why.said(language)));
    html! {
        (post_form(&address(frame, &format!("/afgemeld/{token}/reden")), html! {
            (question)
            (button(Action::Secondary, texts::why_press(language)))
        }))
    }
}
