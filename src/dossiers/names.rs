//! Finding names in words that go public. Pure.
//!
//! A name is found whole, by its family name, by its first name when that has a capital, and by initials; inflected ("De Wits
//! brief", "Postma’s"), in compounds and file names, in any case and with any accent, and through hidden characters. A family
//! name that has a particle ("De Wit") is found without it only with a capital, because it is often a word. Better one too many:
//! whoever reads says that it is no name.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::base::name::PARTICLES;

/// Those that are a first name too, when they stand first.
const ALSO_GIVEN: [&str; 2] = ["al", "ben"];
/// What one calls people with.
const TITLES: [&str; 15] =
    ["heer", "mevrouw", "mw", "mevr", "dhr", "dr", "drs", "prof", "ir", "ing", "mr", "mrs", "ms", "jhr", "professor"];
/// A name of fewer letters is found only as a whole word.
const COMPOUND: usize = 5;
/// A part of fewer letters is not looked for alone.
const SHORTEST: usize = 3;

/// Somebody's name, taken apart to be found.
#[derive(Clone, Debug)]
pub struct Name {
    /// The number of the actor whose it is.
    pub actor: i64,
    given: Vec<String>,
    particles: Vec<String>,
    family: Vec<String>,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Whose.
    pub actor: i64,
    /// Where it stands, in bytes.
    pub at: Range<usize>,
}

/// A word of a text: its letters as they are compared, and where it stands.
struct Token {
    letters: String,
    at: Range<usize>,
    is_capital: bool,
}

impl Name {
    /// Takes a name apart; one without a letter is never found.
    #[must_use]
    pub fn of(actor: i64, name: &str) -> Self {
        let name = in_order(name);
        let mut words: Vec<String> = tokens(&name).into_iter().map(|token| token.letters).collect();
        drop_titles(&mut words);
        let is_particle = |word: &String| PARTICLES.contains(&word.as_str());
        // A double name ("Smit-Jansen") is one word of it.
        let last = tokens(name.split_whitespace().next_back().unwrap_or_default()).len();
        let given =
            usize::from(words.len() > 1 && words.first().is_some_and(|word| ALSO_GIVEN.contains(&word.as_str())));
        let begin = words.iter().skip(given).position(is_particle).map(|at| at + given);
        let begin = begin.unwrap_or_else(|| words.len().saturating_sub(last));
        let rest = words.split_off(begin);
        let (particles, family) = rest.into_iter().partition(is_particle);
        Self { actor, given: words, particles, family }
    }

    /// Whether this word is a part of the family name, in any of its forms.
    fn is_family(&self, token: &Token) -> bool {
        self.family.iter().any(|part| match part.len() {
            SHORTEST.. => is_form_of(&token.letters, part),
            _ => token.is_capital && token.letters == *part,
        })
    }

    fn is_given(&self, token: &Token) -> bool {
        let is_long = |part: &&String| part.len() >= SHORTEST;
        token.is_capital && self.given.iter().filter(is_long).any(|part| inflects(&token.letters, part))
    }

    /// How many words from here on are this name; 0 for none.
    fn begins(&self, words: &[Token], text: &str) -> usize {
        let Some(first) = words.first() else { return 0 };
        let particles = self.particles.len();
        let has_particles = particles > 0
            && words.len() > particles
            && words.iter().zip(&self.particles).all(|(word, particle)| word.letters == *particle);
        if has_particles && words.get(particles).is_some_and(|word| self.is_family(word)) {
            return particles + 1;
        }
        if self.is_family(first) && (particles == 0 || first.is_capital) || self.is_given(first) {
            return 1;
        }
        self.initials(words, text)
    }

    /// `K.P.`, `K. P.` or `KP`, with or without the particles.
    fn initials(&self, words: &[Token], text: &str) -> usize {
        let first = |parts: &[String]| -> String { parts.iter().filter_map(|part| part.chars().next()).collect() };
        let (given, particles, family) = (first(&self.given), first(&self.particles), first(&self.family));
        if given.is_empty() {
            return 0;
        }
        for all in [format!("{given}{particles}{family}"), format!("{given}{family}")] {
            let is_upper = |token: &Token| text[token.at.clone()].chars().all(|letter| !letter.is_lowercase());
            if words.first().is_some_and(|word| word.letters == all && is_upper(word)) {
                return 1;
            }
            let many = all.chars().count();
            let alike = words
                .iter()
                .zip(all.chars())
                .all(|(word, letter)| word.letters.chars().eq([letter]) && text[word.at.end..].starts_with('.'));
            if many > 1 && words.len() >= many && alike && words.first().is_some_and(|word| word.is_capital) {
                return many;
            }
        }
        0
    }

    /// Whether a word before the name belongs to it: a first name, an initial of it, a title.
    fn leads(&self, token: &Token, next: &Token) -> bool {
        let is_initial =
            || self.given.iter().any(|part| part.chars().next().map(String::from) == Some(token.letters.clone()));
        let is_particle = || {
            self.particles.contains(&token.letters)
                || (token.letters == "de" && TITLES.contains(&next.letters.as_str()))
        };
        TITLES.contains(&token.letters.as_str()) || self.given.contains(&token.letters) || is_initial() || is_particle()
    }
}

