//! What the columns of a list are: guessed from their names, known for the exports of four other programs, or told.

mod preset;
pub(super) mod telling;

use std::collections::BTreeMap;
use std::io::Read;

use serde::{Deserialize, Serialize};

pub use preset::Preset;
pub(super) use preset::is_of_departed;

use self::telling::Word;
use super::cells::{Broken, Cells};
use super::quoting::{Cut, Quoting};
use super::{FileFault, MAX_COLUMNS};
use crate::base::EmailAddress;
use crate::base::words::fold;

/// What stands in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Nothing that we take over.
    #[default]
    Nothing,
    /// The address.
    Address,
    /// The whole name.
    Name,
    /// The first name.
    First,
    /// What stands between first and last name.
    Infix,
    /// The last name.
    Last,
    /// The language.
    Language,
    /// A word that says whether someone is subscribed there; every word that we do not know says no.
    Standing,
    /// Holds something when someone left there.
    Gone,
    /// Names the lists on which someone is there; nothing, or "No Lists", when on none.
    Lists,
    /// Names topics.
    Topics,
    /// Names areas or regions.
    Areas,
    /// Names the organisation where somebody works.
    Organisation,
    /// Is not taken over, and says nothing about who left, whatever words stand in it: a person says so.
    Aside,
}

impl Role {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 14] = [
        Self::Nothing,
        Self::Address,
        Self::Name,
        Self::First,
        Self::Infix,
        Self::Last,
        Self::Language,
        Self::Standing,
        Self::Gone,
        Self::Lists,
        Self::Topics,
        Self::Areas,
        Self::Organisation,
        Self::Aside,
    ];

    /// The word in forms.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Address => "address",
            Self::Name => "name",
            Self::First => "first",
            Self::Infix => "infix",
            Self::Last => "last",
            Self::Language => "language",
            Self::Standing => "standing",
            Self::Gone => "gone",
            Self::Lists => "lists",
            Self::Topics => "topics",
            Self::Areas => "areas",
            Self::Organisation => "organisation",
            Self::Aside => "aside",
        }
    }

    /// The role of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// Whether it says who is out in the program that the list comes from.
    #[must_use]
    pub const fn tells_who_is_out(self) -> bool {
        matches!(self, Self::Standing | Self::Gone | Self::Lists)
    }
}

/// How a list is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// What parts the cells: `;`, `,`, a tab or `|`.
    pub separator: u8,
    /// How they are quoted.
    #[serde(default)]
    pub quoting: Quoting,
    /// Whether the first row names the columns.
    pub has_header: bool,
    /// What each column is.
    pub roles: Vec<Role>,
    /// What each column is about by its name: how people stand, that they left, or nothing. It is looked at although the
    /// column is not taken over.
    #[serde(default)]
    pub hints: Vec<Role>,
    /// What words mean that we do not know, in their plain form: whether somebody may be written to.
    #[serde(default)]
    pub meanings: BTreeMap<String, bool>,
    /// What the last check could not understand.
    #[serde(default)]
    pub asked: Vec<Asked>,
    /// The organisations that the last check found no trace of here.
    #[serde(default)]
    pub unknown: Vec<Asked>,
    /// The sheets of a workbook that hold something, and which of them is read.
    #[serde(default)]
    pub sheets: Vec<Sheet>,
    /// The place among the sheets.
    #[serde(default)]
    pub sheet: usize,
    /// How many sheets are hidden.
    #[serde(default)]
    pub hidden_sheets: usize,
}

/// A word of a column that says how people stand, of which we do not know what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The place of the column, the first being 0.
    pub column: usize,
    /// The word as it stands there; empty for a cell without one.
    pub word: String,
    /// How many rows have it.
    pub rows: u64,
}

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// What it is called.
    pub name: String,
    /// Its pieces, from the first to before the last.
    pub pieces: (i64, i64),
    /// How many rows of it are hidden, and not read.
    pub hidden_rows: u32,
}

/// A list as it begins.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// The line and the cells of the first rows, the header included.
    pub rows: Vec<(u64, Vec<String>)>,
    /// What parts the cells, and how they are quoted.
    pub(super) cut: Cut,
}

/// So many rows are looked at to tell what a column is.
pub(super) const SAMPLE: usize = 200;

impl Beginning {
    /// Reads the first `many` rows of a text.
    pub(super) fn read(text: impl Read, many: usize) -> Result<Self, Broken> {
        let mut head = Vec::new();
        let mut text = text;
        // The separator is told by the first line, which is not longer than a row may be.
        (&mut text).take(super::MAX_LINE as u64).read_to_end(&mut head)?;
        let cut = Cut::of(&head);
        let mut cells = Cells::new(head.as_slice().chain(text), cut);
        let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
        while rows.len() < many {
            match cells.next_said() {
                Ok(Some(record)) if rows.is_empty() && record.len() > MAX_COLUMNS => {
                    return Err(FileFault::Columns(record.len()).into());
                }
                Ok(Some(record)) => rows.push((record.line, record.cells().map(str::to_owned).collect())),
                // What is wrong further on is found when all of it is read.
                Ok(None) => break,
                Err(Broken::Fault(_)) if !rows.is_empty() => break,
                Err(broken) => return Err(broken),
            }
        }
        if rows.is_empty() { Err(FileFault::Empty.into()) } else { Ok(Self { rows, cut }) }
    }

