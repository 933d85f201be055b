//! The form of a consultation: everything that is asked, on one page with one button.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::base::id::MemberId;
use crate::consultations::web::places;
use crate::consultations::{Consultation, LateBy};
use crate::web::components::{
    Action, Field, button, button_row, crumbs, error_summary, link_button, page_form, page_head, rich_text,
};
use crate::web::{Form, Frame, staff_page};

/// The form, for a new one or one that is there.
pub(in crate::consultations) fn draft(
    frame: &Frame,
    form: &Form,
    the: Option<&Consultation>,
    names: &BTreeMap<MemberId, String>,
) -> Markup {
    let language = frame.language;
    let (title, action) = match the {
        Some(the) => {
            (language.pick("Consultatie wijzigen", "Change the consultation"), format!("{}/wijzigen", the.address()))
        }
        None => (language.pick("Nieuwe consultatie", "New consultation"), "/beheer/consultaties/nieuw".to_owned()),
    };
    let back = the.map_or_else(|| "/beheer/consultaties".to_owned(), Consultation::address);
    let body = html! {
        (crumbs(language, &[("/beheer/consultaties", language.pick("Consultaties", "Consultations"))], the.map_or(title, |the| &the.row.title)))
        (page_head(title, None, None))
        (error_summary(language, form))
        (page_form(&action, html! {
            input type="hidden" name="version" value=(form.value("version"));
            input type="hidden" name="once" value=(form.value("once"));
            (about(frame, form))
            (term(frame, form, names))
            (questions(frame, form))
            (button_row(&[button(Action::Primary, language.pick("Bewaar", "Save")), link_button(Action::Secondary, &back, language.pick("Terug zonder te bewaren", "Back without saving"))]))
        }))
    };
    staff_page(frame, (title, form), body)
}

fn about(frame: &Frame, form: &Form) -> Markup {
    let language = frame.language;
    html! {
        section class="card stack" {
            h2 class="utrecht-heading-2" { (language.pick("Waar het over gaat", "What it is about")) }
            (Field::text(language, form, "title", language.pick("Titel", "Title")))
            div class="fields" {
                (Field::text(language, form, "kenmerk", language.pick("Kenmerk", "Reference")).short())
                (Field::text(language, form, "on_behalf", language.pick("Mede namens", "Also on behalf of")).optional())
            }
            (Field::textarea(language, form, "summary", language.pick("Samenvatting", "Summary"), 4)
                .hint(language.pick("Korte zinnen in gewone woorden (B1). Deze tekst staat in de brief.", "Short sentences in plain words (B1). This text stands in the letter.")))
            (rich_text(frame, &Field::textarea(language, form, "source", language.pick("Achtergrond", "Background"), 12).optional()))
        }
    }
}

fn term(frame: &Frame, form: &Form, names: &BTreeMap<MemberId, String>) -> Markup {
    let language = frame.language;
    let options = std::iter::once((String::new(), String::new()))
        .chain(names.iter().map(|(id, name)| (id.to_string(), name.clone())));
    html! {
        section class="card stack" id="termijn" {
            h2 class="utrecht-heading-2" { (language.pick("Termijn en contact", "Term and contact")) }
            div class="fields" {
                (Field::text(language, form, "deadline_day", language.pick("Antwoorden kan tot", "Answers until")).hint(language.pick("Bijvoorbeeld 27-11-2026", "For example 27-11-2026")).short())
                (Field::text(language, form, "deadline_time", language.pick("Uur", "Time")).hint(language.pick("Leeg: het einde van de dag", "Empty: the end of the day")).short().optional())
            }
            p class="muted" { (language.pick("Nederlandse tijd. Raden vergaderen vaak eens in de maand: zes weken is redelijk.", "Dutch time. Councils often meet once a month: six weeks is fair.")) }
            (Field::select(language, form, "late_by", language.pick("Een antwoord per post of mail is op tijd door de dag van", "An answer by post or mail is in time by the day of"), [
                (LateBy::Received.word(), language.pick("ontvangst", "receipt")),
                (LateBy::Sent.word(), language.pick("verzending", "sending")),
            ]))
            (Field::select(language, form, "contact", language.pick("Wie beantwoordt vragen", "Who answers questions"), options))
        }
    }
}

fn questions(frame: &Frame, form: &Form) -> Markup {
    let language = frame.language;
    html! {
        section class="card stack" id="vragen" {
            h2 class="utrecht-heading-2" { (language.pick("De vragen", "The questions")) }
            p class="muted" { (language.pick("Een vraag met keuzes wordt een keuzevraag: zet elke keuze op een eigen regel. Wat u leeg laat, valt weg.", "A question with choices is one to choose from: put each choice on a line of its own. What you leave empty is left out.")) }
            @for at in 1..=places(form) {
                @let (asked, choices) = (format!("asked-{at}"), format!("choices-{at}"));
                div class="question" {
                    (Field::text(language, form, &asked, &format!("{} {at}", language.pick("Vraag", "Question"))).optional())
                    @let has = !form.value(&choices).trim().is_empty();
                    details open[has] {
                        summary { (language.pick("Keuzes bij vraag ", "Choices of question ")) (at) }
                        (Field::textarea(language, form, &choices, language.pick("Elke keuze op een regel", "Each choice on a line"), 3).optional())
                    }
                }
            }
        }
    }
}
