//! Acts: what can be done, and to what, as the log names it.

use crate::base::Both;

/// A kind of thing that something is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thing {
    /// The word in the table: `issue`.
    pub word: &'static str,
    /// What it is called.
    pub name: Both,
}

/// An act. Its word stands in the log for ever; its words are what the pages of the log say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// The word in the table: `issue.approve`.
    pub word: &'static str,
    /// To what.
    pub to: Thing,
    /// What somebody did, in both languages.
    pub said: Both,
}

/// The acts of a room: `Name = "word", THING, "Nederlands", "English";` becomes a variant of its enum `Act`. An act without
/// words does not compile, and one that is not in the enum cannot be recorded.
macro_rules! acts {
    ($($name:ident = $word:literal, $thing:expr, $dutch:literal, $english:literal;)+) => {
        /// What can be done here.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Act {
            $(#[doc = $english] $name),+
        }

        impl Act {
            /// All of them.
            pub(crate) const ALL: &'static [$crate::room::Act] = &[$(Self::$name.told()),+];

            /// What the log must know of it.
            #[must_use]
            pub const fn told(self) -> $crate::room::Act {
                match self {
                    $(Self::$name => $crate::room::Act {
                        word: $word,
                        to: $thing,
                        said: $crate::base::Both($dutch, $english),
                    }),+
                }
            }

            /// The word in the log.
            #[must_use]
            pub const fn word(self) -> &'static str {
                self.told().word
            }

            /// The act of a word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)+ _ => None }
            }
        }

        impl From<Act> for $crate::room::Act {
            fn from(act: Act) -> Self {
                act.told()
            }
        }
    };
    // As constants: an act of a room that names them by their words.
    ($($name:ident: $word:literal, $thing:expr, $dutch:literal, $english:literal;)+) => {
        $(
            #[doc = $english]
            pub(crate) const $name: $crate::room::Act = $crate::room::Act {
                word: $word,
                to: $thing,
                said: $crate::base::Both($dutch, $english),
            };
        )+
        /// All of them.
        pub(crate) const ALL: &[$crate::room::Act] = &[$($name),+];
    };
}

pub(crate) use acts;