/// A name with its first name first, without what stands in brackets or is a title behind a comma: "Postma, Karin (VWS)".
fn in_order(name: &str) -> String {
    let bare = name.split('(').next().unwrap_or_default();
    let Some((family, given)) = bare.split_once(',') else { return bare.to_owned() };
    if tokens(given).iter().all(|token| TITLES.contains(&token.letters.as_str())) {
        return family.to_owned();
    }
    format!("{given} {family}")
}

/// Takes away what somebody is called with before their name, and never the name itself: "de heer De Wit", "Piet de Heer".
fn drop_titles(words: &mut Vec<String>) {
    let is_title = |word: &String| TITLES.contains(&word.as_str());
    loop {
        let titles = match words.as_slice() {
            [first, _, ..] if is_title(first) => 1,
            [first, second, _, ..] if first == "de" && is_title(second) => 2,
            _ => return,
        };
        words.drain(..titles);
    }
}

/// Whether a word is a name as it is inflected: Postmas, Smitten, Jansje.
fn inflects(word: &str, name: &str) -> bool {
    let rest = word.strip_prefix(name);
    rest.is_some_and(|rest| matches!(rest, "" | "s" | "n" | "en" | "e" | "je" | "jes" | "tje"))
}

/// Whether a word is, or holds, a family name.
fn is_form_of(word: &str, name: &str) -> bool {
    inflects(word, name) || (name.len() >= COMPOUND && word.contains(name))
}

/// Every name in a text, the first first. They do not overlap.
#[must_use]
pub fn find(text: &str, names: &[Name]) -> Vec<Hit> {
    let words = tokens(text);
    let mut hits = Vec::new();
    let (mut at, mut free) = (0, 0);
    while at < words.len() {
        let best = names.iter().map(|name| (name.begins(&words[at..], text), name)).rev().max_by_key(|(many, _)| *many);
        let Some((many @ 1.., name)) = best else {
            at += 1;
            continue;
        };
        let begin = (free..at).rev().take_while(|before| {
            let between = &text[words[*before].at.end..words[*before + 1].at.start];
            between.chars().all(|letter| matches!(letter, ' ' | '.' | '-' | '\u{a0}'))
                && name.leads(&words[*before], &words[*before + 1])
        });
        let begin = begin.last().unwrap_or(at);
        at += many;
        // A first name with the family name behind it is one hit.
        while let Some(next) = words.get(at)
            && text[words[at - 1].at.end..next.at.start].chars().all(|letter| matches!(letter, ' ' | '-' | '\u{a0}'))
        {
            match name.begins(&words[at..], text) {
                0 => break,
                more => at += more,
            }
        }
        let end = ending(text, &words[at - 1]);
        hits.push(Hit { actor: name.actor, at: words[begin].at.start..end });
        free = at;
    }
    hits
}

/// Where a name ends that goes on as `’s`, `'` or the point of an initial.
fn ending(text: &str, last: &Token) -> usize {
    let end = last.at.end;
    let rest = &text[end..];
    let apostrophe = rest.chars().next().filter(|letter| matches!(letter, '\'' | '’' | '‘' | 'ʼ'));
    if let Some(apostrophe) = apostrophe {
        let after = &rest[apostrophe.len_utf8()..];
        let is_s = after.starts_with('s') && !after[1..].starts_with(char::is_alphanumeric);
        return end + apostrophe.len_utf8() * usize::from(is_s) + usize::from(is_s);
    }
    let is_initial = last.is_capital && last.letters.chars().count() == 1;
    end + usize::from(is_initial && rest.starts_with('.'))
}

/// Whether a letter is not seen: a soft hyphen, something of no width, an accent that stands apart.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || is_combining_mark(letter)
}

/// A letter as it is compared: small, without accents, and as those write it who do not have it on their keyboard.
fn plain(letter: char) -> String {
    let letters = letter.to_lowercase().nfkd().filter(|part| !is_combining_mark(*part));
    letters.fold(String::new(), |plain, part| match part {
        'ł' => plain + "l",
        'ø' => plain + "o",
        'đ' | 'ð' => plain + "d",
        'ı' => plain + "i",
        'ħ' => plain + "h",
        'ß' => plain + "ss",
        'æ' => plain + "ae",
        'œ' => plain + "oe",
        'þ' => plain + "th",
        other => plain + other.encode_utf8(&mut [0; 4]),
    })
}

fn tokens(text: &str) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::new();
    let mut open = false;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        if is_unseen(letter) {
            if let Some(token) = all.last_mut().filter(|_| open) {
                token.at.end = end;
            }
            continue;
        }
        if !letter.is_alphanumeric() {
            open = false;
            continue;
        }
        let folded = plain(letter);
        match all.last_mut().filter(|_| open) {
            Some(token) => {
                token.letters.push_str(&folded);
                token.at.end = end;
            }
            None => all.push(Token { letters: folded, at: at..end, is_capital: letter.is_uppercase() }),
        }
        open = true;
    }
    all
}
