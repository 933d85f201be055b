//! What the columns of a list are: guessed from their names, known for the exports of four other programs, or told.

mod preset;

use std::io::Read;

use serde::{Deserialize, Serialize};

pub use preset::Preset;
pub(super) use preset::is_of_departed;

use super::cells::{Broken, Cells};
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
}

impl Role {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 10] = [
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// What parts the cells: `;`, `,` or a tab.
    pub separator: u8,
    /// Whether the first row names the columns.
    pub has_header: bool,
    /// What each column is.
    pub roles: Vec<Role>,
}

/// A list as it begins.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// The line and the cells of the first rows, the header included.
    pub rows: Vec<(u64, Vec<String>)>,
    /// What parts the cells.
    pub separator: u8,
}

impl Beginning {
    /// Reads the first `many` rows of a text.
    pub(super) fn read(text: impl Read, many: usize) -> Result<Self, Broken> {
        let mut head = Vec::new();
        let mut text = text;
        // The separator is told by the first line, which is not longer than a row may be.
        (&mut text).take(super::MAX_LINE as u64).read_to_end(&mut head)?;
        let separator = separator_of(&head);
        let mut cells = Cells::new(head.as_slice().chain(text), separator);
        let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
        while rows.len() < many
            && let Some(record) = cells.next_said()?
        {
            if record.len() > MAX_COLUMNS {
                return Err(FileFault::Columns(record.len()).into());
            }
            rows.push((record.line, record.cells().map(str::to_owned).collect()));
        }
        if rows.is_empty() { Err(FileFault::Empty.into()) } else { Ok(Self { rows, separator }) }
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
            return Layout { separator: self.separator, has_header: false, roles: roles.collect() };
        }
        let names: Vec<String> = first.iter().map(|name| plain(name)).collect();
        let mut roles = guess(&names);
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
        Layout { separator: self.separator, has_header: true, roles }
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
    // Whatever a list comes from, these names mean one thing only.
    for (name, role) in names.iter().zip(&mut roles) {
        match name.as_str() {
            "unsubtime"
            | "cleantime"
            | "isthisuserblacklisted"
            | "isthissubscriberblacklisted"
            | "isthisaccountdisabled" => {
                *role = Role::Gone;
            }
            "isthisuserconfirmed" | "isthissubscriberconfirmed" => *role = Role::Standing,
            _ => {}
        }
    }
    roles
}

/// What parts the cells, as the first line shows; `;` when it has only one column.
fn separator_of(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    if let Some(said) = line.strip_prefix(b"sep=").and_then(<[u8]>::first)
        && matches!(said, b';' | b',' | b'\t')
    {
        return *said;
    }
    let mut quoted = false;
    let mut counts = [(b';', 0), (b',', 0), (b'\t', 0)];
    for byte in line {
        if *byte == b'"' {
            quoted = !quoted;
        } else if !quoted && let Some((_, count)) = counts.iter_mut().find(|(separator, _)| separator == byte) {
            *count += 1;
        }
    }
    // Of equals the first wins, because `max_by_key` would take the last.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b';', |(separator, _)| *separator)
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
}
