//! The download (GDPR articles 15 and 20): one JSON with everything, and one CSV for each table, in a zip.

use std::io::{Cursor, Write};

use anyhow::Context;
use serde_json::{Map, Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::know::{Known, Raw};
use crate::base::{Instant, Language};

/// Everything that is known, as a zip. It is made for machines too: names of columns and values as they stand in the
/// database, moments in RFC 3339 beside them.
///
/// # Errors
/// When it cannot be packed.
pub fn pack(known: &[Known], made_at: Instant, language: Language) -> anyhow::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Fixed, so that the same content gives the same file.
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut add = |name: &str, bytes: &[u8]| -> anyhow::Result<()> {
        zip.start_file(name, options).context("cannot pack the download")?;
        zip.write_all(bytes).context("cannot pack the download")
    };
    add(language.pick("gegevens.json", "data.json"), &serde_json::to_vec_pretty(&as_json(known, made_at))?)?;
    for table in known {
        add(&format!("{}.csv", table.table), &as_csv(table)?)?;
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

/// Comma-separated values (RFC 4180), UTF-8 with a byte order mark: the words of the page, and numbers of ours.
fn as_csv(table: &Known) -> anyhow::Result<Vec<u8>> {
    let mut csv =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    csv.write_record(table.columns.iter().map(|(label, _)| *label))?;
    for row in &table.rows {
        csv.write_record(row.iter().map(|cell| defused(&text_of(cell))))?;
    }
    csv.into_inner().map_err(|error| anyhow::anyhow!("cannot write the table: {}", error.error()))
}

fn text_of(cell: &super::know::Cell) -> String {
    match &cell.raw {
        Raw::Nothing => String::new(),
        Raw::Number(_) | Raw::Text(_) => cell.words.clone(),
    }
}

/// A text that no spreadsheet takes for a formula (OWASP, CSV injection).
fn defused(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
