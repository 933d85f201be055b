//! The questions as fields of a form.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::question::{Question, field};
use crate::base::Language;
use crate::base::id::EventQuestionId;
use crate::events::event::Event;
use crate::store::tables::states::EventQuestionKind;
use crate::web::Form;
use crate::web::components::{Choices, Field};

/// The questions for one of the people on a form, counted from 1. Only who fills in for themselves has to answer any. One that is not
/// asked of everybody comes and goes with the answer that it depends on; without a script it stands there and says when it is asked.
pub(in crate::events) fn fields(
    form: &Form,
    (event, questions): (&Event, &[Question]),
    (person, is_needed): (usize, bool),
    language: Language,
) -> Markup {
    html! {
        @for question in questions {
            @if let Some(on) = question.depends_on(questions) {
                div class="when" data-when=(field(person, on)) data-is=(question.when_choice) {
                    (one(form, (event, questions, question), (person, is_needed), language))
                }
            } @else { (one(form, (event, questions, question), (person, is_needed), language)) }
        }
    }
}

fn one(
    form: &Form,
    (event, questions, question): (&Event, &[Question], &Question),
    (person, is_needed): (usize, bool),
    language: Language,
) -> Markup {
    let (name, ask) = (field(person, question), question.ask(language));
    let only = question.only(questions, language).map(|(ask, choice)| {
        language.pick(
            format!("Alleen als u bij ‘{ask}’ dit koos: {choice}. "),
            format!("Only if you chose this at ‘{ask}’: {choice}. "),
        )
    });
    let hint = format!("{}{} {}", only.unwrap_or_default(), question.why(language), question.keeps(event, language));
    let is_optional = !(question.required && is_needed);
    let chosen =
        |mut group: Choices<'_>| {
            for (kept, called) in question.choices(language) {
                group = group.choice(kept, called);
            }
            // What was chosen and is no longer offered may stay.
            for gone in form.values(&name).iter().filter(|kept| {
                question.choices(Language::Dutch).iter().all(|(one, _)| one != *kept && !kept.is_empty())
            }) {
                group = group.choice(*gone, *gone);
            }
            let group = group.hint(&hint);
            html! { (if is_optional { group.optional() } else { group }) }
        };
    let written = |field: Field<'_>| {
        let field = field.hint(&hint).autocomplete("off");
        html! { (if is_optional { field.optional() } else { field }) }
    };
    match question.kind {
        EventQuestionKind::Line => written(Field::text(language, form, &name, ask)),
        EventQuestionKind::Words => written(Field::textarea(language, form, &name, ask, 4)),
        EventQuestionKind::Choice | EventQuestionKind::YesNo => chosen(Choices::one(language, form, &name, ask)),
        EventQuestionKind::Choices => chosen(Choices::many(language, form, &name, ask)),
    }
}

/// A form filled in with what one person answered before.
pub(in crate::events) fn form_of(questions: &[Question], answers: &BTreeMap<EventQuestionId, String>) -> Form {
    let mut form = Form::empty();
    for question in questions {
        let answer = answers.get(&question.id).map_or("", String::as_str);
        let name = field(1, question);
        if question.is_chosen() {
            question.chosen(answer).into_iter().for_each(|one| form.add(&name, one));
        } else {
            form.set(&name, answer);
        }
    }
    form
}
