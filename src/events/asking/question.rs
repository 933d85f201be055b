//! What a question is, and reading what was answered. Pure, but for finding the questions.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::base::id::{EventId, EventQuestionId};
use crate::base::wall_time::{date_of, plain_date};
use crate::base::words::{one_line, plain_lines};
use crate::base::{Language, clock};
use crate::events::event::Event;
use crate::store::tables::event_questions::{Column, Entity, Model};
use crate::store::tables::states::EventQuestionKind;
use crate::web::Form;

/// A question.
pub type Question = Model;

/// The longest answer of one line, in characters.
const LINE: usize = 200;
/// The longest answer in words of one's own.
const WORDS: usize = 1_000;
/// What stands between the choices of one answer.
const BETWEEN: &str = "\n";

impl Question {
    /// What it asks.
    #[must_use]
    pub fn ask(&self, language: Language) -> &str {
        one_of(&self.ask_nl, &self.ask_en, language)
    }

    /// Why.
    #[must_use]
    pub fn why(&self, language: Language) -> &str {
        one_of(&self.why_nl, &self.why_en, language)
    }

    /// What one may choose, each as it is kept and as it is called.
    #[must_use]
    pub fn choices(&self, language: Language) -> Vec<(String, String)> {
        if self.kind == EventQuestionKind::YesNo {
            return [("ja", "yes"), ("nee", "no")]
                .map(|(dutch, english)| (dutch.to_owned(), language.pick(dutch, english).to_owned()))
                .to_vec();
        }
        let mut english = self.choices_en.lines();
        let called =
            |dutch: &str, english: Option<&str>| one_of(dutch, english.unwrap_or_default(), language).to_owned();
        self.choices_nl.lines().map(|dutch| (dutch.to_owned(), called(dutch, english.next()))).collect()
    }

    /// Whether one chooses instead of writing.
    #[must_use]
    pub const fn is_chosen(&self) -> bool {
        !matches!(self.kind, EventQuestionKind::Line | EventQuestionKind::Words)
    }

    /// The choices of an answer, as they are kept.
    #[must_use]
    pub fn chosen<'a>(&self, answer: &'a str) -> Vec<&'a str> {
        if self.is_chosen() { answer.split(BETWEEN).filter(|one| !one.is_empty()).collect() } else { Vec::new() }
    }

    /// An answer as it is read, on one line.
    #[must_use]
    pub fn shown(&self, answer: &str, language: Language) -> String {
        if !self.is_chosen() {
            return one_line(answer);
        }
        let choices = self.choices(language);
        let chosen = self.chosen(answer).into_iter();
        let called = chosen.map(|kept| choices.iter().find(|(one, _)| one == kept).map_or(kept, |(_, called)| called));
        called.collect::<Vec<&str>>().join(", ")
    }

    /// Who reads the answer and when it goes.
    #[must_use]
    pub fn keeps(&self, event: &Event, language: Language) -> String {
        let days = self.keep_days.and_then(|days| u64::try_from(days).ok());
        let Some(days) = days else {
            return language
                .pick(
                    "Alleen de organisatie ziet dit, zo lang als uw aanmelding.",
                    "Only the organisers see this, as long as your registration.",
                )
                .to_owned();
        };
        let gone = plain_date(date_of(event.ends_at.plus(clock::days(days))), language);
        language.pick(
            format!("Alleen de organisatie ziet dit. Wij wissen het op {gone}."),
            format!("Only the organisers see this. We erase it on {gone}."),
        )
    }

    /// What was filled in, as it is kept; empty for nothing. `had` is what was answered before: a choice that is no longer offered
    /// may stay. A fault is a sentence.
    fn read(&self, values: &[&str], (had, needed): (&str, bool), language: Language) -> Result<String, String> {
        let first = values.first().map_or("", |text| text.trim());
        let answer = match self.kind {
            EventQuestionKind::Line => short(one_line(first), LINE, language)?,
            EventQuestionKind::Words => short(plain_lines(first).trim().to_owned(), WORDS, language)?,
            EventQuestionKind::Choice | EventQuestionKind::YesNo => self.offered(&[first], had),
            EventQuestionKind::Choices => self.offered(values, had),
        };
        if answer.is_empty() && needed {
            let wanted = if self.is_chosen() {
                language.pick("Kies een antwoord", "Choose an answer")
            } else {
                language.pick("Vul een antwoord in", "Fill in an answer")
            };
            return Err(format!("{wanted}: {}", self.ask(language)));
        }
        Ok(answer)
    }

    fn offered(&self, values: &[&str], had: &str) -> String {
        let choices = self.choices(Language::Dutch);
        let had = self.chosen(had);
        let all = choices.iter().map(|(kept, _)| kept.as_str());
        let gone = had.iter().copied().filter(|one| choices.iter().all(|(kept, _)| kept != one));
        all.chain(gone).filter(|one| values.contains(one)).collect::<Vec<_>>().join(BETWEEN)
    }
}

fn short(text: String, most: usize, language: Language) -> Result<String, String> {
    if text.chars().count() <= most {
        return Ok(text);
    }
    Err(language.pick(
        format!("Maak dit korter: hoogstens {most} tekens"),
        format!("Make this shorter: at most {most} characters"),
    ))
}

fn one_of<'a>(dutch: &'a str, english: &'a str, language: Language) -> &'a str {
    if language == Language::English && !english.is_empty() { english } else { dutch }
}

/// The field of a person's answer.
pub(in crate::events) fn field(person: usize, question: &Question) -> String {
    format!("p{person}q{}", question.id)
}

/// What a person answered to all questions; what is wrong becomes a fault at its field. `had` is what they answered before. A question
/// that is not asked of them has no answer, whatever was typed there.
pub(in crate::events) fn read_all(
    form: &mut Form,
    questions: &[Question],
    (person, is_needed): (usize, bool),
    had: &dyn Fn(EventQuestionId) -> String,
    language: Language,
) -> Vec<(EventQuestionId, String)> {
    let mut answers: Vec<(EventQuestionId, String)> = Vec::new();
    for question in questions {
        let given = |id| answers.iter().find(|(one, _)| *one == id).map_or("", |(_, answer)| answer.as_str());
        if !question.is_asked(questions, given) {
            answers.push((question.id, String::new()));
            continue;
        }
        let name = field(person, question);
        let had = had(question.id);
        let read = question.read(&form.values(&name), (had.as_str(), is_needed && question.required), language);
        match read {
            Ok(answer) => answers.push((question.id, answer)),
            Err(told) => form.fault(name, told),
        }
    }
    answers
}

/// The questions of an event that are asked now, in their order.
pub(in crate::events) async fn open_of(on: &impl ConnectionTrait, event: EventId) -> Result<Vec<Question>, DbErr> {
    Entity::find()
        .filter(Column::EventId.eq(event))
        .filter(Column::EndedAt.is_null())
        .order_by_asc(Column::Place)
        .order_by_asc(Column::Id)
        .all(on)
        .await
}
