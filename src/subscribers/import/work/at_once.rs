//! Importing a list in one go, as the terminal does.

use std::io::Read;
use std::time::Duration;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::check::{Mapping, map};
use super::super::ending::by;
use super::super::layout::{SAMPLE, is_of_departed, plain};
use super::super::merge::{self, Started};
use super::super::stage::{Stager, beginning_of, forget, layout_of_sheet};
use super::super::{Asked, FileFault, Import, Layout, Preset, Role, RowFault, Tally, by_id, layout_of};
use super::work;
use crate::app::App;
use crate::base::id::{ImportId, MemberId, PublicationId};
use crate::store::tables::import_faults;
use crate::store::tables::states::ImportState;

/// So many faults are given to whoever imports at the terminal.
const SHOWN_FAULTS: u64 = 20;

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
    /// The sheet of a workbook that is read; `None` for the first with a column of addresses.
    pub sheet: Option<String>,
    /// What columns are, by their place from 0 on, where their names do not say it.
    pub columns: Vec<(usize, Role)>,
    /// Words that say how people stand, and whether these may be written to.
    pub meanings: Vec<(String, bool)>,
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
    /// A column that says how people stand has words that we do not know, so nothing was imported: these, with the name of
    /// their column.
    Asks(Vec<(String, Asked)>),
    /// The file is no list, so nothing was imported.
    WrongFile(FileFault),
    /// Somebody cancelled it.
    Cancelled,
    /// Somebody decided on a page of staff that it is merged, before it was decided here; so it goes on there.
    Taken,
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
    let import = match staged(app, file_name, file, wishes, progress).await? {
        Ok(import) => import,
        Err(fault) => return Ok(Imported::WrongFile(fault)),
    };
    let checked = wait_for(app, import.id, ImportState::Mapped, progress).await?;
    if checked.state != ImportState::Checked {
        return ended(app, &checked).await;
    }
    let wrong = u64::try_from(checked.wrong_rows).unwrap_or_default();
    let asked = layout_of(&checked)?.asked;
    if !asked.is_empty() && !wishes.skip_wrong {
        let names =
            beginning_of(app, &checked, 1).await?.map(|beginning| beginning.first().to_vec()).unwrap_or_default();
        let is_gone = forget(app, import.id).await?;
        let with_column = |asked: Asked| (names.get(asked.column).cloned().unwrap_or_default(), asked);
        return Ok(if is_gone {
            Imported::Asks(asked.into_iter().map(with_column).collect())
        } else {
            Imported::Taken
        });
    }
    if wrong > 0 && !wishes.skip_wrong {
        let faults = first_faults(app, import.id).await?;
        let is_gone = forget(app, import.id).await?;
        return Ok(if is_gone { Imported::WrongRows(faults, wrong) } else { Imported::Taken });
    }
    if wishes.dry_run {
        let is_gone = forget(app, import.id).await?;
        return Ok(if is_gone { Imported::Done(Tally::of(&checked)) } else { Imported::Taken });
    }
    if merge::start(app, import.id, wishes.skip_wrong, by(&import)).await? != Started::Yes {
        let state = by_id(app.store.read(), import.id).await?.map(|import| import.state);
        let is_taken = matches!(state, Some(ImportState::Merging | ImportState::Done));
        return Ok(if is_taken { Imported::Taken } else { Imported::Cancelled });
    }
    let merged = wait_for(app, import.id, ImportState::Merging, progress).await?;
    ended(app, &merged).await
}

async fn staged(
    app: &App,
    file_name: &str,
    file: &mut (dyn Read + Send),
    wishes: &Wishes,
    progress: &mut (dyn FnMut(&Import) + Send),
) -> anyhow::Result<Result<Import, FileFault>> {
    if is_of_departed(file_name) {
        return Ok(Err(FileFault::Departed));
    }
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
    let mut import = match stager.finish().await? {
        Ok(import) => import,
        Err(fault) => return Ok(Err(fault)),
    };
    let layout = match layout_for(app, &import, wishes).await? {
        Ok(layout) => layout,
        Err(fault) => {
            forget(app, import.id).await?;
            return Ok(Err(fault));
        }
    };
    import.layout = serde_json::to_string(&layout)?;
    // Told before anybody can see it as mapped: who is stopped at any moment after that knows what to take away.
    progress(&import);
    let Wishes { publication, basis, source, obtained_on, .. } = wishes.clone();
    map(app, import.id, &Mapping { publication, basis, source, obtained_on, layout }).await?;
    Ok(Ok(import))
}

/// How a file that is there is to be read.
async fn layout_for(app: &App, import: &Import, wishes: &Wishes) -> anyhow::Result<Result<Layout, FileFault>> {
    let mut layout = layout_of(import)?;
    if let Some(name) = &wishes.sheet {
        let names: Vec<String> = layout.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let at = names.iter().position(|known| known.trim().eq_ignore_ascii_case(name.trim()));
        let chosen = match at {
            Some(at) => layout_of_sheet(app, import, at).await?,
            None => None,
        };
        let Some(chosen) = chosen else { return Ok(Err(FileFault::NoSheet(names))) };
        layout = chosen;
    }
    let import = Import { layout: serde_json::to_string(&layout)?, ..import.clone() };
    let beginning = match beginning_of(app, &import, SAMPLE).await? {
        Ok(beginning) => beginning,
        Err(fault) => return Ok(Err(fault)),
    };
    if wishes.preset.is_some() {
        let Layout { sheets, sheet, hidden_sheets, .. } = layout;
        layout = Layout { sheets, sheet, hidden_sheets, ..beginning.layout(wishes.preset) };
    }
    for (at, role) in &wishes.columns {
        match layout.roles.get_mut(*at) {
            Some(known) => *known = *role,
            None => return Ok(Err(FileFault::NoColumn(*at + 1))),
        }
    }
    layout.meanings = wishes.meanings.iter().map(|(word, is_in)| (plain(word), *is_in)).collect();
    if layout.place_of(Role::Address).is_none() {
        let columns = beginning.first().iter().take(20).map(|name| name.chars().take(40).collect());
        return Ok(Err(FileFault::NoAddresses(columns.collect())));
    }
    Ok(Ok(layout))
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
            forget(app, import.id).await?;
            Imported::WrongFile(fault)
        }
        _ => Imported::Cancelled,
    })
}

/// The first faults that stop an import, by line.
async fn first_faults(app: &App, id: ImportId) -> anyhow::Result<Vec<(u64, RowFault)>> {
    let rows = import_faults::Entity::find()
        .filter(import_faults::Column::ImportId.eq(id))
        .filter(import_faults::Column::Fault.is_not_in(RowFault::REMARKS.map(RowFault::word)))
        .order_by_asc(import_faults::Column::Line)
        .limit(SHOWN_FAULTS)
        .all(app.store.read())
        .await?;
    let fault = |row: import_faults::Model| Some((u64::try_from(row.line).ok()?, RowFault::from_word(&row.fault)?));
    Ok(rows.into_iter().filter_map(fault).collect())
}
