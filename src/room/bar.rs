//! Bars: who may not be written to, as the rooms know it that know readers.

/// What keeps a mail to many from a person, also once a sending to them is open. Letters that a person asked for still go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// From everything that goes to many.
    All {
        /// The word that the ledger gives as the reason.
        word: &'static str,
        /// A statement that gives a row when `people.id` is barred, to stand in `EXISTS (…)`.
        barred: &'static str,
    },
    /// From some publications.
    Publications {
        /// The word that the ledger gives as the reason.
        word: &'static str,
        /// A statement of one column: the numbers of the publications that `people.id` is barred from.
        of: &'static str,
    },
}
