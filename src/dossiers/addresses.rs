//! Finding the addresses of what is not public in words that go public. Pure.
//!
//! An address is compared without what does not change where it leads: the scheme, `www.`, what is asked for behind `?` or `#`, the last
//! slash, signs that are written as numbers, capitals. So two different things behind one path look the same; better one too many, as
//! with names: whoever reads says that it is another.

use std::ops::Range;

/// The address of a source that is not public.
#[derive(Clone, Debug)]
pub struct Closed {
    /// The number of the source.
    pub source: i64,
    bare: String,
}

/// Such an address in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Of which source.
    pub source: i64,
    /// Where it stands, in bytes.
    pub at: Range<usize>,
}

impl Closed {
    /// Of a source with an address; `None` for one on paper.
    #[must_use]
    pub fn of(source: i64, address: &str) -> Option<Self> {
        let bare = bare(trimmed(address));
        (!bare.is_empty()).then_some(Self { source, bare })
    }

    /// Whether an address is this one, or lies below it. Below a whole site lies all that it shows, which is not this address.
    fn is(&self, address: &str) -> bool {
        address.match_indices(&self.bare).any(|(at, _)| {
            let (before, behind) = (&address[..at], &address[at + self.bare.len()..]);
            let goes_on = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_');
            let is_below = behind.starts_with('/') && self.bare.contains('/');
            !before.ends_with(goes_on) && (is_below || (!behind.starts_with('/') && !behind.starts_with(goes_on)))
        })
    }
}

/// An address without what does not change where it leads. Of one within another it is the inner one.
fn bare(address: &str) -> String {
    let address = percent_encoding::percent_decode_str(address).decode_utf8_lossy().to_lowercase();
    let inner = address.rsplit_once("://").map_or(address.as_str(), |(_, inner)| inner);
    let inner = inner.split(['?', '#']).next().unwrap_or_default();
    inner.strip_prefix("www.").unwrap_or(inner).trim_end_matches('/').to_owned()
}

/// Without the signs of the sentence around it.
fn trimmed(text: &str) -> &str {
    let is_sign = |letter: char| !letter.is_alphanumeric() && !matches!(letter, '/' | '-' | '_' | '=' | '%');
    text.trim_matches(is_sign)
}

/// Every address of these in a text: as a whole line, as which a link stands in it, or as one word of it.
#[must_use]
pub fn find(text: &str, closed: &[Closed]) -> Vec<Hit> {
    let mut hits = Vec::new();
    if closed.is_empty() {
        return hits;
    }
    // Slices of the text, so that it can be said where they stand.
    let place = |part: &str| {
        let at = part.as_ptr() as usize - text.as_ptr() as usize;
        at..at + part.len()
    };
    let mut look = |part: &str| {
        let address = bare(part);
        let found = closed.iter().find(|closed| address.contains('.') && closed.is(&address));
        hits.extend(found.map(|closed| Hit { source: closed.source, at: place(part) }));
        found.is_some()
    };
    for line in text.lines().map(trimmed).filter(|line| line.contains('.')) {
        let words = line.split_whitespace().map(trimmed).filter(|word| word.contains('.'));
        // Addresses may stand against each other, or against a sign of the sentence.
        let apart = |sign: char| matches!(sign, ',' | ';' | '|' | '(' | ')' | '<' | '>' | '"');
        let pieces = words.flat_map(|word| {
            std::iter::once(word).chain(word.split(apart).map(trimmed).filter(move |piece| *piece != word))
        });
        // A link may hold a space once it is decoded; then it is none of the words.
        if pieces.filter(|word| word.contains('.') && look(word)).count() == 0 && line.contains("://") {
            look(line);
        }
    }
    hits
}
