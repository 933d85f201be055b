//! Words of ours as people read them: states, reasons, what was done.

use std::time::Duration;

use crate::app::Rooms;
use crate::base::Language;
use crate::base::wall_time::short_moment;
use crate::organisations;
use crate::store::tables::states::{DeliveryState, SendingState};
use crate::web::components::Tone;

/// Where a sending stands.
pub(super) fn sending_state(state: SendingState, language: Language) -> (Tone, &'static str) {
    match state {
        SendingState::Open => (Tone::Info, language.pick("wordt verzonden", "going out")),
        SendingState::Paused => (Tone::Warn, language.pick("gepauzeerd", "paused")),
        SendingState::Cancelled => (Tone::Bad, language.pick("gestopt", "stopped")),
        SendingState::Closed => (Tone::Good, language.pick("klaar", "finished")),
    }
}

/// Why a sending is held or was stopped.
pub(super) fn sending_reason(reason: &str, language: Language) -> String {
    let known = match reason {
        "by-hand" => {
            language.pick("een medewerker liet haar stilzetten of stoppen", "a member of staff had it held or stopped")
        }
        "refusals" => language.pick(
            "de mailserver weigerde te veel mails achter elkaar",
            "the mail server refused too many mails in a row",
        ),
        "relay" => language.pick("de mailserver is niet bereikbaar", "the mail server cannot be reached"),
        "no-relay" => language.pick(
            "geen mailserver mag mail van dit afzenderdomein versturen",
            "no mail server may send mail from this sender’s domain",
        ),
        "restored" => {
            language.pick("de gegevens zijn teruggezet uit een back-up", "the data were restored from a backup")
        }
        "not-after" => language.pick("het uiterste moment is voorbij", "the latest moment is over"),
        other => other,
    };
    known.to_owned()
}

/// Where a delivery stands.
pub(super) fn delivery_state(state: DeliveryState, language: Language) -> (Tone, &'static str) {
    match state {
        DeliveryState::Pending | DeliveryState::Claimed => (Tone::Quiet, language.pick("wacht", "waiting")),
        DeliveryState::Submitting => (Tone::Info, language.pick("onderweg", "on its way")),
        DeliveryState::Accepted => (Tone::Good, language.pick("aangenomen", "accepted")),
        DeliveryState::Retry => (Tone::Warn, language.pick("wordt opnieuw geprobeerd", "will be tried again")),
        DeliveryState::Refused => (Tone::Bad, language.pick("geweigerd", "refused")),
        DeliveryState::Suppressed => (Tone::Quiet, language.pick("ingetrokken", "withdrawn")),
        DeliveryState::Uncertain => (Tone::Warn, language.pick("onzeker", "uncertain")),
    }
}

/// Why a delivery stands where it stands.
pub(super) fn class(class: &str, language: Language) -> String {
    let known = match class {
        "left" => language.pick("deze lezer meldde zich af", "this reader left"),
        "paused" => language.pick("deze lezer vroeg om een pauze", "this reader asked for a pause"),
        "erased" => language.pick("de gegevens van deze lezer zijn gewist", "this reader’s data were erased"),
        "suppressed" => language.pick("naar dit adres schrijven wij niet", "we do not write to this address"),
        "bad-address" => language.pick("dit adres bestaat niet", "this address does not exist"),
        "later" => {
            language.pick("de ontvanger vraagt om later terug te komen", "the recipient’s side asks to come back later")
        }
        "network" => language.pick("de mailserver was niet bereikbaar", "the mail server could not be reached"),
        "let-be" => language.pick("onzeker; wij lieten het hierbij", "uncertain; we left it at that"),
        "repeated" => {
            language.pick("na een onzekere poging nog eens verstuurd", "sent once more after an uncertain attempt")
        }
        "uncertain" => {
            language.pick("de verbinding viel weg voor het antwoord", "the connection broke before the answer")
        }
        "no-letter" => language.pick("de brief is er niet meer", "the letter is no longer there"),
        "refused" => language.pick(
            "de ontvanger weigerde zonder reden die wij kennen",
            "the recipient’s side refused without a reason that we know",
        ),
        "address-needs-smtputf8" => language.pick(
            "de mailserver kan dit bijzondere adres niet aan",
            "the mail server cannot handle this special address",
        ),
        "full" => language.pick("de mailbox is vol", "the mailbox is full"),
        "policy" => language.pick("de ontvanger weigert onze mail", "the recipient’s side refuses our mail"),
        "content" => language.pick("de inhoud werd geweigerd", "the content was refused"),
        "spam" => language.pick("aangezien voor ongewenste mail", "taken for unwanted mail"),
        "timed-out" => language.pick("het lukte niet binnen 48 uur", "it did not work within 48 hours"),
        other => other,
    };
    known.to_owned()
}

