//! The cells of a text (RFC 4180), one row at a time and in bounded memory, whatever the text is.

use std::io::Read;

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
    bytes: Vec<u8>,
    ends: Vec<usize>,
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
    /// Reads rows whose cells are parted by `separator`.
    pub(super) fn new(from: R, separator: u8) -> Self {
        Self {
            from,
            core: csv_core::ReaderBuilder::new().delimiter(separator).build(),
            block: vec![0; BLOCK],
            at: 0,
            filled: 0,
            line: 1,
            bytes: vec![0; MAX_LINE],
            ends: vec![0; MOST_CELLS],
        }
    }

    /// The next row that is not blank; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Record<'_>>, Broken> {
        self.skip_line_ends()?;
        let line = self.line;
        let (mut length, mut count) = (0, 0);
        loop {
            if self.at == self.filled {
                self.refill()?;
            }
            let input = self.block.get(self.at..self.filled).unwrap_or_default();
            let (bytes, ends) = (self.bytes.get_mut(length..), self.ends.get_mut(count..));
            let (result, read, written, ended) =
                self.core.read_record(input, bytes.unwrap_or_default(), ends.unwrap_or_default());
            self.line += count_lines(input.get(..read).unwrap_or_default());
            self.at += read;
            length += written;
            count += ended;
            match result {
                csv_core::ReadRecordResult::InputEmpty => {}
                csv_core::ReadRecordResult::OutputFull | csv_core::ReadRecordResult::OutputEndsFull => {
                    return Err(FileFault::LongLine(line).into());
                }
                csv_core::ReadRecordResult::Record => {
                    let ends = self.ends.get(..count).unwrap_or_default();
                    return Ok(Some(Record { line, bytes: &self.bytes, ends }));
                }
                csv_core::ReadRecordResult::End => return Ok(None),
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
        self.filled = self.from.read(&mut self.block).map_err(Broken::Source)?;
        Ok(())
    }
}

fn count_lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
