//! Evaluating a day: what those who came thought of it, without who thought what.
//!
//! That somebody answered is a mark at their registration, so that nobody answers twice; what they answered stands apart, one
//! row an answer under a random number and without a moment. So nothing tells whose an answer is, nor which answers are of one
//! person; not even how the database keeps the rows ([`mix`]). What fewer than [`FEWEST`] people answered is not shown.
//!
//! SQL for counting who was asked, and for writing all answers anew in one statement.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::capacity;
use super::event::Event;
use super::find::Registration;
use crate::app::App;
use crate::base::id::{EventId, EventSessionId};
use crate::base::{Instant, clock};
use crate::store::again;
use crate::store::tables::states::{EventState, RegistrationState};
use crate::store::tables::{event_answers, event_registrations, events};
use crate::store::{DatabaseTransaction, Engine, sql};

/// Answers of fewer people than this are not shown: one would know whose they are.
pub const FEWEST: i64 = 5;
/// How long after an event its evaluation can be filled in.
const OPEN_FOR: std::time::Duration = clock::days(30);
/// The marks, from bad to good.
pub const MARKS: std::ops::RangeInclusive<i64> = 1..=5;

/// The questions that get a mark, by their word in the table.
pub const MARKED: [&str; 3] = ["day", "content", "organisation"];
/// The questions that get words.
pub const WORDED: [&str; 2] = ["best", "better"];

/// What somebody answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// A mark for each of [`MARKED`]; `None` for no answer.
    pub marks: [Option<i64>; 3],
    /// A mark for sessions that they went to.
    pub sessions: Vec<(EventSessionId, i64)>,
    /// Words for each of [`WORDED`]; empty for none.
    pub words: [String; 2],
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evaluated {
    /// It is kept.
    Done,
    /// They answered before.
    Already,
    /// There is nothing to answer, or no longer.
    Closed,
}

/// Whether a registration may answer now.
#[must_use]
pub fn may_evaluate(event: &Event, row: &Registration, now: Instant) -> bool {
    let is_open = event.evaluates && event.state == EventState::Open;
    is_open && row.state == RegistrationState::Registered && now >= event.ends_at && now < event.ends_at.plus(OPEN_FOR)
}

/// Keeps what somebody answers, once.
///
/// # Errors
/// The database's.
pub async fn evaluate(app: &App, event: &Event, row: &Registration, answers: &Answers) -> anyhow::Result<Evaluated> {
    if !may_evaluate(event, row, app.clock.now()) {
        return Ok(Evaluated::Closed);
    }
    // A number that was drawn before is found by the unique rule, and then others are drawn.
    again(|| evaluate_once(app, event.id, row, answers)).await
}

async fn evaluate_once(app: &App, event: EventId, row: &Registration, answers: &Answers) -> anyhow::Result<Evaluated> {
    let tx = app.store.begin_write().await?;
    capacity::hold(&tx, event).await?;
    let once = event_registrations::Entity::update_many()
        .set(event_registrations::ActiveModel { evaluated: Set(true), ..Default::default() })
        .filter(event_registrations::Column::Id.eq(row.id))
        .filter(event_registrations::Column::Evaluated.eq(false));
    if once.exec(&tx).await?.rows_affected == 0 {
        return Ok(Evaluated::Already);
    }
    for (question, mark) in MARKED.into_iter().zip(answers.marks) {
        if mark.is_some() {
            insert(&tx, app, event, (question, None, mark, "")).await?;
        }
    }
    for (session, mark) in &answers.sessions {
        insert(&tx, app, event, ("session", Some(*session), Some(*mark), "")).await?;
    }
    for (question, words) in WORDED.into_iter().zip(&answers.words) {
        if !words.is_empty() {
            insert(&tx, app, event, (question, None, None, words)).await?;
        }
    }
    mix(&tx, app, event).await?;
    tx.commit().await?;
    Ok(Evaluated::Done)
}

/// SQLite keeps answers in the order of their random numbers. PostgreSQL keeps rows in the order in which they came, each with
/// the number of its transaction, which is also that of the mark at the registration. So there all answers about the event are
/// written anew by whoever answers last.
async fn mix(tx: &DatabaseTransaction, app: &App, event: EventId) -> Result<(), DbErr> {
    if app.store.engine() != Engine::Postgres {
        return Ok(());
    }
    let mix = sql(
        tx,
        "WITH taken AS (DELETE FROM event_answers WHERE event_id = ? RETURNING id, event_id, session_id, question, mark, words)
         INSERT INTO event_answers (id, event_id, session_id, question, mark, words)
         SELECT id, event_id, session_id, question, mark, words FROM taken ORDER BY id",
        [event.0.into()],
    );
    tx.execute_raw(mix).await.map(drop)
}

