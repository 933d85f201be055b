//! Marking: the last look before a mail leaves, in a commit of its own.
//!
//! Only rows that are still this claim's, in a sending that is still open, become *submitting*. Whoever left, and
//! whatever was paused, falls out here.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};

use super::job::Job;
use crate::app::App;
use crate::store::{Engine, sql};

/// Marks jobs as submitting and gives those that were; the others are released.
pub(super) async fn mark(tx: &DatabaseTransaction, app: &App, worker: &str, jobs: Vec<Job>) -> Result<Vec<Job>, DbErr> {
    if jobs.is_empty() {
        return Ok(jobs);
    }
    let keys = keys_of(&jobs)?;
    let text = match app.store.engine() {
        Engine::Sqlite => {
            "UPDATE deliveries SET state = 'submitting', attempts = deliveries.attempts + 1, first_at = coalesce(deliveries.first_at, ?)
             FROM json_each(?) AS v
             WHERE deliveries.sending_id = (v.value ->> 0) AND deliveries.person_id = (v.value ->> 1)
               AND deliveries.claim = (v.value ->> 2) AND deliveries.worker = ? AND deliveries.state = 'claimed'
               AND EXISTS (SELECT 1 FROM sendings WHERE sendings.id = deliveries.sending_id AND sendings.state = 'open')
             RETURNING deliveries.sending_id, deliveries.person_id"
        }
        Engine::Postgres => {
            "UPDATE deliveries SET state = 'submitting', attempts = deliveries.attempts + 1, first_at = coalesce(deliveries.first_at, ?)
             FROM json_array_elements(?::json) AS v
             WHERE deliveries.sending_id = (v ->> 0)::bigint AND deliveries.person_id = (v ->> 1)::bigint
               AND deliveries.claim = (v ->> 2)::bigint AND deliveries.worker = ? AND deliveries.state = 'claimed'
               AND EXISTS (SELECT 1 FROM sendings WHERE sendings.id = deliveries.sending_id AND sendings.state = 'open')
             RETURNING deliveries.sending_id, deliveries.person_id"
        }
    };
    let rows = tx.query_all_raw(sql(tx, text, [app.clock.now().0.into(), keys.into(), worker.into()])).await?;
    let mut marked = HashSet::with_capacity(rows.len());
    for row in rows {
        marked.insert((row.try_get::<i64>("", "sending_id")?, row.try_get::<i64>("", "person_id")?));
    }
    let (ready, fallen): (Vec<_>, Vec<_>) =
        jobs.into_iter().partition(|job| marked.contains(&(job.sending.id.0, job.person.0)));
    release(tx, app, worker, &fallen).await?;
    Ok(ready)
}

/// Gives claimed rows back, without an attempt.
pub(super) async fn release(tx: &DatabaseTransaction, app: &App, worker: &str, jobs: &[Job]) -> Result<(), DbErr> {
    if jobs.is_empty() {
        return Ok(());
    }
    let text = match app.store.engine() {
        Engine::Sqlite => {
            "UPDATE deliveries SET state = 'pending', worker = NULL, claim = NULL FROM json_each(?) AS v
             WHERE deliveries.sending_id = (v.value ->> 0) AND deliveries.person_id = (v.value ->> 1)
               AND deliveries.claim = (v.value ->> 2) AND deliveries.worker = ? AND deliveries.state = 'claimed'"
        }
        Engine::Postgres => {
            "UPDATE deliveries SET state = 'pending', worker = NULL, claim = NULL FROM json_array_elements(?::json) AS v
             WHERE deliveries.sending_id = (v ->> 0)::bigint AND deliveries.person_id = (v ->> 1)::bigint
               AND deliveries.claim = (v ->> 2)::bigint AND deliveries.worker = ? AND deliveries.state = 'claimed'"
        }
    };
    tx.execute_raw(sql(tx, text, [keys_of(jobs)?.into(), worker.into()])).await.map(drop)
}

fn keys_of(jobs: &[Job]) -> Result<String, DbErr> {
    let keys: Vec<_> = jobs.iter().map(|job| (job.sending.id.0, job.person.0, job.claim)).collect();
    serde_json::to_string(&keys).map_err(|error| DbErr::Custom(error.to_string()))
}
