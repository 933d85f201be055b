//! The check of names: what of a dossier names somebody. Pure.

use std::collections::BTreeSet;

use super::names::{Name, find};
use super::timeline::{Place, Timeline};

/// Words in a place of which somebody said that they are no name.
pub(super) type Cleared = BTreeSet<(String, String)>;

/// How much is shown around a name, in characters.
const AROUND: usize = 48;

/// A name in what is to go public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// Where.
    pub(super) place: Place,
    /// The number of the actor whose name it is.
    pub(super) actor: i64,
    /// What stands before it.
    pub(super) before: String,
    /// The name, as it stands there.
    pub(super) words: String,
    /// What stands behind it.
    pub(super) after: String,
}

/// Every name that nobody explained, in the order of the timeline.
pub(super) fn findings(timeline: &Timeline, names: &[Name], cleared: &Cleared) -> Vec<Finding> {
    let mut found = Vec::new();
    for (place, text) in timeline.words() {
        for hit in find(&text, names) {
            let (before, words, after) = (&text[..hit.at.start], &text[hit.at.clone()], &text[hit.at.end..]);
            if cleared.contains(&(place.word(), words.to_owned())) {
                continue;
            }
            let (before, after) =
                (before.rsplit('\n').next().unwrap_or_default(), after.split('\n').next().unwrap_or_default());
            found.push(Finding {
                place,
                actor: hit.actor,
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
