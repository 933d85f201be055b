//! The page of preferences.

use maud::{Markup, html};

use super::texts;
use crate::base::Language;
use crate::base::secrets::sha256_hex;
use crate::centre::Publication;
use crate::subscribers::pages::{address, choices, publication_boxes};
use crate::subscribers::texts as shared;
use crate::subscribers::web::Offer;
use crate::web::components::{
    Action, Choices, Field, PostButton, Tone, button, error_summary, link_button, notice, page_head, post_form,
};
use crate::web::{Form, Frame, public_page};

/// What was done just now, in sentences about what stands.
pub(super) struct Done {
    pub(super) tone: Tone,
    pub(super) title: &'static str,
    pub(super) sentences: Vec<Sentence>,
}

/// One thing that was done.
pub(super) struct Sentence {
    pub(super) text: String,
    /// The token of the page that undoes it, while that is possible.
    pub(super) undo: Option<String>,
}

impl From<String> for Sentence {
    fn from(text: String) -> Self {
        Self { text, undo: None }
    }
}

/// What the page shows.
pub(super) struct Page<'a> {
    pub(super) token: &'a str,
    pub(super) masked: &'a str,
    pub(super) form: &'a Form,
    pub(super) offer: &'a Offer,
    /// What the person receives now.
    pub(super) received: &'a [Publication],
    pub(super) consent: &'a str,
    pub(super) done: Option<Done>,
}

/// The page.
pub(super) fn page(frame: &Frame, page: &Page) -> Markup {
    let language = frame.language;
    let title = texts::title(language);
    let sub = format!("{} {}", texts::for_address(language), page.masked);
    let action = address(frame, &format!("/voorkeuren/{}", page.token));
    public_page(
        frame,
        (title, page.form),
        html! {
            (page_head(title, Some(&sub), None))
            @if let Some(done) = &page.done { (said(frame, done)) }
            (error_summary(language, page.form))
            @if page.received.is_empty() { p { (shared::nothing_left(language)) } }
            (post_form(&action, fields(frame, page)))
            section class="stack" aria-labelledby="address" {
                h2 id="address" class="utrecht-heading-2" { (texts::address_title(language)) }
                p { (texts::address_lead(language)) }
                (link_button(Action::Secondary, &format!("{action}/adres"), texts::address_press(language)))
            }
            @if !page.received.is_empty() { (stop(language, &action, page.received)) }
            section class="stack" aria-labelledby="own-data" {
                h2 id="own-data" class="utrecht-heading-2" { (texts::own_data_title(language)) }
                p { (texts::own_data_lead(language)) }
                (link_button(Action::Secondary, &format!("{action}/gegevens"), texts::own_data_press(language)))
            }
        },
    )
}

fn said(frame: &Frame, done: &Done) -> Markup {
    let body = match done.sentences.as_slice() {
        [] => html! {},
        [one] => html! { p { (sentence(frame, one)) } },
        many => html! { ul { @for one in many { li { (sentence(frame, one)) } } } },
    };
    notice(frame.language, done.tone, done.title, body)
}

fn sentence(frame: &Frame, sentence: &Sentence) -> Markup {
    html! {
        (sentence.text)
        @if let Some(token) = &sentence.undo {
            " " a class="utrecht-link" href=(address(frame, &format!("/afgemeld/{token}"))) { (texts::undo(frame.language)) }
        }
    }
}

/// The fields; hidden ones say what the page showed, so that only what differs is changed.
fn fields(frame: &Frame, page: &Page) -> Markup {
    let (language, form) = (frame.language, page.form);
    let languages = Choices::one(language, form, "language", texts::language_question(language));
    let languages =
        Language::ALL.into_iter().fold(languages, |question, each| question.choice(each.tag(), each.name()));
    let shown = ["had", "had_topic", "had_area", "had_name", "had_language", "had_pause"];
    html! {
        input type="hidden" name="had_words" value=(sha256_hex(page.consent.as_bytes()));
        @for field in shown { @for value in form.values(field) { input type="hidden" name=(field) value=(value); } }
        (publication_boxes(frame, form, &page.offer.publications).optional())
        (choices(language, form, page.offer))
        (languages)
        (Field::text(language, form, "name", shared::your_name(language)).optional().autocomplete("name"))
        (Field::date(language, form, "pause", texts::pause_question(language)).optional().hint(texts::pause_hint(language)))
        p { (page.consent) }
        (button(Action::Primary, texts::save(language)))
    }
}

fn stop(language: Language, action: &str, received: &[Publication]) -> Markup {
    html! {
        section class="stack" aria-labelledby="stop" {
            h2 id="stop" class="utrecht-heading-2" { (texts::stop_title(language)) }
            p { (texts::stop_lead(language)) }
            @for publication in received {
                div {
                    (PostButton::new(format!("{action}/af"), texts::stop_one(publication.name(language), language), Action::Secondary)
                        .hidden("publication", publication.row.slug.as_str()))
                }
            }
            @if received.len() > 1 {
                div { (PostButton::new(format!("{action}/alles"), texts::stop_all(language), Action::Danger)) }
            }
        }
    }
}
