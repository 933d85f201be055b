//! Changing a point after it was asked, adding one, and withdrawing one.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::decision::{Decision, PointWanted, Respondent};
use super::find;
use super::letters::{Asking, To, addressees, post};
use super::turn::{hold_open, next};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{DecisionId, MemberId};
use crate::delivery::Ready;
use crate::mail::Letter;
use crate::store::tables::states::{DecisionLetter, DecisionState};
use crate::store::tables::{decision_points, decision_texts, decisions};
use crate::store::{DatabaseTransaction, again};

/// What came of changing or adding a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointChanged {
    /// It says so now, and so many people are asked about it.
    Done(usize),
    /// It said so already.
    Same,
    /// Somebody else changed it since, or withdrew it.
    Overtaken,
    /// The request cannot be answered any more.
    Closed,
}

/// Which point, and from which state: the version of a text that was read, or how many points there were.
#[derive(Clone, Copy, Debug)]
enum Which {
    Changed { number: i64, seen: i64 },
    Added { seen: i64 },
}

/// Gives a point the next version of its text, read at version `seen`. Who answered it is asked again, about this point alone; what
/// they answered stays with the text before.
///
/// # Errors
/// The database's.
pub async fn change_point(
    app: &App,
    by: MemberId,
    id: DecisionId,
    ((number, seen), wanted): ((i64, i64), &PointWanted),
) -> anyhow::Result<PointChanged> {
    again(|| put_once(app, by, id, (Which::Changed { number, seen }, wanted))).await
}

/// Adds a point under the next number, when `seen` was the last. Everybody who was asked is asked about it.
///
/// # Errors
/// The database's.
pub async fn add_point(
    app: &App,
    by: MemberId,
    id: DecisionId,
    (seen, wanted): (i64, &PointWanted),
) -> anyhow::Result<PointChanged> {
    again(|| put_once(app, by, id, (Which::Added { seen }, wanted))).await
}

async fn put_once(
    app: &App,
    by: MemberId,
    id: DecisionId,
    (which, wanted): (Which, &PointWanted),
) -> anyhow::Result<PointChanged> {
    let on = app.store.read();
    let Some(the) = find::decision(on, id).await? else { return Ok(PointChanged::Closed) };
    let letters = letters(app, on, (&the, which, wanted)).await?;
    let mut ready = Ready::of(letters.into_iter().map(|(_, letter)| letter)).await?;
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    if !hold_open(&tx, id, now).await? {
        return Ok(PointChanged::Closed);
    }
    let Some(the) = find::decision(&tx, id).await? else { return Ok(PointChanged::Closed) };
    if let Some(refused) = refused(&the, which, wanted) {
        return Ok(refused);
    }
    let letters = letters_of(app, &tx, (&the, which, wanted)).await?;
    let number = write(&tx, &the, (which, wanted), (by, now)).await?;
    for (to, letter) in &letters {
        post(&tx, app, *to, DecisionLetter::Changed, ready.take(letter)?).await?;
    }
    next(id, DecisionState::Open, (by, now)).exec(&tx).await?;
    let act = match which {
        Which::Changed { .. } => "decision.change_point",
        Which::Added { .. } => "decision.add_point",
    };
    let note = Note::done(act, "decision", id.0).with(format!("point={number}, {} letters", letters.len()));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(PointChanged::Done(letters.len()))
}

fn refused(the: &Decision, which: Which, wanted: &PointWanted) -> Option<PointChanged> {
    match which {
        Which::Added { seen } => (seen != the.row.points_given).then_some(PointChanged::Overtaken),
        Which::Changed { number, seen } => {
            let Some(point) = the.point(number).filter(|point| point.is_asked()) else {
                return Some(PointChanged::Overtaken);
            };
            let is_same = point.text(point.row.version).is_some_and(|text| PointWanted::of(text) == *wanted);
            match (is_same, point.row.version == seen) {
                (true, _) => Some(PointChanged::Same),
                (false, true) => None,
                (false, false) => Some(PointChanged::Overtaken),
            }
        }
    }
}

