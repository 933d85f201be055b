//! Making subscribers of the rows of a checked list, in chunks that only go forward.
//!
//! Raw SQL: every total of a list counts up in the statement that says how far it is.

use std::time::{Duration, Instant as Stopwatch};

use futures_util::future::try_join_all;
use sea_orm::{ConnectionTrait, DbErr};

use super::cells::Broken;
use super::hand::Hand;
use super::list::{Row, windows};
use super::{Import, Tally, ending, sort};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ImportId, PublicationId};
use crate::room::Joiners;
use crate::store::{Class, DatabaseTransaction, Engine, class_of, sql};
use crate::subscribers::acts::Act;

/// What a chunk aims at. On SQLite all other writers wait for it; on PostgreSQL, where each chunk costs more beside its rows,
/// only who is in it and leaves at this moment.
const AIM: Duration = Duration::from_millis(30);
const AIM_ON_POSTGRES: Duration = Duration::from_millis(40);
/// So many connections to PostgreSQL take in parts of a chunk.
const ABREAST: usize = 2;
const FIRST: usize = 500;
const LEAST: usize = 50;
const MOST: usize = 5_000;
/// Between two chunks others can write. Within a process they stand in line; but SQLite has no line between processes, and
/// who waits only tries again now and then, so a terminal that imports beside a server leaves a gap.
const GAP: Duration = Duration::from_millis(5);
/// A chunk that met another transaction is tried again this often.
const ATTEMPTS: u32 = 6;

/// What came of asking to merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::subscribers) enum Started {
    /// It merges.
    Yes,
    /// So many rows are wrong, and nobody chose to leave them out.
    WrongRows(u64),
    /// It was not checked, or somebody was first.
    No,
}

/// Decides that a checked list is merged; with `skip_wrong`, without its wrong rows.
pub(in crate::subscribers) async fn start(
    app: &App,
    id: ImportId,
    skip_wrong: bool,
    actor: Actor,
) -> anyhow::Result<Started> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let update = sql(
        &tx,
        "UPDATE imports SET state = 'merging', skip_wrong = ?, changed_at = ?, merged_rows = 0, added = 0, present = 0,
           left_earlier = 0, suppressed = 0
         WHERE id = ? AND state = 'checked' AND (wrong_rows = 0 OR ?)",
        [skip_wrong.into(), now.0.into(), id.0.into(), skip_wrong.into()],
    );
    let is_started = tx.execute_raw(update).await?.rows_affected() == 1;
    let Some(import) = super::by_id(&tx, id).await? else { return Ok(Started::No) };
    if !is_started {
        let is_wrong = import.state == crate::store::tables::states::ImportState::Checked && import.wrong_rows > 0;
        let wrong = u64::try_from(import.wrong_rows).unwrap_or_default();
        return Ok(if is_wrong { Started::WrongRows(wrong) } else { Started::No });
    }
    let publication = import.publication_id.map_or(0, |id| id.0);
    let detail =
        format!("import={id} rows={} left-out={} sha256={}", import.right_rows, import.wrong_rows, import.sha256);
    let note = Note::of(Act::Import, publication).with(detail);
    audit::record(&tx, now, actor, note, ending::origin(actor)).await?;
    tx.commit().await?;
    Ok(Started::Yes)
}

/// Merges the list from where it stands. Killed at any moment, it goes on where its last chunk ended.
pub(super) async fn merge(app: &App, import: &Import, lease: &Hand<'_>) -> anyhow::Result<()> {
    let Some(publication) = import.publication_id else { anyhow::bail!("import {} has no publication", import.id) };
    let mut windows = windows(app, import).await?;
    let mut merging = Merging { app, import, publication, done: usize::try_from(import.merged_rows)?, size: FIRST };
    let mut before = 0;
    while let Some(window) = windows.recv().await {
        let window = match window {
            Ok(window) => window,
            Err(Broken::Fault(fault)) => return ending::fail(app, import, &fault).await,
            Err(Broken::Source(error)) => return Err(error.into()),
        };
        let skipped = merging.done.saturating_sub(before).min(window.rows.len());
        before += window.rows.len();
        let rows = window.rows.get(skipped..).unwrap_or_default();
        if !lease.prolong().await? || !merging.window(rows).await? {
            return Ok(());
        }
    }
    ending::finish(app, import).await
}

