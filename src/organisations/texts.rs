//! The words of organisations, bodies and tasks.

use super::TaskKind;
use crate::base::Language;
use crate::web::components::Tone;

/// What a task is about, in a sentence about a person.
#[must_use]
pub fn task(kind: TaskKind, person: &str, language: Language) -> String {
    match kind {
        TaskKind::Bounced => {
            language.pick(format!("Mail aan {person} komt niet aan"), format!("Mail to {person} does not arrive"))
        }
        TaskKind::Complained => language.pick(
            format!("{person} meldde onze mail als ongewenst"),
            format!("{person} reported our mail as unwanted"),
        ),
        TaskKind::Left => language.pick(
            format!("{person} heeft zich voor alle uitgaven afgemeld"),
            format!("{person} left every publication"),
        ),
        TaskKind::Moved => language.pick(
            format!("{person} heeft een ander e-mailadres gekozen"),
            format!("{person} chose another e-mail address"),
        ),
        TaskKind::Nobody if person.is_empty() => {
            language.pick("Er is geen contactpersoon meer", "There is no contact any more").to_owned()
        }
        TaskKind::Nobody => {
            language.pick(format!("{person} was de laatste contactpersoon"), format!("{person} was the last contact"))
        }
    }
}

/// What to do about a task.
pub(super) fn advice(kind: TaskKind, language: Language) -> &'static str {
    match kind {
        TaskKind::Bounced => language.pick(
            "Misschien werkt deze persoon daar niet meer, of klopt het adres niet. Bel de organisatie en vul hieronder in wat u hoort.",
            "Perhaps this person does not work there any more, or the address is wrong. Call the organisation and fill in below what you hear.",
        ),
        TaskKind::Complained => language.pick(
            "Wij schrijven dit adres niet meer aan. Vraag de organisatie wie wij voortaan kunnen aanschrijven.",
            "We do not write to this address any more. Ask the organisation whom we may write to from now on.",
        ),
        TaskKind::Left => language.pick(
            "Dat mag altijd. Vraag de organisatie of iemand anders de contactpersoon wordt.",
            "That is always allowed. Ask the organisation whether somebody else becomes the contact.",
        ),
        TaskKind::Moved => language.pick(
            "De abonnementen gaan nu naar een ander adres. Vaak is iemand dan ergens anders gaan werken. Vraag de organisatie of deze persoon contactpersoon blijft.",
            "The subscriptions go to another address now. Often somebody then works elsewhere. Ask the organisation whether this person stays its contact.",
        ),
        TaskKind::Nobody => language.pick(
            "Deze organisatie heeft nu geen contactpersoon. Vraag wie het wordt.",
            "This organisation has no contact now. Ask who it will be.",
        ),
    }
}

/// When the same person may have another address: what to call that, and what comes of it.
pub(super) fn other_address(kind: TaskKind, language: Language) -> Option<(&'static str, &'static str)> {
    match kind {
        TaskKind::Bounced => Some((
            language.pick("Het adres was niet goed", "The address was wrong"),
            language.pick(
                "De naam, de rol en de plaats in overleggroepen namens deze organisatie blijven. Een abonnement gaat niet mee: dat hoort bij het oude adres.",
                "Name, role and seats in bodies on behalf of this organisation stay. A subscription does not move: it belongs to the old address.",
            ),
        )),
        TaskKind::Moved => Some((
            language.pick("Deze persoon blijft contactpersoon", "This person stays the contact"),
            language.pick(
                "De naam, de rol en de plaats in overleggroepen namens deze organisatie blijven. De abonnementen zijn al mee verhuisd.",
                "Name, role and seats in bodies on behalf of this organisation stay. The subscriptions have moved already.",
            ),
        )),
        TaskKind::Complained | TaskKind::Left | TaskKind::Nobody => None,
    }
}

/// How a task ended.
pub(super) fn outcome(word: &str, language: Language) -> &'static str {
    match word {
        "new-contact" => language.pick("opgelost met een andere contactpersoon", "solved with another contact"),
        "corrected" => language.pick("opgelost met een ander adres", "solved with another address"),
        "put-aside" => language.pick("opzij gelegd", "put aside"),
        _ => language.pick("vanzelf opgelost", "solved by itself"),
    }
}

