//! When a question is asked: of everybody, or only of who chose something in an earlier one. Pure.
//!
//! A question that others depend on is not taken away, does not lose the choice that they need, and is not moved behind them:
//! otherwise they would disappear without anybody saying so. What depends on something that is not there all the same is asked
//! of everybody.

use super::question::Question;
use crate::base::Language;
use crate::base::id::EventQuestionId;

/// What must have been chosen in an earlier question for another one to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// The earlier question.
    pub question: EventQuestionId,
    /// The choice, as it is kept.
    pub choice: String,
}

impl When {
    /// Its word in a form.
    pub(super) fn word(&self) -> String {
        format!("{}={}", self.question, self.choice)
    }

    /// All that can be chosen in these questions, each with the words that a form offers it by.
    pub(super) fn all(questions: &[Question], language: Language) -> Vec<(Self, String)> {
        let of = |question: &Question| {
            let (id, ask) = (question.id, question.ask(language).to_owned());
            let choices = if question.is_chosen() { question.choices(language) } else { Vec::new() };
            let words =
                move |called: &str| language.pick(format!("bij ‘{ask}’: {called}"), format!("at ‘{ask}’: {called}"));
            choices.into_iter().map(move |(choice, called)| (Self { question: id, choice }, words(&called)))
        };
        questions.iter().flat_map(of).collect()
    }
}

impl Question {
    /// What must have been chosen for it to be asked, if it is not asked of everybody.
    #[must_use]
    pub fn when(&self) -> Option<When> {
        Some(When { question: self.when_question_id?, choice: self.when_choice.clone() })
    }

    /// The question of these that it depends on, as long as one can choose there what it needs.
    #[must_use]
    pub fn depends_on<'a>(&self, questions: &'a [Self]) -> Option<&'a Self> {
        let id = self.when_question_id?;
        questions.iter().find(|one| one.id == id && one.is_chosen() && offers(one, &self.when_choice))
    }

    /// Whether it is asked of somebody with these answers.
    #[must_use]
    pub fn is_asked<'a>(&self, questions: &[Self], answer: impl Fn(EventQuestionId) -> &'a str) -> bool {
        let on = self.depends_on(questions);
        on.is_none_or(|on| on.chosen(answer(on.id)).contains(&self.when_choice.as_str()))
    }

    /// What the earlier question asks and what must be chosen there, in words, if it is not asked of everybody.
    #[must_use]
    pub fn only(&self, questions: &[Self], language: Language) -> Option<(String, String)> {
        let on = self.depends_on(questions)?;
        Some((on.ask(language).to_owned(), on.shown(&self.when_choice, language)))
    }
}

fn offers(question: &Question, choice: &str) -> bool {
    question.choices(Language::Dutch).iter().any(|(kept, _)| kept == choice)
}

/// The questions that are only asked on an answer to this one.
pub(super) fn dependents(open: &[Question], id: EventQuestionId) -> impl Iterator<Item = &Question> {
    open.iter().filter(move |one| one.when_question_id == Some(id))
}

/// The questions that another one may depend on: those before it, or all of them before one that is new.
pub(super) fn earlier(open: &[Question], id: Option<EventQuestionId>) -> &[Question] {
    let at = open.iter().position(|one| Some(one.id) == id);
    &open[..at.unwrap_or(open.len())]
}
