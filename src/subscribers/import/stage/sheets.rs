//! Which sheet of a workbook is read.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use tokio::runtime::Handle;

use super::super::cells::Broken;
use super::super::layout::{Beginning, Layout, Role, SAMPLE, Sheet, is_of_departed};
use super::super::text::Decoded;
use super::super::{FileFault, Import, layout_of};
use super::{Staged, text_between};
use crate::app::App;
use crate::base::id::ImportId;
use crate::base::work::FILES;
use crate::store::tables::imports;
use crate::store::tables::states::ImportState;

/// The layout of a file as it begins; of a workbook, of the first sheet with a column of addresses.
pub(super) fn first_layout(
    (app, handle, id): &(App, Handle, ImportId),
    encoding: &str,
    pieces: i64,
    sheets: Vec<Sheet>,
) -> Result<Layout, Broken> {
    let layout = |(first, end): (i64, i64)| {
        let file = Staged {
            app: app.clone(),
            handle: handle.clone(),
            id: *id,
            pieces: end,
            next: first,
            piece: Vec::new(),
            at: 0,
        };
        Ok(Beginning::read(Decoded::new(file, encoding), SAMPLE)?.layout(None))
    };
    if sheets.is_empty() {
        return layout((0, pieces));
    }
    let mut found = Vec::new();
    for sheet in &sheets {
        found.push(layout(sheet.pieces));
    }
    let is_list =
        |layout: &Result<Layout, Broken>| layout.as_ref().is_ok_and(|layout| layout.place_of(Role::Address).is_some());
    // A sheet of those who left is no list of subscribers, whatever stands in it.
    let may_be_read = |at: &usize| sheets.get(*at).is_some_and(|sheet| !is_of_departed(&sheet.name));
    let readable: Vec<usize> = (0..sheets.len()).filter(may_be_read).collect();
    let first = readable.iter().copied().find(|at| found.get(*at).is_some_and(is_list));
    let Some(sheet) = first.or(readable.first().copied()) else { return Err(FileFault::Departed.into()) };
    Ok(Layout { sheets, sheet, ..found.swap_remove(sheet)? })
}

/// The layout of an import when another of its sheets is read; `None` when there is none such, or by its name it is one of
/// people who left.
pub(in crate::subscribers::import) async fn layout_of_sheet(
    app: &App,
    import: &Import,
    sheet: usize,
) -> anyhow::Result<Option<Layout>> {
    let known = layout_of(import)?;
    let wanted = known.sheets.get(sheet).filter(|sheet| !is_of_departed(&sheet.name));
    let Some(pieces) = wanted.map(|sheet| sheet.pieces) else { return Ok(None) };
    let text = text_between(app, import, Handle::current(), pieces);
    let beginning = match FILES.work(move |budget| Beginning::read(budget.reads(text, u64::MAX), SAMPLE)).await? {
        Ok(beginning) => beginning,
        Err(Broken::Fault(_)) => return Ok(None),
        Err(Broken::Source(error)) => return Err(error.into()),
    };
    let Layout { sheets, hidden_sheets, .. } = known;
    Ok(Some(Layout { sheets, sheet, hidden_sheets, ..beginning.layout(None) }))
}

/// Chooses which sheet of a workbook is read; `false` when it is too late, or there is none.
pub(in crate::subscribers) async fn choose_sheet(app: &App, import: &Import, sheet: usize) -> anyhow::Result<bool> {
    let Some(layout) = layout_of_sheet(app, import, sheet).await? else { return Ok(false) };
    let tx = app.store.begin_write().await?;
    let update = imports::Entity::update_many()
        .set(imports::ActiveModel {
            state: Set(ImportState::Uploaded),
            layout: Set(serde_json::to_string(&layout)?),
            changed_at: Set(app.clock.now()),
            ..Default::default()
        })
        .filter(imports::Column::Id.eq(import.id))
        .filter(imports::Column::State.is_in([ImportState::Uploaded, ImportState::Checked]));
    let is_chosen = update.exec(&tx).await?.rows_affected == 1;
    tx.commit().await?;
    Ok(is_chosen)
}
