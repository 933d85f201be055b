//! The sentences of this room in Dutch and English.

use super::feedback::Kind;
use super::{Class, Door};
use crate::base::{Language, said_of};
use crate::web::components::Tone;

/// What came back, and in which tone.
pub(super) fn kind<'a>(word: &'a str, class: &'a str, language: Language) -> (Tone, &'a str) {
    let said = said_of(Kind::WORDS, word, language);
    match Kind::from_word(word) {
        Some(Kind::Bounce) => {
            let tone = if Class::from_word(class) == Some(Class::Hard) { Tone::Bad } else { Tone::Warn };
            (tone, said_of(Class::WORDS, class, language))
        }
        Some(Kind::Complaint) => (Tone::Bad, said),
        Some(Kind::Leave | Kind::Reply) => (Tone::Info, said),
        None => (Tone::Warn, said),
    }
}

/// How a door is set up, in one sentence, with the setting or command.
pub(super) fn how_to(door: Door, language: Language) -> (&'static str, &'static str) {
    match door {
        Door::Smtp => (language.pick("Hier hoeft u niets voor in te stellen.", "There is nothing to set up."), ""),
        Door::Lmtp => (
            language.pick(
                "Zet deze instelling, en laat de mailserver mail aan bounces+… en unsubscribe+… hier afleveren.",
                "Set this, and let the mail server deliver mail to bounces+… and unsubscribe+… here.",
            ),
            "SAMENSPRAAK_LMTP_BIND=unix:/run/samenspraak/lmtp",
        ),
        Door::Pipe => (
            language.pick(
                "Laat de mailserver deze opdracht uitvoeren voor elke mail aan bounces+… en unsubscribe+….",
                "Let the mail server run this command for each mail to bounces+… and unsubscribe+….",
            ),
            "samenspraak bounce --recipient ADRES",
        ),
        Door::Imap => (
            language.pick(
                "Zet deze instelling als de mail in een mailbox terechtkomt. Wij kijken er elke minuut in.",
                "Set this when the mail ends up in a mailbox. We look into it every minute.",
            ),
            "SAMENSPRAAK_IMAP_URL=imaps://naam:wachtwoord@mail.voorbeeld.nl/INBOX?done=Verwerkt",
        ),
        Door::Hook => (
            language.pick(
                "Maak een sleutel en laat het andere programma de mail hierheen sturen.",
                "Make a key and let the other program send the mail here.",
            ),
            "POST /api/v1/returns",
        ),
    }
}

/// "Reason missing" of lifting.
pub(super) fn lift_reason_missing(language: Language) -> &'static str {
    language.pick(
        "Schrijf in één regel van hooguit 300 tekens waarom u de blokkade opheft",
        "Write in one line of at most 300 characters why you lift the suppression",
    )
}

/// "Name missing" of a key.
pub(super) fn key_name_missing(language: Language) -> &'static str {
    language.pick(
        "Schrijf in hooguit 80 tekens voor welk programma de sleutel is",
        "Write in at most 80 characters which program the key is for",
    )
}

/// "No address" of the search.
pub(super) fn no_address(language: Language) -> &'static str {
    language.pick(
        "Vul een heel e-mailadres in, zoals naam@voorbeeld.nl",
        "Enter a whole e-mail address, such as name@example.org",
    )
}
