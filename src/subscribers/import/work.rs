//! Moving imports on: what the bell and the terminal do, step by step, whoever of them comes first.
//!
//! Raw SQL where a fault is noted only when it differs.

pub(super) mod at_once;

use std::collections::BTreeMap;
use std::time::Duration;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::check::check;
use super::merge::merge;
use super::stage::{erase_pieces, forget, is_whole};
use super::{FileFault, Import, Layout, Tally, Trouble, by_id, layout_of};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::days;
use crate::base::id::ImportId;
use crate::store::tables::imports;
use crate::store::tables::states::ImportState;
use crate::store::{self, Class, Lease, class_of, sql};
use crate::subscribers::acts::Act;
use crate::subscribers::list::recount;

/// A worker that says nothing for this long is taken for dead.
const SILENCE: Duration = Duration::from_mins(1);
/// A file lies no longer than this.
const KEEP_FILE: Duration = days(1);

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
        Ok(store::release(&self.app.store, &self.name, &self.holder).await?)
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
            ImportState::Uploaded | ImportState::Checked if !is_whole(app, &import).await? => {
                fail(app, &import, &FileFault::Gone).await
            }
            _ if import.changed_at > stale => Ok(()),
            ImportState::Arriving => forget(app, import.id).await.map(drop),
            _ => cancel(app, import.id, Actor::House).await.map(drop),
        };
        if first.is_ok() {
            first = moved;
        }
    }
    first
}

/// Moves one import on until it waits for a person, ends, or turns out to be in the hands of another worker. When it goes
/// wrong the hold is kept until it ends by itself, so that nobody tries again within a minute, and the page says why.
pub(super) async fn work(app: &App, id: ImportId) -> anyhow::Result<()> {
    let hold = Hold::of(app, id);
    if !hold.prolong().await? {
        return Ok(());
    }
    let worked = work_on(app, id, &hold).await;
    let noted = note_trouble(app, id, worked.as_ref().err().map(trouble_of)).await;
    worked?;
    hold.let_go().await?;
    noted
}

/// Keeps why the last attempt went wrong, or that it went well.
async fn note_trouble(app: &App, id: ImportId, trouble: Option<Trouble>) -> anyhow::Result<()> {
    let (word, now) = (trouble.map_or("", Trouble::word), app.clock.now());
    let tx = app.store.begin_write().await?;
    let values = [word.into(), trouble.map(|_| now.0).into(), id.0.into(), word.into(), word.into()];
    let note = "UPDATE imports SET trouble = ?, troubled_at = ? WHERE id = ? AND (trouble <> ? OR ? <> '')";
    tx.execute_raw(sql(&tx, note, values)).await?;
    tx.commit().await?;
    Ok(())
}

fn trouble_of(error: &anyhow::Error) -> Trouble {
    match error.chain().find_map(|cause| cause.downcast_ref::<DbErr>()).map(class_of) {
        Some(Class::DiskFull) => Trouble::DiskFull,
        Some(Class::Unavailable | Class::Retry) => Trouble::Unavailable,
        _ => Trouble::Broken,
    }
}

async fn work_on(app: &App, id: ImportId, hold: &Hold<'_>) -> anyhow::Result<()> {
    let Some(import) = by_id(app.store.read(), id).await? else { return Ok(()) };
    match import.state {
        ImportState::Mapped => check(app, &import, hold).await,
        ImportState::Merging => merge(app, &import, hold).await,
        _ => Ok(()),
    }
}

/// How an import ends: in which state, why when it is a fault, and from which states.
struct Ending<'a> {
    to: ImportState,
    fault: &'a str,
    from: &'a [ImportState],
}

/// Ends an import; `note` gives what goes on record with it, in the same transaction.
async fn end(
    app: &App,
    import: &Import,
    ending: Ending<'_>,
    note: impl FnOnce(&Import) -> Option<(Actor, Note)>,
) -> anyhow::Result<bool> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let mut update = imports::Entity::update_many()
        .col_expr(imports::Column::State, sea_orm::sea_query::Expr::value(ending.to.word()))
        .col_expr(imports::Column::Fault, sea_orm::sea_query::Expr::value(ending.fault))
        .col_expr(imports::Column::ChangedAt, sea_orm::sea_query::Expr::value(now.0))
        .filter(imports::Column::Id.eq(import.id))
        .filter(imports::Column::State.is_in(ending.from.iter().copied()));
    // A worker that dies before the file is erased leaves the import open, so that another erases it.
    update = update.filter(imports::Column::EndedAt.is_null());
    if update.exec(&tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    let ended = by_id(&tx, import.id).await?;
    if let Some((actor, note)) = ended.as_ref().and_then(note) {
        audit::record(&tx, now, actor, note, origin(actor)).await?;
    }
    tx.commit().await?;
    clear_away(app, import).await?;
    Ok(true)
}

/// Erases the file of an import that is over, also when whoever ended it died before.
async fn clear_away(app: &App, import: &Import) -> anyhow::Result<()> {
    erase_pieces(app, import.id).await?;
    let tx = app.store.begin_write().await?;
    // The words of the list that were asked about go with it.
    let layout = layout_of(import).map(|layout| Layout {
        asked: Vec::new(),
        meanings: BTreeMap::new(),
        unknown: Vec::new(),
        ..layout
    });
    let layout = layout.map_or_else(|_| Ok(import.layout.clone()), |layout| serde_json::to_string(&layout))?;
    let values = [app.clock.now().0.into(), layout.into(), import.id.0.into()];
    let update = "UPDATE imports SET ended_at = ?, layout = ? WHERE id = ? AND ended_at IS NULL";
    tx.execute_raw(sql(&tx, update, values)).await?;
    tx.commit().await?;
    Ok(())
}

/// The file cannot be read after all. Who was merged before it went stays.
pub(super) async fn fail(app: &App, import: &Import, fault: &FileFault) -> anyhow::Result<()> {
    let from = [ImportState::Uploaded, ImportState::Mapped, ImportState::Checked, ImportState::Merging];
    let ending = Ending { to: ImportState::Failed, fault: &fault.word(), from: &from };
    end(app, import, ending, |_| None).await.map(drop)
}

/// All rows are merged.
pub(super) async fn finish(app: &App, import: &Import) -> anyhow::Result<()> {
    let note = |import: &Import| {
        let tally = Tally::of(import);
        let detail = format!(
            "import={} added={} present={} left={} suppressed={}",
            import.id, tally.added, tally.present, tally.left, tally.suppressed
        );
        let publication = import.publication_id.map_or(0, |id| id.0);
        Some((by(import), Note::of(Act::SubscriberImported, publication).with(detail)))
    };
    let ending = Ending { to: ImportState::Done, fault: "", from: &[ImportState::Merging] };
    if end(app, import, ending, note).await? { recount(app).await } else { Ok(()) }
}

/// Stops an import. Before it merges nothing came of it; while it merges, who was taken in stays, and no more come.
/// `false` when it had ended.
pub(in crate::subscribers) async fn cancel(app: &App, id: ImportId, actor: Actor) -> anyhow::Result<bool> {
    let Some(import) = by_id(app.store.read(), id).await? else { return Ok(false) };
    let from = [ImportState::Uploaded, ImportState::Mapped, ImportState::Checked, ImportState::Merging];
    let ending = Ending { to: ImportState::Cancelled, fault: "", from: &from };
    end(app, &import, ending, |_| Some((actor, Note::of(Act::SubscriberImportCancel, id.0)))).await
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

    /// Whether a person can stop it.
    pub(super) fn can_stop(import: &Import) -> bool {
        import.ended_at.is_none() && import.state != ImportState::Arriving
    }
}
