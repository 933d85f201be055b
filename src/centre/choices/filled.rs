//! Reading the form of a name.

use super::keep::Names;
use crate::base::Language;
use crate::web::Form;

/// The longest name, in characters: it stands beside a box to tick.
const LONGEST: usize = 60;

/// Reads the names; what is wrong becomes faults of the form.
pub(super) fn names(form: &mut Form, language: Language) -> Option<Names> {
    let nl = line(form, language, "name_nl");
    let en = line(form, language, "name_en");
    Some(Names { nl: nl?, en: en? })
}

fn line(form: &mut Form, language: Language, field: &'static str) -> Option<String> {
    form.read(field, |text| match text {
        "" => Err(match field {
            "name_nl" => language.pick("Vul de naam in het Nederlands in.", "Fill in the name in Dutch."),
            _ => language.pick("Vul de naam in het Engels in.", "Fill in the name in English."),
        }
        .to_owned()),
        text if text.chars().count() > LONGEST || text.chars().any(char::is_control) => Err(language.pick(
            format!("Schrijf één regel van hoogstens {LONGEST} tekens."),
            format!("Write one line of at most {LONGEST} characters."),
        )),
        text => Ok(text.to_owned()),
    })
}
