//! Whether the engine is alive: within its process, so that one that hangs is started anew, and for everybody who asks.
//!
//! Raw SQL where sendings and rows are looked at in one question.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::{ConnectionTrait, DbErr};

use crate::app::App;
use crate::base::clock::minutes;
use crate::store::{self, sql};

/// A task of the engine that does not come around for this long hangs: each of its steps ends within 20 seconds.
pub(in crate::delivery::engine) const HANGS: Duration = minutes(2);

/// So often it is looked at within that time.
const LOOKS: u32 = 120;

/// Counts the rounds of the tasks without which nothing is sent.
#[derive(Debug, Default)]
pub(in crate::delivery::engine) struct Pulse {
    beats: AtomicU64,
    rounds: AtomicU64,
}

impl Pulse {
    /// The heartbeat came around.
    pub(in crate::delivery::engine) fn beat(&self) {
        self.beats.fetch_add(1, Ordering::Relaxed);
    }

    /// The scribe came around.
    pub(in crate::delivery::engine) fn round(&self) {
        self.rounds.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns when one of them does not come around for this long. Looks are counted which this task made itself: a machine
    /// that slept proves nothing.
    pub(in crate::delivery::engine) async fn stops(&self, patience: Duration) {
        let mut last = [0; 2];
        let mut still = [0_u32; 2];
        loop {
            tokio::time::sleep(patience / LOOKS).await;
            let now = [self.beats.load(Ordering::Relaxed), self.rounds.load(Ordering::Relaxed)];
            for ((last, now), still) in last.iter_mut().zip(now).zip(&mut still) {
                *still = if *last == now { *still + 1 } else { 0 };
                *last = now;
            }
            if still.iter().any(|still| *still >= LOOKS) {
                return;
            }
        }
    }
}

/// How long mail may be due without anybody looking for it.
const STILL: Duration = minutes(2);

/// Whether mail is due and no engine, of any node, has looked for it for minutes. Mail that waits for a relay, a rate or a
/// person does not count: there an engine looks.
///
/// # Errors
/// The database's.
pub async fn stands_still(app: &App) -> Result<bool, DbErr> {
    let read = app.store.read();
    if !store::looks_no_more(read, STILL).await? {
        return Ok(false);
    }
    let due = "SELECT 1 FROM sendings s WHERE s.state = 'open' AND (s.lane = 'bulk' AND s.opened_at < ? OR EXISTS
        (SELECT 1 FROM deliveries d WHERE d.sending_id = s.id AND d.due_at < ?)) LIMIT 1";
    let before = app.clock.now().minus(STILL).0;
    Ok(read.query_one_raw(sql(read, due, [before.into(), before.into()])).await?.is_some())
}
