//! Taking subscribers in from a list, on a declared basis.
//!
//! A file is first *staged*: it goes in sealed pieces into the database, so that no address lies readable in it, any node
//! can go on with it, and nothing of it is left when the import ends or a day has passed. Then it is *mapped* (a person
//! says what the columns are), *checked* as a whole without writing a row, and only when no row is wrong, or a person
//! chooses to leave wrong rows out, *merged*. Page and terminal drive the same steps ([`work`]).
//!
//! What always holds: nothing is merged before everything was checked; merging goes in chunks of at most about 50 ms
//! and only forward, and each chunk commits together with how far it came, so a process may be killed at any time;
//! whoever left or is suppressed stays out; nobody becomes a subscriber without evidence that names the import; memory
//! does not grow with the file, but for some ten bytes for each address, by which repeated rows are seen.

mod at_terminal;
mod cells;
mod check;
mod ending;
mod hand;
mod layout;
mod list;
mod merge;
mod quoting;
mod row;
mod sort;
pub(super) mod staff;
mod stage;
mod text;
mod work;
mod workbook;

use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use crate::base::id::ImportId;
use crate::store::tables::imports;

/// The longest basis, and the longest source, in characters.
const MAX_BASIS: usize = 500;

pub use at_terminal::{AtTerminal, import_at_terminal, import_from_terminal};
pub use layout::{Asked, Layout, Preset, Role};
pub use row::RowFault;
pub use work::at_once::{Imported, Wishes, import};
pub use work::move_imports;

/// An import as it stands.
pub type Import = imports::Model;

/// The longest line, in bytes.
pub(super) const MAX_LINE: usize = 64 * 1024;
/// The most columns.
pub(super) const MAX_COLUMNS: usize = 100;
/// The longest cell, in characters.
const MAX_CELL: usize = 1_000;
/// The most rows of one file.
const MAX_ROWS: u64 = 2_000_000;
/// The largest file, in bytes.
pub(super) const MAX_FILE: u64 = 256 * 1024 * 1024;
/// So many wrong rows are kept with what is wrong; the others are only counted.
pub(super) const KEPT_FAULTS: usize = 10_000;
/// So many remarks about right rows are kept, beside them.
pub(super) const KEPT_REMARKS: usize = 2_000;

/// Why a file cannot be read as a list at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// It has no rows, not even a header.
    Empty,
    /// It is no text and no workbook: a picture, UTF-16, an old .xls.
    Binary,
    /// The row that begins on this line is longer than 64 kB.
    LongLine(u64),
    /// The row that begins on this line has more than 4,096 cells.
    Cells(u64),
    /// It has more than 100 columns.
    Columns(usize),
    /// No column has addresses; these are the columns that there are.
    NoAddresses(Vec<String>),
    /// It has more than 2,000,000 rows, or as a workbook more than 100,000.
    Rows,
    /// It is larger than 256 MB, or as a workbook larger than 32 MB.
    TooLarge,
    /// It is a zip and no workbook, or a broken one.
    Workbook,
    /// It is a workbook that unpacks to more than a list ever is.
    Bomb,
    /// Its name says that those in it left, never subscribed or cannot be reached, as Mailchimp names such files.
    Departed,
    /// It is a workbook of which all sheets with anything in them are hidden.
    Hidden,
    /// It is a workbook that has no sheet of the name that was asked for; these are the sheets.
    NoSheet(Vec<String>),
    /// It has no column of this number, the first being 1.
    NoColumn(usize),
    /// It is not there any more: a backup does not hold it.
    Gone,
}

impl FileFault {
    /// The word in the table, without anything of the file.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Empty => "empty".to_owned(),
            Self::Binary => "binary".to_owned(),
            Self::LongLine(line) => format!("long-line:{line}"),
            Self::Cells(line) => format!("cells:{line}"),
            Self::Columns(count) => format!("columns:{count}"),
            Self::NoAddresses(_) => "no-addresses".to_owned(),
            Self::Rows => "rows".to_owned(),
            Self::TooLarge => "too-large".to_owned(),
            Self::Workbook => "workbook".to_owned(),
            Self::Bomb => "bomb".to_owned(),
            Self::Departed => "departed".to_owned(),
            Self::Hidden => "hidden".to_owned(),
            Self::NoSheet(_) => "no-sheet".to_owned(),
            Self::NoColumn(number) => format!("no-column:{number}"),
            Self::Gone => "gone".to_owned(),
        }
    }

    /// The fault of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        if let Some(line) = word.strip_prefix("long-line:") {
            return line.parse().ok().map(Self::LongLine);
        }
        if let Some(line) = word.strip_prefix("cells:") {
            return line.parse().ok().map(Self::Cells);
        }
        if let Some(count) = word.strip_prefix("columns:") {
            return count.parse().ok().map(Self::Columns);
        }
        if let Some(number) = word.strip_prefix("no-column:") {
            return number.parse().ok().map(Self::NoColumn);
        }
        let others = [
            Self::Empty,
            Self::Binary,
            Self::NoAddresses(Vec::new()),
            Self::Rows,
            Self::TooLarge,
            Self::Workbook,
            Self::Bomb,
            Self::Departed,
            Self::Hidden,
            Self::NoSheet(Vec::new()),
            Self::Gone,
        ];
        others.into_iter().find(|fault| fault.word() == word)
    }
}

/// Why the last attempt to move an import on went wrong. It is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The disk is full.
    DiskFull,
    /// The database did not answer, or was too busy.
    Unavailable,
    /// Anything else; the log has it.
    Broken,
}

impl Trouble {
    /// The word in the table.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::DiskFull => "disk-full",
            Self::Unavailable => "unavailable",
            Self::Broken => "broken",
        }
    }

    /// The trouble of a word; `None` when the last attempt went well.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        [Self::DiskFull, Self::Unavailable, Self::Broken].into_iter().find(|trouble| trouble.word() == word)
    }
}

/// What became, or would become, of the rows of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Subscribed by this import.
    pub added: u64,
    /// Subscribed already.
    pub present: u64,
    /// Left this publication, or everything, earlier: they stay out.
    pub left: u64,
    /// Suppressed: they stay out.
    pub suppressed: u64,
    /// Repeat an address of an earlier row.
    pub repeated: u64,
    /// Of those, the ones that give another name.
    pub contradicting: u64,
    /// Left, or never confirmed, in the program that the list comes from: they stay out.
    pub inactive: u64,
}

impl Tally {
    /// Of an import.
    #[must_use]
    pub fn of(import: &Import) -> Self {
        let count = |count: i64| u64::try_from(count).unwrap_or(0);
        Self {
            added: count(import.added),
            present: count(import.present),
            left: count(import.left_earlier),
            suppressed: count(import.suppressed),
            repeated: count(import.repeated),
            contradicting: count(import.contradicting),
            inactive: count(import.inactive),
        }
    }
}

/// An import.
///
/// # Errors
/// The database's.
pub(super) async fn by_id(on: &impl ConnectionTrait, id: ImportId) -> Result<Option<Import>, DbErr> {
    imports::Entity::find_by_id(id).one(on).await
}

/// How an import's file is to be read.
pub(super) fn layout_of(import: &Import) -> anyhow::Result<Layout> {
    Ok(serde_json::from_str(&import.layout)?)
}

#[cfg(test)]
mod tests;
