//! The faults of an import as a file: line, column and what is wrong, with the cells of the row while the file exists.

use std::io::Read;

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use tempfile::NamedTempFile;

use super::super::cells::{Broken, Cells};
use super::super::{Import, RowFault, layout_of, stage};
use super::texts;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Language;
use crate::base::id::MemberId;
use crate::base::work::FILES;
use crate::store::tables::import_faults::{Column, Entity, Model};
use crate::store::tables::states::ImportState;
use crate::subscribers::acts::Act;
use crate::web::download::{Kind, TableFile};

/// A fault of a row.
pub(super) type Fault = Model;

/// The first faults of an import, at most `many`: wrong rows by line, and then remarks by line.
pub(super) async fn first_faults(app: &App, import: &Import, many: u64) -> anyhow::Result<Vec<Fault>> {
    let is_remark = Expr::col(Column::Fault).is_in(RowFault::REMARKS.map(RowFault::word));
    let of_import = Entity::find()
        .filter(Column::ImportId.eq(import.id))
        // What a word means is asked once, not for each row.
        .filter(Column::Fault.ne(RowFault::Unclear.word()))
        .order_by(is_remark, Order::Asc)
        .order_by_asc(Column::Line)
        .limit(many);
    Ok(of_import.all(app.store.read()).await?)
}

/// Writes the faults to a file that is gone when it is dropped, and notes who asked for it: it holds the rows.
pub(super) async fn export(
    app: &App,
    by: MemberId,
    import: &Import,
    language: Language,
) -> anyhow::Result<NamedTempFile> {
    let of_import = Entity::find().filter(Column::ImportId.eq(import.id)).order_by_asc(Column::Line);
    let faults = of_import.all(app.store.read()).await?;
    let tx = app.store.begin_write().await?;
    let note = Note::of(Act::ImportFaults, import.id.0).with(format!("rows={}", faults.len()));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    let has_file = matches!(import.state, ImportState::Checked | ImportState::Merging);
    let cut = layout_of(import)?.cut();
    let rows = has_file.then(|| Cells::new(stage::text_of(app, import), cut));
    let left_out = texts::left_out(import, language);
    FILES.work(move |_| written(&faults, rows, left_out, language)).await?
}

/// Writes the faults while the list is read beside them, so that at most one row of it is in memory.
fn written<R: Read>(
    faults: &[Fault],
    mut rows: Option<Cells<R>>,
    left_out: Option<String>,
    language: Language,
) -> anyhow::Result<NamedTempFile> {
    let mut table = TableFile::begin(Kind::Csv)?;
    table.line(&texts::faults_head(language))?;
    for row in faults {
        let what = RowFault::from_word(&row.fault).map(|fault| texts::row_fault(fault, language)).unwrap_or_default();
        let place = if row.place > 0 { row.place.to_string() } else { String::new() };
        let mut line = vec![row.line.to_string(), place, what];
        match rows.as_mut().map(|rows| cells_of(rows, row.line)) {
            Some(Ok(cells)) => line.extend(cells),
            // It was checked, so it can be read; but the import may end meanwhile, and its file go.
            Some(Err(Broken::Fault(_))) => rows = None,
            Some(Err(Broken::Source(error))) => return Err(error.into()),
            None => {}
        }
        table.line(&line)?;
    }
    if let Some(words) = left_out {
        table.line(&["", "", words.as_str()])?;
    }
    table.finish()
}

/// The cells of the row that begins on a line, which is below those that were asked for before.
fn cells_of<R: Read>(rows: &mut Cells<R>, line: i64) -> Result<Vec<String>, Broken> {
    while let Some(record) = rows.next()? {
        let at = i64::try_from(record.line).unwrap_or(i64::MAX);
        if at >= line {
            return Ok(if at == line { record.cells().map(str::to_owned).collect() } else { Vec::new() });
        }
    }
    Ok(Vec::new())
}
