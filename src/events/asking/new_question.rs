//! A new question: as a form or one of the ready ones gives it, and writing it down.

use sea_orm::{DbErr, EntityTrait, NotSet, Set};

use super::question::open_of;
use super::when::When;
use crate::base::id::{EventId, EventQuestionId};
use crate::store::DatabaseTransaction;
use crate::store::tables::event_questions::{ActiveModel, Entity};
use crate::store::tables::states::EventQuestionKind;

/// A question, as its form gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewQuestion {
    /// How it is answered.
    pub kind: EventQuestionKind,
    /// What it asks, in Dutch and English; English may be empty.
    pub ask: [String; 2],
    /// Why.
    pub why: [String; 2],
    /// What one chooses from, one a line.
    pub choices: [String; 2],
    /// Whether whoever registers has to answer.
    pub required: bool,
    /// How many days after the event the answers go; `None` for with the registration.
    pub keep_days: Option<i64>,
    /// What must have been chosen for it to be asked; `None` for always.
    pub when: Option<When>,
}

/// The columns that it fills.
pub(super) fn face(new: &NewQuestion) -> ActiveModel {
    let [ask_nl, ask_en] = new.ask.clone();
    let [why_nl, why_en] = new.why.clone();
    let [choices_nl, choices_en] = new.choices.clone();
    ActiveModel {
        id: NotSet,
        event_id: NotSet,
        place: NotSet,
        kind: Set(new.kind),
        ask_nl: Set(ask_nl),
        ask_en: Set(ask_en),
        why_nl: Set(why_nl),
        why_en: Set(why_en),
        choices_nl: Set(choices_nl),
        choices_en: Set(choices_en),
        required: Set(new.required),
        keep_days: Set(new.keep_days),
        ended_at: NotSet,
        when_question_id: Set(new.when.as_ref().map(|when| when.question)),
        when_choice: Set(new.when.as_ref().map(|when| when.choice.clone()).unwrap_or_default()),
    }
}

/// Writes a question after the others.
pub(in crate::events) async fn insert(
    tx: &DatabaseTransaction,
    event: EventId,
    new: &NewQuestion,
) -> Result<EventQuestionId, DbErr> {
    let last = open_of(tx, event).await?.iter().map(|question| question.place).max().unwrap_or(0);
    let row = ActiveModel { event_id: Set(event), place: Set(last + 1), ended_at: Set(None), ..face(new) };
    Ok(Entity::insert(row).exec(tx).await?.last_insert_id)
}
