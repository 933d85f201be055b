//! Claiming: due rows become ours by one statement, and a second one brings what their mails need.
//!
//! The lease of a claimed row is its worker's heartbeat (see `heartbeat.rs`): when a worker falls silent, its rows go
//! back or become uncertain, whoever notices first.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::job::{Job, Outgoing};
use crate::app::App;
use crate::base::id::{PersonId, SendingId};
use crate::base::{EmailAddress, Instant};
use crate::mail::Frozen;
use crate::store::tables::states::{Lane, SendingState};
use crate::store::tables::{letters, people, sendings, suppressions};
use crate::store::{Engine, sql};

/// Sendings are kept in memory up to this many; single letters come and go.
const KEPT: usize = 64;

/// The sendings that this process has loaded.
#[derive(Debug, Default)]
pub(super) struct Loaded(HashMap<i64, Arc<Outgoing>>);

/// A claimed row as the database returns it.
#[derive(Debug)]
struct Row {
    sending: i64,
    person: i64,
    attempts: i32,
    first_at: Option<i64>,
}

/// What one claim brought: jobs, and rows that can never become one.
#[derive(Debug, Default)]
pub(super) struct Claimed {
    pub(super) jobs: Vec<Job>,
    pub(super) unwritable: Vec<(i64, i64, &'static str)>,
}

/// Claims up to `most` due rows of a lane.
pub(super) async fn claim(
    tx: &DatabaseTransaction,
    app: &App,
    worker: &str,
    lane: Lane,
    most: usize,
    loaded: &mut Loaded,
) -> anyhow::Result<Claimed> {
    let now = app.clock.now();
    // A claim has a number of its own, so that a result of an earlier claim of the same row is recognised as late.
    let claim = i64::try_from(app.random.below(i64::MAX as u64)).unwrap_or_default();
    let mut rows = Vec::new();
    match lane {
        Lane::Waiting => rows.extend(claim_waiting(tx, app, (worker, claim), now, most).await?),
        Lane::Bulk => {
            for sending in open_sendings(tx).await? {
                if rows.len() >= most {
                    break;
                }
                let room = most - rows.len();
                rows.extend(claim_of_sending(tx, app, (worker, claim), now, (sending, room)).await?);
            }
        }
    }
    jobs_of(tx, claim, rows, loaded).await
}

async fn open_sendings(tx: &DatabaseTransaction) -> Result<Vec<SendingId>, DbErr> {
    let open = sendings::Entity::find()
        .filter(sendings::Column::State.eq(SendingState::Open))
        .filter(sendings::Column::Lane.eq(Lane::Bulk))
        .order_by_asc(sendings::Column::Id)
        .all(tx)
        .await?;
    Ok(open.into_iter().map(|sending| sending.id).collect())
}

async fn claim_of_sending(
    tx: &DatabaseTransaction,
    app: &App,
    (worker, claim): (&str, i64),
    now: Instant,
    (sending, most): (SendingId, usize),
) -> Result<Vec<Row>, DbErr> {
    // The index is named on SQLite because its planner, without statistics, scans the whole sending for every claim.
    let text = match app.store.engine() {
        Engine::Sqlite => {
            "WITH due AS (SELECT sending_id, person_id FROM deliveries INDEXED BY deliveries_due
               WHERE sending_id = ? AND state IN ('pending', 'retry') AND due_at <= ? ORDER BY due_at, person_id LIMIT ?)
             UPDATE deliveries SET state = 'claimed', worker = ?, claim = ? FROM due
             WHERE deliveries.sending_id = due.sending_id AND deliveries.person_id = due.person_id
             RETURNING deliveries.sending_id, deliveries.person_id, deliveries.attempts, deliveries.first_at"
        }
        Engine::Postgres => {
            "WITH due AS (SELECT sending_id, person_id FROM deliveries
               WHERE sending_id = ? AND state IN ('pending', 'retry') AND due_at <= ? ORDER BY due_at, person_id LIMIT ?
               FOR UPDATE SKIP LOCKED)
             UPDATE deliveries SET state = 'claimed', worker = ?, claim = ? FROM due
             WHERE deliveries.sending_id = due.sending_id AND deliveries.person_id = due.person_id
             RETURNING deliveries.sending_id, deliveries.person_id, deliveries.attempts, deliveries.first_at"
        }
    };
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    read_rows(tx, text, [sending.0.into(), now.0.into(), most.into(), worker.into(), claim.into()]).await
}

