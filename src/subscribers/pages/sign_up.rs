//! The pages of signing up.

use std::time::Duration;

use maud::{Markup, html};

use super::{address, choices, too_often};
use crate::base::Language;
use crate::centre::Publication;
use crate::subscribers::texts;
use crate::subscribers::web::{Offer, WORK};
use crate::web::components::{
    Action, Choices, Field, Tone, button, empty_state, error_summary, link_button, notice, page_head, post_form,
};
use crate::web::{Form, Frame, framed_page, plain_page, public_page};

/// Why a form that has no fault was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::subscribers) enum HeldBack {
    No,
    /// It came too soon or too late: the reader has to press once more.
    PressAgain,
    /// Too often from here, or for this address; again after this long.
    TooOften(Duration),
    /// Very many sign up at once: the browser works for it, or its letter waits for its turn.
    Crowd,
    /// So many did that the queue of letters is full.
    Full,
}

/// Where the form of signing up stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::subscribers) enum Face {
    /// On a page of ours.
    Page,
    /// In a frame on the centre's own website.
    Framed,
}

impl Face {
    /// Where it is, and is sent to.
    pub(in crate::subscribers) const fn path(self) -> &'static str {
        match self {
            Self::Page => "/aanmelden",
            Self::Framed => "/inbed/aanmelden",
        }
    }

    /// The page that follows when its letter is on its way.
    pub(in crate::subscribers) const fn kept(self) -> &'static str {
        match self {
            Self::Page => "/aanmelden/kijk-in-uw-mail",
            Self::Framed => "/inbed/kijk-in-uw-mail",
        }
    }

    /// The page that follows when its letter waits for its turn.
    pub(in crate::subscribers) const fn queued(self) -> &'static str {
        match self {
            Self::Page => "/aanmelden/in-de-rij",
            Self::Framed => "/inbed/in-de-rij",
        }
    }
}

/// What the page of signing up shows.
pub(in crate::subscribers) struct SignUpPage<'a> {
    pub(in crate::subscribers) face: Face,
    pub(in crate::subscribers) form: &'a Form,
    pub(in crate::subscribers) offer: &'a Offer,
    pub(in crate::subscribers) consent: &'a str,
    /// The address as typed and the one that was perhaps meant, if that can be told.
    pub(in crate::subscribers) meant: Option<(String, Option<String>)>,
    pub(in crate::subscribers) held_back: HeldBack,
}

/// The page of signing up.
pub(in crate::subscribers) fn sign_up(frame: &Frame, page: &SignUpPage) -> Markup {
    let language = frame.language;
    let title = texts::sign_up_title(language);
    let body = html! {
        (page_head(title, Some(texts::sign_up_lead(language)), None))
        @match page.held_back {
            HeldBack::No => {}
            HeldBack::PressAgain => {
                (notice(language, Tone::Info, texts::press_again(language), html! { p { (texts::press_again_lead(language)) } }))
            }
            HeldBack::TooOften(wait) => { (too_often(wait, language)) }
            HeldBack::Crowd => {
                (notice(language, Tone::Info, texts::crowd(language), html! { p { (texts::crowd_lead(language)) } }))
            }
            HeldBack::Full => {
                (notice(language, Tone::Info, texts::crowd(language), html! { p { (texts::crowd_full(language)) } }))
            }
        }
        @if page.offer.publications.is_empty() {
            (empty_state(texts::no_publications(language), texts::no_publications_advice(language), None))
        } @else {
            (error_summary(language, page.form))
            (post_form(&address(frame, page.face.path()), fields(frame, page)))
        }
    };
    match page.face {
        Face::Page => public_page(frame, (title, page.form), body),
        Face::Framed => framed_page(frame, (title, page.form), body),
    }
}

