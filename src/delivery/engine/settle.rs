//! What an end means for the row: accepted, refused for good, again later, or nobody knows.
//!
//! Raw SQL, measured: hundreds of outcomes are written in one statement.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use serde::Serialize;

use super::claim::Unwritable;
use super::job::{Done, End, Job};
use crate::app::App;
use crate::base::Instant;
use crate::base::clock::minutes;
use crate::mail::refusal::{self, Class};
use crate::mail::{Answer, Outcome};
use crate::store::tables::states::{DeliveryReason, DeliveryState, Lane, OnUncertain};
use crate::store::{DatabaseTransaction, Engine, as_json, sql};

/// After this long of trying, a delivery is refused.
const GIVE_UP: Duration = Duration::from_hours(48);

/// How long to wait after the first, second … attempt.
const BACK_OFF: [u64; 5] = [1, 5, 15, 60, 240];

/// A result as it goes to the database, one line of JSON per row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Verdict {
    sending: i64,
    person: i64,
    claim: i64,
    pub(super) state: &'static str,
    pub(super) due_at: Option<i64>,
    settled_at: Option<i64>,
    pub(super) class: Option<&'static str>,
    receipt: Option<String>,
    /// 1 when the attempt is not counted.
    uncounted: i32,
}

/// Decides what an end means.
pub(super) fn verdict(done: &Done, now: Instant) -> Verdict {
    let job = &done.job;
    match &done.end {
        End::NotBegun => Verdict { uncounted: 1, ..open(job, DeliveryState::Pending, now, None, None) },
        End::Unwritable(why) => settled(job, DeliveryState::Refused, now, Some(*why), None),
        End::Carried(Outcome::Accepted(answer)) => {
            settled(job, DeliveryState::Accepted, now, None, Some(receipt(answer)))
        }
        End::Carried(Outcome::Refused(answer)) if answer.code >= 500 => {
            settled(job, DeliveryState::Refused, now, Some(class_of(answer)), Some(receipt(answer)))
        }
        End::Carried(Outcome::Refused(answer)) => again(job, now, DeliveryReason::Later, Some(receipt(answer))),
        End::Carried(Outcome::NotHandedOver(reason)) => again(job, now, DeliveryReason::Network, Some(scrub(reason))),
        End::Carried(Outcome::Unknown(reason)) => uncertain(job, now, scrub(reason)),
    }
}

/// A row that waits for its domain's moment; it costs no attempt.
pub(super) fn deferred(job: &Job, until: Instant) -> Verdict {
    Verdict { uncounted: 1, ..open(job, DeliveryState::Pending, until, None, None) }
}

fn again(job: &Job, now: Instant, why: DeliveryReason, receipt: Option<String>) -> Verdict {
    let first = job.first_at.unwrap_or(now);
    if now.since(first) >= GIVE_UP {
        return settled(job, DeliveryState::Refused, now, Some(DeliveryReason::TimedOut), receipt);
    }
    let attempt = usize::try_from(job.attempts).unwrap_or(0).min(BACK_OFF.len() - 1);
    let due = now.plus(minutes(BACK_OFF.get(attempt).copied().unwrap_or(240)));
    open(job, DeliveryState::Retry, due, Some(why), receipt)
}

/// Nobody knows: again with the same Message-ID, or held for a person, as the publication says.
fn uncertain(job: &Job, now: Instant, reason: String) -> Verdict {
    match job.sending.on_uncertain {
        OnUncertain::Resend => {
            open(job, DeliveryState::Retry, now.plus(minutes(1)), Some(DeliveryReason::Uncertain), Some(reason))
        }
        OnUncertain::Hold => settled(job, DeliveryState::Uncertain, now, Some(DeliveryReason::Uncertain), Some(reason)),
    }
}

fn open(
    job: &Job,
    state: DeliveryState,
    due: Instant,
    why: Option<DeliveryReason>,
    receipt: Option<String>,
) -> Verdict {
    Verdict {
        sending: job.sending.id.0,
        person: job.person.0,
        claim: job.claim,
        state: state.word(),
        due_at: Some(due.0),
        settled_at: None,
        class: why.map(DeliveryReason::word),
        receipt,
        uncounted: 0,
    }
}

fn settled(
    job: &Job,
    state: DeliveryState,
    now: Instant,
    why: Option<DeliveryReason>,
    receipt: Option<String>,
) -> Verdict {
    Verdict { due_at: None, settled_at: Some(now.0), ..open(job, state, now, why, receipt) }
}

/// The ledger's word for a refusal for good.
fn class_of(answer: &Answer) -> DeliveryReason {
    // Not an address that is gone, but one that this relay cannot carry (RFC 6531).
    if answer.enhanced.as_deref() == Some("5.6.7") {
        return DeliveryReason::SpecialAddress;
    }
    match refusal::class_of_answer(answer.code, answer.enhanced.as_deref(), &answer.text) {
        Class::Hard => DeliveryReason::BadAddress,
        Class::Full => DeliveryReason::Full,
        Class::Content => DeliveryReason::Content,
        Class::Policy | Class::Spam => DeliveryReason::Policy,
        Class::Soft | Class::Unknown => DeliveryReason::Refused,
    }
}

fn receipt(answer: &Answer) -> String {
    scrub(&format!("{} {}", answer.code, answer.text))
}

/// A relay's words without addresses, at most 200 characters: a receipt outlives the person it was about.
fn scrub(words: &str) -> String {
    let clean = |word: &str| if word.contains('@') { "•".to_owned() } else { word.to_owned() };
    let words: Vec<_> = words.split_whitespace().map(clean).collect();
    words.join(" ").chars().take(200).collect()
}

