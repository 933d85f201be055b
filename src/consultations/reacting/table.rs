//! The document as a table: a row for each point, as everybody may read it.

use super::nota::{self, LANGUAGE};
use super::reaction::{Answered, Reaction};
use crate::base::wall_time::parse_date;
use crate::consultations::texts;
use crate::web::download::{InTable, Value};

/// As many characters as fit into a cell of a workbook, with room for what defuses them (ECMA-376 has 32,767).
const CELL: usize = 30_000;

/// What the columns are called.
const HEAD: [&str; 11] = [
    "Punt",
    "Thema",
    "Waar het op neerkomt",
    "Wie",
    "U schreef",
    "Afweging",
    "Ons antwoord",
    "Wat verandert",
    "Toezegging",
    "Klaar voor",
    "Resultaat",
];

/// A cell: words, or a day.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    Words(String),
    Day(chrono::NaiveDate),
}

impl InTable for Cell {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Words(words) => Value::Text(words),
            Self::Day(day) => Value::Day(*day),
        }
    }
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

/// The lines, the first of them the head. A number of a point is a name and stays text. A promise after the first, and words
/// that are longer than a cell, go on in a line of their own with the number of the point: nothing is cut.
pub(super) fn lines(reaction: &Reaction) -> Vec<Vec<Cell>> {
    let head = HEAD.into_iter().map(Cell::from).collect();
    std::iter::once(head).chain(reaction.points.iter().flat_map(of_point)).collect()
}

fn of_point(point: &Answered) -> Vec<Vec<Cell>> {
    let row = &point.row;
    let answer = match point.merged {
        Some(head) => format!("Samen met punt {head}"),
        None => row.reason.clone(),
    };
    let is_alone = point.merged.is_none();
    let texts = [
        row.theme.clone(),
        row.title.clone(),
        point.who(LANGUAGE).to_owned(),
        nota::wrote(point).to_owned(),
        row.disposition.map_or("nog open", |of| texts::disposition(of, LANGUAGE)).to_owned(),
        answer,
        if is_alone { nota::changes(point).to_owned() } else { String::new() },
    ];
    let texts: Vec<Vec<String>> = texts.iter().map(|text| cells(text)).collect();
    let promises = if is_alone { point.commitments.as_slice() } else { &[] };
    let many = texts.iter().map(Vec::len).max().unwrap_or(1).max(promises.len());
    let line = |at: usize| {
        let mut line = vec![Cell::Words(row.number.to_string())];
        line.extend(texts.iter().map(|text| Cell::Words(text.get(at).cloned().unwrap_or_default())));
        let promise = promises.get(at);
        line.push(promise.map_or("", |one| one.promised.as_str()).into());
        line.push(promise.and_then(|one| parse_date(&one.due_on)).map_or("".into(), Cell::Day));
        line.push(promise.map_or("", |one| one.result.as_str()).into());
        line
    };
    (0..many).map(line).collect()
}

/// A text in pieces that fit.
fn cells(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    if letters.is_empty() {
        return vec![String::new()];
    }
    letters.chunks(CELL).map(|piece| piece.iter().collect()).collect()
}
