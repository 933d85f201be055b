//! Tables: every column of a room, and what it is about.
//!
//! A table is either about nobody, or it says in which processing it stands, how the rows of a person are found, how long
//! they stay and what erasing does.

use super::Kind;
use crate::base::Both;

/// A table of the database.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What it holds, in words for whom it is about.
    pub title: Both,
    /// Whether it holds something about people.
    pub about: About,
    /// All its columns.
    pub columns: &'static [Column],
}

/// Whether a table holds something about people.
#[derive(Clone, Copy, Debug)]
pub enum About {
    /// Nothing.
    Nobody,
    /// Yes, in this way.
    People(Personal),
}

/// What must be known of a table with personal data.
#[derive(Clone, Copy, Debug)]
pub struct Personal {
    /// The processing that it stands in: whose, what for, on which basis, from where, and who receives it.
    pub processing: &'static Processing,
    /// How the rows of one person are found.
    pub rows: Rows,
    /// How long a row stays.
    pub keeps: Keeps,
    /// What erasing a person does to it.
    pub erasing: Erasing,
}

/// A processing: what article 30 of the GDPR asks of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Processing {
    /// The word in downloads. It tells processings apart.
    pub word: &'static str,
    /// Its turn on the page.
    pub turn: u16,
    /// Whether it is told to readers, in the privacy statement. The others are about members of staff.
    pub of_readers: bool,
    /// What it is called.
    pub name: Both,
    /// Whose data.
    pub whose: Both,
    /// What for.
    pub purpose: Both,
    /// On which basis of article 6.
    pub basis: Both,
    /// Where they come from.
    pub source: Both,
    /// Who receives them.
    pub recipients: Both,
}

impl Processing {
    /// Only the centre itself receives the data.
    pub const OURSELVES: Both = Both("alleen medewerkers van het centrum", "only members of the centre’s staff");
    /// The law demands it.
    pub const DUTY: Both =
        Both("wettelijke plicht (AVG, artikel 6, lid 1, onder c)", "legal obligation (GDPR, article 6(1)(c))");
    /// It is a task in the public interest.
    pub const TASK: Both = Both(
        "taak van algemeen belang (AVG, artikel 6, lid 1, onder e)",
        "task in the public interest (GDPR, article 6(1)(e))",
    );
}

/// How the rows of one person are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// By this statement, in which each `?` is the number of the person.
    Of(&'static str),
    /// By this statement, in which the `?` is the keyed hash of the address.
    OfHash(&'static str),
    /// They cannot be found by person, for this reason.
    Unlinked(Both),
}

/// How long a row stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// The purge takes it away after the period of its kind.
    For(&'static Kind),
    /// As long as something else lasts, which these words say.
    AsLongAs(Both),
}

/// What erasing a person does to the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erasing {
    /// They go.
    Deleted,
    /// What is about the person goes, and a row without it stays, for this reason.
    Blanked(Both),
    /// They stay, for this reason.
    Kept(Both),
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub form: Form,
    /// What it is called for whom it is about.
    pub label: Both,
}

/// What is in a column, which says how it is read and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Nothing about a person.
    Nothing,
    /// A number of ours that leads to a person or to a row about them. In the download, not on the page.
    Key,
    /// A text.
    Text,
    /// Words for machines. In the download, not on the page.
    Code,
    /// One of the words of the room that owns the table.
    Word,
    /// One of these words, where the room has the same word for something else.
    Of(&'static [(&'static str, Both)]),
    /// An act of the log.
    Act,
    /// What something in the log was done to.
    Thing,
    /// A kind of record that is kept for a period.
    Kind,
    /// The tag of a language.
    Language,
    /// A moment.
    Moment,
    /// A number of eight bytes.
    Number,
    /// A number of four bytes.
    Small,
    /// The number of a publication.
    Publication,
    /// The number of a topic.
    Topic,
    /// The number of an area.
    Area,
    /// The number of an organisation.
    Organisation,
    /// The number of a body.
    Body,
    /// The number of a sending, shown by what it was called.
    Sending,
    /// The hash of words that were agreed to, shown as those words.
    Consent,
    /// Something that proves or opens, such as the hash of a password: that it is there is told, not what it is.
    Secret,
}

/// A column that is about nobody.
#[must_use]
pub const fn no(name: &'static str) -> Column {
    Column { name, form: Form::Nothing, label: Both("", "") }
}

/// A number that leads to a person.
#[must_use]
pub const fn key(name: &'static str) -> Column {
    Column { name, form: Form::Key, label: Both("Nummer", "Number") }
}

/// A column about a person.
#[must_use]
pub const fn say(name: &'static str, form: Form, dutch: &'static str, english: &'static str) -> Column {
    Column { name, form, label: Both(dutch, english) }
}

/// A table that is about nobody.
#[must_use]
pub const fn nobody(name: &'static str, title: Both, columns: &'static [Column]) -> Table {
    Table { name, title, about: About::Nobody, columns }
}

/// What goes with the person it is about.
#[must_use]
pub const fn of_person(processing: &'static Processing, rows: &'static str, keeps: Keeps) -> About {
    About::People(Personal { processing, rows: Rows::Of(rows), keeps, erasing: Erasing::Deleted })
}
