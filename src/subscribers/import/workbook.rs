//! The sheets of a workbook (ECMA-376) with anything in them, each as a text of which each line is a row of the sheet. What
//! its maker hid, sheets and rows, is not read.
//!
//! A workbook is a zip, and a small zip can unpack to more than the memory of any machine. So every file in it is unpacked
//! to nowhere first and weighed; what the zip claims about itself is not believed. What is read of it is held in memory tag
//! by tag, so one text of 190 MB weighs too much as well.

mod parts;

use std::collections::HashSet;
use std::io::{self, Cursor, Read, Seek, Write, copy};

use calamine::{DataRef, Reader, SheetVisible, Xlsx, XlsxError};

use super::{FileFault, MAX_COLUMNS};
use crate::base::work::Budget;
use crate::subscribers::subscriber::turns_text;

/// The largest workbook, packed.
pub(super) const MAX_PACKED: usize = 32 * 1024 * 1024;
/// The most that all its files may be when unpacked, and the most that its table of texts may be, which is held in memory.
const MAX_UNPACKED: u64 = 192 * 1024 * 1024;
const MAX_TEXTS: u64 = 32 * 1024 * 1024;
/// The most that any other file in it may be, because it is read as a whole.
const MAX_OTHER: u64 = 8 * 1024 * 1024;
/// So many bytes without a tag are no cell: that has at most 32,767 characters, of which each takes at most six bytes.
const MAX_UNTAGGED: usize = 256 * 1024;
/// The largest text that may come of it.
const MAX_TEXT: usize = 64 * 1024 * 1024;
/// The most sheets, and the longest name of one that is kept, in characters.
const MAX_SHEETS: usize = 200;
const MAX_NAME: usize = 60;
/// The most files in the zip.
const MAX_FILES: usize = 2_000;
/// The most rows, the header included.
const MAX_ROWS: u32 = 100_001;

/// Whether a file begins as a zip does.
pub(super) fn is_workbook(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
}

/// What of a workbook is read.
pub(super) struct Book {
    /// The visible sheets with anything in their visible rows.
    pub(super) sheets: Vec<Text>,
    /// How many sheets are hidden.
    pub(super) hidden_sheets: usize,
}

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], budget: &Budget) -> Result<Book, FileFault> {
    weigh(bytes, budget)?;
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::Workbook)?;
    let ration = ration_of(bytes.len(), zip.len());
    let mut book = Xlsx::new(budget.reads(Cursor::new(bytes), ration)).map_err(|_| fault_within(budget))?;
    let sheets = book.sheets_metadata().to_vec();
    let files = parts::files_of_sheets(&mut zip)?;
    // A file that is named twice would be read twice.
    let is_each_once = files.iter().collect::<HashSet<_>>().len() == files.len();
    if sheets.len() != files.len() || sheets.len() > MAX_SHEETS || !is_each_once {
        return Err(FileFault::Bomb);
    }
    let (mut read, mut hidden_sheets, mut left) = (Vec::new(), 0, MAX_TEXT);
    for (sheet, file) in sheets.into_iter().zip(files) {
        if sheet.visible != SheetVisible::Visible {
            hidden_sheets += 1;
            continue;
        }
        let hidden = parts::hidden_rows(&mut zip, &file)?;
        let text = text_of(&mut book, &sheet.name, &hidden);
        if budget.is_over() {
            return Err(FileFault::Bomb);
        }
        let Some(text) = text? else { continue };
        left = left.checked_sub(text.done.len()).ok_or(FileFault::Bomb)?;
        if !text.done.is_empty() {
            read.push(text);
        }
    }
    match (read.is_empty(), hidden_sheets) {
        (true, 0) => Err(FileFault::Empty),
        (true, _) => Err(FileFault::Hidden),
        _ => Ok(Book { sheets: read, hidden_sheets }),
    }
}

/// How many packed bytes may be read of a workbook: each of its files once and a little more, however it names them.
const fn ration_of(packed: usize, files: usize) -> u64 {
    2 * packed as u64 + 64 * 1024 * files as u64
}

/// What is wrong with a workbook that cannot be read: it is broken, or it took more than it may.
fn fault_within(budget: &Budget) -> FileFault {
    if budget.is_over() { FileFault::Bomb } else { FileFault::Workbook }
}

