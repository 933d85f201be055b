//! What changed between two versions of a text, in words that went and words that came. Pure.

use std::time::{Duration, Instant};

use similar::{ChangeTag, TextDiff};

/// So long two texts are compared; past it, what is left counts as written anew.
const PATIENCE: Duration = Duration::from_millis(20);

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// They stayed.
    Same(String),
    /// They went.
    Gone(String),
    /// They came.
    Come(String),
}

/// The runs of two versions.
pub(super) fn runs(before: &str, now: &str) -> Vec<Run> {
    let until = Instant::now() + PATIENCE;
    let diff = TextDiff::configure().deadline(until).diff_words(before, now);
    let mut runs: Vec<Run> = Vec::new();
    for change in diff.iter_all_changes() {
        let words = change.value();
        match (change.tag(), runs.last_mut()) {
            (ChangeTag::Equal, Some(Run::Same(text)))
            | (ChangeTag::Delete, Some(Run::Gone(text)))
            | (ChangeTag::Insert, Some(Run::Come(text))) => text.push_str(words),
            (ChangeTag::Equal, _) => runs.push(Run::Same(words.to_owned())),
            (ChangeTag::Delete, _) => runs.push(Run::Gone(words.to_owned())),
            (ChangeTag::Insert, _) => runs.push(Run::Come(words.to_owned())),
        }
    }
    runs
}
