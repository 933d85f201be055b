//! What one row of a list says, or what is wrong with it. Pure.

mod standing;

use super::MAX_CELL;
use super::cells::Record;
use super::layout::{Layout, Role, plain};
use crate::base::email_address::AddressFault;
use crate::base::{EmailAddress, Language};
use crate::subscribers::subscriber::{NameFault, name};
use standing::{Standing, Standings};

/// What is wrong with one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// A letter of the address or the name could not be read in the encoding of the file.
    Letters,
    /// The domain mixes alphabets whose letters look alike, or looks like a common one: it is not what it seems.
    LooksLike,
    /// The same address stands in an earlier row with another name. A remark: the earlier row counts.
    Contradicts,
    /// Another row says that this address left, or never confirmed, where the list comes from. A remark: it stays out.
    OutElsewhere,
    /// A column that says how people stand has a word here that we do not know.
    Unclear,
    /// A column that is not taken over says here that this person left or cannot be reached.
    SeemsOut,
    /// It names a topic or an area that we do not have. A remark: the rest of it is taken over.
    Choice,
    /// It names an organisation that we do not have. A remark: the rest of it is taken over.
    Organisation,
}

impl RowFault {
    /// The word in the table.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Address(AddressFault::Empty) => "address-empty".to_owned(),
            Self::Address(AddressFault::NoAt) => "address-no-at".to_owned(),
            Self::Address(AddressFault::TooLong) => "address-too-long".to_owned(),
            Self::Address(AddressFault::Local) => "address-local".to_owned(),
            Self::Address(AddressFault::Domain) => "address-domain".to_owned(),
            Self::Name(NameFault::TooLong) => "name-too-long".to_owned(),
            Self::Name(NameFault::Control) => "name-control".to_owned(),
            Self::Language => "language".to_owned(),
            Self::Cells(cells, header) => format!("cells:{cells}:{header}"),
            Self::LongCell => "long-cell".to_owned(),
            Self::Letters => "letters".to_owned(),
            Self::LooksLike => "looks-like".to_owned(),
            Self::Contradicts => "contradicts".to_owned(),
            Self::OutElsewhere => "out-elsewhere".to_owned(),
            Self::Unclear => "unclear".to_owned(),
            Self::SeemsOut => "seems-out".to_owned(),
            Self::Choice => "choice".to_owned(),
            Self::Organisation => "organisation".to_owned(),
        }
    }

    /// The fault of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        if let Some((cells, header)) = word.strip_prefix("cells:").and_then(|rest| rest.split_once(':')) {
            return Some(Self::Cells(cells.parse().ok()?, header.parse().ok()?));
        }
        let address =
            [AddressFault::Empty, AddressFault::NoAt, AddressFault::TooLong, AddressFault::Local, AddressFault::Domain];
        let others = [
            Self::Name(NameFault::TooLong),
            Self::Name(NameFault::Control),
            Self::Language,
            Self::LongCell,
            Self::Letters,
            Self::LooksLike,
            Self::Contradicts,
            Self::OutElsewhere,
            Self::Unclear,
            Self::SeemsOut,
            Self::Choice,
            Self::Organisation,
        ];
        address.into_iter().map(Self::Address).chain(others).find(|fault| fault.word() == word)
    }

    /// Those that only tell something about a row that is right.
    pub const REMARKS: [Self; 4] = [Self::Contradicts, Self::OutElsewhere, Self::Choice, Self::Organisation];

    /// Whether it only tells something about a row that is right.
    #[must_use]
    pub fn is_remark(self) -> bool {
        Self::REMARKS.contains(&self)
    }
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Someone to take in.
    Someone(EmailAddress, String, Language),
    /// Someone who left, or never confirmed, in the program that the list comes from; with the address when it is one.
    Inactive(Option<EmailAddress>),
}

/// What a layout says about rows, looked up once.
pub(super) struct Places {
    count: usize,
    address: usize,
    whole: Option<usize>,
    parts: Vec<usize>,
    language: Option<usize>,
    /// What tells who is out, and what is known about words there.
    pub(super) standings: Standings,
    /// Where topics and where areas are named.
    pub(super) topics: Option<usize>,
    pub(super) areas: Option<usize>,
    /// Where the organisation stands.
    pub(super) organisation: Option<usize>,
}

