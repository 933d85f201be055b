//! How this room looks.

pub(super) mod bodies;
pub(super) mod list;
pub(super) mod one;
pub(super) mod people;
pub(super) mod tasks;
pub(super) mod timeline;

use maud::{Markup, html};

use super::{Reachability, Term};
use crate::base::wall_time::{plain_date, short_moment};
use crate::base::{Instant, Language};
use crate::web::components::{Tone, tag};

pub(super) const LIST: &str = "/beheer/organisaties";

fn organisations_word(language: Language) -> &'static str {
    language.pick("Organisaties", "Organisations")
}

fn bodies_word(language: Language) -> &'static str {
    language.pick("Overleggroepen", "Bodies")
}

/// Links between the parts of this room.
fn parts(current: &str, language: Language) -> Markup {
    let links = [(LIST, organisations_word(language)), ("/beheer/gremia", bodies_word(language))];
    crate::web::components::tabs(organisations_word(language), &links, current)
}

fn moment(at: Instant, language: Language) -> Markup {
    html! { time datetime=(at.rfc3339()) { (short_moment(at, language)) } }
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

fn reach(reach: Reachability, language: Language) -> Markup {
    match reach {
        Reachability::Reachable(1) => tag(Tone::Good, language.pick("1 contactpersoon", "1 contact")),
        Reachability::Reachable(many) => {
            let words = language.pick(format!("{many} contactpersonen"), format!("{many} contacts"));
            tag(Tone::Good, &words)
        }
        Reachability::Blocked(_) => tag(Tone::Bad, language.pick("niet bereikbaar", "cannot be reached")),
        Reachability::Nobody => tag(Tone::Warn, language.pick("geen contactpersoon", "no contact")),
    }
}
