//! Reminding those who did not answer, when staff press the button.
//!
//! SQL because counting and reminding share one condition over several tables, with what each room bars.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbErr, Value};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::clock::days;
use crate::base::id::{EventId, MemberId};
use crate::events::capacity;
use crate::events::event::Window;
use crate::events::find;
use crate::room::Bar;
use crate::store::again;
use crate::store::sql_joined;

/// How long there is between two letters to somebody who does not answer.
const BETWEEN: Duration = days(1);

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminded {
    /// So many are reminded.
    Done(i64),
    /// It would be so many, and not as many as the button said. Nobody was reminded.
    OtherNumber(i64),
    /// One cannot register now.
    NotNow,
}

/// Who did not answer and had their last letter more than a day ago, with the event and that moment.
const SILENT: &str = " WHERE event_id = ? AND state IN ('invited', 'reminded') AND due = '' AND person_id IS NOT NULL
     AND COALESCE(reminded_at, sent_at) <= ?
     AND NOT EXISTS (SELECT 1 FROM event_registrations WHERE event_registrations.event_id = event_invitations.event_id
       AND event_registrations.person_id = event_invitations.person_id AND event_registrations.state IN ('waiting', 'registered'))";

/// The statement about them, without those whom a room bars from everything.
fn silent(app: &App, head: &'static str) -> Vec<&'static str> {
    let bars = app.rooms.bars().filter_map(|bar| match *bar {
        Bar::All { barred, .. } => Some(barred),
        Bar::Publications { .. } => None,
    });
    let bars = bars.flat_map(|barred| {
        [
            " AND NOT EXISTS (SELECT 1 FROM people WHERE people.id = event_invitations.person_id AND EXISTS (",
            barred,
            "))",
        ]
    });
    [head, SILENT].into_iter().chain(bars).collect()
}

fn values(event: EventId, now: Instant) -> [Value; 2] {
    [event.0.into(), now.minus(BETWEEN).0.into()]
}

/// How many people would be reminded now.
///
/// # Errors
/// The database's.
pub async fn to_remind(app: &App, event: EventId) -> Result<i64, DbErr> {
    let (on, now) = (app.store.read(), app.clock.now());
    let count = sql_joined(on, &silent(app, "SELECT COUNT(*) AS many FROM event_invitations"), values(event, now));
    on.query_one_raw(count).await?.map_or(Ok(0), |row| row.try_get("", "many"))
}

/// Reminds as many people as the button said.
///
/// # Errors
/// The database's.
pub async fn remind(app: &App, by: MemberId, event: EventId, many: i64) -> anyhow::Result<Reminded> {
    again(|| remind_once(app, by, event, many)).await
}

async fn remind_once(app: &App, by: MemberId, event: EventId, many: i64) -> anyhow::Result<Reminded> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    capacity::hold(&tx, event).await?;
    let row = find::event(&tx, event).await?;
    if row.is_none_or(|row| row.window(now) != Window::Open) {
        return Ok(Reminded::NotNow);
    }
    let due = sql_joined(&tx, &silent(app, "UPDATE event_invitations SET due = 'reminder'"), values(event, now));
    let found = i64::try_from(tx.execute_raw(due).await?.rows_affected())?;
    if found != many || many == 0 {
        tx.rollback().await?;
        return Ok(Reminded::OtherNumber(found));
    }
    let note = Note::done("invitation.remind", "event", event.0).with(format!("people={many}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Reminded::Done(many))
}