struct Merging<'a> {
    app: &'a App,
    import: &'a Import,
    publication: PublicationId,
    /// How many rows are merged.
    done: usize,
    /// How many rows the next chunk takes.
    size: usize,
}

impl Merging<'_> {
    /// Merges the rows of a window; `false` when the import is no longer to be merged. Two imports may meet in one row, or
    /// a list somebody who is being erased; then the chunk begins again.
    async fn window(&mut self, mut rows: &[Row]) -> anyhow::Result<bool> {
        let mut attempt = 0;
        while !rows.is_empty() {
            let before = self.done;
            let is_again = match self.chunk(rows, attempt).await {
                Ok(Chunk::Merged) => false,
                Ok(Chunk::Stopped) => return Ok(false),
                Ok(Chunk::Disturbed) => true,
                Err(error) if matches!(class_of(&error), Class::Retry | Class::ForeignKey) => true,
                Err(error) => return Err(error.into()),
            };
            attempt = if is_again { attempt + 1 } else { 0 };
            if attempt == ATTEMPTS {
                anyhow::bail!("a chunk of import {} was disturbed {ATTEMPTS} times", self.import.id);
            }
            rows = rows.get(self.done - before..).unwrap_or_default();
            if self.import.made_by.is_none() && self.is_sqlite() {
                tokio::time::sleep(GAP).await;
            }
            tokio::task::yield_now().await;
        }
        Ok(true)
    }

    fn is_sqlite(&self) -> bool {
        self.app.store.engine() == Engine::Sqlite
    }

    /// Merges the first of these rows. On PostgreSQL parts are taken in beside each other, as one connection keeps no more
    /// than one core of the server busy, and kept one after the other, so that how far the list came stays one number. What
    /// went wrong is tried again as one: PostgreSQL cannot see who waits for whom when a part waits for another.
    async fn chunk(&mut self, rows: &[Row], attempt: u32) -> Result<Chunk, DbErr> {
        let began = Stopwatch::now();
        let (chunk, _) = rows.split_at(self.size.min(rows.len()));
        let abreast = if self.is_sqlite() || attempt > 0 { 1 } else { ABREAST };
        let parts = chunk.chunks(chunk.len().div_ceil(abreast));
        for part in try_join_all(parts.map(|part| self.take_in(part))).await? {
            let Some(part) = part else { return Ok(Chunk::Disturbed) };
            if !self.keep(part).await? {
                return Ok(Chunk::Stopped);
            }
        }
        let aim = if self.is_sqlite() { AIM } else { AIM_ON_POSTGRES };
        self.size = next_size(chunk.len(), began.elapsed(), aim);
        Ok(Chunk::Merged)
    }

    /// Takes rows in, in a transaction that is yet to be kept; `None` when somebody in it was erased meanwhile.
    async fn take_in(&self, rows: &[Row]) -> Result<Option<TakenIn>, DbErr> {
        let tx = self.app.store.begin_write().await?;
        let mut tally = Tally::default();
        let new = if self.is_sqlite() {
            sort::newcomers(&tx, self.publication, rows, &mut tally).await?
        } else {
            self.newcomers_held(&tx, rows, &mut tally).await?
        };
        tally.added = sort::take_in(&tx, (self.import.id, self.publication), &new, self.app.clock.now()).await?;
        self.join(&tx, &new).await?;
        // SQLite has one writer. On PostgreSQL somebody may have been erased since the suppressions were read, and was met
        // anew just now.
        if !self.is_sqlite() && sort::is_any_suppressed(&tx, &new).await? {
            tx.rollback().await?;
            return Ok(None);
        }
        // Whoever signed up since this chunk was looked at is there already.
        tally.present += new.len() as u64 - tally.added;
        Ok(Some(TakenIn { tx, tally, rows: rows.len() }))
    }

    /// Lets those who came in join the organisation beside them.
    async fn join(&self, tx: &DatabaseTransaction, new: &[&Row]) -> Result<(), DbErr> {
        let named: Vec<_> = new.iter().filter_map(|row| Some((row.key(), row.organisation.as_deref()?))).collect();
        if named.is_empty() {
            return Ok(());
        }
        let who = Joiners { named: &named, by: self.import.made_by, at: self.app.clock.now() };
        for joins in self.app.rooms.all().filter_map(|room| room.joins.as_ref()) {
            (joins.join)(self.app, tx, who).await?;
        }
        Ok(())
    }

    /// Who is new, on PostgreSQL. SQLite has one writer; here somebody could leave everything between being looked at and
    /// being taken in, so whom we know is kept until the transaction ends.
    async fn newcomers_held<'r>(
        &self,
        tx: &DatabaseTransaction,
        rows: &'r [Row],
        tally: &mut Tally,
    ) -> Result<Vec<&'r Row>, DbErr> {
        // A plan that was made while the tables were small would read them whole when they are large, and that they grew is
        // known only when somebody has counted. And no chunk waits for the disk: a server that falls over loses the last
        // ones whole, with how far they had come.
        tx.execute_unprepared(
            "SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL enable_seqscan = off;
             SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL synchronous_commit = off",
        )
        .await?;
        let known = sort::hold_known(tx, rows).await?;
        let new = sort::newcomers_among(tx, self.publication, rows, &known, tally).await?;
        // Or it would plan the check of every reference of every row.
        tx.execute_unprepared("SET LOCAL plan_cache_mode = auto").await?;
        Ok(new)
    }

    /// Commits what was taken in, and how far the list came with it; `false` when the import was cancelled, or another
    /// process is ahead: then it does not count.
    async fn keep(&mut self, TakenIn { tx, tally, rows }: TakenIn) -> Result<bool, DbErr> {
        let count = |many: u64| i64::try_from(many).unwrap_or(i64::MAX);
        let update = sql(
            &tx,
            "UPDATE imports SET merged_rows = merged_rows + ?, added = added + ?, present = present + ?,
               left_earlier = left_earlier + ?, suppressed = suppressed + ?, changed_at = ?
             WHERE id = ? AND state = 'merging' AND merged_rows = ?",
            [
                count(rows as u64).into(),
                count(tally.added).into(),
                count(tally.present).into(),
                count(tally.left).into(),
                count(tally.suppressed).into(),
                self.app.clock.now().0.into(),
                self.import.id.0.into(),
                count(self.done as u64).into(),
            ],
        );
        if tx.execute_raw(update).await?.rows_affected() == 0 {
            tx.rollback().await?;
            return Ok(false);
        }
        tx.commit().await?;
        self.done += rows;
        Ok(true)
    }
}

/// Rows that were taken in and are yet to be kept.
struct TakenIn {
    tx: DatabaseTransaction,
    tally: Tally,
    rows: usize,
}

/// What came of a chunk.
enum Chunk {
    Merged,
    /// The import is no longer to be merged.
    Stopped,
    /// Somebody in it was erased meanwhile.
    Disturbed,
}

/// How many rows take as long as we aim at, when so many took so long; never more than twice as many.
pub(super) fn next_size(rows: usize, took: Duration, aim: Duration) -> usize {
    let took = took.as_micros().max(1);
    let fitting = u128::try_from(rows).unwrap_or(u128::MAX).saturating_mul(aim.as_micros()) / took;
    usize::try_from(fitting).unwrap_or(MOST).min(rows.saturating_mul(2)).clamp(LEAST, MOST)
}
