//! Answering: for each point a next version, bound to the text that was read; all that was sent, or nothing.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::decision::{Answer, Point};
use super::find;
use super::holder::{Seat, seat};
use super::turn::hold_open;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::RespondentId;
use crate::delivery;
use crate::store::DatabaseTransaction;
use crate::store::tables::states::{Agreement, DecisionLetter};
use crate::store::tables::{decision_answers, decision_letters};

/// What somebody answers to a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The number of the point.
    pub number: i64,
    /// The version of its text that they read.
    pub text: i64,
    /// The version of their own answer that they saw; 0 for none.
    pub seen: i64,
    /// What they say.
    pub answer: Agreement,
    /// On which condition, or why.
    pub words: String,
}

/// Why an answer to a point was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// The text changed since it was read.
    Changed,
    /// The point was withdrawn.
    Withdrawn,
    /// They answered it otherwise elsewhere since.
    Elsewhere,
    /// A condition or a reason is missing.
    WithoutWords,
}

/// What came of answering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// So many points have a new answer; those that were answered like this before stay as they were.
    Done(usize),
    /// Nothing was saved, because of these points.
    Met(Vec<(i64, Met)>),
    /// It can no longer be answered.
    Closed,
    /// The link opens nothing.
    Unknown,
}

/// Whether an answer says nothing without words.
pub(super) const fn needs_words(answer: Agreement) -> bool {
    match answer {
        Agreement::YesIf | Agreement::No => true,
        Agreement::Yes | Agreement::Abstains => false,
    }
}

/// Answers points, on behalf of somebody else unless `on_behalf` is empty.
///
/// # Errors
/// The database's.
pub async fn answer(app: &App, token: &str, given: &[Given], on_behalf: &str) -> anyhow::Result<Answered> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let Some(found) = seat(app, &tx, token).await? else { return Ok(Answered::Unknown) };
    if !hold_open(&tx, found.the.row.id, now).await? {
        return Ok(Answered::Closed);
    }
    // Once more, now that nobody else can change a point or answer.
    let Some(seat) = seat(app, &tx, token).await? else { return Ok(Answered::Unknown) };
    let met: Vec<_> = given.iter().filter_map(|one| Some((one.number, meets(&seat, one)?))).collect();
    if !met.is_empty() {
        return Ok(Answered::Met(met));
    }
    // Every point is sent each time. For whom an earlier answer was given changes only when nothing else does.
    let mandate_alone = given.iter().all(|one| same(&seat, one).is_some());
    let mut many = 0;
    for one in given {
        let Some(point) = seat.the.point(one.number) else { continue };
        let last = seat.the.last(seat.one.id, point);
        if let Some(same) = same(&seat, one)
            && (!mandate_alone || same.on_behalf == on_behalf)
        {
            continue;
        }
        let row = decision_answers::ActiveModel {
            point_id: Set(point.row.id),
            respondent_id: Set(seat.one.id),
            version: Set(last.map_or(0, |last| last.version) + 1),
            text_version: Set(one.text),
            answer: Set(one.answer),
            words: Set(one.words.clone()),
            on_behalf: Set(on_behalf.to_owned()),
            at: Set(now),
        };
        decision_answers::Entity::insert(row).exec_without_returning(&tx).await?;
        many += 1;
    }
    if many > 0 {
        stop_reminders(&tx, app, &seat).await?;
        let note = Note::done("decision.answer", "decision", seat.the.row.id.0);
        let detail = format!("respondent {}, {many} points", seat.one.id);
        audit::record(&tx, now, Actor::Reader, note.with(detail), "web").await?;
    }
    tx.commit().await?;
    Ok(Answered::Done(many))
}

/// The answer that stands, when this one says the same.
fn same<'a>(seat: &'a Seat, one: &Given) -> Option<&'a Answer> {
    let current = seat.the.current(seat.one.id, seat.the.point(one.number)?)?;
    (current.answer == one.answer && current.words == one.words).then_some(current)
}

/// What stands in the way of an answer.
fn meets(seat: &Seat, one: &Given) -> Option<Met> {
    let Some(point) = seat.the.point(one.number).filter(|point: &&Point| point.is_asked()) else {
        return Some(Met::Withdrawn);
    };
    if point.row.version != one.text {
        return Some(Met::Changed);
    }
    if one.words.is_empty() && needs_words(one.answer) {
        return Some(Met::WithoutWords);
    }
    let last = seat.the.last(seat.one.id, point)?;
    let is_same = (last.answer, &last.words, last.text_version) == (one.answer, &one.words, one.text);
    (last.version != one.seen && !is_same).then_some(Met::Elsewhere)
}

/// Stops reminders that have not left yet, once nothing is left to be answered.
async fn stop_reminders(tx: &DatabaseTransaction, app: &App, seat: &Seat) -> anyhow::Result<()> {
    let the = find::decision(tx, seat.the.row.id).await?;
    if the.is_some_and(|the| !the.lacks(seat.one.id)) {
        stop(tx, app, seat.one.id).await?;
    }
    Ok(())
}

async fn stop(tx: &DatabaseTransaction, app: &App, respondent: RespondentId) -> anyhow::Result<()> {
    let letters = decision_letters::Entity::find()
        .filter(decision_letters::Column::RespondentId.eq(respondent))
        .filter(decision_letters::Column::Kind.eq(DecisionLetter::Reminder));
    for letter in letters.all(tx).await? {
        delivery::cancel(tx, app, letter.sending_id).await?;
    }
    Ok(())
}
