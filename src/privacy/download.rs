//! The download (GDPR articles 15 and 20): one JSON with everything, and one CSV for each table, in a zip.

use std::io::{Cursor, Read};

use anyhow::Context;
use serde_json::{Map, Value, json};
use tempfile::NamedTempFile;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::know::{Known, Raw};
use crate::base::{Instant, Language};
use crate::web::download::{Kind, TableFile};

/// Everything that is known, as a zip. It is made for machines too: names of columns and values as they stand in the
/// database, moments in RFC 3339 beside them.
///
/// # Errors
/// When it cannot be packed.
pub fn pack(known: &[Known], made_at: Instant, language: Language) -> anyhow::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Fixed, so that the same content gives the same file.
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut add = |name: &str, file: &mut dyn Read| -> anyhow::Result<()> {
        zip.start_file(name, options).context("cannot pack the download")?;
        std::io::copy(file, &mut zip).context("cannot pack the download").map(drop)
    };
    let json = serde_json::to_vec_pretty(&as_json(known, made_at))?;
    add(language.pick("gegevens.json", "data.json"), &mut json.as_slice())?;
    for table in known {
        // Opened anew, because the writer stands at the end.
        add(&format!("{}.csv", table.table), &mut as_csv(table)?.reopen()?)?;
    }
    Ok(zip.finish().context("cannot pack the download")?.into_inner())
}

fn as_json(known: &[Known], made_at: Instant) -> Value {
    let mut tables = Map::new();
    for table in known {
        let row = |row: &Vec<super::know::Cell>| {
            let cells =
                row.iter().map(|cell| (cell.column.to_owned(), json!({ "value": cell.raw, "words": cell.words })));
            Value::Object(cells.collect())
        };
        let rows: Vec<Value> = table.rows.iter().map(row).collect();
        tables.insert(table.table.to_owned(), json!({ "what": table.title, "rows": rows }));
    }
    json!({ "made_at": made_at.rfc3339(), "tables": tables })
}

/// The words of the page, and numbers of ours, as CSV.
fn as_csv(table: &Known) -> anyhow::Result<NamedTempFile> {
    let mut csv = TableFile::begin(Kind::Csv)?;
    let named = |(at, (label, is_shown)): (usize, &(&str, bool))| match table.rows.first().and_then(|row| row.get(at)) {
        // Several numbers of one table have the same label.
        Some(cell) if !is_shown => format!("{label} ({})", cell.column),
        _ => (*label).to_owned(),
    };
    let heads: Vec<_> = table.columns.iter().enumerate().map(named).collect();
    csv.line(&heads)?;
    for row in &table.rows {
        csv.line(&row.iter().map(text_of).collect::<Vec<_>>())?;
    }
    csv.finish()
}

fn text_of(cell: &super::know::Cell) -> String {
    match &cell.raw {
        Raw::Nothing => String::new(),
        Raw::Number(_) | Raw::Text(_) => cell.words.clone(),
    }
}
