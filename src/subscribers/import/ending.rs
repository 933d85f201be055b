//! How an import ends: done, stopped or unreadable.

use std::collections::BTreeMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::stage::erase_pieces;
use super::{FileFault, Import, Layout, Tally, by_id, layout_of};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::ImportId;
use crate::store::tables::imports;
use crate::store::tables::states::ImportState;
use crate::subscribers::acts::Act;
use crate::subscribers::list::recount;

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
        .col_expr(imports::Column::State, Expr::value(ending.to.word()))
        .col_expr(imports::Column::Fault, Expr::value(ending.fault))
        .col_expr(imports::Column::ChangedAt, Expr::value(now.0))
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
pub(super) async fn clear_away(app: &App, import: &Import) -> anyhow::Result<()> {
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
    imports::Entity::update_many()
        .col_expr(imports::Column::EndedAt, Expr::value(app.clock.now().0))
        .col_expr(imports::Column::Layout, Expr::value(layout))
        .filter(imports::Column::Id.eq(import.id))
        .filter(imports::Column::EndedAt.is_null())
        .exec(&tx)
        .await?;
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
        Some((by(import), Note::of(Act::Imported, publication).with(detail)))
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
    end(app, &import, ending, |_| Some((actor, Note::of(Act::ImportCancel, id.0)))).await
}

pub(super) fn by(import: &Import) -> Actor {
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
