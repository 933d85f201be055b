//! Acts: what can be done, as the log names it.

use crate::base::Both;

/// An act. Its word stands in the log for ever; its words are what the pages of the log say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// The word in the table: `issue.approve`.
    pub word: &'static str,
    /// What somebody did, in both languages.
    pub said: Both,
}

/// The acts of a room: `NAME: "word", "Nederlands", "English";` becomes a constant `NAME`, and `ALL` lists them. An act
/// without words does not compile.
macro_rules! acts {
    ($($name:ident: $word:literal, $dutch:literal, $english:literal;)+) => {
        $(
            #[doc = $english]
            pub(crate) const $name: $crate::room::Act =
                $crate::room::Act { word: $word, said: $crate::base::Both($dutch, $english) };
        )+
        /// All of them.
        pub(crate) const ALL: &[$crate::room::Act] = &[$($name),+];
    };
}

pub(crate) use acts;
