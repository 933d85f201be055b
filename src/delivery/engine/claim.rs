//! Claiming: rows whose turn it is become ours, marked as *submitting*, in the commit that hands them out.
//!
//! The statement that takes rows is also the last look: only rows that are still open, in a sending that is still open
//! and in time, are taken; whoever left, also while the sending was being opened, and whatever was paused, falls out
//! here. Nothing is claimed ahead of a connection that waits for it. The lease of a taken row is its worker's heartbeat
//! (see `heartbeat.rs`).
//!
//! Raw SQL, measured: each claim is one statement along an index, and one more reads the people.

use std::collections::HashMap;
use std::sync::Arc;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QueryResult, Value};
use tokio::time::Instant as Moment;

use super::job::{Job, Outgoing};
use super::walk::Walks;
use crate::app::App;
use crate::base::id::{PersonId, SendingId};
use crate::base::{EmailAddress, Instant, Language};
use crate::mail::Frozen;
use crate::room::Bar;
use crate::store::tables::states::{DeliveryReason, DeliveryState, Lane};
use crate::store::tables::{letters, sendings};
use crate::store::{DatabaseTransaction, Engine, as_json, sql, sql_joined};

/// Sendings are kept in memory up to this many; single letters come and go.
const KEPT: usize = 64;

/// How many columns of a reader stand before those of the bars.
const BARS: usize = 6;

/// The sendings that this process has loaded.
#[derive(Debug, Default)]
pub(super) struct Loaded(HashMap<i64, Arc<Outgoing>>);

/// A taken row as the database returns it.
#[derive(Debug)]
struct Row {
    sending: i64,
    person: i64,
    attempts: i32,
    first_at: Option<i64>,
}

/// What a mail needs to know of a person.
#[derive(Debug)]
struct Reader {
    address: String,
    name: String,
    language: Language,
    epoch: i64,
    /// Until when they asked for a pause.
    paused_until: Option<i64>,
    /// What the bars of the rooms say of them, in their order.
    bars: Vec<(&'static str, Barred)>,
}

/// What a bar says of a person.
#[derive(Debug)]
enum Barred {
    /// Whether everything is kept from them.
    All(bool),
    /// The publications that are kept from them.
    From(Vec<i64>),
}

impl Reader {
    /// Why a sending to many of a publication is kept from them. A sending may have been opened in the very moment of the
    /// act that bars them: neither saw the other.
    fn barred_from(&self, publication: i64) -> Option<&'static str> {
        let keeps = |barred: &Barred| match barred {
            Barred::All(all) => *all,
            Barred::From(publications) => publications.contains(&publication),
        };
        self.bars.iter().find(|(_, barred)| keeps(barred)).map(|(word, _)| *word)
    }

    /// Whether nothing that goes to many goes to them now.
    fn is_paused_at(&self, now: Instant) -> bool {
        self.paused_until.is_some_and(|until| until > now.0)
    }
}

/// A row to which no mail is written: of which sending, to whom, what becomes of it and why. Left out is whom a room bars and
/// who asked for it, refused is what cannot be carried.
pub(super) type Unwritable = (i64, i64, DeliveryState, &'static str);

/// What one claim brought: jobs, and rows that can never become one.
#[derive(Debug, Default)]
pub(super) struct Claimed {
    pub(super) jobs: Vec<Job>,
    pub(super) unwritable: Vec<Unwritable>,
}

impl Claimed {
    pub(super) const fn is_empty(&self) -> bool {
        self.jobs.is_empty() && self.unwritable.is_empty()
    }
}

/// Who claims, and under which number: a result of an earlier claim of the same row is recognised as late.
#[derive(Clone, Copy, Debug)]
struct Hand<'a> {
    worker: &'a str,
    claim: i64,
    now: Instant,
}

/// A claim in one form for each engine: rows of a selection are taken and returned.
macro_rules! taking {
    ($selection:literal) => {
        (
            concat!("WITH due AS (", $selection, ")", taking!()),
            concat!("WITH due AS (", $selection, " FOR UPDATE OF deliveries SKIP LOCKED)", taking!()),
        )
    };
    () => {
        " UPDATE deliveries SET state = 'submitting', worker = ?, claim = ?, due_at = NULL,
            attempts = deliveries.attempts + 1, first_at = coalesce(deliveries.first_at, ?)
          FROM due WHERE deliveries.sending_id = due.sending_id AND deliveries.person_id = due.person_id
          RETURNING deliveries.sending_id, deliveries.person_id, deliveries.attempts, deliveries.first_at"
    };
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn<'a> {
    pub(super) lane: Lane,
    pub(super) most: usize,
    /// The sendings to many that may have it, oldest first.
    pub(super) sendings: &'a [SendingId],
}

