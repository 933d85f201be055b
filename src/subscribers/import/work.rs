//! Moving imports on: what the bell and the terminal do, step by step, whoever of them comes first.

use std::io::Read;
use std::time::Duration;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::check::{Mapping, check, map};
use super::merge::{self, Started, merge};
use super::stage::{Stager, beginning_of, erase_pieces, forget};
use super::{FileFault, Import, Preset, Role, RowFault, Tally, by_id};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::days;
use crate::base::id::{ImportId, MemberId, PublicationId};
use crate::store::tables::states::ImportState;
use crate::store::tables::{import_faults, imports};
use crate::store::{self, Lease, sql};
use crate::subscribers::list::recount;

/// A worker that says nothing for this long is taken for dead.
const SILENCE: Duration = Duration::from_mins(1);
/// A file lies no longer than this.
const KEEP_FILE: Duration = days(1);
/// So many faults are given to whoever imports at the terminal.
const SHOWN_FAULTS: usize = 20;

/// One worker's hold on an import, so that two do not do the same work. What is right does not hang on it: every step is
/// conditional.
pub(super) struct Hold<'a> {
    app: &'a App,
    name: String,
    holder: String,
}

impl<'a> Hold<'a> {
    fn of(app: &'a App, id: ImportId) -> Self {
        Self { app, name: format!("import/{id}"), holder: format!("{:016x}", app.random.below(u64::MAX)) }
    }

    /// Takes the hold, or keeps it; `false` when it is another's.
    pub(super) async fn prolong(&self) -> anyhow::Result<bool> {
        let now = self.app.clock.now();
        Ok(store::lease(&self.app.store, &self.name, &self.holder, now, SILENCE).await? != Lease::Taken)
    }

    async fn let_go(&self) -> anyhow::Result<()> {
        let past = self.app.clock.now().minus(SILENCE);
        store::lease(&self.app.store, &self.name, &self.holder, past, Duration::ZERO).await?;
        Ok(())
    }
}

/// Moves every import on that waits for it, and ends those with which nobody went on for a day. A bell that may ring
/// twice, and in two processes at once.
///
/// # Errors
/// The first error, after all were tried.
pub async fn move_imports(app: &App) -> anyhow::Result<()> {
    let open = imports::Entity::find()
        .filter(imports::Column::EndedAt.is_null())
        .order_by_asc(imports::Column::Id)
        .all(app.store.read())
        .await?;
    let stale = app.clock.now().minus(KEEP_FILE);
    let mut first = Ok(());
    for import in open {
        let moved = match import.state {
            ImportState::Mapped | ImportState::Merging => work(app, import.id).await,
            ImportState::Done | ImportState::Cancelled | ImportState::Failed => clear_away(app, &import).await,
            _ if import.changed_at > stale => Ok(()),
            ImportState::Arriving => forget(app, import.id).await,
            _ => cancel(app, import.id, Actor::House).await.map(drop),
        };
        if first.is_ok() {
            first = moved;
        }
    }
    first
}

/// Moves one import on until it waits for a person, ends, or turns out to be in the hands of another worker.
pub(super) async fn work(app: &App, id: ImportId) -> anyhow::Result<()> {
    let hold = Hold::of(app, id);
    if !hold.prolong().await? {
        return Ok(());
    }
    let worked = work_on(app, id, &hold).await;
    hold.let_go().await?;
    worked
}

async fn work_on(app: &App, id: ImportId, hold: &Hold<'_>) -> anyhow::Result<()> {
    let Some(import) = by_id(app.store.read(), id).await? else { return Ok(()) };
    match import.state {
        ImportState::Mapped => check(app, &import, hold).await,
        ImportState::Merging => merge(app, &import, hold).await,
        _ => Ok(()),
    }
}

/// How an import ends.
async fn end(app: &App, import: &Import, to: ImportState, fault: &str, from: &[ImportState]) -> anyhow::Result<bool> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let mut update = imports::Entity::update_many()
        .col_expr(imports::Column::State, sea_orm::sea_query::Expr::value(to.word()))
        .col_expr(imports::Column::Fault, sea_orm::sea_query::Expr::value(fault))
        .col_expr(imports::Column::ChangedAt, sea_orm::sea_query::Expr::value(now.0))
        .filter(imports::Column::Id.eq(import.id))
        .filter(imports::Column::State.is_in(from.iter().copied()));
    // A worker that dies before the file is erased leaves the import open, so that another erases it.
    update = update.filter(imports::Column::EndedAt.is_null());
    let is_ours = update.exec(&tx).await?.rows_affected == 1;
    tx.commit().await?;
    if !is_ours {
        return Ok(false);
    }
    clear_away(app, import).await?;
    Ok(true)
}