impl Places {
    /// Of a layout; `None` when no column holds addresses.
    pub(super) fn of(layout: &Layout) -> Option<Self> {
        let place = |role| layout.place_of(role);
        Some(Self {
            count: layout.roles.len(),
            address: place(Role::Address)?,
            whole: place(Role::Name),
            parts: [Role::First, Role::Infix, Role::Last].into_iter().filter_map(place).collect(),
            language: place(Role::Language),
            standings: Standings::of(layout),
            topics: place(Role::Topics),
            areas: place(Role::Areas),
            organisation: place(Role::Organisation),
        })
    }

    /// Reads a row; a fault comes with its column, the first being 1, and 0 for the row as a whole.
    pub(super) fn read(&self, record: Record<'_>) -> Result<Said, (usize, RowFault)> {
        // The length of a cell comes first: a forgotten quotation mark swallows lines, and with them cells.
        if let Some(at) = record.cells().position(|cell| cell.len() > MAX_CELL && cell.chars().count() > MAX_CELL) {
            return Err((at + 1, RowFault::LongCell));
        }
        if record.len() != self.count {
            return Err((0, RowFault::Cells(record.len(), self.count)));
        }
        let address = self.address(record);
        match self.standings.read(record) {
            Standing::Out => return Ok(Said::Inactive(address.ok())),
            Standing::Unclear(at) => return Err((at + 1, RowFault::Unclear)),
            Standing::SeemsOut(at) => return Err((at + 1, RowFault::SeemsOut)),
            Standing::In => {}
        }
        let fault_of_address = |fault| (self.address + 1, fault);
        if record.cell(self.address).contains(char::REPLACEMENT_CHARACTER) {
            return Err(fault_of_address(RowFault::Letters));
        }
        let address = address.map_err(|fault| fault_of_address(RowFault::Address(fault)))?;
        if seems_other(&address) {
            return Err(fault_of_address(RowFault::LooksLike));
        }
        let name = self.name(record)?;
        let language = self.language.map_or(Some(Language::Dutch), |at| language_of(record.cell(at).trim()));
        let language = language.ok_or((self.language.map_or(0, |at| at + 1), RowFault::Language))?;
        Ok(Said::Someone(address, name, language))
    }

    /// The address of a row, when it is one.
    pub(super) fn address(&self, record: Record<'_>) -> Result<EmailAddress, AddressFault> {
        EmailAddress::parse(as_exported(record.cell(self.address)))
    }

    /// The whole name where there is one, else its parts.
    fn name(&self, record: Record<'_>) -> Result<String, (usize, RowFault)> {
        let cell = |at: usize| as_exported(record.cell(at).trim());
        let whole = self.whole.map(|at| (at, cell(at))).filter(|(_, cell)| !cell.is_empty());
        if let Some((at, cell)) = whole {
            return checked_name(cell).map_err(|fault| (at + 1, fault));
        }
        let at = self.parts.first().map_or(0, |at| at + 1);
        let parts = self.parts.iter().map(|at| cell(*at)).filter(|part| !part.is_empty());
        let joined = parts.collect::<Vec<_>>().join(" ");
        checked_name(&joined).map_err(|fault| (at, fault))
    }
}

fn checked_name(text: &str) -> Result<String, RowFault> {
    if text.contains(char::REPLACEMENT_CHARACTER) {
        return Err(RowFault::Letters);
    }
    name(text).map_err(RowFault::Name)
}

/// What was in a cell before we exported it: we put an apostrophe before what a spreadsheet takes for a formula.
fn as_exported(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell)
}

/// Whether a domain is not what it seems. Asked only of what can be that, because it takes longer than all the rest.
fn seems_other(address: &EmailAddress) -> bool {
    let may_seem = !address.as_typed().is_ascii() || address.domain().contains("xn--");
    may_seem && (address.mixes_scripts() || address.probably().is_some())
}

fn language_of(cell: &str) -> Option<Language> {
    match plain(cell).as_str() {
        "" | "nederlands" | "dutch" | "ned" => Some(Language::Dutch),
        "engels" | "english" | "eng" => Some(Language::English),
        _ => Language::from_tag(&cell.replace('_', "-")),
    }
}