/// Claims rows whose turn it is.
pub(super) async fn claim(
    tx: &DatabaseTransaction,
    app: &App,
    worker: &str,
    turn: Turn<'_>,
    walks: &mut Walks,
    loaded: &mut Loaded,
) -> anyhow::Result<Claimed> {
    let most = turn.most;
    if most == 0 {
        return Ok(Claimed::default());
    }
    let claim = i64::try_from(app.random.below(i64::MAX as u64)).unwrap_or_default();
    let hand = Hand { worker, claim, now: app.clock.now() };
    let claimed_at = Moment::now();
    let mut rows = Vec::new();
    match turn.lane {
        Lane::Waiting => rows.extend(waiting(tx, app, hand, most).await?),
        Lane::Bulk => {
            for &sending in turn.sendings {
                if rows.len() < most {
                    rows.extend(due_again(tx, app, hand, (sending, most - rows.len())).await?);
                }
                if rows.len() < most {
                    rows.extend(in_turn(tx, app, hand, (sending, most - rows.len()), walks).await?);
                }
            }
        }
    }
    jobs_of(tx, app, (claim, claimed_at), rows, loaded).await
}

/// Rows of a sending whose moment has come: again after a refusal, given back, or opened again.
async fn due_again(
    tx: &DatabaseTransaction,
    app: &App,
    hand: Hand<'_>,
    (sending, most): (SendingId, usize),
) -> Result<Vec<Row>, DbErr> {
    let text = taking!(
        "SELECT sending_id, person_id FROM deliveries
         WHERE sending_id = ? AND due_at <= ? AND state IN ('pending', 'retry') AND EXISTS
           (SELECT 1 FROM sendings WHERE id = ? AND state = 'open' AND coalesce(not_after, ?) >= ?)
         ORDER BY due_at, person_id LIMIT ?"
    );
    let now = hand.now.0;
    let values = [sending.0.into(), now.into(), sending.0.into(), now.into(), now.into(), count(most)];
    take(tx, app, text, hand, values).await
}

/// Rows of a sending that have not had their turn, along the key from where the walk was.
async fn in_turn(
    tx: &DatabaseTransaction,
    app: &App,
    hand: Hand<'_>,
    (sending, most): (SendingId, usize),
    walks: &mut Walks,
) -> Result<Vec<Row>, DbErr> {
    let Some(after) = walks.after(sending) else { return Ok(Vec::new()) };
    let text = taking!(
        "SELECT sending_id, person_id FROM deliveries
         WHERE sending_id = ? AND person_id > ? AND due_at IS NULL AND state = 'pending' AND EXISTS
           (SELECT 1 FROM sendings WHERE id = ? AND state = 'open' AND coalesce(not_after, ?) >= ?)
         ORDER BY person_id LIMIT ?"
    );
    let now = hand.now.0;
    let values = [sending.0.into(), after.into(), sending.0.into(), now.into(), now.into(), count(most)];
    let rows = take(tx, app, text, hand, values).await?;
    walks.step(sending, rows.iter().map(|row| row.person).max());
    Ok(rows)
}

async fn waiting(tx: &DatabaseTransaction, app: &App, hand: Hand<'_>, most: usize) -> Result<Vec<Row>, DbErr> {
    let text = taking!(
        "SELECT deliveries.sending_id, deliveries.person_id FROM deliveries
         JOIN sendings ON sendings.id = deliveries.sending_id AND sendings.state = 'open'
         WHERE deliveries.lane = 'waiting' AND deliveries.due_at <= ? AND deliveries.state IN ('pending', 'retry')
         ORDER BY deliveries.due_at, deliveries.sending_id LIMIT ?"
    );
    take(tx, app, text, hand, [hand.now.0.into(), count(most)]).await
}

fn count(most: usize) -> Value {
    i64::try_from(most).unwrap_or(i64::MAX).into()
}

async fn take(
    tx: &DatabaseTransaction,
    app: &App,
    (on_sqlite, on_postgres): (&'static str, &'static str),
    hand: Hand<'_>,
    selecting: impl IntoIterator<Item = Value>,
) -> Result<Vec<Row>, DbErr> {
    let text = match app.store.engine() {
        Engine::Sqlite => on_sqlite,
        Engine::Postgres => on_postgres,
    };
    let values = selecting.into_iter().chain([hand.worker.into(), hand.claim.into(), hand.now.0.into()]);
    let rows = tx.query_all_raw(sql(tx, text, values)).await?;
    let read = |row: &sea_orm::QueryResult| {
        Ok(Row {
            sending: row.try_get_by_index(0)?,
            person: row.try_get_by_index(1)?,
            attempts: row.try_get_by_index(2)?,
            first_at: row.try_get_by_index(3)?,
        })
    };
    rows.iter().map(read).collect()
}

