//! The purge: one process at a time, in short transactions, counted. It may be killed at any moment: what is gone is
//! counted, and the next ring goes on in the same run.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::bail;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};
use tokio::time::Instant as Moment;

use super::periods::{before, periods};
use super::rules::{Ruling, rulings};
use super::take::take;
use crate::app::{App, Rooms};
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::PersonId;
use crate::base::page::Page;
use crate::centre::leapt;
use crate::people;
use crate::privacy::acts::Act;
use crate::privacy::holds;
use crate::room::{Kind, Over};
use crate::store::tables::{retention_gone, retention_runs};
use crate::store::{DatabaseTransaction, Lease, lease, page_before, release};

/// The name of the lease: one process purges.
const LEASE: &str = "purge";
/// How long the lease lasts beyond each chunk.
const SPAN: Duration = Duration::from_mins(1);
/// So many rows are looked up at once, outside of any transaction.
const BATCH: i64 = 1_000;
/// A chunk grows while it takes less than half of this, and shrinks when it takes more: nobody waits longer to write.
const LONGEST: Duration = Duration::from_millis(50);
const FIRST_CHUNK: usize = 20;
const LARGEST_CHUNK: usize = 500;

/// Takes away what is over. Does nothing while another process does it.
///
/// # Errors
/// The database's; what was taken away stays away and is counted, and the next ring goes on. And when the clock leapt: it is
/// refused until a person says that it is right.
pub async fn purge(app: &App) -> anyhow::Result<()> {
    if let Some(since) = leapt(app).await? {
        bail!("nothing is purged: the last purge was on {}, so the clock may have leapt", since.rfc3339());
    }
    let holder = app.random.token();
    if !is_ours(app, &holder).await? {
        return Ok(());
    }
    let purged = purge_all(app, &holder).await;
    release(&app.store, LEASE, &holder).await?;
    purged
}

async fn is_ours(app: &App, holder: &str) -> Result<bool, DbErr> {
    Ok(lease(&app.store, LEASE, holder, app.clock.now(), SPAN).await? != Lease::Taken)
}

async fn purge_all(app: &App, holder: &str) -> anyhow::Result<()> {
    let now = app.clock.now();
    let periods = periods(app.store.read(), &app.rooms).await?;
    let held = holds::kinds_on_hold(app.store.read(), &app.rooms, now).await?;
    for ruling in rulings(&app.rooms).iter().filter(|ruling| !held.contains(&ruling.rule.kind)) {
        let purging = Purging { app, holder, ruling, before: before(&periods, ruling.rule.kind, now), now };
        if !purging.all().await? {
            return Ok(());
        }
    }
    end_run(app).await
}

/// One rule at work.
struct Purging<'a> {
    app: &'a App,
    holder: &'a str,
    ruling: &'a Ruling<'a>,
    before: Instant,
    now: Instant,
}

impl Purging<'_> {
    /// `false` when another process took over.
    async fn all(&self) -> anyhow::Result<bool> {
        let mut size = FIRST_CHUNK;
        loop {
            let rows = self.ruling.pick(self.app.store.read(), self.before, self.now, BATCH).await?;
            let (mut rest, mut gone) = (rows.as_slice(), 0);
            while !rest.is_empty() {
                if !is_ours(self.app, self.holder).await? {
                    return Ok(false);
                }
                let (chunk, later) = rest.split_at(size.min(rest.len()));
                let begun = Moment::now();
                gone += self.chunk(chunk).await?;
                size = paced(size, begun.elapsed());
                rest = later;
            }
            // What cannot be taken away now is left to the next night, not tried for ever.
            if gone == 0 {
                return Ok(true);
            }
        }
    }

    async fn chunk(&self, rows: &[Over]) -> anyhow::Result<u64> {
        let tx = self.app.store.begin_write().await?;
        let mut over = Vec::new();
        let mut whose: Vec<i64> = rows.iter().filter_map(|row| row.person).collect();
        if self.ruling.holds_person() {
            // In the order of their numbers, so that two who hold several never wait for each other.
            whose.sort_unstable();
            whose.dedup();
            for person in whose {
                people::lock(&tx, PersonId(person)).await?;
            }
        }
        for row in rows {
            if self.ruling.is_over(&tx, *row, self.before, self.now).await? {
                over.push(*row);
            }
        }
        if over.is_empty() {
            return Ok(0);
        }
        let gone = take(self.app, &tx, &self.ruling.rule.take, &over).await?;
        count(&tx, self.ruling.rule.kind, gone, self.now).await?;
        tx.commit().await?;
        Ok(gone)
    }
}

