//! The text of a file that comes in parts: which encoding it has, and the text itself.
//!
//! A file is UTF-8, with or without a byte-order mark, or else Windows-1252 or Mac Roman, in which every byte is a letter.
//! Which of them is known only at its end, so the bytes are looked at while they arrive and decoded when they are read. A few
//! broken letters in a text that is UTF-8 otherwise do not make it Windows-1252: their rows are wrong, and no others.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, MACINTOSH, UTF_8, WINDOWS_1252};

use super::{FileFault, MAX_LINE};

/// Control characters other than white space do not stand in the first so many bytes of a list of people.
const LOOKED_AT: usize = 4_096;
/// So many bytes are decoded at once.
const BLOCK: usize = 64 * 1024;
/// What stands at the beginning of some files to say that they are UTF-8.
const BYTE_ORDER_MARK: [u8; 3] = *b"\xef\xbb\xbf";

/// Looks at bytes as they arrive.
#[derive(Debug, Default)]
pub(super) struct Probe {
    seen: usize,
    /// The first three bytes.
    first: Vec<u8>,
    /// How many lines ended, how long the present one is, and whether the last byte was a carriage return.
    lines: u64,
    line: usize,
    is_after_return: bool,
    /// How many letters of more than one byte are UTF-8, and how many bytes or beginnings of letters are not.
    good: u64,
    bad: u64,
    /// The beginning of a letter that the next bytes complete.
    begun: Vec<u8>,
    /// How many bytes are letters with an accent in Windows-1252, how many in Mac Roman, and whether the last byte was a
    /// letter.
    of_windows: u64,
    of_mac: u64,
    is_after_letter: bool,
}

impl Probe {
    /// Looks at the next bytes.
    pub(super) fn look(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        let head = LOOKED_AT.saturating_sub(self.seen).min(bytes.len());
        let is_control = |byte: &u8| (*byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t')) || *byte == 0x7f;
        if memchr::memchr(0, bytes).is_some() || bytes.iter().take(head).any(is_control) {
            return Err(FileFault::Binary);
        }
        self.first.extend(bytes.iter().take(BYTE_ORDER_MARK.len() - self.first.len()));
        self.seen += bytes.len();
        self.measure(bytes)?;
        self.follow(bytes);
        self.compare(bytes);
        Ok(())
    }

    /// Counts letters with an accent as either encoding has them. What they are in Mac Roman are signs in Windows-1252, of
    /// which few stand after a letter (a raised comma and a dash do, and are not counted).
    fn compare(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                0xc0..=0xff => self.of_windows += 1,
                0x87..=0x91 | 0x95 | 0x98..=0x9f if self.is_after_letter => self.of_mac += 1,
                _ => {}
            }
            self.is_after_letter = byte.is_ascii_alphabetic();
        }
    }

    /// A line that is longer than a row may be is refused while it arrives.
    fn measure(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        let mut from = 0;
        for end in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let ends_with_return = bytes.get(end) == Some(&b'\r');
            let is_second = self.is_after_return && self.line + end == from && !ends_with_return;
            if self.line + end - from > MAX_LINE {
                return Err(FileFault::LongLine(self.lines + 1));
            }
            from = end + 1;
            self.line = 0;
            self.lines += u64::from(!is_second);
            self.is_after_return = ends_with_return;
        }
        self.line += bytes.len() - from;
        if self.line > MAX_LINE { Err(FileFault::LongLine(self.lines + 1)) } else { Ok(()) }
    }

    /// Counts which letters are UTF-8 and which are not, however the bytes are parted.
    fn follow(&mut self, mut bytes: &[u8]) {
        while let (false, Some((next, rest))) = (self.begun.is_empty(), bytes.split_first()) {
            self.begun.push(*next);
            match std::str::from_utf8(&self.begun) {
                Ok(_) => {
                    self.good += 1;
                    self.begun.clear();
                }
                Err(error) if error.error_len().is_some() => {
                    // Only the new byte can be wrong, and it may begin a letter of its own.
                    self.bad += 1;
                    self.begun.clear();
                    continue;
                }
                Err(_) => {}
            }
            bytes = rest;
        }
        while let Err(error) = std::str::from_utf8(bytes) {
            let (good, rest) = bytes.split_at(error.valid_up_to());
            self.good += long_letters(good);
            let Some(bad) = error.error_len() else {
                self.begun = rest.to_vec();
                return;
            };
            self.bad += 1;
            bytes = rest.get(bad..).unwrap_or_default();
        }
        self.good += long_letters(bytes);
    }

    /// The word for the encoding of what was looked at.
    pub(super) fn encoding(&self) -> &'static str {
        let bad = self.bad + u64::from(!self.begun.is_empty());
        let is_utf8 = bad == 0 || self.first == BYTE_ORDER_MARK || self.good > bad;
        match self.of_mac > self.of_windows {
            _ if is_utf8 => "utf-8",
            true => "macintosh",
            false => "windows-1252",
        }
    }
}

/// How many letters of more than one byte there are in UTF-8.
fn long_letters(text: &[u8]) -> u64 {
    text.iter().filter(|byte| **byte >= 0xc0).count() as u64
}

/// Makes every line end a line feed: Windows writes a carriage return before it, old programs write only that. Gives
/// whether the text ended with one, of which the line feed may come with the next block.
fn with_line_feeds(text: &mut Vec<u8>, is_after_return: bool) -> bool {
    if !is_after_return && memchr::memchr(b'\r', text).is_none() {
        return false;
    }
    let mut is_after_return = is_after_return;
    text.retain_mut(|byte| {
        let is_return = *byte == b'\r';
        let is_second = std::mem::replace(&mut is_after_return, is_return) && *byte == b'\n';
        if is_return {
            *byte = b'\n';
        }
        !is_second
    });
    is_after_return
}

/// The text of bytes, as UTF-8 without a byte-order mark, of which every line ends with a line feed.
pub(super) struct Decoded<R> {
    from: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    at: usize,
    is_after_return: bool,
    is_over: bool,
}

impl<R: Read> Decoded<R> {
    /// Of bytes in the encoding of a word of [`Probe::encoding`].
    pub(super) fn new(from: R, encoding: &str) -> Self {
        let encoding = match encoding {
            "windows-1252" => WINDOWS_1252,
            "macintosh" => MACINTOSH,
            _ => UTF_8,
        };
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { from, decoder, raw: vec![0; BLOCK], text: Vec::new(), at: 0, is_after_return: false, is_over: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let read = self.from.read(&mut self.raw)?;
        self.is_over = read == 0;
        // Of the others, and of what is no letter, a byte becomes at most three.
        self.text.resize(BLOCK * 3 + 16, 0);
        let bytes = self.raw.get(..read).unwrap_or_default();
        let (result, _, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.text, self.is_over);
        if result != CoderResult::InputEmpty {
            return Err(io::Error::other("a block of text did not fit"));
        }
        self.text.truncate(written);
        self.is_after_return = with_line_feeds(&mut self.text, self.is_after_return);
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
