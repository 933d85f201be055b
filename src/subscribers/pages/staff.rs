//! The page of staff about one subscriber.

use maud::{Markup, html};

use super::time;
use crate::base::{Instant, Language};
use crate::subscribers::texts;
use crate::web::components::{
    Action, Choices, DataTable, Field, Tone, button, crumbs, empty_state, error_summary, notice, page_head, post_form,
    summary_list, tag,
};
use crate::web::{Form, Frame, staff_page};

/// What the page of one subscriber shows; every list has its words ready.
pub(in crate::subscribers) struct PersonPage<'a> {
    pub(in crate::subscribers) id: i64,
    pub(in crate::subscribers) address: &'a str,
    pub(in crate::subscribers) name: &'a str,
    pub(in crate::subscribers) language: Language,
    pub(in crate::subscribers) since: Instant,
    /// Publication, since, left at, through.
    pub(in crate::subscribers) subscriptions: Vec<(String, Instant, Option<Instant>, String)>,
    /// When, what, publication, through, basis or reason.
    pub(in crate::subscribers) consents: Vec<(Instant, &'static str, String, &'static str, String)>,
    /// When, which, what became of it.
    pub(in crate::subscribers) letters: Vec<(Instant, String, &'static str)>,
    /// What can be left: short name and name; empty for members who may not.
    pub(in crate::subscribers) can_leave: Vec<(String, String)>,
    pub(in crate::subscribers) form: &'a Form,
    pub(in crate::subscribers) was_withdrawn: bool,
    /// The suppression of the address, when it must not be written to.
    pub(in crate::subscribers) suppression: Option<i64>,
}

/// The page of one subscriber.
pub(in crate::subscribers) fn person(frame: &Frame, page: &PersonPage) -> Markup {
    let language = frame.language;
    let name = if page.name.is_empty() {
        html! { (texts::no_name(language)) }
    } else {
        html! { (page.name) }
    };
    staff_page(
        frame,
        (page.address, page.form),
        html! {
            (crumbs(language, &[("/beheer/abonnees", texts::staff_title(language))], page.address))
            (page_head(page.address, None, None))
            @if page.was_withdrawn { (notice(language, Tone::Good, texts::withdrawn(language), "")) }
            (error_summary(language, page.form))
            @if let Some(id) = page.suppression {
                (notice(language, Tone::Warn, texts::is_suppressed(language), html! {
                    p { a class="utrecht-link" href={ "/beheer/retour/blokkades/" (id) } { (texts::see_suppression(language)) } }
                }))
            }
            (summary_list(&[
                (texts::your_name(language), name),
                (texts::column_language(language), html! { (page.language.name_in(language)) }),
                (texts::column_since(language), time(page.since, language)),
            ]))
            (subscriptions(page, language))
            (withdraw(page, language))
            (consents(page, language))
            (letters(page, language))
        },
    )
}

fn subscriptions(page: &PersonPage, language: Language) -> DataTable {
    let table = DataTable::new(texts::subscriptions_heading(language))
        .column(texts::staff_publication(language))
        .column(texts::column_state(language))
        .column(texts::column_since(language))
        .column(texts::column_how(language));
    table.rows(page.subscriptions.iter().map(|(publication, since, left, through)| {
        let state = match left {
            Some(_) => tag(Tone::Quiet, texts::gone(language)),
            None => tag(Tone::Good, texts::subscribed(language)),
        };
        vec![html! { (publication) }, state, time(left.unwrap_or(*since), language), html! { (through) }]
    }))
}

fn withdraw(page: &PersonPage, language: Language) -> Markup {
    let question = Choices::one(language, page.form, "publication", texts::withdraw_from(language));
    let question =
        page.can_leave.iter().fold(question, |question, (slug, name)| question.choice(slug.as_str(), name.as_str()));
    let action = format!("/beheer/abonnees/{}/afmelden", page.id);
    html! {
        @if !page.can_leave.is_empty() {
            section class="stack" aria-labelledby="withdraw" {
                h2 id="withdraw" class="utrecht-heading-2" { (texts::withdraw_heading(language)) }
                p { (texts::withdraw_lead(language)) }
                (post_form(&action, html! {
                    (question)
                    (Field::text(language, page.form, "reason", texts::withdraw_reason(language))
                        .hint(texts::withdraw_reason_hint(language)).autocomplete("off"))
                    (button(Action::Danger, texts::withdraw_press(language)))
                }))
            }
        }
    }
}

fn consents(page: &PersonPage, language: Language) -> Markup {
    if page.consents.is_empty() {
        return empty_state(texts::consents_heading(language), texts::no_consents(language), None);
    }
    let table = DataTable::new(texts::consents_heading(language))
        .column(texts::column_when(language))
        .column(texts::column_what(language))
        .column(texts::staff_publication(language))
        .column(texts::column_how(language))
        .column(texts::column_basis(language));
    let table = table.rows(page.consents.iter().map(|(at, act, publication, through, basis)| {
        vec![time(*at, language), html! { (act) }, html! { (publication) }, html! { (through) }, html! { (basis) }]
    }));
    html! { (table) }
}

fn letters(page: &PersonPage, language: Language) -> Markup {
    if page.letters.is_empty() {
        return empty_state(texts::letters_heading(language), texts::no_letters(language), None);
    }
    let table = DataTable::new(texts::letters_heading(language))
        .column(texts::column_when(language))
        .column(texts::column_letter(language))
        .column(texts::column_state(language));
    let table = table.rows(
        page.letters.iter().map(|(at, label, state)| vec![time(*at, language), html! { (label) }, html! { (state) }]),
    );
    html! { (table) }
}
