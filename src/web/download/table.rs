//! The writers of the two forms.

use std::io::Write as _;

use anyhow::Context as _;
use chrono::{NaiveDate, NaiveDateTime};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use tempfile::NamedTempFile;

use super::{Kind, defused};
use crate::base::Instant;
use crate::base::wall_time::WallTime;
use crate::base::work::FILES;

/// A sheet of XLSX holds this many rows, the head included (ECMA-376).
const SHEET: u32 = 1_048_576;
/// A cell of XLSX holds this many characters.
const CELL: usize = 32_767;

/// What stands in a cell. A workbook adds up a number and sorts by a day; a text is defused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Words.
    Text(&'a str),
    /// A number.
    Number(i64),
    /// A day.
    Day(NaiveDate),
    /// A moment, as a clock in Amsterdam shows it.
    Moment(Instant),
}

impl Value<'_> {
    /// As a text that spreadsheets know again: days and moments by ISO 8601, with a space before the time.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Text(words) => words.to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Moment(at) => WallTime::at(at).0.format("%Y-%m-%d %H:%M:%S").to_string(),
        }
    }
}

/// What can stand in a line of a table: any text, and whatever else has a value.
pub trait InTable {
    /// What stands in the file of it.
    fn value(&self) -> Value<'_>;
}

impl<T: AsRef<str>> InTable for T {
    fn value(&self) -> Value<'_> {
        Value::Text(self.as_ref())
    }
}

/// A table that grows line by line; its first line is its head.
pub struct TableFile {
    form: Form,
    /// The first line, once it was added; each sheet begins with it.
    head: Option<Vec<String>>,
    /// So many lines of a sheet, the head included.
    sheet: u32,
}

enum Form {
    Csv(Box<csv::Writer<NamedTempFile>>),
    Xlsx { book: Box<Workbook>, next: u32 },
}

impl TableFile {
    /// An empty table.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn begin(kind: Kind) -> anyhow::Result<Self> {
        Self::with_sheets_of(kind, SHEET)
    }

    pub(super) fn with_sheets_of(kind: Kind, sheet: u32) -> anyhow::Result<Self> {
        let form = match kind {
            Kind::Csv => {
                let mut file = NamedTempFile::new().context("no room for the file")?;
                file.write_all("\u{feff}".as_bytes()).context("no room for the file")?;
                let mut writer = csv::WriterBuilder::new();
                writer.delimiter(b';').terminator(csv::Terminator::CRLF).flexible(true);
                Form::Csv(Box::new(writer.from_writer(file)))
            }
            Kind::Xlsx => {
                let mut book = Workbook::new();
                book.add_worksheet_with_constant_memory()?;
                Form::Xlsx { book: Box::new(book), next: 0 }
            }
        };
        Ok(Self { form, head: None, sheet })
    }

    /// Adds a line.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn line<C: InTable>(&mut self, cells: &[C]) -> anyhow::Result<()> {
        if self.head.is_none() {
            self.head = Some(cells.iter().map(|cell| cell.value().text()).collect());
        }
        match &mut self.form {
            Form::Csv(writer) => {
                let texts = cells.iter().map(|cell| match cell.value() {
                    Value::Text(words) => defused(words).into_owned(),
                    other => other.text(),
                });
                writer.write_record(texts).context("no room for the file")
            }
            Form::Xlsx { book, next } => {
                if *next == self.sheet {
                    book.add_worksheet_with_constant_memory()?;
                    write(book, 0, self.head.as_deref().unwrap_or_default())?;
                    *next = 1;
                }
                write(book, *next, cells)?;
                *next += 1;
                Ok(())
            }
        }
    }

    /// Adds lines on a thread that may wait for the disk.
    ///
    /// # Errors
    /// When the disk is full.
    pub async fn lines<C, L>(mut self, lines: Vec<L>) -> anyhow::Result<Self>
    where
        C: InTable,
        L: AsRef<[C]> + Send + 'static,
    {
        let added = FILES.work(move |_| {
            lines.iter().try_for_each(|line| self.line(line.as_ref()))?;
            Ok(self)
        });
        added.await?
    }

    /// The whole file, made on a thread that may wait for the disk: a workbook is packed only now.
    ///
    /// # Errors
    /// When the disk is full.
    pub async fn whole(self) -> anyhow::Result<NamedTempFile> {
        FILES.work(move |_| self.finish()).await?
    }

    /// The whole file.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn finish(self) -> anyhow::Result<NamedTempFile> {
        match self.form {
            Form::Csv(writer) => {
                writer.into_inner().map_err(|error| anyhow::anyhow!("no room for the file: {}", error.error()))
            }
            Form::Xlsx { mut book, .. } => {
                let mut file = NamedTempFile::new().context("no room for the file")?;
                book.save_to_writer(file.as_file_mut()).context("no room for the file")?;
                Ok(file)
            }
        }
    }
}

fn write<C: InTable>(book: &mut Workbook, row: u32, cells: &[C]) -> anyhow::Result<()> {
    let sheet = book.worksheets_mut().last_mut().context("the workbook has no sheet")?;
    for (column, cell) in (0_u16..).zip(cells) {
        match cell.value() {
            Value::Text(words) => {
                let text: String = defused(words).chars().take(CELL).collect();
                if row == 0 {
                    sheet.write_string_with_format(row, column, text, &Format::new().set_bold())?
                } else {
                    sheet.write_string(row, column, text)?
                }
            }
            Value::Number(number) => sheet.write(row, column, number)?,
            Value::Day(day) => write_time(sheet, (row, column), day.into(), "dd-mm-yyyy")?,
            Value::Moment(at) => write_time(sheet, (row, column), WallTime::at(at).0, "dd-mm-yyyy hh:mm:ss")?,
        };
    }
    Ok(())
}

/// What a clock on the wall shows, as the serial number of a spreadsheet with the format that shows it again.
fn write_time<'s>(
    sheet: &'s mut Worksheet,
    (row, column): (u32, u16),
    wall: NaiveDateTime,
    form: &str,
) -> anyhow::Result<&'s mut Worksheet> {
    let serial = ExcelDateTime::from_timestamp(wall.and_utc().timestamp())?;
    Ok(sheet.write_datetime_with_format(row, column, &serial, &Format::new().set_num_format(form))?)
}
