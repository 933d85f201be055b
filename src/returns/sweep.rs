//! Refusals in the conversation with the relay itself: the same as a bounce, without a mail that comes back.
//!
//! The send path reads the answer, as a report would be read, and writes what it means into the ledger. This sweep takes
//! up what was settled since it last looked, so that sending never waits for it. A mark says how far it came; it looks a
//! minute behind its mark, because rows of several processes are not committed in the order of their moments. What is
//! about us stays in the ledger alone.
//!
//! Raw SQL where the ledger is compared with what was kept of it.

use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use super::feedback::{Feedback, Tells, keep};
use super::{Class, Door, Taken, door, suppress};
use crate::app::App;
use crate::base::Instant;
use crate::base::clock::minutes;
use crate::base::id::{PersonId, SendingId};
use crate::delivery::DeliveryReason;
use crate::mail::refusal::enhanced_in;
use crate::store::{Engine, sql};

/// So many in one transaction, which must be short.
const CHUNK: usize = 50;

/// Keeps feedback of addresses that the relay refused for good, and does what follows.
///
/// # Errors
/// The database's; what was done until then stays done, and the next ring goes on.
pub async fn sweep_refusals(app: &App) -> anyhow::Result<()> {
    while sweep_some(app).await? == CHUNK {}
    if app.store.engine() == Engine::Postgres {
        suppress::withdraw_again(app).await?;
    }
    Ok(())
}

/// Sweeps one chunk and gives how many rows were new.
async fn sweep_some(app: &App) -> Result<usize, DbErr> {
    let (mark, _) = door::mark(app.store.read(), Door::Smtp).await?;
    let rows = refused(app.store.read(), Instant(mark).minus(minutes(1))).await?;
    let Some(last) = rows.last() else { return Ok(0) };
    let tx = app.store.begin_write().await?;
    let mark = mark.max(last.settled_at);
    let mut new = 0;
    for row in &rows {
        if keep(&tx, app, &row.feedback()).await? {
            door::count(&tx, Door::Smtp, Taken::Kept, app.clock.now()).await?;
            new += 1;
        }
    }
    door::set_mark(&tx, Door::Smtp, mark, None).await?;
    tx.commit().await?;
    Ok(new)
}

#[derive(Debug)]
struct Refused {
    sending: i64,
    person: i64,
    class: String,
    receipt: String,
    settled_at: i64,
}

impl Refused {
    fn feedback(&self) -> Feedback {
        use DeliveryReason as Why;
        let class = match Why::from_word(&self.class) {
            Some(Why::BadAddress) => Class::Hard,
            Some(Why::Full) => Class::Full,
            Some(
                Why::Left
                | Why::Paused
                | Why::Erased
                | Why::Suppressed
                | Why::Later
                | Why::Network
                | Why::Uncertain
                | Why::LetBe
                | Why::Repeated
                | Why::NoLetter
                | Why::Refused
                | Why::SpecialAddress
                | Why::Policy
                | Why::Content
                | Why::Spam
                | Why::TimedOut,
            )
            | None => Class::Unknown,
        };
        Feedback {
            door: Door::Smtp,
            tells: Tells::Bounce(class),
            person: PersonId(self.person),
            sending: Some(SendingId(self.sending)),
            enhanced: enhanced_in(&self.receipt),
            words: self.receipt.clone(),
            // A row that is sent again and refused again is another report.
            identity: format!("refused {}", self.settled_at),
        }
    }
}

async fn refused(on: &impl ConnectionTrait, since: Instant) -> Result<Vec<Refused>, DbErr> {
    let query = sql(
        on,
        "SELECT d.sending_id, d.person_id, d.class, d.receipt, d.settled_at FROM deliveries d
         WHERE d.state = 'refused' AND d.settled_at >= ? AND d.class IN ('bad-address', 'full', 'refused')
           AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.sending_id = d.sending_id AND f.person_id = d.person_id
             AND f.door = 'smtp' AND f.at >= d.settled_at)
         ORDER BY d.settled_at LIMIT ?",
        [since.0.into(), i64::try_from(CHUNK).unwrap_or(i64::MAX).into()],
    );
    on.query_all_raw(query).await?.iter().map(read_row).collect()
}

fn read_row(row: &QueryResult) -> Result<Refused, DbErr> {
    Ok(Refused {
        sending: row.try_get("", "sending_id")?,
        person: row.try_get("", "person_id")?,
        class: row.try_get("", "class")?,
        receipt: row.try_get::<Option<String>>("", "receipt")?.unwrap_or_default(),
        settled_at: row.try_get("", "settled_at")?,
    })
}
