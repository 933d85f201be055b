//! What is coming: the lines of an agenda, and what a year is to bring.

use std::pin::Pin;

use chrono::NaiveDate;

use crate::base::{Both, Instant, Language};

/// Something that the public may come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// When it begins.
    pub at: Instant,
    /// What it is called.
    pub title: String,
    /// What kind of thing it is.
    pub kind: Both,
    /// The day and the hours, in words.
    pub when: String,
    /// Where, in a few words.
    pub place: String,
    /// How many places are left, or whether one may register.
    pub says: String,
    /// Its page, without the prefix of a language.
    pub path: String,
}

/// What gives everything that is still to begin, the first first, in a language.
pub type ComingOf<A> =
    for<'a> fn(&'a A, Language) -> Pin<Box<dyn Future<Output = anyhow::Result<Vec<Coming>>> + Send + 'a>>;

/// How many things of a kind a year is to bring, and what there is of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The word of the kind in forms.
    pub word: String,
    /// The kind, as many things: "netwerkdagen".
    pub kind: Both,
    /// How many there are to be; 0 for no number.
    pub wanted: u64,
    /// Where a form sends `year`, `kind` and `wanted-KIND` to set that number; nothing for a kind that has none.
    pub goal: Option<&'static str>,
    /// How many were held or finished.
    pub held: u64,
    /// What stands in the year, the first first.
    pub things: Vec<PlannedThing>,
}

/// One thing of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedThing {
    /// Its first day.
    pub day: NaiveDate,
    /// What it is called.
    pub title: String,
    /// Its status, in words.
    pub says: String,
    /// Its page for staff.
    pub path: String,
}

/// What gives the kinds of a year, with what there is of each.
pub type PlannedOf<A> =
    for<'a> fn(&'a A, i32, Language) -> Pin<Box<dyn Future<Output = anyhow::Result<Vec<Planned>>> + Send + 'a>>;