async fn claim_waiting(
    tx: &DatabaseTransaction,
    app: &App,
    (worker, claim): (&str, i64),
    now: Instant,
    most: usize,
) -> Result<Vec<Row>, DbErr> {
    let text = match app.store.engine() {
        Engine::Sqlite => {
            "WITH due AS (SELECT sending_id, person_id FROM deliveries INDEXED BY deliveries_waiting
               WHERE lane = 'waiting' AND state IN ('pending', 'retry') AND due_at <= ? ORDER BY due_at, sending_id LIMIT ?)
             UPDATE deliveries SET state = 'claimed', worker = ?, claim = ? FROM due
             WHERE deliveries.sending_id = due.sending_id AND deliveries.person_id = due.person_id
             RETURNING deliveries.sending_id, deliveries.person_id, deliveries.attempts, deliveries.first_at"
        }
        Engine::Postgres => {
            "WITH due AS (SELECT sending_id, person_id FROM deliveries
               WHERE lane = 'waiting' AND state IN ('pending', 'retry') AND due_at <= ? ORDER BY due_at, sending_id LIMIT ?
               FOR UPDATE SKIP LOCKED)
             UPDATE deliveries SET state = 'claimed', worker = ?, claim = ? FROM due
             WHERE deliveries.sending_id = due.sending_id AND deliveries.person_id = due.person_id
             RETURNING deliveries.sending_id, deliveries.person_id, deliveries.attempts, deliveries.first_at"
        }
    };
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    read_rows(tx, text, [now.0.into(), most.into(), worker.into(), claim.into()]).await
}

async fn read_rows(
    tx: &DatabaseTransaction,
    text: &'static str,
    values: impl IntoIterator<Item = sea_orm::Value>,
) -> Result<Vec<Row>, DbErr> {
    let rows = tx.query_all_raw(sql(tx, text, values)).await?;
    rows.iter()
        .map(|row| {
            Ok(Row {
                sending: row.try_get("", "sending_id")?,
                person: row.try_get("", "person_id")?,
                attempts: row.try_get("", "attempts")?,
                first_at: row.try_get("", "first_at")?,
            })
        })
        .collect()
}

async fn jobs_of(tx: &DatabaseTransaction, claim: i64, rows: Vec<Row>, loaded: &mut Loaded) -> anyhow::Result<Claimed> {
    let mut claimed = Claimed::default();
    let ids: Vec<PersonId> = rows.iter().map(|row| PersonId(row.person)).collect();
    let mut known: HashMap<i64, people::Model> = HashMap::new();
    let mut suppressed: HashSet<i64> = HashSet::new();
    for chunk in ids.chunks(500) {
        let found = people::Entity::find().filter(people::Column::Id.is_in(chunk.iter().copied())).all(tx).await?;
        known.extend(found.into_iter().map(|person| (person.id.0, person)));
        suppressed.extend(suppressed_of(tx, chunk).await?);
    }
    for row in rows {
        let sending = loaded.sending(tx, row.sending).await?;
        let person = known.get(&row.person);
        match person.map(|person| (person, EmailAddress::parse(&person.address))) {
            None => claimed.unwritable.push((row.sending, row.person, "erased")),
            // Who was suppressed while the sending was being opened has a row; letters that a person asked for still go.
            Some(_) if sending.lane == Lane::Bulk && suppressed.contains(&row.person) => {
                claimed.unwritable.push((row.sending, row.person, "suppressed"));
            }
            Some((_, Err(_))) => claimed.unwritable.push((row.sending, row.person, "bad-address")),
            Some(_) if sending.letters.is_empty() => claimed.unwritable.push((row.sending, row.person, "no-letter")),
            Some((person, Ok(to))) => claimed.jobs.push(Job {
                sending,
                person: person.id,
                claim,
                attempts: row.attempts,
                first_at: row.first_at.map(Instant),
                to,
                name: person.name.clone(),
                language: person.language,
                epoch: person.epoch,
            }),
        }
    }
    Ok(claimed)
}

/// Which of these people have an address that must not be written to.
async fn suppressed_of(tx: &DatabaseTransaction, people: &[PersonId]) -> Result<Vec<i64>, DbErr> {
    suppressions::Entity::find()
        .select_only()
        .column(suppressions::Column::PersonId)
        .filter(suppressions::Column::PersonId.is_in(people.iter().copied()))
        .filter(suppressions::Column::LiftedAt.is_null())
        .into_tuple()
        .all(tx)
        .await
}

impl Loaded {
    async fn sending(&mut self, tx: &DatabaseTransaction, id: i64) -> anyhow::Result<Arc<Outgoing>> {
        if let Some(sending) = self.0.get(&id) {
            return Ok(sending.clone());
        }
        if self.0.len() >= KEPT {
            self.0.clear();
        }
        let sending = Arc::new(load(tx, SendingId(id)).await?);
        self.0.insert(id, sending.clone());
        Ok(sending)
    }
}

async fn load(tx: &DatabaseTransaction, id: SendingId) -> anyhow::Result<Outgoing> {
    let row = sendings::Entity::find_by_id(id).one(tx).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound(format!("sending {id}")))?;
    let frozen = letters::Entity::find()
        .filter(letters::Column::SendingId.eq(id))
        .order_by_asc(letters::Column::Language)
        .all(tx)
        .await?;
    let letters: Vec<Frozen> = frozen
        .iter()
        .filter_map(|letter| letter.frozen.as_deref())
        .map(Frozen::from_bytes)
        .collect::<Result<_, _>>()?;
    Ok(Outgoing {
        id,
        lane: row.lane,
        publication: row.publication_id.map_or(0, |publication| publication.0),
        nonce: row.nonce,
        on_uncertain: row.on_uncertain,
        return_path: crate::delivery::verp::bounce_domain(&letters),
        letters,
    })
}
