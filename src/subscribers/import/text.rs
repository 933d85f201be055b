//! The text of a file that comes in parts: which encoding it has, and the text itself.
//!
//! A file is UTF-8, with or without a byte-order mark, or else Windows-1252, in which every byte is a letter. Which of
//! the two is known only at its end, so the bytes are looked at while they arrive and decoded when they are read.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, UTF_8, WINDOWS_1252};

use super::{FileFault, MAX_LINE};

/// Control characters other than white space do not stand in the first so many bytes of a list of people.
const LOOKED_AT: usize = 4_096;
/// So many bytes are decoded at once.
const BLOCK: usize = 64 * 1024;

/// Looks at bytes as they arrive.
#[derive(Debug, Default)]
pub(super) struct Probe {
    seen: usize,
    /// How many lines ended, and how long the present one is.
    lines: u64,
    line: usize,
    is_other: bool,
    /// The beginning of a character that the next bytes complete.
    begun: Vec<u8>,
}

impl Probe {
    /// Looks at the next bytes.
    pub(super) fn look(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        let head = LOOKED_AT.saturating_sub(self.seen).min(bytes.len());
        let is_control = |byte: &u8| (*byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t')) || *byte == 0x7f;
        if memchr::memchr(0, bytes).is_some() || bytes.iter().take(head).any(is_control) {
            return Err(FileFault::Binary);
        }
        self.seen += bytes.len();
        self.measure(bytes)?;
        if !self.is_other {
            self.follow(bytes);
        }
        Ok(())
    }

    /// A line that is longer than a row may be is refused while it arrives.
    fn measure(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        let mut from = 0;
        for end in memchr::memchr_iter(b'\n', bytes) {
            if self.line + end - from > MAX_LINE {
                return Err(FileFault::LongLine(self.lines + 1));
            }
            from = end + 1;
            self.line = 0;
            self.lines += 1;
        }
        self.line += bytes.len() - from;
        if self.line > MAX_LINE { Err(FileFault::LongLine(self.lines + 1)) } else { Ok(()) }
    }

    fn follow(&mut self, mut bytes: &[u8]) {
        while let (false, Some((first, rest))) = (self.begun.is_empty(), bytes.split_first()) {
            self.begun.push(*first);
            bytes = rest;
            match std::str::from_utf8(&self.begun) {
                Ok(_) => self.begun.clear(),
                Err(error) if error.error_len().is_some() => {
                    self.is_other = true;
                    return;
                }
                Err(_) => {}
            }
        }
        if let Err(error) = std::str::from_utf8(bytes) {
            self.is_other = error.error_len().is_some();
            self.begun = bytes.get(error.valid_up_to()..).unwrap_or_default().to_vec();
        }
    }

    /// The word for the encoding of what was looked at.
    pub(super) fn encoding(&self) -> &'static str {
        if self.is_other || !self.begun.is_empty() { "windows-1252" } else { "utf-8" }
    }
}

/// The text of bytes, as UTF-8 without a byte-order mark.
pub(super) struct Decoded<R> {
    from: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    at: usize,
    is_over: bool,
}

impl<R: Read> Decoded<R> {
    /// Of bytes in the encoding of a word of [`Probe::encoding`].
    pub(super) fn new(from: R, encoding: &str) -> Self {
        let encoding = if encoding == "windows-1252" { WINDOWS_1252 } else { UTF_8 };
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { from, decoder, raw: vec![0; BLOCK], text: Vec::new(), at: 0, is_over: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let read = self.from.read(&mut self.raw)?;
        self.is_over = read == 0;
        // Of Windows-1252 a byte becomes at most three.
        self.text.resize(BLOCK * 3 + 16, 0);
        let bytes = self.raw.get(..read).unwrap_or_default();
        let (result, _, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.text, self.is_over);
        if result != CoderResult::InputEmpty {
            return Err(io::Error::other("a block of text did not fit"));
        }
        self.text.truncate(written);
        self.at = 0;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() && !self.is_over {
            self.refill()?;
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        let count = rest.len().min(into.len());
        let (Some(from), Some(to)) = (rest.get(..count), into.get_mut(..count)) else { return Ok(0) };
        to.copy_from_slice(from);
        self.at += count;
        Ok(count)
    }
}
