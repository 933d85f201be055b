//! What those who come answered, counted: for the caterer, and for who prepares the halls.

use maud::{Markup, html};

use super::Overview;
use crate::base::Language;
use crate::base::wall_time::number;
use crate::events::{Question, RegistrationState};
use crate::web::components::DataTable;

/// The counts of each question, of those who have a place.
pub(super) fn section(the: &Overview, language: Language) -> Markup {
    if the.answered.questions.is_empty() {
        return html! {};
    }
    html! {
        section class="card stack" id="antwoorden" {
            h2 { (language.pick("Antwoorden van wie een plaats heeft", "Answers of those who have a place")) }
            div class="cards asked" { @for question in &the.answered.questions { (one(the, question, language)) } }
        }
    }
}

fn one(the: &Overview, question: &Question, language: Language) -> Markup {
    let coming = the.everybody.iter().filter(|(row, _)| row.state == RegistrationState::Registered);
    let coming = coming.filter(|(row, _)| the.answered.was_asked(row.id, question));
    let answers: Vec<&str> = coming.map(|(row, _)| the.answered.answer(row.id, question.id)).collect();
    let many =
        |is: &dyn Fn(&str) -> bool| i64::try_from(answers.iter().filter(|one| is(one)).count()).unwrap_or(i64::MAX);
    html! {
        div class="stack" {
            h3 { (question.ask(language)) }
            @if let Some((ask, choice)) = question.only(&the.answered.questions, language) {
                p class="small muted" { (language.pick(format!("Alleen gevraagd bij ‘{ask}’: {choice}."), format!("Only asked at ‘{ask}’: {choice}."))) }
            }
            @if question.ended_at.is_some() { p class="small muted" { (language.pick("Wordt niet meer gevraagd.", "Is no longer asked.")) } }
            @if question.is_chosen() { (counts(question, &answers, language)) } @else { (texts(question, &answers, language)) }
            p class="small muted" { (number(many(&str::is_empty), language)) " " (language.pick("zonder antwoord", "without an answer")) }
        }
    }
}

fn counts(question: &Question, answers: &[&str], language: Language) -> DataTable {
    let mut choices = question.choices(language);
    // What was chosen before a choice was taken away still counts.
    for gone in answers.iter().flat_map(|answer| question.chosen(answer)) {
        if choices.iter().all(|(kept, _)| kept != gone) {
            choices.push((gone.to_owned(), gone.to_owned()));
        }
    }
    let of = |kept: &str| {
        i64::try_from(answers.iter().filter(|answer| question.chosen(answer).contains(&kept)).count())
            .unwrap_or(i64::MAX)
    };
    DataTable::new(question.ask(language))
        .hide_caption()
        .column(language.pick("Antwoord", "Answer"))
        .number(language.pick("Aantal", "Number"))
        .rows(choices.iter().map(|(kept, called)| vec![html! { (called) }, html! { (number(of(kept), language)) }]))
}

/// What was written, without who wrote it.
fn texts(question: &Question, answers: &[&str], language: Language) -> Markup {
    let mut written: Vec<String> =
        answers.iter().filter(|one| !one.is_empty()).map(|one| question.shown(one, language)).collect();
    written.sort();
    html! { @if !written.is_empty() { ul { @for one in written { li { (one) } } } } }
}
