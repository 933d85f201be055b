//! How a list parts and quotes its cells, as its beginning shows.

use serde::{Deserialize, Serialize};

/// How cells are quoted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quoting {
    /// In double quotation marks, which are doubled inside (RFC 4180).
    #[default]
    Double,
    /// In double quotation marks, with a backslash before those inside, as databases export.
    Backslash,
    /// In single quotation marks, which are doubled inside.
    Single,
}

/// What parts the cells, and how they are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::subscribers::import) struct Cut {
    pub(in crate::subscribers::import) separator: u8,
    pub(in crate::subscribers::import) quoting: Quoting,
}

impl From<u8> for Cut {
    fn from(separator: u8) -> Self {
        Self { separator, quoting: Quoting::Double }
    }
}

impl Cut {
    /// As the beginning of a text shows.
    pub(super) fn of(head: &[u8]) -> Self {
        let line = head.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
        let quote = if line.trim_ascii_start().starts_with(b"'") { b'\'' } else { b'"' };
        let separator = separator_of(line, quote);
        let quoting = match quote {
            b'\'' => Quoting::Single,
            _ if has_escapes(head, separator) => Quoting::Backslash,
            _ => Quoting::Double,
        };
        Self { separator, quoting }
    }
}

/// What parts the cells, as the first line shows; `;` when it has only one column.
fn separator_of(line: &[u8], quote: u8) -> u8 {
    if let Some(said) = line.strip_prefix(b"sep=").and_then(<[u8]>::first)
        && matches!(said, b';' | b',' | b'\t' | b'|')
    {
        return *said;
    }
    let mut quoted = false;
    let mut counts = [(b';', 0), (b',', 0), (b'\t', 0), (b'|', 0)];
    for byte in line {
        if *byte == quote {
            quoted = !quoted;
        } else if !quoted && let Some((_, count)) = counts.iter_mut().find(|(separator, _)| separator == byte) {
            *count += 1;
        }
    }
    // Of equals the first wins, because `max_by_key` would take the last.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b';', |(separator, _)| *separator)
}

/// Whether a quotation mark after a backslash does not end its cell. A cell that ends with a backslash, such as a folder of
/// Windows, is no sign of it.
fn has_escapes(head: &[u8], separator: u8) -> bool {
    head.windows(3).any(|some| match some {
        [b'\\', b'"', next] => !matches!(next, b'\r' | b'\n' | b'"') && *next != separator,
        _ => false,
    })
}
