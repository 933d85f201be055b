//! Giving more time: a later last day for everybody at once, on the page, behind the links and in a letter.
//!
//! Only who has still to answer is written to. A letter that waits to leave says the day before; the one after it says this one.

use std::time::Duration;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, Set};

use super::decision::{Decision, end_of};
use super::find;
use super::letters::{Asking, To, addressees, post};
use super::turn::next;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::days;
use crate::base::id::{DecisionId, MemberId};
use crate::delivery::Ready;
use crate::mail::Letter;
use crate::store::again;
use crate::store::tables::decisions::{ActiveModel, Column};
use crate::store::tables::states::{DecisionLetter, DecisionState};

/// The longest term from now.
const LONGEST: Duration = days(366);

/// What came of giving more time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoreTime {
    /// So many letters tell it.
    Done(usize),
    /// The day is not later than the one that people know.
    NotLater,
    /// The day is more than a year away: a slip of the finger that nobody could take back.
    TooFar,
    /// It can no longer be answered, or somebody else chose another day meanwhile.
    Overtaken,
}

/// Gives everybody who was asked until the end of `wanted`; `seen` is the last day that the page showed.
///
/// # Errors
/// The database's.
pub async fn give_more_time(
    app: &App,
    by: MemberId,
    id: DecisionId,
    (seen, wanted): (NaiveDate, NaiveDate),
) -> anyhow::Result<MoreTime> {
    again(|| once(app, by, id, (seen, wanted))).await
}

async fn once(
    app: &App,
    by: MemberId,
    id: DecisionId,
    (seen, wanted): (NaiveDate, NaiveDate),
) -> anyhow::Result<MoreTime> {
    let (on, now, until) = (app.store.read(), app.clock.now(), end_of(wanted));
    let Some(the) = find::decision(on, id).await?.filter(|the| the.is_open(now) && the.day() == seen) else {
        return Ok(MoreTime::Overtaken);
    };
    if wanted <= seen {
        return Ok(MoreTime::NotLater);
    }
    if until > now.plus(LONGEST) {
        return Ok(MoreTime::TooFar);
    }
    let mut ready = Ready::of(letters(app, on, the, wanted).await?.into_iter().map(|(_, letter)| letter)).await?;
    let tx = app.store.begin_write().await?;
    let later = ActiveModel { deadline_day: Set(wanted.to_string()), deadline_at: Set(until), ..Default::default() };
    let update = next(id, DecisionState::Open, (by, now))
        .set(later)
        .filter(Column::DeadlineDay.eq(seen.to_string()))
        .filter(Column::DeadlineAt.gt(now));
    if update.exec(&tx).await?.rows_affected == 0 {
        return Ok(MoreTime::Overtaken);
    }
    let Some(the) = find::decision(&tx, id).await? else { return Ok(MoreTime::Overtaken) };
    let letters = letters(app, &tx, the, wanted).await?;
    for (to, letter) in &letters {
        post(&tx, app, *to, DecisionLetter::MoreTime, ready.take(letter)?).await?;
    }
    let note = Note::done("decision.more_time", "decision", id.0).with(format!("{seen} to {wanted}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(MoreTime::Done(letters.len()))
}

/// The letters to everybody who has still to answer, with the day that will be the last.
async fn letters(
    app: &App,
    on: &impl ConnectionTrait,
    mut the: Decision,
    wanted: NaiveDate,
) -> anyhow::Result<Vec<(To, Letter)>> {
    the.row.deadline_day = wanted.to_string();
    let asking = Asking::about(app, on, &the).await?;
    let waited_for = the.respondents.iter().filter(|one| one.sent_at.is_some() && the.lacks(one.id));
    let everybody = addressees(on, waited_for).await?;
    everybody.iter().map(|(one, person)| Ok(((one.id, person.id), asking.more_time(one, person)?))).collect()
}
