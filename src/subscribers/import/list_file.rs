//! Reading a list of people out of a CSV file. Pure: bytes in, rows and faults out.
//!
//! The file may be UTF-8 with or without a byte-order mark, or Windows-1252; its cells may be parted by `;`, `,` or a
//! tab. Which columns there are is told by the header. Every row is either right or a fault with its line number.

use std::collections::HashSet;

use encoding_rs::WINDOWS_1252;

use crate::base::email_address::AddressFault;
use crate::base::words::fold;
use crate::base::{EmailAddress, Language};
use crate::subscribers::subscriber::{NameFault, name};

/// The longest line, in bytes.
pub(in crate::subscribers) const MAX_LINE: usize = 64 * 1024;
/// The most columns.
pub(in crate::subscribers) const MAX_COLUMNS: usize = 100;
/// The longest cell, in characters.
const MAX_CELL: usize = 1_000;

/// Why a file cannot be read as a list at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// It has no rows, not even a header.
    Empty,
    /// It is no text: a workbook, a picture, UTF-16.
    Binary,
    /// This line is longer than 64 kB.
    LongLine(usize),
    /// It has more than 100 columns.
    Columns(usize),
    /// No column has addresses; these are the columns that there are.
    NoAddresses(Vec<String>),
    /// The text between quotation marks does not end.
    Quotes,
}

/// What is wrong with one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// The address.
    Address(AddressFault),
    /// The name.
    Name(NameFault),
    /// The language is neither Dutch nor English.
    Language,
    /// It has so many cells, and the header so many.
    Cells(usize, usize),
    /// A cell is longer than 1,000 characters: perhaps a quotation mark is missing.
    LongCell,
}

/// A right row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::subscribers) struct Row {
    pub(in crate::subscribers) address: EmailAddress,
    pub(in crate::subscribers) name: String,
    pub(in crate::subscribers) language: Language,
}

/// What was read.
#[derive(Debug, Default)]
pub(in crate::subscribers) struct List {
    /// The right rows, each address once.
    pub(in crate::subscribers) rows: Vec<Row>,
    /// How many rows repeat an address of a row before them.
    pub(in crate::subscribers) repeated: u64,
    /// The first wrong rows with their line numbers.
    pub(in crate::subscribers) faults: Vec<(u64, RowFault)>,
    /// How many rows are wrong.
    pub(in crate::subscribers) wrong: u64,
}

/// So many faults are kept; the others are only counted.
const KEPT_FAULTS: usize = 20;

/// Reads a file.
pub(in crate::subscribers) fn read(bytes: Vec<u8>) -> Result<List, FileFault> {
    let text = decode(bytes)?;
    if text.trim().is_empty() {
        return Err(FileFault::Empty);
    }
    if let Some(at) = text.split('\n').position(|line| line.len() > MAX_LINE) {
        return Err(FileFault::LongLine(at + 1));
    }
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter_of(&text)).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|_| FileFault::Quotes)?.clone();
    let columns = Columns::of(&header)?;
    let (mut list, mut seen) = (List::default(), HashSet::new());
    for record in reader.records() {
        let record = record.map_err(|_| FileFault::Quotes)?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match columns.row(&record) {
            Ok(row) if seen.insert(row.address.key().to_owned()) => list.rows.push(row),
            Ok(_) => list.repeated += 1,
            Err(fault) => {
                let line = record.position().map_or(0, csv::Position::line);
                list.wrong += 1;
                if list.faults.len() < KEPT_FAULTS {
                    list.faults.push((line, fault));
                }
            }
        }
    }
    Ok(list)
}

/// The text of a file: UTF-8, or else Windows-1252, in which every byte is a letter.
fn decode(bytes: Vec<u8>) -> Result<String, FileFault> {
    if bytes.contains(&0) {
        return Err(FileFault::Binary);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => WINDOWS_1252.decode_without_bom_handling(error.as_bytes()).0.into_owned(),
    };
    // Control characters other than white space do not occur in a list of people.
    let is_binary = text.chars().take(4_096).any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'));
    if is_binary {
        return Err(FileFault::Binary);
    }
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// What parts the cells, as the header shows; `;` when it has only one column.
fn delimiter_of(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(b';', 0), (b',', 0), (b'\t', 0)];
    for byte in header.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted && let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| *delimiter == byte) {
            *count += 1;
        }
    }
    // Of equals the first wins, because `max_by_key` would take the last.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b';', |(delimiter, _)| *delimiter)
}

/// Where what stands.
#[derive(Debug)]
struct Columns {
    count: usize,
    address: usize,
    names: Vec<usize>,
    language: Option<usize>,
}

impl Columns {
    fn of(header: &csv::StringRecord) -> Result<Self, FileFault> {
        if header.len() > MAX_COLUMNS {
            return Err(FileFault::Columns(header.len()));
        }
        let words: Vec<String> = header.iter().map(plain).collect();
        let find = |known: &[&str]| known.iter().find_map(|word| words.iter().position(|column| column == word));
        // "adres" is a street when there is a column for e-mail, so it comes last.
        let address = find(&["emailadres", "email", "emailaddress", "mailadres", "mail", "epost", "adres", "address"])
            .ok_or_else(|| {
                FileFault::NoAddresses(header.iter().take(20).map(|word| word.chars().take(40).collect()).collect())
            })?;
        let whole = find(&["naam", "name", "volledigenaam", "fullname", "weergavenaam"]);
        let parts = [
            find(&["voornaam", "firstname", "givenname", "roepnaam"]),
            find(&["tussenvoegsel", "tussenvoegsels", "voorvoegsel", "infix", "prefix"]),
            find(&["achternaam", "lastname", "surname", "familienaam"]),
        ];
        let names = whole.map_or_else(|| parts.into_iter().flatten().collect(), |whole| vec![whole]);
        Ok(Self { count: header.len(), address, names, language: find(&["taal", "language", "lang", "locale"]) })
    }

    fn row(&self, record: &csv::StringRecord) -> Result<Row, RowFault> {
        // The length of a cell comes first: a forgotten quotation mark swallows lines, and with them cells.
        if record.iter().any(|cell| cell.chars().count() > MAX_CELL) {
            return Err(RowFault::LongCell);
        }
        if record.len() != self.count {
            return Err(RowFault::Cells(record.len(), self.count));
        }
        let cell = |at: usize| record.get(at).unwrap_or_default().trim();
        let whole = self.names.iter().map(|at| cell(*at)).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        Ok(Row {
            address: EmailAddress::parse(cell(self.address)).map_err(RowFault::Address)?,
            name: name(&whole).map_err(RowFault::Name)?,
            language: language_of(self.language.map(cell).unwrap_or_default()).ok_or(RowFault::Language)?,
        })
    }
}

/// A header in the form in which it is compared: "E-mailadres " is "emailadres".
fn plain(header: &str) -> String {
    fold(header).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

fn language_of(cell: &str) -> Option<Language> {
    match plain(cell).as_str() {
        "" | "nederlands" | "dutch" | "ned" => Some(Language::Dutch),
        "engels" | "english" | "eng" => Some(Language::English),
        _ => Language::from_tag(&cell.replace('_', "-")),
    }
}