    /// The first row.
    #[must_use]
    pub fn first(&self) -> &[String] {
        self.rows.first().map_or(&[], |(_, cells)| cells)
    }

    /// The program that the header is of.
    #[must_use]
    pub fn preset(&self) -> Option<Preset> {
        let names: Vec<String> = self.first().iter().map(|name| plain(name)).collect();
        Preset::ALL.into_iter().find(|preset| preset.is_of(&names))
    }

    /// The layout as the names of the columns say, or as the program has it. A first row that holds an address names no
    /// columns; then the address is where it stands.
    #[must_use]
    pub fn layout(&self, preset: Option<Preset>) -> Layout {
        let first = self.first();
        if let Some(at) = first.iter().position(|cell| EmailAddress::parse(cell).is_ok()) {
            let roles = (0..first.len()).map(|column| if column == at { Role::Address } else { Role::Nothing });
            return self.with(false, roles.collect(), Vec::new());
        }
        let names: Vec<String> = first.iter().map(|name| plain(name)).collect();
        let mut roles = guess(&names);
        let hints: Vec<_> = names.iter().map(|name| telling::role_of_name(name)).collect();
        for (at, (role, hint)) in roles.iter_mut().zip(&hints).enumerate() {
            match hint {
                Some((about, is_sure)) if *role == Role::Nothing && (*is_sure || self.tells(at)) => *role = *about,
                _ => {}
            }
        }
        for (name, role) in preset.or_else(|| self.preset()).map_or(&[][..], Preset::columns) {
            if let Some(at) = names.iter().position(|known| known == name) {
                if matches!(role, Role::Address | Role::Name) {
                    roles.iter_mut().filter(|known| *known == role).for_each(|known| *known = Role::Nothing);
                }
                if let Some(known) = roles.get_mut(at) {
                    *known = *role;
                }
            }
        }
        let hints = hints.into_iter().map(|hint| hint.map_or(Role::Nothing, |(about, _)| about)).collect();
        self.with(true, roles, hints)
    }

    fn with(&self, has_header: bool, roles: Vec<Role>, hints: Vec<Role>) -> Layout {
        let Cut { separator, quoting } = self.cut;
        Layout { separator, quoting, has_header, roles, hints, ..Layout::default() }
    }

    /// Whether what stands in a column says how people stand: something does, and nothing is a word that we do not know.
    fn tells(&self, column: usize) -> bool {
        let cells = self.rows.iter().skip(1).filter_map(|(_, cells)| cells.get(column));
        let mut words = cells.map(|cell| telling::standing(cell)).filter(|word| *word != Word::Blank).peekable();
        words.peek().is_some() && words.all(|word| word != Word::Unknown)
    }
}

fn guess(names: &[String]) -> Vec<Role> {
    let mut roles = vec![Role::Nothing; names.len()];
    let mut take = |role: Role, known: &[&str]| {
        let at = known.iter().find_map(|word| names.iter().position(|column| column == word));
        if let Some(place) = at.and_then(|at| roles.get_mut(at)) {
            *place = role;
        }
        at.is_some()
    };
    // "adres" is a street when there is a column for e-mail, so it comes last.
    take(Role::Address, &["emailadres", "email", "emailaddress", "mailadres", "mail", "epost", "adres", "address"]);
    if !take(Role::Name, &["naam", "name", "volledigenaam", "fullname", "weergavenaam"]) {
        take(Role::First, &["voornaam", "firstname", "givenname", "roepnaam"]);
        take(Role::Infix, &["tussenvoegsel", "tussenvoegsels", "voorvoegsel", "infix", "prefix"]);
        take(Role::Last, &["achternaam", "lastname", "surname", "familienaam"]);
    }
    take(Role::Language, &["taal", "language", "lang", "locale"]);
    take(Role::Topics, &["onderwerpen", "onderwerp", "topics", "topic", "interesses", "interests"]);
    take(Role::Areas, &["gebieden", "gebied", "regios", "regio", "veiligheidsregio", "areas", "area", "region"]);
    take(Role::Organisation, &["organisatie", "organisatienaam", "instelling", "organisation", "organization"]);
    roles
}

/// A name in the form in which it is compared: "E-mailadres " is "emailadres".
pub(super) fn plain(name: &str) -> String {
    fold(name).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

impl Layout {
    /// Where the column of a role stands.
    #[must_use]
    pub fn place_of(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|known| *known == role)
    }

    /// Whether a column says who is out in the program that the list comes from.
    #[must_use]
    pub fn tells_who_is_out(&self) -> bool {
        self.roles.iter().any(|role| role.tells_who_is_out())
    }

    /// Whether a column may say so, although nobody said to read it.
    pub(super) fn may_tell_who_is_out(&self) -> bool {
        self.tells_who_is_out() || self.roles.contains(&Role::Nothing)
    }

    /// What parts the cells, and how they are quoted.
    pub(super) const fn cut(&self) -> Cut {
        Cut { separator: self.separator, quoting: self.quoting }
    }

    /// The sheet that is read; `None` when the list is no workbook.
    #[must_use]
    pub fn read_sheet(&self) -> Option<&Sheet> {
        self.sheets.get(self.sheet)
    }
}
