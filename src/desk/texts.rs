//! Words of ours as people read them: states, reasons, what was done.

use std::time::Duration;

use crate::app::Rooms;
use crate::audit::{Actor, INSTALLATION, Particular};
use crate::base::Language;
use crate::base::wall_time::short_moment;
use crate::centre::CENTRE;
use crate::issues;
use crate::sender::DOMAIN;

/// Who acted, other than a member of staff whom we know by name.
pub(super) fn actor(word: &str, language: Language) -> String {
    match Actor::from_word(word) {
        Some(Actor::Terminal) => language.pick("iemand aan de server", "someone at the server").to_owned(),
        Some(Actor::House) => language.pick("het systeem", "the system").to_owned(),
        Some(Actor::Reader) => language.pick("een lezer", "a reader").to_owned(),
        Some(Actor::Member(id)) => language.pick(format!("medewerker {id}"), format!("member {id}")),
        None => word.to_owned(),
    }
}

/// The thing that something was done to. One of which there is only one has no number.
pub(super) fn object(rooms: &Rooms, word: &str, id: i64, language: Language) -> String {
    let name = rooms.thing(word, language);
    let is_one = [INSTALLATION.word, CENTRE.word, DOMAIN.word].contains(&word);
    if id == 0 || is_one { name.to_owned() } else { format!("{name} (id {id})") }
}

/// The particulars of an act. What people wrote themselves stays as they wrote it.
pub(super) fn detail(rooms: &Rooms, action: &str, words: &str, language: Language) -> String {
    if action == issues::Act::IssueSendBack.word() || action.starts_with("subscriber.import") {
        return words.to_owned();
    }
    if action.starts_with("retention.") || action.starts_with("hold.") {
        return about_kinds(rooms, action, words, language);
    }
    let spaced = words.replace(['=', '+'], " ");
    spaced.split(' ').map(|word| detail_word(rooms, action, word, language)).collect::<Vec<_>>().join(" ")
}

/// Kinds of record by their names, each with its number or period.
fn about_kinds(rooms: &Rooms, action: &str, words: &str, language: Language) -> String {
    let said = |pair: &str| {
        let (word, value) = pair.split_once('=').unwrap_or((pair, ""));
        match (rooms.kind(word), rooms.kind(value)) {
            (Some(kind), _) => format!("{}: {value}", kind.name.of(language)),
            (None, Some(kind)) => kind.name.of(language).to_owned(),
            (None, None) => format!("{} {value}", detail_word(rooms, action, word, language)),
        }
    };
    words.split(' ').map(said).collect::<Vec<_>>().join("; ")
}

/// A word of the particulars: a moment on our clock, the first letters of a fingerprint, or our own word translated.
fn detail_word(rooms: &Rooms, action: &str, word: &str, language: Language) -> String {
    if let Ok(moment) = chrono::DateTime::parse_from_rfc3339(word) {
        return short_moment(moment.to_utc().into(), language);
    }
    let plain = word.trim_end_matches([',', ':']);
    let tail = &word[plain.len()..];
    if plain.len() > 32 && plain.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return format!("{}…{tail}", &plain[..12]);
    }
    let particular = || Particular::from_word(plain).map(|particular| particular.said().of(language));
    let said = rooms.word_of_act(action, plain, language).or_else(particular).unwrap_or(plain);
    format!("{}{tail}", if tail.starts_with(':') { said.trim_end_matches(':') } else { said })
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
