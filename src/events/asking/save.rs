//! Adding, changing, moving and ending questions.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel as _, NotSet, QueryFilter, SelectExt, Set,
};

use super::new_question::{NewQuestion, face, insert};
use super::question::open_of;
use super::ready::{Ready, add_ready};
use super::when::{When, dependents, earlier};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Language;
use crate::base::id::{EventId, EventQuestionId, MemberId};
use crate::events::capacity;
use crate::store::DatabaseTransaction;
use crate::store::again;
use crate::store::tables::event_question_answers;
use crate::store::tables::event_questions::{ActiveModel, Entity, Model};
use crate::store::tables::states::EventQuestionKind;

/// How many questions an event may ask: nobody answers more of them.
pub(super) const MOST: usize = 8;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionSaved {
    /// It is so now.
    Done,
    /// There are as many as there may be.
    TooMany,
    /// It was answered already, so it is not answered in another way.
    HasAnswers,
    /// Who answered it was promised that the answer goes sooner.
    Promised,
    /// Another question is only asked on an answer to this one, and would be left without.
    Needed,
    /// What it is to depend on cannot be chosen before it.
    NoSuchChoice,
    /// There is no such question any more.
    Gone,
}

/// Adds a question to an event, or changes one.
///
/// # Errors
/// The database's.
pub async fn save_question(
    app: &App,
    by: MemberId,
    event: EventId,
    id: Option<EventQuestionId>,
    new: &NewQuestion,
) -> anyhow::Result<QuestionSaved> {
    again(|| save_once(app, by, (event, id), new)).await
}

async fn save_once(
    app: &App,
    by: MemberId,
    (event, id): (EventId, Option<EventQuestionId>),
    new: &NewQuestion,
) -> anyhow::Result<QuestionSaved> {
    let tx = app.store.begin_write().await?;
    capacity::hold(&tx, event).await?;
    let open = open_of(&tx, event).await?;
    if let Some(refused) = refusal(&open, id, new) {
        return Ok(refused);
    }
    let Some(id) = id else {
        if open.len() >= MOST {
            return Ok(QuestionSaved::TooMany);
        }
        insert(&tx, event, new).await?;
        return done(tx, app, by, event).await;
    };
    let Some(old) = open.into_iter().find(|question| question.id == id) else { return Ok(QuestionSaved::Gone) };
    let is_longer = old.keep_days.is_some_and(|had| new.keep_days.is_none_or(|now| now > had));
    if (old.kind != new.kind || is_longer) && has_answers(&tx, id).await? {
        return Ok(if is_longer { QuestionSaved::Promised } else { QuestionSaved::HasAnswers });
    }
    let row = ActiveModel { id: Set(id), event_id: Set(event), place: Set(old.place), ..face(new) };
    Entity::update(row).exec(&tx).await?;
    done(tx, app, by, event).await
}

async fn done(tx: DatabaseTransaction, app: &App, by: MemberId, event: EventId) -> anyhow::Result<QuestionSaved> {
    let note = Note::done("event.questions", "event", event.0);
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(QuestionSaved::Done)
}

/// What stands in the way of a question that is to be so.
fn refusal(open: &[Model], id: Option<EventQuestionId>, new: &NewQuestion) -> Option<QuestionSaved> {
    let can_be_chosen = |when: &When| When::all(earlier(open, id), Language::Dutch).iter().any(|(one, _)| one == when);
    if new.when.as_ref().is_some_and(|when| !can_be_chosen(when)) {
        return Some(QuestionSaved::NoSuchChoice);
    }
    let keeps = |choice: &str| match new.kind {
        EventQuestionKind::YesNo => matches!(choice, "ja" | "nee"),
        EventQuestionKind::Choice | EventQuestionKind::Choices => new.choices[0].lines().any(|one| one == choice),
        EventQuestionKind::Line | EventQuestionKind::Words => false,
    };
    let is_needed = dependents(open, id?).any(|one| !keeps(&one.when_choice));
    is_needed.then_some(QuestionSaved::Needed)
}

/// Adds one of those that are ready.
pub(super) async fn take_ready(app: &App, by: MemberId, event: EventId, which: Ready) -> anyhow::Result<QuestionSaved> {
    let tx = app.store.begin_write().await?;
    capacity::hold(&tx, event).await?;
    if open_of(&tx, event).await?.len() >= MOST {
        return Ok(QuestionSaved::TooMany);
    }
    add_ready(&tx, event, which).await?;
    done(tx, app, by, event).await
}

async fn has_answers(on: &impl ConnectionTrait, id: EventQuestionId) -> Result<bool, DbErr> {
    let answers = event_question_answers::Entity::find();
    answers.filter(event_question_answers::Column::QuestionId.eq(id)).exists(on).await
}

/// Asks a question no longer. Its answers stay until their time; one that nobody answered is taken away.
///
/// # Errors
/// The database's.
pub async fn end_question(
    app: &App,
    by: MemberId,
    event: EventId,
    id: EventQuestionId,
) -> anyhow::Result<QuestionSaved> {
    let tx = app.store.begin_write().await?;
    capacity::hold(&tx, event).await?;
    let open = open_of(&tx, event).await?;
    if !open.iter().any(|question| question.id == id) {
        return Ok(QuestionSaved::Gone);
    }
    if dependents(&open, id).next().is_some() {
        return Ok(QuestionSaved::Needed);
    }
    if has_answers(&tx, id).await? {
        let end = ActiveModel { id: Set(id), ended_at: Set(Some(app.clock.now())), ..Default::default() };
        Entity::update(end).exec_without_returning(&tx).await?;
    } else {
        Entity::delete_by_id(id).exec(&tx).await?;
    }
    done(tx, app, by, event).await
}

/// Moves a question one place up.
pub(super) async fn raise(
    app: &App,
    by: MemberId,
    event: EventId,
    id: EventQuestionId,
) -> anyhow::Result<QuestionSaved> {
    let tx = app.store.begin_write().await?;
    capacity::hold(&tx, event).await?;
    let open = open_of(&tx, event).await?;
    let Some(at) = open.iter().position(|question| question.id == id) else { return Ok(QuestionSaved::Gone) };
    if at > 0 && open[at].when_question_id == Some(open[at - 1].id) {
        return Ok(QuestionSaved::Needed);
    }
    let mut order: Vec<&Model> = open.iter().collect();
    if at > 0 {
        order.swap(at, at - 1);
    }
    for (place, question) in (1_i64..).zip(order) {
        let set = ActiveModel { id: Set(question.id), place: Set(place), ..Default::default() };
        Entity::update(set).exec_without_returning(&tx).await?;
    }
    done(tx, app, by, event).await
}

/// The questions of an event as those of its copy, in their order, so that each finds the copy of the one it depends on.
pub(in crate::events) async fn copy_along(tx: &DatabaseTransaction, from: EventId, to: EventId) -> anyhow::Result<()> {
    let mut copies: BTreeMap<EventQuestionId, EventQuestionId> = BTreeMap::new();
    for question in open_of(tx, from).await? {
        let (old, on) = (question.id, question.when_question_id);
        let mut row = sea_orm::ActiveModelTrait::reset_all(question.into_active_model());
        (row.id, row.event_id) = (NotSet, Set(to));
        row.when_question_id = Set(on.and_then(|id| copies.get(&id).copied()));
        copies.insert(old, Entity::insert(row).exec(tx).await?.last_insert_id);
    }
    Ok(())
}
