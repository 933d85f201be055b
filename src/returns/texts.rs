//! The sentences of this room in Dutch and English.

use crate::base::Language;
use crate::web::components::Tone;

/// What came back, and in which tone.
pub(super) fn kind(word: &str, class: &str, language: Language) -> (Tone, String) {
    match word {
        "complaint" => (Tone::Bad, language.pick("klacht", "complaint").to_owned()),
        "leave" => (Tone::Info, language.pick("afmelding per mail", "leaving by mail").to_owned()),
        "reply" => (Tone::Info, language.pick("antwoord", "answer").to_owned()),
        _ => {
            let tone = if class == "hard" { Tone::Bad } else { Tone::Warn };
            (tone, reason_of_class(class, language).to_owned())
        }
    }
}

fn reason_of_class(class: &str, language: Language) -> &'static str {
    match class {
        "hard" => language.pick("adres bestaat niet", "address does not exist"),
        "soft" => language.pick("lukte deze keer niet", "did not work this time"),
        "full" => language.pick("mailbox vol", "mailbox full"),
        "policy" => language.pick("weigert onze mail", "refuses our mail"),
        "content" => language.pick("inhoud geweigerd", "content refused"),
        "spam" => language.pick("aangezien voor ongewenste mail", "taken for unwanted mail"),
        _ => language.pick("reden onbekend", "reason unknown"),
    }
}

/// Why an address is suppressed.
pub(super) fn reason(word: &str, language: Language) -> &'static str {
    match word {
        "hard-bounce" => language.pick("het adres bestaat niet", "the address does not exist"),
        "soft-bounces" => {
            language.pick("vijf mails in veertien dagen kwamen niet aan", "five mails in fourteen days did not arrive")
        }
        "complaint" => language.pick("klacht over ongewenste mail", "complaint about unwanted mail"),
        "erased" => {
            language.pick("gewist, op verzoek of na de bewaartermijn", "erased, on request or after its period")
        }
        _ => language.pick("andere reden", "other reason"),
    }
}

/// What a door is called.
pub(super) fn door(word: &str, language: Language) -> &'static str {
    match word {
        "smtp" => {
            language.pick("Antwoord van de mailserver bij het versturen", "Answer of the mail server while sending")
        }
        "lmtp" => language.pick("Mailserver via LMTP", "Mail server over LMTP"),
        "pipe" => language.pick("Mailserver via een opdracht", "Mail server through a command"),
        "imap" => language.pick("Mailbox via IMAP", "Mailbox over IMAP"),
        _ => language.pick("Ander programma via HTTP", "Another program over HTTP"),
    }
}

/// How a door is set up, in one sentence, with the setting or command.
pub(super) fn how_to(word: &str, language: Language) -> (&'static str, &'static str) {
    match word {
        "smtp" => (language.pick("Hier hoeft u niets voor in te stellen.", "There is nothing to set up."), ""),
        "lmtp" => (
            language.pick(
                "Zet deze instelling, en laat de mailserver mail aan bounces+… en unsubscribe+… hier afleveren.",
                "Set this, and let the mail server deliver mail to bounces+… and unsubscribe+… here.",
            ),
            "SAMENSPRAAK_LMTP_BIND=unix:/run/samenspraak/lmtp",
        ),
        "pipe" => (
            language.pick(
                "Laat de mailserver deze opdracht uitvoeren voor elke mail aan bounces+… en unsubscribe+….",
                "Let the mail server run this command for each mail to bounces+… and unsubscribe+….",
            ),
            "samenspraak bounce --recipient ADRES",
        ),
        "imap" => (
            language.pick(
                "Zet deze instelling als de mail in een mailbox terechtkomt. Wij kijken er elke minuut in.",
                "Set this when the mail ends up in a mailbox. We look into it every minute.",
            ),
            "SAMENSPRAAK_IMAP_URL=imaps://naam:wachtwoord@mail.voorbeeld.nl/INBOX?done=Verwerkt",
        ),
        _ => (
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
