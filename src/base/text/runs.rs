//! What changed between two versions of a text, in words that went and words that came. Pure.

use std::time::Instant;

use similar::{ChangeTag, TextDiff};

/// Words that stayed, went or came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// They stayed.
    Same(String),
    /// They went.
    Gone(String),
    /// They came.
    New(String),
}

/// The runs of two versions of a text, compared until a moment: what is left by then counts as written anew. What lies between two changes as white space only goes along with them, so that a changed
/// sentence reads as one.
#[must_use]
pub fn runs(before: &str, now: &str, until: Instant) -> Vec<Run> {
    let diff = TextDiff::configure().deadline(until).diff_words(before, now);
    let (mut found, mut gone, mut come, mut gap) = (Vec::new(), String::new(), String::new(), String::new());
    let mut stayed = 0;
    for change in diff.iter_all_changes() {
        let words = change.value();
        let is_open = !gone.is_empty() || !come.is_empty();
        match change.tag() {
            ChangeTag::Equal if is_open && words.trim().is_empty() => gap.push_str(words),
            ChangeTag::Equal => {
                let mut words = std::mem::take(&mut gap) + words;
                if gone.trim().is_empty() && come.trim().is_empty() {
                    // Only the space between them changed, which nobody is told of.
                    gone.clear();
                    words = std::mem::take(&mut come) + &words;
                } else {
                    close(&mut found, (&mut gone, &mut come));
                }
                stayed += words.trim().len();
                match found.last_mut() {
                    Some(Run::Same(same)) => same.push_str(&words),
                    _ => found.push(Run::Same(words)),
                }
            }
            tag => {
                let between = std::mem::take(&mut gap);
                gone.push_str(&between);
                come.push_str(&between);
                if tag == ChangeTag::Delete { &mut gone } else { &mut come }.push_str(words);
            }
        }
    }
    close(&mut found, (&mut gone, &mut come));
    // Two paragraphs that share a word here and there are two paragraphs.
    if stayed * 4 < before.len().max(now.len()) && !before.is_empty() && !now.is_empty() {
        return vec![Run::Gone(before.to_owned()), Run::New(now.to_owned())];
    }
    found
}

fn close(found: &mut Vec<Run>, (gone, come): (&mut String, &mut String)) {
    for (words, run) in [(gone, Run::Gone as fn(String) -> Run), (come, Run::New)] {
        let words = std::mem::take(words);
        if !words.trim().is_empty() {
            found.push(run(words));
        }
    }
}
