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
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use serde_json::Value;
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::secrets::sha256_hex;
use super::work::PRESS;
use super::{Instant, Language};

/// Whether this program makes papers.
pub const ARE_MADE: bool = cfg!(feature = "pdf");
/// More people than this do not go on one paper: it would keep the others waiting.
pub const MOST: usize = 2_000;
/// What stands for a letter that cannot be drawn: room to write it.
const TO_WRITE: char = '_';
/// So many bytes of papers that everybody may read stay in memory.
const KEPT: usize = 16 * 1024 * 1024;
/// The papers that everybody may read, the oldest first, by what they were made of.
static READ: Mutex<VecDeque<(String, Bytes)>> = Mutex::new(VecDeque::new());

/// What a paper looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// A list of people, to tick off or to sign.
    List,
    /// Eight badges on a sheet.
    Badges,
    /// That somebody was there.
    Certificate,
    /// What was done with what organisations wrote.
    Reaction,
    /// What an organisation wrote.
    Answer,
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

/// As [`make`], for a paper that everybody may read: the last ones stay in memory, so that many readers cost one.
///
/// # Errors
/// Those of [`make`].
pub async fn make_once(mut sheet: Sheet) -> anyhow::Result<Bytes> {
    let of = format!("{:?} {:?} {} {}", sheet.template, sheet.language, sheet.made.0, sheet.words);
    let key = sha256_hex(of.as_bytes());
    if let Some(known) = kept(&key) {
        return Ok(known);
    }
    PRESS
        .work(move |_| {
            // Another reader may have had it made while this one waited.
            if let Some(known) = kept(&key) {
                return Ok(known);
            }
            draw_all(&mut sheet.words);
            let made = Bytes::from(press::set(&sheet)?);
            keep(key, &made);
            Ok(made)
        })
        .await?
}

fn kept(key: &str) -> Option<Bytes> {
    let read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    read.iter().find(|(known, _)| known == key).map(|(_, paper)| paper.clone())
}

fn keep(key: String, paper: &Bytes) {
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    read.push_back((key, paper.clone()));
    while read.len() > 1 && read.iter().map(|(_, paper)| paper.len()).sum::<usize>() > KEPT {
        read.pop_front();
    }
}

/// Running text as our fonts draw it: signs that they lack are named by their number in Unicode, those that follow each other
/// together, and white space is a space. So nothing of a text is missing and nothing is an empty box.
#[must_use]
pub fn described(text: &str, language: Language) -> String {
    let sign = language.pick("teken", "sign");
    let (mut said, mut is_naming) = (String::with_capacity(text.len()), false);
    for letter in text.nfc().filter(|letter| !is_unseen(*letter) && (letter.is_whitespace() || !letter.is_control())) {
        let letter = if letter.is_whitespace() { ' ' } else { letter };
        let is_drawn = press::draws(letter);
        match (is_drawn, is_naming) {
            (true, true) => said.push(']'),
            (false, false) => {
                let _ = write!(said, "[{sign}");
            }
            (true, false) | (false, true) => {}
        }
        is_naming = !is_drawn;
        if is_drawn {
            said.push(letter);
        } else {
            let _ = write!(said, " U+{:04X}", u32::from(letter));
        }
    }
    if is_naming {
        said.push(']');
    }
    said
}

/// The paragraphs of a text, each with its lines, [`described`].
#[must_use]
pub fn paragraphs(text: &str, language: Language) -> Vec<Vec<String>> {
    let paragraphs = text.split("\n\n").filter(|words| !words.trim().is_empty());
    paragraphs.map(|words| words.trim_matches('\n').lines().map(|line| described(line, language)).collect()).collect()
}

/// Whether every sign of running text can be drawn.
#[must_use]
pub fn is_described_whole(text: &str) -> bool {
    let seen = text.nfc().filter(|letter| !is_unseen(*letter) && !letter.is_whitespace() && !letter.is_control());
    seen.into_iter().all(press::draws)
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
