//! The cells of a text (RFC 4180), one row at a time and in bounded memory, whatever the text is.

use std::io::Read;

use super::quoting::{Cut, Quoting};
use super::{FileFault, MAX_LINE};

/// A row has at most this many cells; the header has to have far fewer.
const MOST_CELLS: usize = 4_096;
const BLOCK: usize = 64 * 1024;

/// Why there is no next row.
#[derive(Debug)]
pub(super) enum Broken {
    /// The text is no list.
    Fault(FileFault),
    /// Its bytes do not come.
    Source(std::io::Error),
}

impl From<std::io::Error> for Broken {
    fn from(error: std::io::Error) -> Self {
        // A piece of the file is not there any more, and will not come back.
        if error.kind() == std::io::ErrorKind::NotFound { Self::Fault(FileFault::Gone) } else { Self::Source(error) }
    }
}

impl From<FileFault> for Broken {
    fn from(fault: FileFault) -> Self {
        Self::Fault(fault)
    }
}

/// Reads rows.
pub(super) struct Cells<R> {
    from: R,
    core: csv_core::Reader,
    block: Vec<u8>,
    at: usize,
    filled: usize,
    line: u64,
    /// Whether a row was given that is no note about the file.
    has_begun: bool,
    /// The present row: its line, its bytes, where its cells end, and how many they are.
    begins: u64,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    /// The line on which it begins, the first being 1.
    pub(super) line: u64,
    bytes: &'a [u8],
    ends: &'a [usize],
}

impl<'a> Record<'a> {
    /// How many cells it has.
    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell; empty when there is none.
    pub(super) fn cell(&self, at: usize) -> &'a str {
        let Some(end) = self.ends.get(at) else { return "" };
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        // The text was decoded before it was parted, and it is parted at ASCII characters only.
        self.bytes.get(start..*end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// All cells.
    pub(super) fn cells(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).map(move |at| self.cell(at))
    }
}

impl<R: Read> Cells<R> {
    /// Reads rows whose cells are parted and quoted so.
    pub(super) fn new(from: R, cut: impl Into<Cut>) -> Self {
        let Cut { separator, quoting } = cut.into();
        let mut core = csv_core::ReaderBuilder::new();
        core.delimiter(separator);
        match quoting {
            Quoting::Double => {}
            Quoting::Backslash => {
                core.escape(Some(b'\\'));
            }
            Quoting::Single => {
                core.quote(b'\'');
            }
        }
        Self {
            from,
            core: core.build(),
            block: vec![0; BLOCK],
            at: 0,
            filled: 0,
            line: 1,
            has_begun: false,
            begins: 1,
            bytes: vec![0; MAX_LINE],
            ends: vec![0; MOST_CELLS],
            count: 0,
        }
    }

    /// The next row, of blank ones only those with separators; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Record<'_>>, Broken> {
        Ok(if self.advance()? { Some(self.record()) } else { None })
    }

    /// The next row that says something: without blank rows, and without the line `sep=;` with which Excel begins some
    /// files.
    pub(super) fn next_said(&mut self) -> Result<Option<Record<'_>>, Broken> {
        while self.advance()? {
            let record = self.record();
            let is_note = !self.has_begun && is_note_of_separator(record);
            if !is_note && record.cells().any(|cell| !cell.trim().is_empty()) {
                self.has_begun = true;
                return Ok(Some(self.record()));
            }
        }
        Ok(None)
    }

    fn record(&self) -> Record<'_> {
        Record { line: self.begins, bytes: &self.bytes, ends: self.ends.get(..self.count).unwrap_or_default() }
    }

    fn advance(&mut self) -> Result<bool, Broken> {
        self.skip_line_ends()?;
        self.begins = self.line;
        self.count = 0;
        let mut length = 0;
        loop {
            if self.at == self.filled {
                self.refill()?;
            }
            let input = self.block.get(self.at..self.filled).unwrap_or_default();
            let (bytes, ends) = (self.bytes.get_mut(length..), self.ends.get_mut(self.count..));
            let (result, read, written, ended) =
                self.core.read_record(input, bytes.unwrap_or_default(), ends.unwrap_or_default());
            self.line += count_lines(input.get(..read).unwrap_or_default());
            self.at += read;
            length += written;
            self.count += ended;
            match result {
                csv_core::ReadRecordResult::InputEmpty => {}
                csv_core::ReadRecordResult::OutputFull => return Err(FileFault::LongLine(self.begins).into()),
                csv_core::ReadRecordResult::OutputEndsFull => return Err(FileFault::Cells(self.begins).into()),
                csv_core::ReadRecordResult::Record => return Ok(true),
                csv_core::ReadRecordResult::End => return Ok(false),
            }
        }
    }

    /// Line ends before a row count as lines and are no rows.
    fn skip_line_ends(&mut self) -> Result<(), Broken> {
        loop {
            if self.at == self.filled {
                self.refill()?;
            }
            match self.block.get(self.at..self.filled).and_then(<[u8]>::first) {
                Some(b'\n') => self.line += 1,
                Some(b'\r') => {}
                _ => return Ok(()),
            }
            self.at += 1;
        }
    }

    fn refill(&mut self) -> Result<(), Broken> {
        self.at = 0;
        self.filled = self.from.read(&mut self.block)?;
        Ok(())
    }
}

fn is_note_of_separator(record: Record<'_>) -> bool {
    record.len() <= 2 && record.cell(0).trim().to_ascii_lowercase().starts_with("sep=")
}

fn count_lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
