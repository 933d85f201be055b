//! What can be public of a dossier. Pure.
//!
//! This is what is frozen when a dossier is published, and all that public pages and files are drawn from. It has no place for the
//! name of an actor, nor for the address of a source that is not public.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ThemeColour;
use super::dossier::{Dossier, Mark, marks, told};
use super::when::When;
use crate::base::blocks::{Block, Href, text_of};
use crate::base::{Blocks, Language};

/// A dossier as everybody may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// The language in which it is written.
    pub language: Language,
    /// The title.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// The lanes.
    pub themes: Vec<Lane>,
    /// The role of each actor that a text names.
    pub roles: BTreeMap<i64, String>,
    /// What happened, in order.
    pub entries: Vec<Happening>,
    /// Where it is written, by number.
    pub sources: Vec<Source>,
}

/// A lane.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lane {
    /// Its number.
    pub number: i64,
    /// What it is called.
    pub name: String,
    /// Its colour.
    pub colour: ThemeColour,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// Its number, which is its address.
    pub number: i64,
    /// When, as somebody wrote it.
    pub said: String,
    /// The number of its lane.
    pub theme: i64,
    /// Whether it is a turning point.
    pub is_turn: bool,
    /// The title; actors stand in it by number.
    pub title: String,
    /// The text, in the same way.
    pub body: Blocks,
    /// The numbers of its sources.
    pub sources: Vec<i64>,
}

impl Happening {
    /// Its date.
    #[must_use]
    pub fn when(&self) -> When {
        When::from_stored(&self.said)
    }
}

/// Where something is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its number.
    pub number: i64,
    /// What it is called.
    pub title: String,
    /// Its date, as somebody wrote it; empty for none.
    pub said_on: String,
    /// Whose it is.
    pub origin: String,
    /// Whether it can be read.
    pub opening: Opening,
}

/// Whether a source can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opening {
    /// By everybody, here.
    At(Href),
    /// By everybody, on paper or wherever its title leads.
    Open,
    /// Not; why.
    Closed(String),
}

/// Where in a dossier words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Its title.
    Title,
    /// Its summary.
    Summary,
    /// The name of a theme.
    Theme(i64),
    /// What an actor is called in the open.
    Role(i64),
    /// The title of an entry.
    EntryTitle(i64),
    /// The text of an entry.
    EntryText(i64),
    /// Anything of a source.
    Source(i64),
}

impl Place {
    /// The word in forms and in the table.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Title => "title".to_owned(),
            Self::Summary => "summary".to_owned(),
            Self::Theme(number) => format!("theme-{number}"),
            Self::Role(number) => format!("role-{number}"),
            Self::EntryTitle(number) => format!("entry-title-{number}"),
            Self::EntryText(number) => format!("entry-text-{number}"),
            Self::Source(number) => format!("source-{number}"),
        }
    }

    /// The place of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let (kind, number) = word.rsplit_once('-').unwrap_or((word, "0"));
        let number = number.parse().ok()?;
        Some(match kind {
            "title" => Self::Title,
            "summary" => Self::Summary,
            "theme" => Self::Theme(number),
            "role" => Self::Role(number),
            "entry-title" => Self::EntryTitle(number),
            "entry-text" => Self::EntryText(number),
            "source" => Self::Source(number),
            _ => return None,
        })
    }
}

impl Timeline {
    /// What is public of a dossier, once it is published.
    pub(super) fn of(the: &Dossier) -> anyhow::Result<Self> {
        let mut entries = Vec::with_capacity(the.entries.len());
        for entry in &the.entries {
            let row = &entry.row;
            let body = Blocks::from_json(&row.body)
                .map_err(|fault| anyhow::anyhow!("entry {}: a stored block is wrong at {}", row.id, fault.path))?;
            entries.push(Happening {
                number: row.number,
                said: row.said.clone(),
                theme: row.theme,
                is_turn: row.is_turn,
                title: row.title.clone(),
                body,
                sources: entry.sources.clone(),
            });
        }
        let lane = |row: &crate::store::tables::dossier_themes::Model| Lane {
            number: row.number,
            name: row.name.clone(),
            colour: row.colour,
        };
        let mut whole = Self {
            language: the.row.language,
            title: the.row.title.clone(),
            summary: the.row.summary.clone(),
            themes: the.themes.iter().map(lane).collect(),
            roles: BTreeMap::new(),
            entries,
            sources: the.sources.iter().map(source).collect(),
        };
        whole.roles = whole.named().filter_map(|number| Some((number, the.actor(number)?.role.clone()))).collect();
        Ok(whole)
    }