/// Erases the file of an import that is over, also when whoever ended it died before.
async fn clear_away(app: &App, import: &Import) -> anyhow::Result<()> {
    erase_pieces(app, import.id).await?;
    let tx = app.store.begin_write().await?;
    let values = [app.clock.now().0.into(), import.id.0.into()];
    tx.execute_raw(sql(&tx, "UPDATE imports SET ended_at = ? WHERE id = ? AND ended_at IS NULL", values)).await?;
    tx.commit().await?;
    Ok(())
}

/// The file cannot be read after all; nothing was merged.
pub(super) async fn fail(app: &App, import: &Import, fault: &FileFault) -> anyhow::Result<()> {
    let from = [ImportState::Mapped, ImportState::Merging];
    end(app, import, ImportState::Failed, &fault.word(), &from).await.map(drop)
}

/// All rows are merged.
pub(super) async fn finish(app: &App, import: &Import) -> anyhow::Result<()> {
    if !end(app, import, ImportState::Done, "", &[ImportState::Merging]).await? {
        return Ok(());
    }
    let Some(import) = by_id(app.store.read(), import.id).await? else { return Ok(()) };
    let tally = Tally::of(&import);
    let detail = format!(
        "import={} added={} present={} left={} suppressed={}",
        import.id, tally.added, tally.present, tally.left, tally.suppressed
    );
    let publication = import.publication_id.map_or(0, |id| id.0);
    note(app, by(&import), Note::done("subscriber.imported", "publication", publication).with(detail)).await?;
    recount(app).await
}

/// Stops an import. Before it merges nothing came of it; while it merges, who was taken in stays, and no more come.
/// `false` when it had ended.
pub(in crate::subscribers) async fn cancel(app: &App, id: ImportId, actor: Actor) -> anyhow::Result<bool> {
    let Some(import) = by_id(app.store.read(), id).await? else { return Ok(false) };
    let from = [ImportState::Uploaded, ImportState::Mapped, ImportState::Checked, ImportState::Merging];
    if !end(app, &import, ImportState::Cancelled, "", &from).await? {
        return Ok(false);
    }
    note(app, actor, Note::done("subscriber.import-cancel", "import", id.0)).await?;
    Ok(true)
}

async fn note(app: &App, actor: Actor, note: Note) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    audit::record(&tx, app.clock.now(), actor, note, origin(actor)).await?;
    tx.commit().await?;
    Ok(())
}

fn by(import: &Import) -> Actor {
    import.made_by.map_or(Actor::Terminal, Actor::Member)
}

/// Whence an actor acts.
pub(super) const fn origin(actor: Actor) -> &'static str {
    match actor {
        Actor::Terminal => "terminal",
        Actor::House => "bell",
        _ => "web",
    }
}

/// What is wanted of a list that is imported in one go.
#[derive(Clone, Debug)]
pub struct Wishes {
    /// What they are subscribed to.
    pub publication: PublicationId,
    /// Why they may be written to, in the words of whoever imports.
    pub basis: String,
    /// Where the addresses come from; empty when the basis says it.
    pub source: String,
    /// When they were obtained, as `2026-11-21`; empty when that is not known.
    pub obtained_on: String,
    /// The program that the list is an export of; `None` to see by its columns.
    pub preset: Option<Preset>,
    /// Whether to check only.
    pub dry_run: bool,
    /// Whether wrong rows are left out instead of stopping it all.
    pub skip_wrong: bool,
    /// The member who imports; `None` at the terminal.
    pub made_by: Option<MemberId>,
}

/// What came of importing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    /// Every row was right, or wrong ones were left out; this is what became, or with a dry run would become, of them.
    Done(Tally),
    /// Some rows are wrong, so nothing was imported: the first faults by line, and how many rows are wrong.
    WrongRows(Vec<(u64, RowFault)>, u64),
    /// The file is no list, so nothing was imported.
    WrongFile(FileFault),
    /// Somebody cancelled it.
    Cancelled,
}

/// Imports a list in one go: stages, checks and merges it. `progress` is told how it stands, again and again. A server
/// that runs beside may do part of the work; then this waits for it.
///
/// # Errors
/// The database's, or the reader's. What was merged before stays, and a server goes on with it.
pub async fn import(
    app: &App,
    (file_name, file): (&str, &mut (dyn Read + Send)),
    wishes: &Wishes,
    progress: &mut (dyn FnMut(&Import) + Send),
) -> anyhow::Result<Imported> {
    let import = match staged(app, file_name, file, wishes).await? {
        Ok(import) => import,
        Err(fault) => return Ok(Imported::WrongFile(fault)),
    };
    progress(&import);
    let checked = wait_for(app, import.id, ImportState::Mapped, progress).await?;
    if checked.state != ImportState::Checked {
        return ended(app, &checked).await;
    }
    let wrong = u64::try_from(checked.wrong_rows).unwrap_or_default();
    if wrong > 0 && !wishes.skip_wrong {
        let faults = first_faults(app, import.id).await?;
        forget(app, import.id).await?;
        return Ok(Imported::WrongRows(faults, wrong));
    }
    if wishes.dry_run {
        forget(app, import.id).await?;
        return Ok(Imported::Done(Tally::of(&checked)));
    }
    if merge::start(app, import.id, wishes.skip_wrong, by(&import)).await? != Started::Yes {
        return Ok(Imported::Cancelled);
    }
    let merged = wait_for(app, import.id, ImportState::Merging, progress).await?;
    ended(app, &merged).await
}

