//! Answers: kept, read and forgotten.
//!
//! SQL for what is due to go: a day that is computed from two tables.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};

use super::Question;
use crate::app::App;
use crate::audit::Actor;
use crate::base::Instant;
use crate::base::id::{EventId, EventQuestionId, RegistrationId};
use crate::events::capacity;
use crate::events::find;
use crate::events::record::note;
use crate::events::{EventState, RegistrationState};
use crate::store::again;
use crate::store::tables::event_question_answers::{ActiveModel, Column, Entity};
use crate::store::tables::event_questions;
use crate::store::{DatabaseTransaction, sql};

/// What an event was answered: its questions, also those that are no longer asked, and the answers of each registration.
#[derive(Clone, Debug, Default)]
pub struct Answered {
    /// The questions, in their order.
    pub questions: Vec<Question>,
    of: BTreeMap<(RegistrationId, EventQuestionId), String>,
}

impl Answered {
    /// What a registration answered to a question; empty for nothing.
    #[must_use]
    pub fn answer(&self, registration: RegistrationId, question: EventQuestionId) -> &str {
        self.of.get(&(registration, question)).map_or("", String::as_str)
    }

    /// Whether a registration was asked a question, by its answers as they are now. Who answered was.
    #[must_use]
    pub fn was_asked(&self, registration: RegistrationId, question: &Question) -> bool {
        let answer = |id| self.answer(registration, id);
        !answer(question.id).is_empty() || question.is_asked(&self.questions, answer)
    }
}

/// The questions of an event with all answers. One that is no longer asked is in it as long as it has answers.
pub(in crate::events) async fn of_event(on: &impl ConnectionTrait, event: EventId) -> anyhow::Result<Answered> {
    let mut questions = event_questions::Entity::find()
        .filter(event_questions::Column::EventId.eq(event))
        .order_by_asc(event_questions::Column::Place)
        .order_by_asc(event_questions::Column::Id)
        .all(on)
        .await?;
    let asked = questions.iter().map(|question| question.id);
    let answers = Entity::find().filter(Column::QuestionId.is_in(asked)).all(on).await?;
    let of: BTreeMap<_, _> =
        answers.into_iter().map(|row| ((row.registration_id, row.question_id), row.answer)).collect();
    questions.retain(|question| question.ended_at.is_none() || of.keys().any(|(_, id)| *id == question.id));
    Ok(Answered { questions, of })
}

/// What one registration answered.
pub(in crate::events) async fn of_registration(
    on: &impl ConnectionTrait,
    id: RegistrationId,
) -> Result<BTreeMap<EventQuestionId, String>, DbErr> {
    let rows = Entity::find().filter(Column::RegistrationId.eq(id)).all(on).await?;
    Ok(rows.into_iter().map(|row| (row.question_id, row.answer)).collect())
}

/// Writes answers instead of those before; an empty one is none.
pub(in crate::events) async fn write(
    tx: &impl ConnectionTrait,
    id: RegistrationId,
    answers: &[(EventQuestionId, String)],
) -> Result<(), DbErr> {
    let old = Entity::delete_many().filter(Column::RegistrationId.eq(id));
    old.filter(Column::QuestionId.is_in(answers.iter().map(|(question, _)| *question))).exec(tx).await?;
    let given = answers.iter().filter(|(_, answer)| !answer.is_empty());
    let rows = given.map(|(question, answer)| ActiveModel {
        registration_id: Set(id),
        question_id: Set(*question),
        answer: Set(answer.clone()),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await.map(drop)
}

/// Keeps what somebody answers on the page of their own, until the event begins; `false` when that is over.
///
/// # Errors
/// The database's.
pub async fn set_answers(
    app: &App,
    id: RegistrationId,
    event: EventId,
    answers: &[(EventQuestionId, String)],
) -> anyhow::Result<bool> {
    again(|| set_once(app, (id, event), answers)).await
}

async fn set_once(
    app: &App,
    (id, event): (RegistrationId, EventId),
    answers: &[(EventQuestionId, String)],
) -> anyhow::Result<bool> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    capacity::hold(&tx, event).await?;
    let Some(event) = find::event(&tx, event).await? else { return Ok(false) };
    let row = find::registration(&tx, id).await?;
    let has_place = row.is_some_and(|row| row.state == RegistrationState::Registered);
    if !has_place || event.state != EventState::Open || now >= event.starts_at {
        return Ok(false);
    }
    write(&tx, id, answers).await?;
    note(&tx, app, Actor::Reader, "registration.answer", id, String::new()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Lets the answers of a registration go: its place is over, or its person is.
pub(in crate::events) async fn forget(tx: &impl ConnectionTrait, id: RegistrationId) -> Result<u64, DbErr> {
    let gone = Entity::delete_many().filter(Column::RegistrationId.eq(id)).exec(tx).await?;
    Ok(gone.rows_affected)
}

/// Lets go what was said to be kept until now.
pub(in crate::events) async fn forget_due(app: &App, now: Instant) -> anyhow::Result<()> {
    let on = app.store.read();
    let due = sql(
        on,
        "SELECT DISTINCT q.id AS id FROM event_questions q JOIN events e ON e.id = q.event_id
         JOIN event_question_answers a ON a.question_id = q.id
         WHERE q.keep_days IS NOT NULL AND e.ends_at + q.keep_days * 86400000 <= ?",
        [now.0.into()],
    );
    for row in on.query_all_raw(due).await? {
        let tx: DatabaseTransaction = app.store.begin_write().await?;
        let question = EventQuestionId(row.try_get("", "id")?);
        Entity::delete_many().filter(Column::QuestionId.eq(question)).exec(&tx).await?;
        tx.commit().await?;
    }
    Ok(())
}
