//! The pages of an evaluation.

use maud::{Markup, html};

use crate::base::Language;
use crate::base::id::EventSessionId;
use crate::events::evaluate::{FEWEST, MARKED, MARKS};
use crate::events::event::Session;
use crate::web::components::{Action, Field, button, error_summary, post_form};
use crate::web::{Form, Frame, plain_page, public_page};

/// The field of a session's mark.
pub(in crate::events) fn session_field(id: EventSessionId) -> String {
    format!("s{id}")
}

/// What a question that gets a mark asks, in the order of [`MARKED`].
pub(in crate::events) fn questions(language: Language) -> [&'static str; 3] {
    [
        language.pick("Wat vond u van de dag?", "What did you think of the day?"),
        language.pick("Hebt u er iets aan voor uw werk?", "Is it of use for your work?"),
        language.pick("Hoe was het geregeld?", "How was it organised?"),
    ]
}

/// What a question that gets words asks.
pub(in crate::events) fn open_questions(language: Language) -> [&'static str; 2] {
    [language.pick("Wat was het beste?", "What was best?"), language.pick("Wat kan beter?", "What could be better?")]
}

/// The form.
pub(in crate::events) fn form(
    frame: &Frame,
    (title, here): (&str, &str),
    sessions: &[&Session],
    form: &Form,
) -> Markup {
    let language = frame.language;
    let heading = language.pick("Wat vond u ervan?", "What did you think of it?");
    let [best, better] = open_questions(language);
    public_page(
        frame,
        (heading, form),
        html! {
            div class="stack narrow" {
                h1 class="utrecht-heading-1" { (heading) }
                p { (title) }
                p { (language.pick(
                    format!("Wij bewaren uw antwoorden zonder naam en zonder tijdstip, en laten ze pas zien als er minstens {FEWEST} zijn. U hoeft niet alles in te vullen."),
                    format!("We keep your answers without a name or a moment, and show them only when there are at least {FEWEST}. You need not fill in everything."),
                )) }
                (error_summary(language, form))
                (post_form(here, html! {
                    @for (field, question) in MARKED.into_iter().zip(questions(language)) { (mark(form, field, question, language)) }
                    @for session in sessions {
                        (mark(form, &session_field(session.id), &language.pick(format!("Workshop {}", session.label(language)), format!("Workshop {}", session.label(language))), language))
                    }
                    (Field::textarea(language, form, "best", best, 3).optional())
                    (Field::textarea(language, form, "better", better, 3).optional()
                        .hint(language.pick("Noem geen namen: de organisatie leest dit", "Mention no names: the organisers read this")))
                    (button(Action::Primary, language.pick("Verstuur", "Send")))
                }))
            }
        },
    )
}

/// Five radio buttons, from bad to good.
fn mark(form: &Form, field: &str, question: &str, language: Language) -> Markup {
    let words = [
        language.pick("slecht", "bad"),
        language.pick("matig", "poor"),
        language.pick("voldoende", "fair"),
        language.pick("goed", "good"),
        language.pick("heel goed", "very good"),
    ];
    html! {
        fieldset class="round" {
            legend { (question) }
            ul class="marks" {
                @for (value, word) in MARKS.zip(words) {
                    @let id = if value == 1 { field.to_owned() } else { format!("{field}-{value}") };
                    @let text = value.to_string();
                    li { label class="pick" {
                        input type="radio" id=(id) name=(field) value=(text) checked[form.trimmed(field) == text];
                        span { b { (text) } small { (word) } }
                    } }
                }
            }
        }
    }
}

/// After it, and whenever the link is opened again.
pub(in crate::events) fn thanks(frame: &Frame, title: &str) -> Markup {
    let language = frame.language;
    let heading = language.pick("Bedankt voor uw antwoorden", "Thank you for your answers");
    plain_page(
        frame,
        heading,
        html! {
            h1 class="utrecht-heading-1" { (heading) }
            p role="status" { (language.pick(
                format!("Ze zijn bewaard, zonder uw naam: {title}."),
                format!("They are kept, without your name: {title}."),
            )) }
        },
    )
}

/// When there is nothing to answer.
pub(in crate::events) fn closed(frame: &Frame, title: &str) -> Markup {
    let language = frame.language;
    let heading = language.pick("Er is nu niets in te vullen", "There is nothing to fill in now");
    plain_page(
        frame,
        heading,
        html! {
            h1 class="utrecht-heading-1" { (heading) }
            p { (language.pick(
                format!("De vragen over {title} staan open vanaf het einde, een maand lang, voor wie er was."),
                format!("The questions about {title} are open from its end, for a month, for those who were there."),
            )) }
        },
    )
}