async fn jobs_of(
    tx: &DatabaseTransaction,
    app: &App,
    (claim, claimed_at): (i64, Moment),
    rows: Vec<Row>,
    loaded: &mut Loaded,
) -> anyhow::Result<Claimed> {
    let mut claimed = Claimed::default();
    if rows.is_empty() {
        return Ok(claimed);
    }
    let mut known = readers(tx, app, &rows).await?;
    let now = app.clock.now();
    for row in rows {
        let sending = loaded.sending(tx, row.sending).await?;
        // One person may stand in several sendings of one claim, so the row is left where it is.
        let reader = known.get_mut(&row.person);
        // Letters that a person asked for still go.
        let is_to_many = sending.lane == Lane::Bulk;
        let barred = reader.as_ref().filter(|_| is_to_many).and_then(|reader| reader.barred_from(sending.publication));
        let mut unwritable = |state, word| claimed.unwritable.push((row.sending, row.person, state, word));
        if let Some(word) = barred {
            unwritable(DeliveryState::Suppressed, word);
            continue;
        }
        match reader.map(|reader| (EmailAddress::parse(&reader.address), reader)) {
            None => unwritable(DeliveryState::Refused, DeliveryReason::Erased.word()),
            // Whoever pauses after the sending was opened gets none of it that has not gone yet; who comes back in time does.
            Some((_, reader)) if is_to_many && reader.is_paused_at(now) => {
                unwritable(DeliveryState::Suppressed, DeliveryReason::Paused.word());
            }
            Some((Err(_), _)) => unwritable(DeliveryState::Refused, DeliveryReason::BadAddress.word()),
            Some(_) if sending.letters.is_empty() => {
                unwritable(DeliveryState::Refused, DeliveryReason::NoLetter.word());
            }
            Some((Ok(to), reader)) => claimed.jobs.push(Job {
                sending,
                person: PersonId(row.person),
                claim,
                claimed_at,
                attempts: row.attempts - 1,
                first_at: row.first_at.map(Instant),
                to,
                name: reader.name.clone(),
                language: reader.language,
                epoch: reader.epoch,
            }),
        }
    }
    Ok(claimed)
}

/// The people of the rows, in one statement of one text, whatever their number: it is prepared once. Each bar of a room is
/// one column of it.
async fn readers(tx: &DatabaseTransaction, app: &App, rows: &[Row]) -> Result<HashMap<i64, Reader>, DbErr> {
    let ids: Vec<i64> = rows.iter().map(|row| row.person).collect();
    let (before, after, who) = match app.store.engine() {
        Engine::Sqlite => ("(SELECT group_concat(publication_id) FROM (", "))", "SELECT value FROM json_each(?)"),
        Engine::Postgres => {
            ("array_to_string(ARRAY(", "), ',')", "SELECT value::bigint FROM json_array_elements_text(?::json)")
        }
    };
    let mut text = vec!["SELECT id, address, name, language, epoch, paused_until"];
    for bar in app.rooms.bars() {
        match *bar {
            Bar::All { barred, .. } => text.extend([", EXISTS (", barred, ")"]),
            Bar::Publications { of, .. } => text.extend([", ", before, of, after]),
        }
    }
    text.extend([" FROM people WHERE id IN (", who, ")"]);
    let found = tx.query_all_raw(sql_joined(tx, &text, [as_json(&ids)?])).await?;
    found.iter().map(|row| Ok((row.try_get_by_index(0)?, reader_of(row, app)?))).collect()
}

fn reader_of(row: &QueryResult, app: &App) -> Result<Reader, DbErr> {
    let bars = app.rooms.bars().enumerate().map(|(place, bar)| match *bar {
        Bar::All { word, .. } => Ok((word, Barred::All(row.try_get_by_index(BARS + place)?))),
        Bar::Publications { word, .. } => {
            let ids: Option<String> = row.try_get_by_index(BARS + place)?;
            Ok((word, Barred::From(ids_in(ids.as_deref().unwrap_or_default()))))
        }
    });
    Ok(Reader {
        address: row.try_get_by_index(1)?,
        name: row.try_get_by_index(2)?,
        language: row.try_get_by_index(3)?,
        epoch: row.try_get_by_index(4)?,
        paused_until: row.try_get_by_index(5)?,
        bars: bars.collect::<Result<_, DbErr>>()?,
    })
}

/// Ids with commas between.
fn ids_in(row: &str) -> Vec<i64> {
    row.split(',').filter_map(|id| id.parse().ok()).collect()
}

impl Loaded {
    pub(super) async fn sending(&mut self, tx: &DatabaseTransaction, id: i64) -> anyhow::Result<Arc<Outgoing>> {
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