    /// As the database keeps it. A tree of strings, numbers and lists always serialises.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The numbers of the actors that texts name.
    fn named(&self) -> impl Iterator<Item = i64> {
        let texts = self.entries.iter().flat_map(|entry| {
            let runs = entry.body.0.iter().flat_map(texts_of);
            std::iter::once(entry.title.clone()).chain(runs)
        });
        texts.flat_map(|text| {
            let actor = |mark| match mark {
                Mark::Actor(number) => Some(number),
                Mark::Words(_) => None,
            };
            marks(&text).filter_map(actor).collect::<Vec<_>>()
        })
    }

    /// A text with the roles in their places.
    #[must_use]
    pub fn told(&self, text: &str) -> String {
        told(text, |number| self.roles.get(&number).map(String::as_str)).into_owned()
    }

    /// The text of an entry as plain lines, with the roles in their places.
    #[must_use]
    pub fn plain(&self, entry: &Happening) -> String {
        let texts: Vec<String> = entry.body.0.iter().flat_map(texts_of).map(|text| self.told(&text)).collect();
        texts.join("\n")
    }

    /// Every word that goes public, with its place: what the check of names reads. Whoever adds a field adds it here; a test
    /// looks for one that is missing.
    #[must_use]
    pub fn words(&self) -> Vec<(Place, String)> {
        let mut all = vec![(Place::Title, self.title.clone()), (Place::Summary, self.summary.clone())];
        all.extend(self.themes.iter().map(|lane| (Place::Theme(lane.number), lane.name.clone())));
        all.extend(self.roles.iter().map(|(number, role)| (Place::Role(*number), role.clone())));
        for entry in &self.entries {
            all.push((Place::EntryTitle(entry.number), format!("{}\n{}", entry.title, entry.said)));
            let text: Vec<String> = entry.body.0.iter().flat_map(texts_of).chain(addresses(&entry.body)).collect();
            all.push((Place::EntryText(entry.number), text.join("\n")));
        }
        for source in &self.sources {
            let opening = match &source.opening {
                Opening::At(address) => decoded(address.as_str()),
                Opening::Open => String::new(),
                Opening::Closed(why) => why.clone(),
            };
            let words = [&source.title, &source.said_on, &source.origin, &opening].map(String::as_str).join("\n");
            all.push((Place::Source(source.number), words));
        }
        all
    }
}

fn source(row: &crate::store::tables::dossier_sources::Model) -> Source {
    let opening = match (row.is_public, Href::parse(&row.address)) {
        (true, Ok(address)) => Opening::At(address),
        (true, Err(_)) => Opening::Open,
        (false, _) => Opening::Closed(row.why_closed.clone()),
    };
    Source {
        number: row.number,
        title: row.title.clone(),
        said_on: row.said_on.clone(),
        origin: row.origin.clone(),
        opening,
    }
}

/// The words of a block: one text for each paragraph, item and cell.
fn texts_of(block: &Block) -> Vec<String> {
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content } | Block::Quote { content } => {
            vec![text_of(content)]
        }
        Block::List { items, .. } => items.iter().map(|item| text_of(item)).collect(),
        Block::Table { header, rows } => header.iter().chain(rows.iter().flatten()).map(|cell| text_of(cell)).collect(),
        Block::Button { label, .. } => vec![label.clone()],
        Block::Image { alt, shown, .. } => {
            std::iter::once(alt.clone()).chain(shown.iter().map(|shown| shown.alt.clone())).collect()
        }
        Block::Divider => Vec::new(),
    }
}

/// Where a text links to: an address may hold a name.
fn addresses(body: &Blocks) -> impl Iterator<Item = String> {
    let buttons = body.0.iter().filter_map(|block| match block {
        Block::Button { href, .. } => Some(href),
        _ => None,
    });
    body.inlines().filter_map(|run| run.link.as_ref()).chain(buttons).map(|href| decoded(href.as_str()))
}

fn decoded(address: &str) -> String {
    percent_encoding::percent_decode_str(address).decode_utf8_lossy().into_owned()
}
