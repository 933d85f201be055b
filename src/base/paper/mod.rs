//! Papers: accessible PDFs (PDF/UA-1 and PDF/A-2a), set by typst ([decision 39](../../../docs/adr/0039-papers-as-pdf.md)).
//!
//! A paper is a template that we wrote and the words that it is to show. The words are handed to the template as data and are
//! never read as its language. While a paper is set there is no disk and no network: only templates, words and the fonts that
//! are part of this program. The same words at the same moment give the same bytes.
//!
//! - Only `press` knows typst, and it is left out of a program that is built without the feature `pdf` ([`ARE_MADE`]).
//! - A letter that no font of ours draws is never left out in silence and never an empty box: it becomes a line on which it can
//!   be written ([`drawn`]), and whoever makes the paper says so on it.
//! - A paper is set on the lane [`PRESS`], outside every transaction.

#[cfg(feature = "pdf")]
mod press;
#[cfg(not(feature = "pdf"))]
mod press {
    //! A program without papers.

    use crate::base::paper::Sheet;

    pub(super) fn draws(_: char) -> bool {
        true
    }

    pub(super) fn set(_: &Sheet) -> anyhow::Result<Vec<u8>> {
        anyhow::bail!("this program is built without papers")
    }
}

use std::borrow::Cow;

use serde_json::Value;
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::work::PRESS;
use super::{Instant, Language};

/// Whether this program makes papers.
pub const ARE_MADE: bool = cfg!(feature = "pdf");
/// More people than this do not go on one paper: it would keep the others waiting.
pub const MOST: usize = 2_000;
/// What stands for a letter that cannot be drawn: room to write it.
const TO_WRITE: char = '_';

/// What a paper looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// A list of people, to tick off or to sign.
    List,
    /// Eight badges on a sheet.
    Badges,
    /// That somebody was there.
    Certificate,
}

/// A paper that is still to be set.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What it looks like.
    pub template: Template,
    /// The language of its words.
    pub language: Language,
    /// When it is made.
    pub made: Instant,
    /// What it shows, as its template asks; a `title`, which readers of the file hear first, in any case.
    pub words: Value,
    /// An image that the template may show.
    pub picture: Option<Vec<u8>>,
}

/// Sets a paper.
///
/// # Errors
/// When it takes longer than it may; when the template does not fit the words.
pub async fn make(mut sheet: Sheet) -> anyhow::Result<Vec<u8>> {
    PRESS
        .work(move |_| {
            draw_all(&mut sheet.words);
            press::set(&sheet)
        })
        .await?
}

/// A text as our fonts draw it: what they lack became a line to write on, and what nobody sees is gone.
#[must_use]
pub fn drawn(text: &str) -> Cow<'_, str> {
    if is_nfc(text) && text.chars().all(press::draws) {
        return text.into();
    }
    let letters = text.nfc().filter(|letter| !is_unseen(*letter));
    letters.map(|letter| if press::draws(letter) { letter } else { TO_WRITE }).collect::<String>().into()
}

/// Whether every letter of a text can be drawn.
#[must_use]
pub fn is_drawn_whole(text: &str) -> bool {
    text.nfc().all(|letter| is_unseen(letter) || press::draws(letter))
}

fn draw_all(words: &mut Value) {
    match words {
        Value::String(text) => {
            if let Cow::Owned(drawn) = drawn(text) {
                *text = drawn;
            }
        }
        Value::Array(many) => many.iter_mut().for_each(draw_all),
        Value::Object(fields) => fields.values_mut().for_each(draw_all),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Joiners, marks of direction and selectors of a form: they have no picture of their own.
const fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests;
