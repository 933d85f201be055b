//! The register of processing as article 30 asks for it, out of the tables.

use serde::Serialize;

use crate::app::Rooms;
use crate::base::Language;
use crate::privacy::retention::{Periods, span};
use crate::room::{Erasing, Form, Keeps, Personal, Processing, Table};

/// One processing, in one language, with what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The word of the processing.
    pub id: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// Whose data.
    pub whose: &'static str,
    /// What for.
    pub purpose: &'static str,
    /// On which basis.
    pub basis: &'static str,
    /// Where they come from.
    pub source: &'static str,
    /// Who receives them.
    pub recipients: &'static str,
    /// What is kept.
    pub holdings: Vec<Holding>,
}

/// A table of a processing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holding {
    /// What it is called in the database.
    pub table: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Which data stand in it.
    pub data: Vec<&'static str>,
    /// How long it stays.
    pub keeps: String,
    /// What erasing does.
    pub erasing: String,
}

/// The register in a language, with the periods that are in force, in days by kind.
#[must_use]
pub fn entries(rooms: &Rooms, language: Language, periods: &Periods) -> Vec<Entry> {
    let entry = |processing: &'static Processing| {
        let of = |(table, personal): (&'static Table, &'static Personal)| {
            (personal.processing == processing).then(|| holding(table, personal, language, periods))
        };
        Entry {
            id: processing.word,
            name: processing.name.of(language),
            whose: processing.whose.of(language),
            purpose: processing.purpose.of(language),
            basis: processing.basis.of(language),
            source: processing.source.of(language),
            recipients: processing.recipients.of(language),
            holdings: rooms.personal().filter_map(of).collect(),
        }
    };
    rooms.processings().into_iter().map(entry).collect()
}

fn holding(table: &'static Table, personal: &Personal, language: Language, periods: &Periods) -> Holding {
    let is_told = |form: Form| !matches!(form, Form::Nothing | Form::Key);
    let mut data: Vec<_> = table.columns.iter().filter(|column| is_told(column.form)).collect();
    if data.is_empty() {
        data = table.columns.iter().filter(|column| column.form == Form::Key).collect();
    }
    Holding {
        table: table.name,
        what: table.title.of(language),
        data: data.into_iter().map(|column| column.label.of(language)).collect(),
        keeps: keeps(personal.keeps, language, periods),
        erasing: erasing(personal.erasing, language),
    }
}

fn keeps(keeps: Keeps, language: Language, periods: &Periods) -> String {
    match keeps {
        Keeps::AsLongAs(words) => words.of(language).to_owned(),
        Keeps::For(kind) => {
            let days = periods.get(kind).copied().unwrap_or(kind.usual);
            let (span, since) = (span(days, language), kind.since.of(language));
            language.pick(format!("{span} na {since}"), format!("{span} after {since}"))
        }
    }
}

fn erasing(erasing: Erasing, language: Language) -> String {
    let (what, why) = match erasing {
        Erasing::Deleted => return language.pick("wordt gewist", "is erased").to_owned(),
        Erasing::Blanked(why) => {
            (language.pick("wordt losgemaakt van de persoon", "is cut loose from the person"), why)
        }
        Erasing::Kept(why) => (language.pick("blijft", "stays"), why),
    };
    format!("{what}: {}", why.of(language))
}
