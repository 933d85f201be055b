//! The sentences of this room that are not labels: faults, and prose of the public pages.

use crate::base::Language;
use crate::base::email_address::AddressFault;

/// A field that stayed empty.
pub(super) fn missing(field: &str, language: Language) -> String {
    let what = match field {
        "name_nl" => language.pick("de Nederlandse naam van het centrum", "the Dutch name of the centre"),
        "name_en" => language.pick("de Engelse naam van het centrum", "the English name of the centre"),
        "postal_address" => language.pick("het postadres", "the postal address"),
        "sender_name" => language.pick("de naam van de afzender", "the name of the sender"),
        "publication_nl" => language.pick("de Nederlandse naam van de uitgave", "the Dutch name of the publication"),
        "publication_en" => language.pick("de Engelse naam van de uitgave", "the English name of the publication"),
        "description_nl" => {
            language.pick("de Nederlandse omschrijving van de uitgave", "the Dutch description of the publication")
        }
        "description_en" => {
            language.pick("de Engelse omschrijving van de uitgave", "the English description of the publication")
        }
        "member_name" => language.pick("de naam van de eerste beheerder", "the name of the first administrator"),
        _ => language.pick("dit antwoord", "this answer"),
    };
    language.pick(format!("Vul {what} in."), format!("Fill in {what}."))
}

/// More characters than fit.
pub(super) fn too_long(most: usize, language: Language) -> String {
    language.pick(
        format!("Dit is te lang. Gebruik hoogstens {most} tekens."),
        format!("This is too long. Use at most {most} characters."),
    )
}

/// A line break or another invisible character where none may stand.
pub(super) fn one_line(language: Language) -> &'static str {
    language.pick(
        "Hierin staat een onzichtbaar teken, zoals een tab. Typ de tekst opnieuw.",
        "This holds an invisible character, such as a tab. Type the text again.",
    )
}

/// What is wrong with an address. The sentence names the field, because the summary above the form shows it alone.
pub(super) fn address(field: &str, fault: AddressFault, language: Language) -> String {
    let example = language.pick("naam@voorbeeld.nl", "name@example.org");
    let what = match field {
        "contact_address" => language.pick("het contactadres", "the contact address"),
        "sender_address" => language.pick("het adres voor uitgaven", "the address for publications"),
        "letter_address" => language.pick("het adres voor losse mails", "the address for personal letters"),
        "reply_address" => language.pick("het adres voor antwoorden", "the address for answers"),
        _ => language.pick("het e-mailadres van de eerste beheerder", "the address of the first administrator"),
    };
    match fault {
        AddressFault::Empty => {
            language.pick(format!("Vul {what} in, zoals {example}."), format!("Fill in {what}, such as {example}."))
        }
        AddressFault::NoAt => language.pick(
            format!("Controleer {what}: er ontbreekt een deel. Het lijkt op {example}."),
            format!("Check {what}: a part is missing. It looks like {example}."),
        ),
        AddressFault::TooLong => {
            language.pick(format!("Controleer {what}: het is te lang."), format!("Check {what}: it is too long."))
        }
        AddressFault::Local | AddressFault::Domain => language.pick(
            format!("Controleer {what}: er staat een teken in dat er niet mag staan. Het lijkt op {example}."),
            format!("Check {what}: it holds a character that may not stand there. It looks like {example}."),
        ),
    }
}

/// Both senders are the same.
pub(super) fn senders_must_differ(language: Language) -> &'static str {
    language.pick(
        "Kies een ander adres dan dat van de uitgaven. Klachten over de nieuwsbrief raken dan uw losse mails niet.",
        "Choose another address than that of the publications. Complaints about the newsletter then do not affect your personal letters.",
    )
}

fn which_colour(field: &str, language: Language) -> &'static str {
    if field == "brand" {
        language.pick("huiskleur", "brand colour")
    } else {
        language.pick("accentkleur", "accent colour")
    }
}

/// No colour.
pub(super) fn colour(field: &str, language: Language) -> String {
    let which = which_colour(field, language);
    language.pick(
        format!("Schrijf de {which} als # en zes tekens, zoals #0a5c5a."),
        format!("Write the {which} as # and six characters, such as #0a5c5a."),
    )
}

/// A colour with too little contrast. The ratio is rounded down, so that 4,49 is not shown as enough.
pub(super) fn contrast(field: &str, ratio: f64, least: f64, language: Language) -> String {
    let which = which_colour(field, language);
    let shown = format!("{:.1}", (ratio * 10.0).floor() / 10.0);
    let least = format!("{least:.1}");
    language.pick(
        format!(
            "Kies een donkerder {which}. Met wit is het contrast nu {} op 1; het moet minstens {} op 1 zijn.",
            shown.replace('.', ","),
            least.replace('.', ",")
        ),
        format!(
            "Choose a darker {which}. Its contrast with white is {shown} to 1 now; it must be at least {least} to 1."
        ),
    )
}

/// The size of the office was not chosen.
pub(super) fn office(language: Language) -> &'static str {
    language
        .pick("Kies met hoeveel mensen u de nieuwsbrief maakt", "Choose with how many people you make the newsletter")
}

/// No number of issues.
pub(super) fn per_year(language: Language) -> &'static str {
    language.pick(
        "Vul een heel getal in van 0 tot en met 366. Vul 0 in als er geen vast aantal is.",
        "Fill in a whole number from 0 to 366. Fill in 0 when there is no fixed number.",
    )
}

/// No short name.
pub(super) fn slug(language: Language) -> String {
    language.pick(
        "Gebruik alleen kleine letters, cijfers en streepjes, hoogstens 40 tekens. Bijvoorbeeld: nieuwsbrief."
            .to_owned(),
        "Use lower-case letters, digits and hyphens only, at most 40 characters. For example: newsletter.".to_owned(),
    )
}

/// A short name that is taken.
pub(super) fn slug_taken(language: Language) -> &'static str {
    language.pick(
        "Er is al een uitgave met deze korte naam of dit kenmerk. Kies een andere.",
        "There is already a publication with this short name or list id. Choose another.",
    )
}

/// No list id.
pub(super) fn list_id(language: Language) -> &'static str {
    language.pick(
        "Een kenmerk lijkt op nieuwsbrief.voorbeeld.nl: kleine letters, cijfers en streepjes, met een punt ertussen.",
        "A list id looks like newsletter.example.org: lower-case letters, digits and hyphens, with a dot between.",
    )
}