/// Writes one answer, under a number that says nothing.
pub(super) async fn insert(
    tx: &DatabaseTransaction,
    app: &App,
    event: EventId,
    (question, session, mark, words): (&str, Option<EventSessionId>, Option<i64>, &str),
) -> Result<(), DbErr> {
    let row = event_answers::ActiveModel {
        id: Set(i64::from_le_bytes(app.random.bytes::<8>()) & i64::MAX),
        event_id: Set(event),
        session_id: Set(session),
        question: Set(question.to_owned()),
        mark: Set(mark),
        words: Set(words.to_owned()),
    };
    event_answers::Entity::insert(row).exec_without_returning(tx).await.map(drop)
}

/// How often each mark was given, from 1 to 5.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(pub [i64; 5]);

impl Marks {
    /// How many people gave one.
    #[must_use]
    pub fn many(self) -> i64 {
        self.0.iter().sum()
    }

    /// The mean in tenths, `43` for 4.3; `None` when nobody gave one.
    #[must_use]
    pub fn tenths(self) -> Option<i64> {
        let sum: i64 = MARKS.zip(self.0).map(|(mark, many)| mark * many).sum();
        // Rounded half up.
        (self.many() > 0).then(|| (sum * 20 + self.many()) / (2 * self.many()))
    }
}

/// What an evaluation says, as far as it may be shown.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// How many were asked.
    pub asked: i64,
    /// How many answered.
    pub answered: i64,
    /// The marks of each of [`MARKED`].
    pub marks: [Option<Marks>; 3],
    /// The marks of sessions.
    pub sessions: BTreeMap<EventSessionId, Marks>,
    /// The words of each of [`WORDED`], in the order of the alphabet.
    pub words: [Vec<String>; 2],
}

impl Results {
    /// Whether there are enough answers to show any.
    #[must_use]
    pub const fn is_shown(&self) -> bool {
        self.answered >= FEWEST
    }
}

/// The results of an event. What too few people answered is not in them.
///
/// # Errors
/// The database's.
pub async fn results(on: &impl ConnectionTrait, event: EventId) -> Result<Results, DbErr> {
    let counts = sql(
        on,
        "SELECT COUNT(*) AS asked, COALESCE(SUM(CASE WHEN evaluated = ? THEN 1 ELSE 0 END), 0) AS answered
         FROM event_registrations WHERE event_id = ? AND state = 'registered'
           AND (in_at IS NOT NULL OR NOT EXISTS
             (SELECT 1 FROM event_registrations i WHERE i.event_id = event_registrations.event_id AND i.in_at IS NOT NULL)
             OR evaluated = ?)",
        [true.into(), event.0.into(), true.into()],
    );
    let mut results = Results::default();
    if let Some(row) = on.query_one_raw(counts).await? {
        (results.asked, results.answered) = (row.try_get("", "asked")?, row.try_get("", "answered")?);
    }
    if !results.is_shown() {
        return Ok(results);
    }
    for answer in event_answers::Entity::find().filter(event_answers::Column::EventId.eq(event)).all(on).await? {
        sort_in(&mut results, answer);
    }
    for marks in &mut results.marks {
        *marks = marks.filter(|marks| marks.many() >= FEWEST);
    }
    results.sessions.retain(|_, marks| marks.many() >= FEWEST);
    for words in &mut results.words {
        words.sort();
    }
    Ok(results)
}

fn sort_in(results: &mut Results, answer: event_answers::Model) {
    let count = |marks: &mut Marks| {
        let at = answer.mark.and_then(|mark| usize::try_from(mark - 1).ok());
        if let Some(many) = at.and_then(|at| marks.0.get_mut(at)) {
            *many += 1;
        }
    };
    if let Some(session) = answer.session_id {
        count(results.sessions.entry(session).or_default());
    } else if let Some(at) = MARKED.iter().position(|known| *known == answer.question) {
        count(results.marks[at].get_or_insert_default());
    } else if let Some(at) = WORDED.iter().position(|known| *known == answer.question) {
        results.words[at].push(answer.words);
    }
}

/// Whether those who come are asked afterwards, and what is said to them besides.
///
/// # Errors
/// The database's.
pub async fn ask_afterwards(
    app: &App,
    by: crate::base::id::MemberId,
    event: EventId,
    (evaluates, thanks): (bool, &str),
) -> anyhow::Result<()> {
    use crate::audit::{self, Actor, Note};
    let tx = app.store.begin_write().await?;
    let (id, evaluates_too, thanks) = (Set(event), Set(evaluates), Set(thanks.to_owned()));
    let set = events::ActiveModel { id, evaluates: evaluates_too, thanks, ..Default::default() };
    events::Entity::update(set).exec_without_returning(&tx).await?;
    let note = Note::done("event.evaluation", "event", event.0).with(if evaluates { "yes" } else { "no" });
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(())
}
