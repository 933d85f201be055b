//! Seeking: what of a room staff find by its name, from every page.

use std::pin::Pin;

use crate::base::words::fold;
use crate::base::{Both, Language};
use crate::web::Access;

/// How many things of a kind are shown: who wants more goes to their list.
pub const MOST: usize = 6;
/// More words make a search slow, not better.
const WORDS: usize = 8;

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is called.
    pub title: String,
    /// What tells it from others of that name.
    pub more: String,
    /// Its page.
    pub link: String,
}

/// What gives the things of a kind that answer some words, the best first, at most [`MOST`].
pub type SeekOf<A> = for<'a> fn(&'a A, &'a Sought, Language) -> Finding<'a>;

/// Finding them.
pub type Finding<'a> = Pin<Box<dyn Future<Output = anyhow::Result<Vec<Found>>> + Send + 'a>>;

/// A kind of thing that is found by its name.
#[derive(Debug)]
pub struct Seek<A: 'static> {
    /// What it is called, as many things: "Nummers".
    pub name: Both,
    /// Who may enter the pages of such things; nobody else finds them.
    pub access: Access,
    /// The page that lists all of them.
    pub list: &'static str,
    /// Whether that list searches too, by `zoek`.
    pub goes_on: bool,
    /// What finds them.
    pub find: SeekOf<A>,
}

/// Something that staff begin on a page of its own: "Nieuw nummer".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// What it says.
    pub label: Both,
    /// Who may enter the page.
    pub access: Access,
    /// The page.
    pub page: &'static str,
}

/// What somebody looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// As it was typed, on one line.
    pub typed: String,
    words: Vec<String>,
}

impl Sought {
    /// What was typed.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let typed = crate::base::words::one_line(typed);
        let folded = fold(&typed);
        // A sign by itself stands in everything or in nothing.
        let words = folded.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
        let words = words.take(WORDS).map(str::to_owned).collect();
        Self { typed, words }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Its words, each in small letters without accents.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// Whether a text answers.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        self.rank(text).is_some()
    }

    /// Whether a text begins with what was typed.
    #[must_use]
    pub fn begins(&self, text: &str) -> bool {
        self.rank(text) == Some(0)
    }

    /// How well a text answers, 0 best: every word stands in it. It begins with what was typed, or all words begin words of
    /// it, or some stand within words.
    fn rank(&self, text: &str) -> Option<u8> {
        let text = fold(text);
        let begins = |word: &String| {
            let mut places = text.match_indices(word.as_str());
            places.any(|(at, _)| text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric()))
        };
        if !self.words.iter().all(|word| text.contains(word.as_str())) {
            return None;
        }
        Some(match self.words.iter().all(begins) {
            true if text.starts_with(&self.words.join(" ")) => 0,
            true => 1,
            false => 2,
        })
    }

    /// The best of some things, each with the text that is looked in; those that answer as well keep their order.
    #[must_use]
    pub fn best<T>(&self, all: impl IntoIterator<Item = (String, T)>, found: impl Fn(T) -> Found) -> Vec<Found> {
        let mut fits: Vec<(u8, T)> =
            all.into_iter().filter_map(|(text, thing)| Some((self.rank(&text)?, thing))).collect();
        fits.sort_by_key(|(rank, _)| *rank);
        fits.into_iter().take(MOST).map(|(_, thing)| found(thing)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, MOST, Sought};

    fn titles(typed: &str, all: &[&str]) -> Vec<String> {
        let named = |title: &str| Found { title: title.to_owned(), more: String::new(), link: String::new() };
        let found = Sought::of(typed).best(all.iter().map(|title| ((*title).to_owned(), *title)), named);
        found.into_iter().map(|found| found.title).collect()
    }

    #[test]
    fn t5_what_begins_so_comes_first_and_every_word_counts() {
        let all = ["Verslag netwerkdag", "Het werk", "Netwerkdag voorjaar", "Dag van het netwerk"];
        assert_eq!(titles("netwerk", &all), ["Netwerkdag voorjaar", "Verslag netwerkdag", "Dag van het netwerk"]);
        assert_eq!(
            titles("werk", &all),
            ["Het werk", "Verslag netwerkdag", "Netwerkdag voorjaar", "Dag van het netwerk"]
        );
        assert_eq!(titles("dag netwerk", &all), ["Dag van het netwerk", "Verslag netwerkdag", "Netwerkdag voorjaar"]);
        assert_eq!(titles("netwerk najaar", &all), [""; 0]);
    }

    #[test]
    fn t5_accents_and_capitals_do_not_matter_and_a_list_has_an_end() {
        assert_eq!(titles("CAFÉ", &["Een cafe in zuid"]), ["Een cafe in zuid"]);
        assert_eq!(titles("cafe", &["Café"]), ["Café"]);
        assert_eq!(titles("raad", &["Raad"; 20]).len(), MOST);
        assert!(Sought::of(" \n\u{0} % ").is_empty());
    }
}
