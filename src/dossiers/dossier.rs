//! A dossier, what staff write in it, and how texts name an actor. Pure.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::ThemeColour;
use super::when::When;
use crate::base::Language;
use crate::store::tables::{
    dossier_actors, dossier_entries, dossier_publications, dossier_sources, dossier_themes, dossiers,
};

/// The longest title, name of a theme, role or origin, in characters.
pub(super) const TITLE: usize = 160;
/// The longest summary.
pub(super) const SUMMARY: usize = 1_200;
/// The longest text of an entry, in characters of Markdown.
pub(super) const SOURCE: usize = 60_000;
/// The longest address of a source.
pub(super) const ADDRESS: usize = 1_000;
/// The most themes.
pub(super) const THEMES: i64 = 6;

/// A dossier with all that is in it, entries in their order, the rest by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dossier {
    pub(super) row: dossiers::Model,
    pub(super) themes: Vec<dossier_themes::Model>,
    pub(super) actors: Vec<dossier_actors::Model>,
    pub(super) sources: Vec<dossier_sources::Model>,
    pub(super) entries: Vec<Entry>,
    /// What is public of it; also what was and is withdrawn.
    pub(super) public: Option<dossier_publications::Model>,
    /// The names of those whose agreement was asked in it: they are looked for before it goes public.
    pub(super) asked: Vec<String>,
}

/// An entry, with its date as it is read and the numbers of its sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) row: dossier_entries::Model,
    pub(super) when: When,
    pub(super) sources: Vec<i64>,
}

impl Dossier {
    /// Its page for staff.
    pub(super) fn address(&self) -> String {
        format!("/beheer/dossiers/{}", self.row.id)
    }

    /// What is public now.
    pub(super) fn published(&self) -> Option<&dossier_publications::Model> {
        self.public.as_ref().filter(|row| row.withdrawn_at.is_none())
    }

    pub(super) fn entry(&self, number: i64) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.row.number == number)
    }

    pub(super) fn source(&self, number: i64) -> Option<&dossier_sources::Model> {
        self.sources.iter().find(|source| source.number == number)
    }

    pub(super) fn actor(&self, number: i64) -> Option<&dossier_actors::Model> {
        self.actors.iter().find(|actor| actor.number == number)
    }

    /// In how many entries an actor is named.
    pub(super) fn named_in(&self, number: i64) -> usize {
        self.entries.iter().filter(|entry| entry.names().contains(&number)).count()
    }
}

impl Entry {
    /// The numbers of the actors that it names.
    pub(super) fn names(&self) -> BTreeSet<i64> {
        let actor = |mark| match mark {
            Mark::Actor(number) => Some(number),
            Mark::Words(_) => None,
        };
        marks(&self.row.title).chain(marks(&self.row.source)).filter_map(actor).collect()
    }
}

/// What staff write of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The language in which it is written.
    pub language: Language,
    /// The title.
    pub title: String,
    /// What it is about, in plain words.
    pub summary: String,
    /// The themes in their places; one that stays keeps its number.
    pub themes: Vec<Theme>,
}

/// A lane of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Its place, from 1.
    pub number: i64,
    /// What it is called.
    pub name: String,
    /// Its colour.
    pub colour: ThemeColour,
}

/// What staff write of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryWanted {
    /// When it was.
    pub when: When,
    /// The number of its theme.
    pub theme: i64,
    /// Whether it is a turning point.
    pub is_turn: bool,
    /// The title.
    pub title: String,
    /// The text in Markdown, with plain line ends.
    pub source: String,
    /// The numbers of its sources.
    pub sources: Vec<i64>,
}

impl EntryWanted {
    /// What is saved of an entry.
    pub(super) fn of(entry: &Entry) -> Self {
        Self {
            when: entry.when.clone(),
            theme: entry.row.theme,
            is_turn: entry.row.is_turn,
            title: entry.row.title.clone(),
            source: entry.row.source.clone(),
            sources: entry.sources.clone(),
        }
    }
}

impl Wanted {
    /// What is saved of a dossier.
    pub(super) fn of(the: &Dossier) -> Self {
        let theme = |theme: &dossier_themes::Model| Theme {
            number: theme.number,
            name: theme.name.clone(),
            colour: theme.colour,
        };
        Self {
            language: the.row.language,
            title: the.row.title.clone(),
            summary: the.row.summary.clone(),
            themes: the.themes.iter().map(theme).collect(),
        }
    }
}

/// A piece of a text in which actors are named by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark<'a> {
    /// Words.
    Words(&'a str),
    /// `@3`.
    Actor(i64),
}

/// A text in its pieces. An address of mail holds no mark.
pub(super) fn marks(text: &str) -> impl Iterator<Item = Mark<'_>> {
    let (mut rest, mut pending) = (text, None);
    std::iter::from_fn(move || {
        if let Some(mark) = pending.take() {
            return Some(mark);
        }
        if rest.is_empty() {
            return None;
        }
        let found = rest.match_indices('@').find_map(|(at, _)| {
            let after = &rest[at + 1..];
            let many = after.bytes().take_while(u8::is_ascii_digit).count();
            let is_apart =
                !rest[..at].ends_with(char::is_alphanumeric) && !after[many..].starts_with(char::is_alphanumeric);
            let number = after[..many].parse::<i64>().ok().filter(|_| is_apart && many <= 6)?;
            Some((at, at + 1 + many, number))
        });
        let Some((at, end, number)) = found else {
            return Some(Mark::Words(std::mem::take(&mut rest)));
        };
        let before = &rest[..at];
        rest = &rest[end..];
        if before.is_empty() {
            return Some(Mark::Actor(number));
        }
        pending = Some(Mark::Actor(number));
        Some(Mark::Words(before))
    })
}

/// A text with the words for each actor in their places. One that nobody knows stays as it is written.
pub(super) fn told<'a>(text: &'a str, word: impl Fn(i64) -> Option<&'a str>) -> Cow<'a, str> {
    if !text.contains('@') {
        return text.into();
    }
    let piece = |mark| match mark {
        Mark::Words(words) => words.to_owned(),
        Mark::Actor(number) => word(number).map_or_else(|| format!("@{number}"), str::to_owned),
    };
    marks(text).map(piece).collect::<String>().into()
}
