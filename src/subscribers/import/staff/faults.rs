//! The faults of an import as a file: line, column and what is wrong, with the cells of the row while the file exists.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use tempfile::NamedTempFile;

use super::super::cells::{Broken, Cells};
use super::super::{Import, RowFault, layout_of, stage};
use super::texts;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Language;
use crate::base::id::MemberId;
use crate::store::tables::import_faults::{Column, Entity, Model};
use crate::store::tables::states::ImportState;
use crate::web::download::{Kind, TableFile};

/// A fault of a row.
pub(super) type Fault = Model;

/// The faults of an import, by line, at most `many`.
pub(super) async fn faults_of(app: &App, import: &Import, many: u64) -> anyhow::Result<Vec<Fault>> {
    use sea_orm::QuerySelect as _;
    let of_import = Entity::find().filter(Column::ImportId.eq(import.id)).order_by_asc(Column::Line).limit(many);
    Ok(of_import.all(app.store.read()).await?)
}

/// Writes the faults to a file that is gone when it is dropped, and notes who asked for it: it holds the rows.
pub(super) async fn export(
    app: &App,
    by: MemberId,
    import: &Import,
    language: Language,
) -> anyhow::Result<NamedTempFile> {
    let faults = faults_of(app, import, u64::MAX >> 1).await?;
    let tx = app.store.begin_write().await?;
    let note = Note::done("subscriber.import-faults", "import", import.id.0).with(format!("rows={}", faults.len()));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    let has_file = matches!(import.state, ImportState::Checked | ImportState::Merging);
    let rows = if has_file { rows_of(app, import, &faults).await? } else { BTreeMap::new() };
    let mut table = TableFile::begin(Kind::Csv)?;
    table.line(&texts::faults_head(language))?;
    for row in &faults {
        let what = RowFault::from_word(&row.fault).map(|fault| texts::row_fault(fault, language)).unwrap_or_default();
        let place = if row.place > 0 { row.place.to_string() } else { String::new() };
        let mut line = vec![row.line.to_string(), place, what];
        line.extend(rows.get(&row.line).into_iter().flatten().cloned());
        table.line(&line)?;
    }
    table.finish()
}

/// The cells of the rows that have faults, by line.
async fn rows_of(app: &App, import: &Import, faults: &[Model]) -> anyhow::Result<BTreeMap<i64, Vec<String>>> {
    let lines: std::collections::BTreeSet<i64> = faults.iter().map(|row| row.line).collect();
    let (text, layout) = (stage::text_of(app, import), layout_of(import)?);
    let read = tokio::task::spawn_blocking(move || {
        let mut cells = Cells::new(text, layout.separator);
        let (mut rows, last) = (BTreeMap::new(), lines.last().copied().unwrap_or(0));
        while let Some(record) = cells.next()? {
            let line = i64::try_from(record.line).unwrap_or(i64::MAX);
            if line > last {
                break;
            }
            if lines.contains(&line) {
                rows.insert(line, record.cells().map(str::to_owned).collect());
            }
        }
        Ok(rows)
    });
    match read.await? {
        Ok(rows) => Ok(rows),
        // Checked before, so it can be read; the piece may have gone in the meantime.
        Err(Broken::Fault(_)) => Ok(BTreeMap::new()),
        Err(Broken::Source(error)) => Err(error.into()),
    }
}