fn fields(frame: &Frame, page: &SignUpPage) -> Markup {
    let (language, form) = (frame.language, page.form);
    html! {
        (Field::email(language, form, "address", texts::address(language)).hint(texts::address_hint(language)))
        @if let Some((typed, meant)) = &page.meant {
            (suggestion(language, form, typed, meant.as_deref()))
            input type="hidden" name="asked" value=(typed);
        } @else if !form.value("asked").is_empty() {
            // It was answered; what is drawn once more for another reason does not ask again.
            input type="hidden" name="asked" value=(form.value("asked"));
        }
        @if page.face == Face::Page {
            (Field::text(language, form, "name", texts::your_name(language)).optional().autocomplete("name"))
        }
        // What the website chose to show, for the answer.
        @for slug in form.values("uitgave") { input type="hidden" name="uitgave" value=(slug); }
        (publications(frame, form, &page.offer.publications))
        (choices(language, form, page.offer))
        (honeypot(frame))
        input type="hidden" name="drawn" value=(form.value("drawn"));
        @if matches!(page.held_back, HeldBack::Crowd | HeldBack::Full) {
            input type="hidden" name="work" value="" data-work=(WORK);
            input type="hidden" name="queue" value="1";
            p role="status" data-working=(texts::crowd_working(language)) data-done=(texts::crowd_done(language)) {}
            script src=((frame.assets)("js/work.js")) defer {}
        }
        p {
            (page.consent)
            @if page.face == Face::Framed {
                " " a class="utrecht-link" href=(address(frame, "/privacy")) target="_blank" { (texts::about_privacy(language)) }
            }
        }
        (button(Action::Primary, texts::send_me(language)))
    }
}

/// The question about an address that is perhaps a slip, or has letters of more than one alphabet.
fn suggestion<'a>(language: Language, form: &'a Form, typed: &str, meant: Option<&str>) -> Choices<'a> {
    match meant {
        Some(meant) => Choices::one(language, form, "suggestion", &texts::did_you_mean(meant, language))
            .choice(meant, texts::yes_use(meant, language))
            .choice(typed, texts::no_keep(typed, language)),
        None => Choices::one(language, form, "suggestion", texts::mixed_letters(language))
            .hint(texts::mixed_letters_hint(language))
            .choice(typed, texts::yes_keep(typed, language)),
    }
}

/// The publications as tick boxes; none is ticked that nobody ticked, also when there is only one.
pub(in crate::subscribers) fn publications<'a>(
    frame: &Frame,
    form: &'a Form,
    publications: &[Publication],
) -> Choices<'a> {
    let language = frame.language;
    let question = Choices::many(language, form, "publication", texts::which(language));
    publications.iter().fold(question, |question, publication| {
        let (value, label) = (publication.row.slug.as_str(), publication.name(language));
        match publication.description(language) {
            "" => question.choice(value, label),
            about => question.choice_with_hint(value, label, about),
        }
    })
}

/// A field that people neither see nor reach, and that programs fill in.
fn honeypot(frame: &Frame) -> Markup {
    html! {
        div class="hidden" aria-hidden="true" {
            label for="website" { (texts::leave_empty(frame.language)) }
            input id="website" name="website" type="text" tabindex="-1" autocomplete="off";
        }
    }
}

/// The page after signing up, the same for everyone whose mail leaves `now`, and for everyone whose mail waits for its turn.
pub(in crate::subscribers) fn check_mail(frame: &Frame, now: bool, face: Face) -> Markup {
    let language = frame.language;
    let title = if now { texts::check_mail(language) } else { texts::queued(language) };
    let body = html! {
        (page_head(title, None, None))
        @if now {
            p { (texts::check_mail_lead(language)) }
            p { (texts::check_mail_help(language)) }
            (link_button(Action::Secondary, &address(frame, face.path()), texts::sign_up_again(language)))
        } @else {
            p { (texts::queued_lead(language)) }
        }
    };
    match face {
        Face::Page => plain_page(frame, title, body),
        Face::Framed => framed_page(frame, title, body),
    }
}