/// What was just done, when the address says so.
pub(super) fn said(word: &str, language: Language) -> Option<(Tone, &'static str)> {
    let (dutch, english) = match word {
        "toegevoegd" => ("Toegevoegd", "Added"),
        "bewaard" => ("Bewaard", "Saved"),
        "beeindigd" => ("Beëindigd. Alles blijft te lezen.", "Ended. Everything can still be read."),
        "heropend" => ("Heropend", "Reopened"),
        "contact" => ("De contactpersoon is toegevoegd", "The contact was added"),
        "contact-einde" => ("De contactpersoon heeft een laatste dag", "The contact has a last day"),
        "notitie" => ("De notitie is bewaard", "The note was saved"),
        "taak" => ("De taak is klaar", "The task is done"),
        "lid" => ("Het lid is toegevoegd", "The member was added"),
        "lid-einde" => ("Het lid heeft een laatste dag", "The member has a last day"),
        "naam-bezet" => {
            let taken = language.pick(
                "Niet heropend: een andere heeft nu deze naam. Geef die eerst een andere naam of beëindig haar.",
                "Not reopened: another one has this name now. Give that one another name or end it first.",
            );
            return Some((Tone::Warn, taken));
        }
        "te-laat" => {
            let late = language.pick(
                "Er is niets gewijzigd: het was intussen al anders. Kijk hoe het nu staat.",
                "Nothing was changed: it had changed in the meantime. See how it stands now.",
            );
            return Some((Tone::Warn, late));
        }
        _ => return None,
    };
    Some((Tone::Good, language.pick(dutch, english)))
}

pub(super) fn name_wanted(language: Language) -> &'static str {
    language.pick("Vul een naam in van hooguit 160 tekens.", "Fill in a name of at most 160 characters.")
}

pub(super) fn name_taken(language: Language) -> &'static str {
    language.pick(
        "Deze naam is al in gebruik. Kies een andere, of open wat er al is.",
        "This name is in use already. Choose another, or open what is there.",
    )
}

pub(super) fn overtaken(language: Language) -> &'static str {
    language.pick(
        "Iemand heeft dit intussen gewijzigd. Hieronder staat wat u invulde. Bewaart u opnieuw, dan geldt dat.",
        "Somebody changed this in the meantime. Below stands what you filled in. Save once more to keep that.",
    )
}

pub(super) fn kind_wanted(language: Language) -> &'static str {
    language.pick("Kies een soort.", "Choose a kind.")
}

pub(super) fn area_wanted(language: Language) -> &'static str {
    language.pick("Kies een gebied uit de lijst.", "Choose an area from the list.")
}

pub(super) fn address_wanted(language: Language) -> &'static str {
    language.pick(
        "Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.",
        "Fill in an e-mail address, for example name@example.org.",
    )
}

pub(super) fn person_name_wanted(language: Language) -> &'static str {
    language.pick(
        "Vul een naam in van hooguit 100 tekens, op één regel.",
        "Fill in a name of at most 100 characters, on one line.",
    )
}

pub(super) fn role_wanted(language: Language) -> &'static str {
    language.pick(
        "Vul een rol in van hooguit 100 tekens, bijvoorbeeld secretaris.",
        "Fill in a role of at most 100 characters, for example secretary.",
    )
}

pub(super) fn day_wanted(language: Language) -> &'static str {
    language.pick("Vul een dag in, bijvoorbeeld 1-12-2026.", "Fill in a day, for example 1-12-2026.")
}

pub(super) fn last_before_first(language: Language) -> &'static str {
    language.pick("De laatste dag ligt vóór de eerste.", "The last day lies before the first.")
}

pub(super) fn reason_wanted(language: Language) -> &'static str {
    language.pick("Schrijf in hooguit 500 tekens waarom.", "Write in at most 500 characters why.")
}

pub(super) fn note_wanted(language: Language) -> &'static str {
    language.pick("Schrijf een notitie van hooguit 4.000 tekens.", "Write a note of at most 4,000 characters.")
}

pub(super) fn already_contact(language: Language) -> &'static str {
    language.pick("Dit adres is al van een contactpersoon hier.", "This address is a contact’s here already.")
}

pub(super) fn twice(language: Language) -> &'static str {
    language.pick(
        "Deze persoon staat hier dan op sommige dagen dubbel. Kijk waar de naam nog meer staat en kies andere dagen.",
        "This person would be here twice on some days. Look where else the name stands and choose other days.",
    )
}

pub(super) fn already_member(language: Language) -> &'static str {
    language.pick("Dit adres is al van een lid.", "This address is a member’s already.")
}
