//! The ledger of a sending as a file (row D13): who, where it stands, when, and what the relay said.
//!
//! Rows are read by key, a few thousand at a time, so a ledger of a million takes no more memory than one of a
//! thousand. A cell that a spreadsheet would take for a formula is defused.

use std::io::Write;

use anyhow::Context as _;
use rust_xlsxwriter::{Format, Workbook};
use sea_orm::ConnectionTrait;
use tempfile::NamedTempFile;

use super::texts;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{MemberId, SendingId};
use crate::base::{Instant, Language};
use crate::store::sql;
use crate::store::tables::states::DeliveryState;

/// How many rows are read at once.
const SLICE: i64 = 5_000;
/// A sheet of XLSX holds this many rows, the head included (ECMA-376).
const SHEET: u32 = 1_048_576;

/// The form of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Comma-separated values (RFC 4180), UTF-8 with a byte order mark, because Excel guesses otherwise.
    Csv,
    /// A workbook of Office Open XML.
    Xlsx,
}

impl Kind {
    /// Of its word in forms.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    /// How the name of the file ends.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// One line of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    person: i64,
    cells: [String; 6],
}

/// Writes the ledger to a file that is gone when it is dropped, and notes who asked for it.
///
/// # Errors
/// The database's, or when the disk is full.
pub async fn export(
    app: &App,
    by: MemberId,
    id: SendingId,
    kind: Kind,
    language: Language,
) -> anyhow::Result<NamedTempFile> {
    let tx = app.store.begin_write().await?;
    let note = Note::done("sending.export", "sending", id.0).with(kind.ending());
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    let mut table: Box<dyn Table> = match kind {
        Kind::Csv => Box::new(CsvTable::new()?),
        Kind::Xlsx => Box::new(XlsxTable::new()?),
    };
    table.line(&head(language).map(str::to_owned))?;
    let mut after = i64::MIN;
    loop {
        let lines = slice(app.store.read(), id, after, language).await?;
        let Some(last) = lines.last() else { break };
        after = last.person;
        for line in &lines {
            table.line(&line.cells)?;
        }
    }
    table.finish()
}

fn head(language: Language) -> [&'static str; 6] {
    language.pick(
        ["E-mailadres", "Uitkomst", "Wanneer (UTC)", "Pogingen", "Reden", "Antwoord van de mailserver"],
        ["E-mail address", "Outcome", "When (UTC)", "Attempts", "Reason", "Answer of the mail server"],
    )
}

async fn slice(on: &impl ConnectionTrait, id: SendingId, after: i64, language: Language) -> anyhow::Result<Vec<Line>> {
    let rows = sql(
        on,
        "SELECT deliveries.person_id AS person, people.address AS address, deliveries.state AS state,
           COALESCE(deliveries.settled_at, deliveries.due_at, deliveries.first_at) AS at, deliveries.attempts AS attempts,
           deliveries.class AS class, deliveries.receipt AS receipt
         FROM deliveries LEFT JOIN people ON people.id = deliveries.person_id
         WHERE deliveries.sending_id = ? AND deliveries.person_id > ? ORDER BY deliveries.person_id LIMIT ?",
        [id.0.into(), after.into(), SLICE.into()],
    );
    let mut lines = Vec::new();
    for row in on.query_all_raw(rows).await? {
        let (state, at, attempts): (DeliveryState, Option<Instant>, i32) =
            (row.try_get("", "state")?, row.try_get("", "at")?, row.try_get("", "attempts")?);
        let class: Option<String> = row.try_get("", "class")?;
        let address: Option<String> = row.try_get("", "address")?;
        let cells = [
            address.unwrap_or_else(|| language.pick("gewist", "erased").to_owned()),
            texts::delivery_state(state, language).1.to_owned(),
            at.map(Instant::rfc3339).unwrap_or_default(),
            attempts.to_string(),
            class.map(|class| texts::class(&class, language)).unwrap_or_default(),
            row.try_get::<Option<String>>("", "receipt")?.unwrap_or_default(),
        ];
        lines.push(Line { person: row.try_get("", "person")?, cells: cells.map(defused) });
    }
    Ok(lines)
}

/// A text that no spreadsheet takes for a formula (OWASP, CSV injection).
fn defused(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

/// A file that grows line by line.
trait Table: Send {
    fn line(&mut self, cells: &[String; 6]) -> anyhow::Result<()>;
    fn finish(self: Box<Self>) -> anyhow::Result<NamedTempFile>;
}

struct CsvTable(csv::Writer<NamedTempFile>);

impl CsvTable {
    fn new() -> anyhow::Result<Self> {
        let mut file = NamedTempFile::new().context("no room for the file")?;
        file.write_all("\u{feff}".as_bytes()).context("no room for the file")?;
        Ok(Self(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file)))
    }
}

impl Table for CsvTable {
    fn line(&mut self, cells: &[String; 6]) -> anyhow::Result<()> {
        self.0.write_record(cells).context("no room for the file")
    }

    fn finish(self: Box<Self>) -> anyhow::Result<NamedTempFile> {
        self.0.into_inner().map_err(|error| anyhow::anyhow!("no room for the file: {}", error.error()))
    }
}

struct XlsxTable {
    book: Workbook,
    next: u32,
}

impl XlsxTable {
    fn new() -> anyhow::Result<Self> {
        let mut book = Workbook::new();
        book.add_worksheet_with_constant_memory()?;
        Ok(Self { book, next: 0 })
    }
}

impl Table for XlsxTable {
    fn line(&mut self, cells: &[String; 6]) -> anyhow::Result<()> {
        if self.next == SHEET {
            self.book.add_worksheet_with_constant_memory()?;
            self.next = 0;
        }
        let is_head = self.next == 0;
        let sheet = self.book.worksheets_mut().last_mut().context("the workbook has no sheet")?;
        for (column, cell) in (0_u16..).zip(cells) {
            if is_head {
                sheet.write_string_with_format(self.next, column, cell, &Format::new().set_bold())?;
            } else {
                sheet.write_string(self.next, column, cell)?;
            }
        }
        self.next += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> anyhow::Result<NamedTempFile> {
        let mut file = NamedTempFile::new().context("no room for the file")?;
        self.book.save_to_writer(file.as_file_mut()).context("no room for the file")?;
        Ok(file)
    }
}
