//! The body in relaxed canonical form (RFC 6376 section 3.4.4), piece by piece.

use aws_lc_rs::digest::{Context, Digest, SHA256};

/// Whole lines of a body in canonical form. Blank lines at its end are counted apart: they only count when something
/// follows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    text: String,
    blank: usize,
}

/// The hash of a body that arrives in pieces.
pub struct BodyHash {
    context: Context,
    blank: usize,
}

impl Piece {
    /// Canonicalises whole lines. What does not end in CRLF gets one.
    #[must_use]
    pub fn of(lines: &str) -> Self {
        let mut piece = Self { text: String::with_capacity(lines.len()), blank: 0 };
        let lines = lines.strip_suffix("\r\n").unwrap_or(lines);
        for line in lines.split("\r\n") {
            piece.push(line);
        }
        piece
    }

    fn push(&mut self, line: &str) {
        let line = line.trim_end_matches([' ', '\t']);
        if line.is_empty() {
            self.blank += 1;
            return;
        }
        for _ in 0..std::mem::take(&mut self.blank) {
            self.text.push_str("\r\n");
        }
        push_collapsed(&mut self.text, line);
        self.text.push_str("\r\n");
    }

    /// Whether these lines are their own canonical form, so that no copy need be kept.
    #[must_use]
    pub fn is(&self, lines: &str) -> bool {
        self.blank == 0 && self.text == lines
    }
}

/// Copies a text with each run of spaces and tabs as one space.
pub(super) fn push_collapsed(to: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find([' ', '\t']) {
        let (before, after) = rest.split_at(at);
        to.push_str(before);
        to.push(' ');
        rest = after.trim_start_matches([' ', '\t']);
    }
    to.push_str(rest);
}

impl Default for BodyHash {
    fn default() -> Self {
        Self { context: Context::new(&SHA256), blank: 0 }
    }
}

impl BodyHash {
    /// Feeds a piece.
    pub fn feed(&mut self, piece: &Piece) {
        self.feed_canonical(&piece.text);
        self.blank += piece.blank;
    }

    /// Feeds lines that are canonical already and do not end in blank ones.
    pub fn feed_canonical(&mut self, lines: &str) {
        if lines.is_empty() {
            return;
        }
        for _ in 0..std::mem::take(&mut self.blank) {
            self.context.update(b"\r\n");
        }
        self.context.update(lines.as_bytes());
    }

    /// The hash (SHA-256). Blank lines at the end of the body are no part of it.
    #[must_use]
    pub fn finish(self) -> Digest {
        self.context.finish()
    }
}
