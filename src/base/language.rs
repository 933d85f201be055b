//! The two languages of pages and mails. Dutch is the default, because the centres are Dutch.

use std::time::Duration;

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// The sentences of a room: `name: "Nederlands", "English";` becomes a function `name` that gives the one of a language.
macro_rules! sentences {
    ($($name:ident: $dutch:literal, $english:literal;)+) => {$(
        pub(super) fn $name(language: $crate::base::Language) -> &'static str {
            language.pick($dutch, $english)
        }
    )+};
}

pub(crate) use sentences;

/// Sentences that say how long something lasts: `name(SPAN): "… {span} …", "… {span} …";` The number is that of the rule.
macro_rules! timed_sentences {
    ($($name:ident($lasts:expr): $dutch:literal, $english:literal;)+) => {$(
        pub(super) fn $name(language: $crate::base::Language) -> String {
            let span = $crate::base::language::lasting($lasts, language);
            language.pick(format!($dutch, span = span), format!($english, span = span))
        }
    )+};
}

pub(crate) use timed_sentences;

/// An enum whose variants are words: the one that is stored, and what it is called in both languages.
macro_rules! spoken {
    ($(#[$doc:meta])* $vis:vis $name:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $word:literal, $dutch:literal, $english:literal;)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// The word in the tables.
            #[must_use]
            $vis const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// What it is called.
            #[must_use]
            $vis const fn said(self) -> $crate::base::Both {
                match self { $(Self::$variant => $crate::base::Both($dutch, $english)),+ }
            }

            /// The one of a word.
            #[must_use]
            $vis fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }

            /// Every word, with what it is called.
            $vis const WORDS: &'static [(&'static str, $crate::base::Both)] =
                &[$((Self::$variant.word(), Self::$variant.said())),+];
        }
    };
}

pub(crate) use spoken;

/// What the variants of a stored enum are called, in both languages.
macro_rules! said {
    ($name:ident { $($variant:ident: $dutch:literal, $english:literal;)+ }) => {
        impl $name {
            /// What it is called.
            #[must_use]
            pub const fn said(self) -> $crate::base::Both {
                match self { $(Self::$variant => $crate::base::Both($dutch, $english)),+ }
            }

            /// Every word, with what it is called.
            pub const WORDS: &'static [(&'static str, $crate::base::Both)] =
                &[$((Self::$variant.word(), Self::$variant.said())),+];
        }
    };
}

pub(crate) use said;

/// The same words in Dutch and in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Both(pub &'static str, pub &'static str);

impl Both {
    /// The words in a language.
    #[must_use]
    pub fn of(self, language: Language) -> &'static str {
        language.pick(self.0, self.1)
    }
}

/// What a word is called, out of all words of an enum. One that is none of ours is shown as it is.
#[must_use]
pub fn said_of<'a>(words: &[(&'static str, Both)], word: &'a str, language: Language) -> &'a str {
    words.iter().find(|(known, _)| *known == word).map_or(word, |(_, both)| both.of(language))
}

/// A language that a reader can choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Language {
    /// Nederlands, the default.
    #[default]
    #[sea_orm(string_value = "nl")]
    #[serde(rename = "nl")]
    Dutch,
    /// English.
    #[sea_orm(string_value = "en")]
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Both languages, in the order in which a page offers them.
    pub const ALL: [Self; 2] = [Self::Dutch, Self::English];

    /// The BCP 47 tag, as `lang` attributes, `hreflang` and the database hold it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }

    /// The language of a BCP 47 tag (`nl`, `en-GB`), or `None` for one that we do not speak.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split('-').next()?.to_ascii_lowercase().as_str() {
            "nl" => Some(Self::Dutch),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// One of two values. Every text goes through here, so a missing translation does not compile.
    #[must_use]
    pub fn pick<T>(self, dutch: T, english: T) -> T {
        match self {
            Self::Dutch => dutch,
            Self::English => english,
        }
    }

    /// Its own name, as the language switch shows it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dutch => "Nederlands",
            Self::English => "English",
        }
    }

    /// Its name in the language `reader`, for a word among other words of that language.
    #[must_use]
    pub const fn name_in(self, reader: Self) -> &'static str {
        match (self, reader) {
            (Self::Dutch, Self::Dutch) => "Nederlands",
            (Self::English, Self::Dutch) => "Engels",
            (Self::Dutch, Self::English) => "Dutch",
            (Self::English, Self::English) => "English",
        }
    }

    /// The prefix of its page addresses: empty for Dutch, `/en` for English.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Dutch => "",
            Self::English => "/en",
        }
    }
}

/// "10 minuten", "48 uur", "7 dagen", "13 maanden": how long something lasts.
#[must_use]
pub fn lasting(span: Duration, language: Language) -> String {
    const HOUR: u64 = 3_600;
    const DAY: u64 = 24 * HOUR;
    let seconds = span.as_secs();
    let (count, one, many) = match seconds {
        0..HOUR => (seconds / 60, ("minuut", "minute"), ("minuten", "minutes")),
        HOUR..=172_800 => (seconds / HOUR, ("uur", "hour"), ("uur", "hours")),
        172_801..=5_184_000 => (seconds / DAY, ("dag", "day"), ("dagen", "days")),
        _ => (seconds / DAY * 12 / 365, ("maand", "month"), ("maanden", "months")),
    };
    let (dutch, english) = if count == 1 { one } else { many };
    format!("{count} {}", language.pick(dutch, english))
}