async fn staged(
    app: &App,
    file_name: &str,
    file: &mut (dyn Read + Send),
    wishes: &Wishes,
) -> anyhow::Result<Result<Import, FileFault>> {
    let mut stager = Stager::begin(app, file_name, wishes.made_by).await?;
    let mut block = vec![0; 64 * 1024];
    loop {
        let read = match file.read(&mut block) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) => {
                stager.give_up().await?;
                return Err(error.into());
            }
        };
        if let Err(fault) = stager.take(block.get(..read).unwrap_or_default()).await? {
            return Ok(Err(fault));
        }
    }
    let import = match stager.finish().await? {
        Ok(import) => import,
        Err(fault) => return Ok(Err(fault)),
    };
    let beginning = match beginning_of(app, &import, 1).await? {
        Ok(beginning) => beginning,
        Err(fault) => return Ok(Err(fault)),
    };
    let layout = beginning.layout(wishes.preset);
    if layout.place_of(Role::Address).is_none() {
        forget(app, import.id).await?;
        let columns = beginning.first().iter().take(20).map(|name| name.chars().take(40).collect());
        return Ok(Err(FileFault::NoAddresses(columns.collect())));
    }
    let Wishes { publication, basis, source, obtained_on, .. } = wishes.clone();
    map(app, import.id, &Mapping { publication, basis, source, obtained_on, layout }).await?;
    Ok(Ok(import))
}

/// Works on an import, or waits for whoever does, until it is no longer in a state.
async fn wait_for(
    app: &App,
    id: ImportId,
    state: ImportState,
    progress: &mut (dyn FnMut(&Import) + Send),
) -> anyhow::Result<Import> {
    loop {
        let worker = app.clone();
        // Dropped with whoever waits: then another goes on where it stopped.
        let mut working = tokio::task::JoinSet::new();
        working.spawn(async move { work(&worker, id).await });
        // Told now and then while the work goes on.
        loop {
            match tokio::time::timeout(Duration::from_millis(500), working.join_next()).await {
                Ok(Some(step)) => step??,
                Ok(None) => break,
                Err(_elapsed) => {
                    if let Some(import) = by_id(app.store.read(), id).await? {
                        progress(&import);
                    }
                }
            }
        }
        let import = by_id(app.store.read(), id).await?.ok_or_else(|| anyhow::anyhow!("the import is gone"))?;
        progress(&import);
        if import.state != state {
            return Ok(import);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn ended(app: &App, import: &Import) -> anyhow::Result<Imported> {
    Ok(match import.state {
        ImportState::Done => Imported::Done(Tally::of(import)),
        ImportState::Failed => {
            let fault = FileFault::from_word(&import.fault).unwrap_or(FileFault::Binary);
            // What was merged before refers to the import.
            if import.merged_rows == 0 {
                forget(app, import.id).await?;
            }
            Imported::WrongFile(fault)
        }
        _ => Imported::Cancelled,
    })
}

/// The first faults that stop an import, by line.
async fn first_faults(app: &App, id: ImportId) -> anyhow::Result<Vec<(u64, RowFault)>> {
    let rows = import_faults::Entity::find()
        .filter(import_faults::Column::ImportId.eq(id))
        .filter(import_faults::Column::Fault.ne(RowFault::Contradicts.word()))
        .order_by_asc(import_faults::Column::Line)
        .all(app.store.read())
        .await?;
    let fault = |row: import_faults::Model| Some((u64::try_from(row.line).ok()?, RowFault::from_word(&row.fault)?));
    Ok(rows.into_iter().filter_map(fault).take(SHOWN_FAULTS).collect())
}

/// Who an import waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// A person.
    Waits,
    /// A worker.
    Moves,
    /// Nobody: all was done.
    Done,
    /// Nobody: it was stopped, or its file cannot be read.
    Over,
}

impl Pace {
    /// Of an import.
    pub(super) const fn of(import: &Import) -> Self {
        match import.state {
            ImportState::Arriving | ImportState::Mapped | ImportState::Merging => Self::Moves,
            ImportState::Uploaded | ImportState::Checked => Self::Waits,
            ImportState::Done => Self::Done,
            ImportState::Cancelled | ImportState::Failed => Self::Over,
        }
    }
}