/// Who acted, other than a member of staff.
pub(super) fn actor(word: &str, language: Language) -> String {
    match word {
        "terminal" => language.pick("iemand aan de server", "someone at the server").to_owned(),
        "house" => language.pick("het systeem", "the system").to_owned(),
        "reader" => language.pick("een lezer", "a reader").to_owned(),
        other => match other.strip_prefix("member:") {
            Some(id) => language.pick(format!("medewerker {id}"), format!("member {id}")),
            None => other.to_owned(),
        },
    }
}

/// The thing that something was done to.
pub(super) fn object(rooms: &Rooms, word: &str, id: i64, language: Language) -> String {
    let name = match word {
        "article" => language.pick("artikel", "article"),
        "audience" => language.pick("doelgroep", "audience"),
        "body" => language.pick("gremium", "body"),
        "organisation" => language.pick("organisatie", "organisation"),
        "centre" => return language.pick("het centrum", "the centre").to_owned(),
        "installation" => return language.pick("de installatie", "the installation").to_owned(),
        "issue" => language.pick("nummer", "issue"),
        "member" => language.pick("medewerker", "member"),
        "person" | "subscriber" => language.pick("persoon", "person"),
        "publication" => language.pick("uitgave", "publication"),
        "record" => language.pick("archiefstuk", "record"),
        "sending" => language.pick("verzending", "sending"),
        "domain" => return language.pick("het domein", "the domain").to_owned(),
        "signing-key" => language.pick("sleutel", "key"),
        other => rooms.word(other, language),
    };
    if id == 0 { name.to_owned() } else { format!("{name} (id {id})") }
}

/// The particulars of an act. What people wrote themselves stays as they wrote it.
pub(super) fn detail(rooms: &Rooms, action: &str, words: &str, language: Language) -> String {
    if action == "issue.send-back" || action.starts_with("subscriber.import") {
        return words.to_owned();
    }
    if action.starts_with("retention.") || action.starts_with("hold.") {
        return about_kinds(rooms, words, language);
    }
    if let Some(kind) = organisations::KINDS.into_iter().find(|kind| kind.word() == words) {
        return organisations::kind(kind, language).to_owned();
    }
    if let Some(kind) = organisations::BODY_KINDS.into_iter().find(|kind| kind.word() == words) {
        return organisations::body_kind(kind, language).to_owned();
    }
    let spaced = words.replace(['=', '+'], " ");
    spaced.split(' ').map(|word| detail_word(word, language)).collect::<Vec<_>>().join(" ")
}

/// Kinds of record by their names, each with its number or period.
fn about_kinds(rooms: &Rooms, words: &str, language: Language) -> String {
    let said = |pair: &str| {
        let (word, value) = pair.split_once('=').unwrap_or((pair, ""));
        match (rooms.kind(word), rooms.kind(value)) {
            (Some(kind), _) => format!("{}: {value}", kind.name.of(language)),
            (None, Some(kind)) => kind.name.of(language).to_owned(),
            (None, None) => format!("{} {value}", detail_word(word, language)),
        }
    };
    words.split(' ').map(said).collect::<Vec<_>>().join("; ")
}

