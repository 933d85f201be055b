//! Ties: what binds a person to the house, so that nobody who is still needed is taken away.

/// A row of a room that refers to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// A statement that gives a row when `people.id` is bound by it, to stand in `EXISTS (…)`.
    pub bound: &'static str,
    /// Whether it also keeps somebody who left everything, or whose address is dead. Being a reader does not: it ends with
    /// the person.
    pub keeps_who_left: bool,
}

impl Tie {
    /// A tie that keeps a person whatever else they left.
    #[must_use]
    pub const fn firm(bound: &'static str) -> Self {
        Self { bound, keeps_who_left: true }
    }

    /// A tie that ends when the person is taken away.
    #[must_use]
    pub const fn of_reader(bound: &'static str) -> Self {
        Self { bound, keeps_who_left: false }
    }
}

/// `AND NOT EXISTS …` for each of the ties, over a row of `people`.
pub(super) fn without(ties: impl Iterator<Item = Tie>) -> String {
    ties.flat_map(|tie| [" AND NOT EXISTS (", tie.bound, ")"]).collect()
}