/// The letters of a change that is not refused; none otherwise.
async fn letters(
    app: &App,
    on: &impl ConnectionTrait,
    (the, which, wanted): (&Decision, Which, &PointWanted),
) -> anyhow::Result<Vec<(To, Letter)>> {
    if refused(the, which, wanted).is_some() {
        return Ok(Vec::new());
    }
    letters_of(app, on, (the, which, wanted)).await
}

async fn letters_of(
    app: &App,
    on: &impl ConnectionTrait,
    (the, which, wanted): (&Decision, Which, &PointWanted),
) -> anyhow::Result<Vec<(To, Letter)>> {
    let asking = Asking::about(app, on, the).await?;
    let (number, point) = match which {
        Which::Changed { number, .. } => (number, the.point(number)),
        Which::Added { .. } => (the.row.points_given + 1, None),
    };
    let is_asked = |one: &&Respondent| match point {
        Some(point) => the.last(one.id, point).is_some(),
        None => one.sent_at.is_some(),
    };
    let before = point.and_then(|point| point.text(point.row.version));
    let everybody = addressees(on, the.respondents.iter().filter(is_asked)).await?;
    let to = everybody
        .iter()
        .map(|(one, person)| Ok(((one.id, person.id), asking.changed((one, person), number, (before, wanted))?)));
    to.collect()
}

/// Writes the text; gives the number of the point.
async fn write(
    tx: &DatabaseTransaction,
    the: &Decision,
    (which, wanted): (Which, &PointWanted),
    (by, now): (MemberId, Instant),
) -> anyhow::Result<i64> {
    let (id, version, number) = match which {
        Which::Changed { number, seen } => {
            let Some(point) = the.point(number).map(|point| point.row.id) else { return Ok(number) };
            let next = decision_points::ActiveModel { version: Set(seen + 1), ..Default::default() };
            let update = decision_points::Entity::update_many().set(next).filter(decision_points::Column::Id.eq(point));
            update.exec(tx).await?;
            (point, seen + 1, number)
        }
        Which::Added { seen } => {
            let given = decisions::ActiveModel { points_given: Set(seen + 1), ..Default::default() };
            let own = decisions::Column::Id.eq(the.row.id);
            decisions::Entity::update_many().set(given).filter(own).exec(tx).await?;
            let row = decision_points::ActiveModel {
                decision_id: Set(the.row.id),
                number: Set(seen + 1),
                version: Set(1),
                withdrawn_why: Set(String::new()),
                outcome_words: Set(String::new()),
                ..Default::default()
            };
            (decision_points::Entity::insert(row).exec(tx).await?.last_insert_id, 1, seen + 1)
        }
    };
    let text = decision_texts::ActiveModel {
        point_id: Set(id),
        version: Set(version),
        title: Set(wanted.title.clone()),
        words: Set(wanted.words.clone()),
        changed_by: Set(by),
        changed_at: Set(now),
    };
    decision_texts::Entity::insert(text).exec_without_returning(tx).await?;
    Ok(number)
}

/// Withdraws a point: it keeps its number and its answers, and is asked no more. Gives whether it did.
///
/// # Errors
/// The database's.
pub async fn withdraw_point(
    app: &App,
    by: MemberId,
    id: DecisionId,
    (number, why): (i64, &str),
) -> anyhow::Result<bool> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    if !hold_open(&tx, id, now).await? {
        return Ok(false);
    }
    let gone = decision_points::ActiveModel {
        withdrawn_at: Set(Some(now)),
        withdrawn_why: Set(why.to_owned()),
        ..Default::default()
    };
    let update = decision_points::Entity::update_many()
        .set(gone)
        .filter(decision_points::Column::DecisionId.eq(id))
        .filter(decision_points::Column::Number.eq(number))
        .filter(decision_points::Column::WithdrawnAt.is_null());
    if update.exec(&tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    next(id, DecisionState::Open, (by, now)).exec(&tx).await?;
    let note = Note::done("decision.withdraw_point", "decision", id.0).with(format!("point={number}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(true)
}