/// A word of the particulars: a moment on our clock, the first letters of a fingerprint, or our own word translated.
fn detail_word(word: &str, language: Language) -> String {
    if let Ok(moment) = chrono::DateTime::parse_from_rfc3339(word) {
        return short_moment(moment.to_utc().into(), language);
    }
    if word.len() > 32 && word.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return format!("{}…", &word[..12]);
    }
    language.pick(dutch_detail(word), word).to_owned()
}

fn dutch_detail(word: &str) -> &str {
    match word {
        "accepted" => "aangenomen",
        "administrator" => "beheerder",
        "approver" => "eindredacteur",
        "article" => "artikel",
        "content" => "inhoud",
        "days" => "dagen:",
        "demo" => "met een link van de demonstratie",
        "editor" => "redacteur",
        "ended" => "beëindigd",
        "full" => "vol",
        "hard-bounce" => "adres-bestaat-niet",
        "people" => "mensen:",
        "reason" => "reden:",
        "soft-bounces" => "herhaald-niet-bezorgd",
        "complaint" => "klacht",
        "contact" => "contactpersoon",
        "name" => "naam",
        "organisation" => "organisatie",
        "role" => "rol",
        "seat" => "lid",
        "term" => "periode",
        "erased" => "gewist",
        "findings" => "aandachtspunten",
        "from" => "van",
        "issues" => "nummers",
        "page" => "een pagina",
        "publication" => "uitgave",
        "readers" => "lezers",
        "records" => "stukken:",
        "refused" => "geweigerd",
        "rows" => "rijen:",
        "special-address" => "bijzonder-adres",
        "timed-out" => "te-laat",
        "uncertain" => "onzeker",
        "sending" => "verzending",
        "sessions" => "sessies",
        "sign-up" => "aanmelding",
        "through" => "via",
        "to" => "naar",
        "version" => "versie",
        other => other,
    }
}

/// "5 seconden", "minuut": the length of a span, in milliseconds.
pub(super) fn span(millis: i64, language: Language) -> String {
    let (unit, many) = match millis {
        86_400_000.. => (language.pick(("dag", "dagen"), ("day", "days")), millis / 86_400_000),
        3_600_000.. => (language.pick(("uur", "uur"), ("hour", "hours")), millis / 3_600_000),
        60_000.. => (language.pick(("minuut", "minuten"), ("minute", "minutes")), millis / 60_000),
        _ => (language.pick(("seconde", "seconden"), ("second", "seconds")), millis / 1_000),
    };
    if many == 1 { unit.0.to_owned() } else { format!("{many} {}", unit.1) }
}

/// "ongeveer 4 seconden".
pub(super) fn about(span: Duration, language: Language) -> String {
    let seconds = span.as_secs().max(1);
    match seconds {
        0..=89 => language.pick(format!("nog ongeveer {seconds} s"), format!("about {seconds} s left")),
        90..=5_399 => {
            let minutes = (seconds + 30) / 60;
            language.pick(format!("nog ongeveer {minutes} minuten"), format!("about {minutes} minutes left"))
        }
        _ => {
            let hours = (seconds + 1_800) / 3_600;
            language.pick(format!("nog ongeveer {hours} uur"), format!("about {hours} hours left"))
        }
    }
}

/// What is said, and under which title, when the clocks of a server and its database differ.
pub(super) fn clocks_differ(by: Duration, language: Language) -> (&'static str, String) {
    let minutes = by.as_secs() / 60;
    language.pick(
        (
            "De klokken lopen niet gelijk",
            format!(
                "De klok van deze server en die van de database schelen meer dan {minutes} min. Links en formulieren werken \
                 daardoor soms niet. Vraag wie deze server beheert om ze gelijk te zetten."
            ),
        ),
        (
            "The clocks differ",
            format!(
                "The clocks of this server and of the database are more than {minutes} min apart. Links and forms may not work \
                 because of it. Ask whoever looks after this server to set them right."
            ),
        ),
    )
}
