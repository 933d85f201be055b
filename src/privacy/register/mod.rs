//! The register: every column of every table, and what it is about.
//!
//! One file for each room or group of rooms. A table is either about nobody, or it says in which processing it stands,
//! how the rows of a person are found, how long they stay and what erasing does. From it come the register of processing
//! (GDPR article 30), "what do you know about me" (article 15), the download (article 20) and what the retention engine
//! must cover. `tests/it/privacy` reads the real schema of both engines and finds every column that is missing here.

mod activity;
mod content;
mod house;
mod of_article_30;
mod organisations;
mod own;
mod sending;
mod staff;
mod subscribers;

use super::retention::Kind;
use crate::base::Language;

pub use activity::{Activity, Processing};
pub use of_article_30::{Entry, entries};

/// The same words in Dutch and in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Both(pub &'static str, pub &'static str);

impl Both {
    /// The words in a language.
    #[must_use]
    pub fn of(self, language: Language) -> &'static str {
        language.pick(self.0, self.1)
    }
}

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
    pub activity: Activity,
    /// How the rows of one person are found.
    pub rows: Rows,
    /// How long a row stays.
    pub keeps: Keeps,
    /// What erasing a person does to it.
    pub erasing: Erasing,
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
    /// The retention engine takes it away after the period of its kind.
    For(Kind),
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
    /// A word of ours.
    Word,
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
const fn no(name: &'static str) -> Column {
    Column { name, form: Form::Nothing, label: Both("", "") }
}

/// A number that leads to a person.
const fn key(name: &'static str) -> Column {
    Column { name, form: Form::Key, label: Both("Nummer", "Number") }
}

/// A column about a person.
const fn say(name: &'static str, form: Form, dutch: &'static str, english: &'static str) -> Column {
    Column { name, form, label: Both(dutch, english) }
}

/// A table that is about nobody.
const fn nobody(name: &'static str, title: Both, columns: &'static [Column]) -> Table {
    Table { name, title, about: About::Nobody, columns }
}

/// Every table, in the order of the rooms.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    [
        house::TABLES,
        sending::TABLES,
        staff::TABLES,
        subscribers::TABLES,
        organisations::TABLES,
        content::TABLES,
        own::TABLES,
    ]
    .into_iter()
    .flatten()
}

/// Every table with personal data.
pub fn personal() -> impl Iterator<Item = (&'static Table, &'static Personal)> {
    tables().filter_map(|table| match &table.about {
        About::People(personal) => Some((table, personal)),
        About::Nobody => None,
    })
}

/// Tables and columns that only one of the two engines has: an index for searching is a table of its own on SQLite, and
/// a column on PostgreSQL. `*` stands for the whole table.
pub const ON_ONE_ENGINE: &[(&str, &str)] =
    &[("record_words", "*"), ("records", "found"), ("people_words", "*"), ("people", "found")];

/// What is wrong with the register beside a schema: every table with its columns, as the database tells them.
#[must_use]
pub fn faults(schema: &[(String, Vec<String>)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, columns) in schema {
        let Some(table) = tables().find(|table| table.name == name) else {
            faults.push(format!("the table {name} is not in the register"));
            continue;
        };
        let known = |column: &&String| table.columns.iter().any(|one| one.name == column.as_str());
        faults.extend(columns.iter().filter(|column| !known(column)).map(|column| {
            format!("the column {name}.{column} is not in the register: say whether it is about a person")
        }));
    }
    let only_elsewhere = |table: &str, column: &str| {
        ON_ONE_ENGINE.iter().any(|(name, which)| *name == table && (*which == "*" || *which == column))
    };
    for table in tables() {
        let there = schema.iter().find(|(name, _)| name == table.name);
        for column in table.columns {
            let is_there = there.is_some_and(|(_, columns)| columns.iter().any(|one| one == column.name));
            if !is_there && !only_elsewhere(table.name, column.name) {
                faults.push(format!("the register knows {}.{}, which does not exist", table.name, column.name));
            }
        }
        faults.extend(inner_faults(table));
    }
    faults
}

/// What is wrong with an entry by itself.
fn inner_faults(table: &Table) -> Vec<String> {
    let is_personal = |column: &&Column| column.form != Form::Nothing;
    let many = table.columns.iter().filter(is_personal).count();
    let mut faults = Vec::new();
    match table.about {
        About::Nobody if many > 0 => faults.push(format!("{} is about nobody and has personal columns", table.name)),
        About::People(_) if many == 0 => faults.push(format!("{} is about people and has no such column", table.name)),
        About::People(personal) => {
            if let Keeps::For(kind) = personal.keeps
                && !super::retention::covers(kind, table.name)
            {
                faults.push(format!(
                    "no rule of retention takes rows of {} away, as {} promises",
                    table.name,
                    kind.word()
                ));
            }
        }
        About::Nobody => {}
    }
    faults
}
