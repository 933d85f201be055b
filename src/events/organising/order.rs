//! In which order people stand. Done here and not by a database, so that it is the same on every engine.

use std::cmp::Reverse;

use crate::base::name::PARTICLES;
use crate::base::words::fold;
use crate::events::papers::Row;

/// A name as a list sorts it: the surname without what stands before it first.
fn by_surname(name: &str) -> (String, String) {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_particle = |word: &str| PARTICLES.contains(&fold(word).trim_matches(['\'', '’']));
    let at = (1..words.len()).find(|at| !is_particle(words[*at])).unwrap_or(0);
    let (first, last) = words.split_at(at);
    (fold(&last.join(" ")), fold(&first.join(" ")))
}

/// An order of people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// By surname.
    #[default]
    Name,
    /// Who registered last comes first.
    Newest,
}

impl Order {
    /// Its word in an address; the usual one has none.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Name => "",
            Self::Newest => "nieuwste",
        }
    }

    /// The one of a word; by name when there is none.
    pub(super) fn of_word(word: &str) -> Self {
        if word == Self::Newest.word() { Self::Newest } else { Self::Name }
    }

    /// Puts people in order.
    pub(super) fn sort(self, rows: &mut [Row]) {
        match self {
            Self::Name => rows.sort_by_cached_key(|(row, _)| (by_surname(&row.name), row.id)),
            Self::Newest => rows.sort_by_key(|(row, _)| Reverse((row.made_at, row.id))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::by_surname;

    #[test]
    fn e07_a_prefix_does_not_count_for_the_order_and_accents_do_not_matter() {
        let mut names = ["Zoë van den Heuvel", "Anna de Vries", "Élodie Aarts", "Bram Jansen", "Cees", "bob aarts"];
        names.sort_by_key(|name| by_surname(name));
        assert_eq!(names, ["bob aarts", "Élodie Aarts", "Cees", "Zoë van den Heuvel", "Bram Jansen", "Anna de Vries"]);
    }
}
