//! The check before a dossier goes public: what of it names somebody, or says where that lies which is not public. Pure.

use std::collections::BTreeSet;
use std::ops::Range;

use super::addresses::{self, Closed};
use super::names::{self, Name};
use super::timeline::{Place, Timeline};

/// Words in a place of which somebody said that they are no name, or another address.
pub(super) type Cleared = BTreeSet<(String, String)>;

/// How much is shown around a name, in characters.
const AROUND: usize = 48;

/// What must not go public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The name of the actor of this number.
    Name(i64),
    /// The name of somebody whose agreement was asked, by their place among those.
    Asked(usize),
    /// The address of the source of this number, which is not public.
    Address(i64),
}

/// All of a dossier that is looked for.
#[derive(Clone, Debug)]
pub(super) struct Sought {
    pub(super) names: Vec<Name>,
    /// Of those whose agreement was asked, each with their place among them.
    pub(super) asked: Vec<(usize, Name)>,
    pub(super) closed: Vec<Closed>,
}

impl Sought {
    /// What of it stands in a text, and where, in bytes.
    pub(super) fn hits(&self, text: &str) -> Vec<(What, Range<usize>)> {
        let mut names: Vec<_> =
            names::find(text, &self.names).into_iter().map(|hit| (What::Name(hit.actor), hit.at)).collect();
        for (place, name) in &self.asked {
            let new = names::find(text, std::slice::from_ref(name)).into_iter().map(|hit| hit.at);
            // Whoever is in the dossier too is found as that.
            let apart =
                |at: &Range<usize>| names.iter().all(|(_, known)| at.end <= known.start || known.end <= at.start);
            let new: Vec<_> = new.filter(apart).map(|at| (What::Asked(*place), at)).collect();
            names.extend(new);
        }
        names.sort_by_key(|(_, at)| at.start);
        let closed = addresses::find(text, &self.closed).into_iter().map(|hit| (What::Address(hit.source), hit.at));
        names.into_iter().chain(closed).collect()
    }
}

/// Something in what is to go public that must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// Where.
    pub(super) place: Place,
    /// What it is.
    pub(super) what: What,
    /// What stands before it.
    pub(super) before: String,
    /// The words, as they stand there.
    pub(super) words: String,
    /// What stands behind them.
    pub(super) after: String,
}

/// Everything that nobody explained, in the order of the timeline.
pub(super) fn findings(timeline: &Timeline, sought: &Sought, cleared: &Cleared) -> Vec<Finding> {
    let mut found = Vec::new();
    for (place, text) in timeline.words() {
        for (what, at) in sought.hits(&text) {
            let (before, words, after) = (&text[..at.start], &text[at.clone()], &text[at.end..]);
            if cleared.contains(&(place.word(), words.to_owned())) {
                continue;
            }
            let (before, after) =
                (before.rsplit('\n').next().unwrap_or_default(), after.split('\n').next().unwrap_or_default());
            found.push(Finding {
                place,
                what,
                before: ending(before),
                words: words.to_owned(),
                after: beginning(after),
            });
        }
    }
    found
}

/// The last words of a line.
fn ending(line: &str) -> String {
    let many = line.chars().count();
    if many <= AROUND {
        return line.to_owned();
    }
    let cut: String = line.chars().skip(many - AROUND).collect();
    format!("… {}", cut.split_once(' ').map_or(cut.as_str(), |(_, whole)| whole))
}

/// The first words of a line.
fn beginning(line: &str) -> String {
    if line.chars().count() <= AROUND {
        return line.to_owned();
    }
    let cut: String = line.chars().take(AROUND).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole))
}
