//! A task, with the ways to solve it.

use maud::{Markup, html};

use super::{LIST, ORGANISATIONS, moment, people};
use crate::base::{Instant, Language};
use crate::organisations::find::OpenTask;
use crate::organisations::texts;
use crate::web::components::{
    Action, Field, Tone, button, crumbs, error_summary, link_button, notice, page_head, post_form,
};
use crate::web::{Form, Frame, staff_page};

/// What was filled in, of each way.
#[derive(Debug, Default)]
pub struct Forms {
    /// Another contact.
    pub contact: Form,
    /// The right address.
    pub address: Form,
    /// Putting it aside.
    pub aside: Form,
}

/// The page of a task.
pub fn task(frame: &Frame, task: &OpenTask, done: Option<Instant>, forms: &Forms) -> Markup {
    let language = frame.language;
    let title = texts::task(task.kind, &task.person, language);
    let above = format!("{LIST}/{}", task.organisation.0);
    let faulty = [&forms.contact, &forms.address, &forms.aside].into_iter().find(|form| !form.is_clean());
    staff_page(
        frame,
        (title.as_str(), faulty.unwrap_or(&forms.contact)),
        html! {
            (crumbs(language, &[(LIST, ORGANISATIONS.of(language)), (&above, &task.organisation.1)], language.pick("Taak", "Task")))
            @if let Some(form) = faulty { (error_summary(language, form)) }
            (page_head(&title, Some(&task.organisation.1), None))
            @if let Some(at) = done {
                (notice(language, Tone::Good, language.pick("Deze taak is klaar", "This task is done"), html! { p { (moment(at, language)) } }))
                (link_button(Action::Primary, &above, language.pick("Naar de organisatie", "To the organisation")))
            } @else {
                p { (texts::advice(task.kind, language)) }
                p class="muted" { (language.pick("Sinds ", "Since ")) (moment(task.made_at, language)) }
                (ways(language, task, forms))
            }
        },
    )
}

fn ways(language: Language, task: &OpenTask, forms: &Forms) -> Markup {
    let to = |way: &str| format!("/beheer/taken/{}/{way}", task.id);
    html! {
        @if let Some((title, hint)) = texts::other_address(task.kind, language) {
            section class="card stack" aria-labelledby="way-address" {
                h2 id="way-address" class="utrecht-heading-2" { (title) }
                (post_form(&to("adres"), html! {
                    (Field::email(language, &forms.address, "new_address", language.pick("Juiste e-mailadres", "Right e-mail address")).autocomplete("off").hint(hint))
                    (button(Action::Secondary, language.pick("Gebruik dit adres", "Use this address")))
                }))
            }
        }
        section class="card stack" aria-labelledby="way-contact" {
            h2 id="way-contact" class="utrecht-heading-2" { (language.pick("Iemand anders is nu contactpersoon", "Somebody else is the contact now")) }
            (post_form(&to("contact"), html! {
                (people::person_fields(language, &forms.contact))
                (people::term_fields(language, &forms.contact))
                (button(Action::Secondary, language.pick("Vervang de contactpersoon", "Replace the contact")))
            }))
        }
        section class="card stack" aria-labelledby="way-aside" {
            h2 id="way-aside" class="utrecht-heading-2" { (language.pick("Er hoeft niets te gebeuren", "Nothing has to be done")) }
            (post_form(&to("opzij"), html! {
                (Field::textarea(language, &forms.aside, "reason", language.pick("Waarom niet?", "Why not?"), 3)
                    .hint(language.pick("Dit staat bij de organisatie, zodat een collega het begrijpt.", "This stands with the organisation, so that a colleague understands.")))
                (button(Action::Secondary, language.pick("Leg de taak opzij", "Put the task aside")))
            }))
        }
    }
}
