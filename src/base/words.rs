//! What becomes of words that people typed: stems, so that "oefeningen" finds "oefening" (Snowball, Dutch and English),
//! short address parts, and text without hidden characters.

use rust_stemmers::{Algorithm, Stemmer};

use super::Language;

/// The stemmed tokens of a text, separated by spaces, as both engines index them.
#[must_use]
pub fn stems(text: &str, language: Language) -> String {
    tokens(text, language).collect::<Vec<_>>().join(" ")
}

/// The stems of what someone searches, at most eight: more words make a search slow, not better.
#[must_use]
pub fn search_stems(query: &str, language: Language) -> Vec<String> {
    tokens(query, language).take(8).collect()
}

fn tokens(text: &str, language: Language) -> impl Iterator<Item = String> {
    let stemmer = Stemmer::create(language.pick(Algorithm::Dutch, Algorithm::English));
    let folded = fold(text);
    folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| stemmer.stem(word).into_owned())
        .collect::<Vec<_>>()
        .into_iter()
}

/// Lower case without the accents of Western European languages, so that "café" and "cafe" meet.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(plain_letter).collect()
}

fn plain_letter(letter: char) -> char {
    match letter {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

/// A short address part of a title: lower-case ASCII words joined by hyphens, at most 60 characters.
#[must_use]
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for word in fold(title).split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if slug.len() + word.len() >= 60 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    if slug.is_empty() { "artikel".to_owned() } else { slug }
}

/// Typed or pasted text with plain line ends and without the other control characters, which no feed may hold.
#[must_use]
pub fn plain_lines(text: &str) -> String {
    let ends = text.replace("\r\n", "\n").replace('\r', "\n");
    ends.chars().map(|letter| if is_hidden(letter) { ' ' } else { letter }).collect()
}

/// A word as it begins a line or a cell.
#[must_use]
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Typed or pasted text as one line, every run of white space one space.
#[must_use]
pub fn one_line(text: &str) -> String {
    plain_lines(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a mail program would make something to tap on out of a name: an address, a domain or a telephone number.
/// Initials (J.P. de Vries), titles (drs.de Wit) and names with a dot of which no domain has the end are names.
#[must_use]
pub fn seems_a_link(name: &str) -> bool {
    let name = name.to_lowercase();
    let digits = name.chars().filter(|letter| letter.is_numeric()).count();
    let is_domain = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let host = word.split(['/', '?', '#', ':']).next().unwrap_or_default();
        let Some((before, end)) = host.rsplit_once('.') else { return false };
        let before = before.rsplit('.').next().unwrap_or_default();
        let is_label = before.chars().all(|letter| letter.is_alphanumeric() || letter == '-');
        let is_short = before.chars().count() < 2;
        is_label
            && !TITLES.contains(&before)
            && (ENDS.contains(&end) || (!is_short && end.len() == 2 && end.is_ascii()))
    };
    digits >= 7 || ["://", "www.", "@"].iter().any(|sign| name.contains(sign)) || name.split_whitespace().any(is_domain)
}

/// Ends of domains with more than two letters that lead most people somewhere, and two that single letters stand before.
const ENDS: [&str; 18] = [
    "com", "net", "org", "info", "biz", "online", "site", "shop", "store", "xyz", "app", "dev", "link", "click", "top",
    "club", "me", "co",
];
/// What stands before a dot in front of a name.
const TITLES: [&str; 12] = ["dr", "drs", "mr", "mrs", "ms", "ir", "ing", "prof", "st", "mw", "dhr", "mevr"];

fn is_hidden(letter: char) -> bool {
    (letter.is_control() && letter != '\n' && letter != '\t') || matches!(letter, '\u{fffe}' | '\u{ffff}')
}
