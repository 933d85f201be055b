//! The sentences of audiences.

use super::{FilterFault, MAX_CONDITIONS, MAX_DEPTH};
use crate::base::Language;
use crate::web::components::Tone;

pub(super) fn title(language: Language) -> &'static str {
    language.pick("Doelgroepen", "Audiences")
}

/// Why a filter cannot be.
pub(super) fn fault(fault: FilterFault, language: Language) -> String {
    match fault {
        FilterFault::Unreadable => language
            .pick(
                "Deze voorwaarden kunnen wij niet lezen. Begin opnieuw of ga terug.",
                "We cannot read these conditions. Begin again or go back.",
            )
            .to_owned(),
        FilterFault::TooDeep => language.pick(
            format!("Er mogen hooguit {MAX_DEPTH} groepen in elkaar staan. Haal een groep weg."),
            format!("At most {MAX_DEPTH} groups may stand in each other. Take out a group."),
        ),
        FilterFault::TooLarge => language.pick(
            format!("Er mogen hooguit {MAX_CONDITIONS} voorwaarden en groepen zijn. Haal er een paar weg."),
            format!("There may be at most {MAX_CONDITIONS} conditions and groups. Take out a few."),
        ),
    }
}

/// What was just done, when the address says so.
pub(super) fn said(word: &str, language: Language) -> Option<(Tone, &'static str)> {
    match word {
        "bewaard" => Some((Tone::Good, language.pick("De doelgroep is bewaard", "The audience was saved"))),
        "weg" => Some((Tone::Good, language.pick("De doelgroep is verwijderd", "The audience was removed"))),
        "gebruikt" => Some((
            Tone::Warn,
            language.pick(
                "Deze doelgroep kan niet weg: een nummer gebruikt haar",
                "This audience cannot be removed: an issue uses it",
            ),
        )),
        _ => None,
    }
}

pub(super) fn name_wanted(language: Language) -> &'static str {
    language.pick("Vul een naam in van hooguit 120 tekens.", "Fill in a name of at most 120 characters.")
}

pub(super) fn name_taken(language: Language) -> &'static str {
    language.pick("Er is al een doelgroep met deze naam.", "There is an audience of this name already.")
}

pub(super) fn value_wanted(language: Language) -> &'static str {
    language.pick("Kies een mogelijkheid uit de lijst.", "Choose an option from the list.")
}

pub(super) fn day_wanted(language: Language) -> &'static str {
    language.pick("Vul een dag in, bijvoorbeeld 1-12-2026.", "Fill in a day, for example 1-12-2026.")
}

pub(super) fn overtaken(language: Language) -> &'static str {
    language.pick(
        "Iemand heeft deze doelgroep intussen gewijzigd. Hieronder staat uw versie. Bewaart u opnieuw, dan geldt die.",
        "Somebody changed this audience in the meantime. Below stands your version. Save once more to keep that.",
    )
}

/// How many readers, in words.
pub(super) fn readers(many: i64, language: Language) -> &'static str {
    if many == 1 { language.pick("abonnee", "subscriber") } else { language.pick("abonnees", "subscribers") }
}
