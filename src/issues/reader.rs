//! For whom an issue is drawn before it is sent.

use crate::base::Language;

/// For whom an issue is drawn: an invented reader, of a language and with or without a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reader {
    /// The language of the letter around the content; `None` for that of the issue.
    pub language: Option<Language>,
    /// Whether we know their name.
    pub is_named: bool,
}

impl Reader {
    /// Whom one looks as who chooses nobody.
    pub const USUAL: Self = Self { language: None, is_named: true };

    /// Every reader that one can look as, with the word in the address.
    pub const ALL: [(&str, Self); 4] = [
        ("nl-naam", Self { language: Some(Language::Dutch), is_named: true }),
        ("nl", Self { language: Some(Language::Dutch), is_named: false }),
        ("en-naam", Self { language: Some(Language::English), is_named: true }),
        ("en", Self { language: Some(Language::English), is_named: false }),
    ];

    /// The reader of a word; the usual one for a word that is not ours.
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|(known, _)| *known == word).map_or(Self::USUAL, |(_, reader)| reader)
    }
}