/// Writes verdicts in one statement. A row that is no longer this claim's is left alone; one that was declared
/// uncertain meanwhile still learns the truth. An acceptance after an uncertain attempt may be a second copy, so its class
/// says "repeated" and the report shows it.
pub(super) async fn record(
    tx: &DatabaseTransaction,
    app: &App,
    worker: &str,
    verdicts: &[Verdict],
) -> Result<u64, DbErr> {
    if verdicts.is_empty() {
        return Ok(0);
    }
    let lines = as_json(verdicts)?;
    let text = match app.store.engine() {
        Engine::Sqlite => {
            "UPDATE deliveries SET
               state = v.value ->> 'state', due_at = v.value ->> 'due_at', settled_at = v.value ->> 'settled_at',
               class = CASE WHEN deliveries.class = 'uncertain' AND v.value ->> 'state' = 'accepted' THEN 'repeated'
                            WHEN deliveries.class = 'uncertain' AND v.value ->> 'state' IN ('retry', 'pending') THEN 'uncertain'
                            ELSE v.value ->> 'class' END,
               receipt = v.value ->> 'receipt', attempts = deliveries.attempts - (v.value ->> 'uncounted'), worker = NULL, claim = NULL
             FROM json_each(?) AS v
             WHERE deliveries.sending_id = (v.value ->> 'sending') AND deliveries.person_id = (v.value ->> 'person')
               AND deliveries.worker = ? AND deliveries.claim = (v.value ->> 'claim')
               AND deliveries.state IN ('claimed', 'submitting', 'uncertain')"
        }
        Engine::Postgres => {
            "UPDATE deliveries SET
               state = v.state, due_at = v.due_at, settled_at = v.settled_at,
               class = CASE WHEN deliveries.class = 'uncertain' AND v.state = 'accepted' THEN 'repeated'
                            WHEN deliveries.class = 'uncertain' AND v.state IN ('retry', 'pending') THEN 'uncertain'
                            ELSE v.class END,
               receipt = v.receipt, attempts = deliveries.attempts - v.uncounted, worker = NULL, claim = NULL
             FROM json_to_recordset(?::json) AS v (sending bigint, person bigint, claim bigint, state text, due_at bigint,
               settled_at bigint, class text, receipt text, uncounted integer)
             WHERE deliveries.sending_id = v.sending AND deliveries.person_id = v.person
               AND deliveries.worker = ? AND deliveries.claim = v.claim
               AND deliveries.state IN ('claimed', 'submitting', 'uncertain')"
        }
    };
    tx.execute_raw(sql(tx, text, [lines, worker.into()])).await.map(|done| done.rows_affected())
}

/// Waits until a commit whose answer was lost has come to its end: PostgreSQL goes on with it after its client is gone,
/// and until then the rows look as if they had never been claimed. SQLite commits in our own process.
pub(super) async fn await_lost_commit(tx: &DatabaseTransaction, doubtful: &[Done]) -> Result<(), DbErr> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    for done in doubtful {
        let row = sql(
            tx,
            "SELECT 1 FROM deliveries WHERE sending_id = ? AND person_id = ? FOR UPDATE",
            [done.job.sending.id.0.into(), done.job.person.0.into()],
        );
        tx.query_one_raw(row).await?;
    }
    Ok(())
}

/// Erases the bodies of single letters that are settled, and closes them.
pub(super) async fn close_single(tx: &DatabaseTransaction, done: &[Done], now: Instant) -> Result<(), DbErr> {
    for done in done.iter().filter(|done| done.job.sending.lane == Lane::Waiting) {
        let id = done.job.sending.id.0;
        let closed = sql(
            tx,
            "UPDATE sendings SET state = 'closed', closed_at = ?, changed_at = ? WHERE id = ? AND NOT EXISTS
               (SELECT 1 FROM deliveries WHERE sending_id = sendings.id AND state NOT IN ('accepted', 'refused', 'suppressed'))",
            [now.0.into(), now.0.into(), id.into()],
        );
        if tx.execute_raw(closed).await?.rows_affected() == 1 {
            tx.execute_raw(sql(tx, "UPDATE letters SET frozen = NULL WHERE sending_id = ?", [id.into()])).await?;
        }
    }
    Ok(())
}

/// Stops sendings whose latest moment has passed: nothing more of them goes out.
pub(super) async fn stop_late(tx: &DatabaseTransaction, now: Instant) -> Result<u64, DbErr> {
    let late = sql(
        tx,
        "UPDATE sendings SET state = 'cancelled', reason = 'not-after', changed_at = ?
         WHERE state = 'open' AND lane = 'bulk' AND not_after < ?",
        [now.0.into(), now.0.into()],
    );
    tx.execute_raw(late).await.map(|done| done.rows_affected())
}

/// Settles taken rows to which no mail can be written.
pub(super) async fn refuse_unwritable(
    tx: &DatabaseTransaction,
    worker: &str,
    rows: &[Unwritable],
    now: Instant,
) -> Result<(), DbErr> {
    for (sending, person, state, why) in rows {
        let statement = sql(
            tx,
            "UPDATE deliveries SET state = ?, class = CASE WHEN class = 'uncertain' THEN class ELSE ? END, settled_at = ?,
               worker = NULL, claim = NULL
             WHERE sending_id = ? AND person_id = ? AND worker = ? AND state = 'submitting'",
            [state.word().into(), (*why).into(), now.0.into(), (*sending).into(), (*person).into(), worker.into()],
        );
        tx.execute_raw(statement).await?;
    }
    Ok(())
}