fn weigh(bytes: &[u8], budget: &Budget) -> Result<(), FileFault> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::Workbook)?;
    if zip.len() > MAX_FILES {
        return Err(FileFault::Bomb);
    }
    let mut left = MAX_UNPACKED;
    for at in 0..zip.len() {
        if budget.is_over() {
            return Err(FileFault::Bomb);
        }
        let file = zip.by_index(at).map_err(|_| FileFault::Workbook)?;
        let name = file.name().map_err(|_| FileFault::Workbook)?;
        let name = name.to_ascii_lowercase();
        let is_texts = name.contains("sharedstrings");
        let is_sheet = name.starts_with("xl/worksheets/");
        let most = left.min(if is_texts {
            MAX_TEXTS
        } else if is_sheet {
            MAX_UNPACKED
        } else {
            MAX_OTHER
        });
        let mut scale = Scale { untagged: 0, most: if is_texts || is_sheet { MAX_UNTAGGED } else { usize::MAX } };
        let weight = copy(&mut file.take(most + 1), &mut scale).map_err(|error| match error.kind() {
            io::ErrorKind::FileTooLarge => FileFault::Bomb,
            _ => FileFault::Workbook,
        })?;
        if weight > most {
            return Err(FileFault::Bomb);
        }
        left -= weight;
    }
    Ok(())
}

/// Takes bytes and keeps none, as long as tags come often enough.
struct Scale {
    untagged: usize,
    most: usize,
}

impl Write for Scale {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut from = 0;
        for tag in memchr::memchr_iter(b'<', bytes).chain([bytes.len()]) {
            self.untagged = self.untagged.saturating_add(tag - from);
            if self.untagged > self.most {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            if tag < bytes.len() {
                self.untagged = 0;
            }
            from = tag;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The text of a sheet; `None` of one that is a chart.
fn text_of<R: Read + Seek>(book: &mut Xlsx<R>, sheet: &str, hidden: &HashSet<u32>) -> Result<Option<Text>, FileFault> {
    let mut cells = match book.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(None),
        Err(_) => return Err(FileFault::Workbook),
    };
    let name = sheet.chars().filter(|letter| !letter.is_control() && !turns_text(*letter)).take(MAX_NAME).collect();
    let mut text = Text { name, hidden_rows: u32::try_from(hidden.len()).unwrap_or(u32::MAX), ..Text::default() };
    while let Some(cell) = cells.next_cell().map_err(|_| FileFault::Workbook)? {
        let (row, column) = cell.get_position();
        let value = words(cell.get_value());
        if !value.is_empty() && !hidden.contains(&row) {
            text.put(row, column, &value)?;
        }
    }
    text.finish().map(Some)
}

/// A text that grows by cells in the order of the sheet.
#[derive(Default)]
pub(super) struct Text {
    /// What the sheet is called.
    pub(super) name: String,
    /// How many of its rows are hidden, and not in it.
    pub(super) hidden_rows: u32,
    /// What stands in it.
    pub(super) done: String,
    row: u32,
    column: u32,
    /// The number of cells of the first row; shorter rows are filled up to it.
    width: Option<u32>,
}

impl Text {
    fn put(&mut self, row: u32, column: u32, value: &str) -> Result<(), FileFault> {
        if row >= MAX_ROWS {
            return Err(FileFault::Rows);
        }
        if column as usize >= MAX_COLUMNS * 10 {
            return Err(FileFault::Columns(column as usize + 1));
        }
        while self.row < row {
            self.end_row();
        }
        while self.column < column {
            self.done.push(';');
            self.column += 1;
        }
        quote(&mut self.done, value);
        if self.done.len() > MAX_TEXT { Err(FileFault::Bomb) } else { Ok(()) }
    }

    /// A row without cells stays a blank line, so that the number of a line is that of its row.
    fn end_row(&mut self) {
        let is_blank = self.done.is_empty() || self.done.ends_with('\n');
        if !is_blank {
            let width = *self.width.get_or_insert(self.column);
            while self.column < width {
                self.done.push(';');
                self.column += 1;
            }
        }
        self.done.push('\n');
        self.row += 1;
        self.column = 0;
    }

    fn finish(mut self) -> Result<Self, FileFault> {
        if !self.done.is_empty() {
            self.end_row();
        }
        if self.done.len() > MAX_TEXT { Err(FileFault::Bomb) } else { Ok(self) }
    }
}

/// A cell is quoted whenever anything in it could be taken for more than a cell.
fn quote(text: &mut String, value: &str) {
    if !value.contains([';', ',', '\t', '"']) {
        text.push_str(value);
        return;
    }
    text.push('"');
    text.push_str(&value.replace('"', "\"\""));
    text.push('"');
}

/// A cell in words, on one line: of a formula what it came to when the workbook was saved, of a date its day.
fn words(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::SharedString(text) => one_line(text),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => one_line(text),
        DataRef::Error(error) => error.to_string(),
    }
}

fn one_line(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|letter| *letter != '\0')
        .map(|letter| if is_break(letter) { ' ' } else { letter })
        .collect()
}

const fn is_break(letter: char) -> bool {
    matches!(letter, '\n' | '\r')
}
