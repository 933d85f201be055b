//! The letter of this room: a code, and nothing that leads anywhere.

use super::texts;
use crate::centre::Centre;
use crate::mail::{Letter, Part};
use crate::people::Person;

/// The label of the letter with a code.
pub(super) const CODE: &str = "privacy.letter";

/// The letter with a code. It holds no link: whoever asked for it has the page open, and whoever did not needs none.
pub(super) fn code(centre: &Centre, person: &Person, code: &str) -> anyhow::Result<Letter> {
    let language = person.language;
    let name = centre.name(language);
    let subject = texts::code_subject(name, language);
    let parts = vec![
        Part::Text(texts::code_lead(language).to_owned()),
        Part::Text(code.to_owned()),
        Part::Text(texts::code_valid(language)),
        Part::Text(texts::code_ignore(language).to_owned()),
    ];
    centre.letter(language, subject, parts, texts::code_why(name, language))
}
