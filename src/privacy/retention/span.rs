//! A period in words.

use crate::base::Language;

/// A period in words: whole years as years, which are 365 days here.
#[must_use]
pub fn span(days: i64, language: Language) -> String {
    match (days, days / 365) {
        (1, _) => language.pick("1 dag", "1 day").to_owned(),
        (365, _) => language.pick("1 jaar", "1 year").to_owned(),
        (_, years) if years > 0 && days % 365 == 0 => language.pick(format!("{years} jaar"), format!("{years} years")),
        _ => language.pick(format!("{days} dagen"), format!("{days} days")),
    }
}