fn paced(size: usize, took: Duration) -> usize {
    if took > LONGEST {
        (size / 2).max(1)
    } else if took < LONGEST / 2 {
        (size * 2).min(LARGEST_CHUNK)
    } else {
        size
    }
}

/// Adds to the run that is under way; the first that goes begins one.
async fn count(tx: &DatabaseTransaction, kind: &Kind, many: u64, now: Instant) -> anyhow::Result<()> {
    let open = retention_runs::Entity::find().filter(retention_runs::Column::EndedAt.is_null());
    let run = if let Some(run) = open.order_by_asc(retention_runs::Column::Id).one(tx).await? {
        run.id
    } else {
        let run = retention_runs::ActiveModel { began_at: Set(now), ..Default::default() };
        retention_runs::Entity::insert(run).exec(tx).await?.last_insert_id
    };
    let many = i64::try_from(many)?;
    let row = retention_gone::ActiveModel { run_id: Set(run), kind: Set(kind.word.to_owned()), many: Set(many) };
    let before = Expr::col((retention_gone::Entity, retention_gone::Column::Many));
    let add = OnConflict::columns([retention_gone::Column::RunId, retention_gone::Column::Kind])
        .value(retention_gone::Column::Many, before.add(many))
        .to_owned();
    retention_gone::Entity::insert(row).on_conflict(add).exec_without_returning(tx).await?;
    Ok(())
}

async fn end_run(app: &App) -> anyhow::Result<()> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let end = retention_runs::Entity::update_many()
        .set(retention_runs::ActiveModel { ended_at: Set(Some(now)), ..Default::default() })
        .filter(retention_runs::Column::EndedAt.is_null());
    let Some(run) = end.exec_with_returning(&tx).await?.into_iter().next() else { return Ok(()) };
    let words: Vec<_> =
        gone_in(&tx, [run.id]).await?.iter().map(|gone| format!("{}={}", gone.kind, gone.many)).collect();
    let note = Note::of(Act::RetentionPurge, 0).with(words.join(" "));
    audit::record(&tx, now, Actor::House, note, "bell").await?;
    tx.commit().await?;
    Ok(())
}

async fn gone_in(
    on: &impl ConnectionTrait,
    runs: impl IntoIterator<Item = i64>,
) -> Result<Vec<retention_gone::Model>, DbErr> {
    let of_runs = retention_gone::Entity::find().filter(retention_gone::Column::RunId.is_in(runs));
    of_runs.order_by_asc(retention_gone::Column::Kind).all(on).await
}

/// What went in one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// When it began.
    pub began_at: Instant,
    /// When it ended; `None` while it is under way or was broken off.
    pub ended_at: Option<Instant>,
    /// How many rows of which kind.
    pub many: BTreeMap<&'static Kind, i64>,
}

/// What went in at most `most` runs, the newest first, before the run of id `before`.
///
/// # Errors
/// The database's.
pub async fn gone(
    on: &impl ConnectionTrait,
    rooms: &Rooms,
    before: Option<i64>,
    most: usize,
) -> Result<Page<Gone>, DbErr> {
    let runs = retention_runs::Entity::find();
    let page = page_before(on, runs, (retention_runs::Column::Id, |run| run.id), before, most).await?;
    let gone = gone_in(on, page.rows.iter().map(|run| run.id)).await?;
    let of_run = |run: retention_runs::Model| {
        let of_kind = gone.iter().filter(|gone| gone.run_id == run.id);
        let many = of_kind.filter_map(|gone| Some((rooms.kind(&gone.kind)?, gone.many))).collect();
        Gone { began_at: run.began_at, ended_at: run.ended_at, many }
    };
    Ok(Page { rows: page.rows.into_iter().map(of_run).collect(), next: page.next })
}
