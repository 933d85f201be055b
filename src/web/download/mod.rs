//! Tables as files to take along: CSV and XLSX.
//!
//! A file grows line by line on the disk, under no name that outlives its handle, so a table of a million rows takes no
//! more memory than one of a thousand. A cell that a spreadsheet would take for a formula is defused.

mod table;

use std::borrow::Cow;

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use tempfile::NamedTempFile;
use tokio::io::AsyncReadExt as _;

pub use table::{InTable, TableFile, Value};

/// The form of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Cells parted by semicolons (else as RFC 4180), UTF-8 with a byte order mark. Excel takes the list separator of the
    /// country, which is a semicolon here, and guesses the encoding without the mark.
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

/// A text that no spreadsheet takes for a formula (OWASP, CSV injection): not as a whole, and not when it is parted at
/// another separator than was meant, by a program that overlooks the quotation marks.
#[must_use]
pub fn defused(cell: &str) -> Cow<'_, str> {
    let is_suspect = |letter: char| matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n');
    if !cell.contains(is_suspect) {
        return cell.into();
    }
    let mut defused = String::with_capacity(cell.len() + 1);
    if cell.starts_with(['\t', '\r', '\n']) {
        defused.push('\'');
    }
    // Whether a formula could begin here: at the beginning, and after a separator with or without spaces.
    let mut is_beginning = true;
    for letter in cell.chars() {
        if is_beginning && matches!(letter, '=' | '+' | '-' | '@') {
            defused.push('\'');
        }
        is_beginning = match letter {
            ';' | ',' | '\t' | '\r' | '\n' => true,
            ' ' => is_beginning,
            _ => false,
        };
        defused.push(letter);
    }
    defused.into()
}

/// A file as the answer to a request, under a name without its ending.
///
/// # Errors
/// When it cannot be read back.
pub fn answer(file: &NamedTempFile, kind: Kind, name: &str) -> anyhow::Result<Response> {
    let length = file.as_file().metadata()?.len();
    // Opened anew, because the writer stands at the end; the name goes when the last handle does.
    let open = tokio::fs::File::from_std(file.reopen()?);
    let headers = [
        (header::CONTENT_TYPE, kind.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{}\"", kind.ending())),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(chunks(open))).into_response())
}

/// A paper as the answer to a request, under a name without its ending.
#[must_use]
pub fn pdf(paper: impl Into<Body>, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.pdf\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, paper.into()).into_response()
}

/// A file as a stream of pieces.
fn chunks(file: tokio::fs::File) -> impl futures_util::Stream<Item = std::io::Result<bytes::Bytes>> {
    futures_util::stream::try_unfold(file, async |mut file| {
        let mut piece = bytes::BytesMut::with_capacity(64 * 1024);
        Ok(if file.read_buf(&mut piece).await? == 0 { None } else { Some((piece.freeze(), file)) })
    })
}

#[cfg(test)]
mod tests;
