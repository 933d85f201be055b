//! Words of others without addresses: what is kept about a delivery outlives the person it was about.

/// The longest text that is kept, in characters.
const LONGEST: usize = 300;
/// The longest text of a person that is kept, in characters.
const LONGEST_OF_A_PERSON: usize = 2_000;

/// The words on one line, each that could tell an address replaced by a dot, at most 300 characters. `recipients` are
/// addresses whose local parts are taken out too: "user anna unknown" tells enough.
#[must_use]
pub fn scrub(words: &str, recipients: &[String]) -> String {
    within(words, recipients, LONGEST)
}

/// The same for what a person wrote: at most 2,000 characters.
pub(super) fn scrub_letter(words: &str, recipients: &[String]) -> String {
    within(words, recipients, LONGEST_OF_A_PERSON)
}

fn within(words: &str, recipients: &[String], longest: usize) -> String {
    let locals: Vec<String> = recipients.iter().filter_map(|address| local_of(address)).collect();
    let mut clean = String::new();
    for word in words.split_whitespace() {
        if !clean.is_empty() {
            clean.push(' ');
        }
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        clean.push_str(if tells(word) || locals.contains(&bare) { "•" } else { word });
        if clean.len() > 4 * longest {
            break;
        }
    }
    clean.chars().filter(|letter| !letter.is_control()).take(longest).collect()
}

/// Whether a word holds an address in one of the forms that servers write: `a@b`, `a%40b`, `a+40b`, `a=b.c`.
fn tells(word: &str) -> bool {
    let lower = word.to_lowercase();
    let escaped = ["%40", "+40", "\\x{40}", "&#64;", "(at)"].iter().any(|sign| lower.contains(sign));
    let is_verp = lower.split_once('=').is_some_and(|(_, domain)| domain.contains('.'));
    lower.contains('@') || escaped || is_verp || lower.len() > 80
}

fn local_of(address: &str) -> Option<String> {
    let (local, _) = address.rsplit_once('@')?;
    (local.len() > 2).then(|| local.to_lowercase())
}
