//! How this room looks.

pub(super) mod bodies;
pub(super) mod make;
pub(super) mod one;
pub(super) mod people;
pub(super) mod tasks;
pub(super) mod timeline;

use maud::{Markup, html};

use super::{Reachability, Term};
use crate::base::wall_time::plain_date;
use crate::base::{Both, Language};
use crate::web::Frame;
use crate::web::components::{Tone, moment, tabs};

pub(super) const LIST: &str = "/beheer/organisaties";

/// The first part of this room.
pub(super) const ORGANISATIONS: Both = Both("Organisaties", "Organisations");
/// The second.
pub(super) const BODIES: Both = Both("Overleggroepen", "Bodies");

/// Links between the parts of this room.
pub(super) fn parts(frame: &Frame) -> Markup {
    let language = frame.language;
    let links = [(LIST, ORGANISATIONS.of(language)), ("/beheer/gremia", BODIES.of(language))];
    tabs(ORGANISATIONS.of(language), &links, frame.path.split('?').next().unwrap_or_default())
}

fn day(date: chrono::NaiveDate, language: Language) -> Markup {
    html! { time datetime=(date.to_string()) { (plain_date(date, language)) } }
}

/// "1 januari 2026 t/m 1 maart 2026".
fn term(term: Term, language: Language) -> Markup {
    html! {
        (day(term.from, language))
        @if let Some(last) = term.until { " " (language.pick("t/m", "to")) " " (day(last, language)) }
        @else { " " (language.pick("tot nu", "until now")) }
    }
}

/// How an organisation can be reached, in words with their tone.
pub(super) fn reach(language: Language, reach: Reachability) -> (Tone, String) {
    match reach {
        Reachability::Reachable(1) => (Tone::Good, language.pick("1 contactpersoon", "1 contact").to_owned()),
        Reachability::Reachable(many) => {
            (Tone::Good, language.pick(format!("{many} contactpersonen"), format!("{many} contacts")))
        }
        Reachability::Blocked(_) => (Tone::Bad, language.pick("niet bereikbaar", "cannot be reached").to_owned()),
        Reachability::Nobody => (Tone::Warn, language.pick("geen contactpersoon", "no contact").to_owned()),
    }
}
