//! Pages: the public timeline, and those of staff.

pub(super) mod actors;
pub(super) mod forms;
mod lanes;
pub(super) mod list;
mod map;
pub(super) mod names;
pub(super) mod overview;
pub(super) mod preview;
pub(super) mod public;
pub(super) mod reading;

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::ThemeColour;
use super::dossier::{Mark, marks};
use super::timeline::{Opening, Source, Timeline};
use super::when::When;
use crate::base::Language;
use crate::web::Frame;

/// How actors are called.
#[derive(Clone, Copy, Debug)]
pub(super) enum Naming<'a> {
    /// By their roles: all that the public sees.
    Roles,
    /// By their names, where these can still be read.
    Names(&'a BTreeMap<i64, String>),
}

/// A text with its actors.
fn worded(text: &str, roles: &BTreeMap<i64, String>, naming: Naming<'_>) -> Markup {
    html! {
        @for mark in marks(text) {
            @match mark {
                Mark::Words(words) => (words),
                Mark::Actor(number) => (actor(number, roles, naming)),
            }
        }
    }
}

fn actor(number: i64, roles: &BTreeMap<i64, String>, naming: Naming<'_>) -> Markup {
    let name = match naming {
        Naming::Roles => None,
        Naming::Names(names) => names.get(&number),
    };
    html! {
        @match (name, roles.get(&number)) {
            (Some(name), _) => span class="person" { (name) },
            (None, Some(role)) => span class="role" { (role) },
            (None, None) => { "@" (number) },
        }
    }
}

/// A date as it was written; for machines where it is exact.
fn dated(when: &When, shown: &str) -> Markup {
    html! {
        @match when.machine() {
            Some(machine) => time datetime=(machine) { (shown) },
            None => span class="when" { (shown) },
        }
    }
}

/// The class that gives what is of a theme its colour.
fn tone_class(colour: ThemeColour) -> &'static str {
    match colour {
        ThemeColour::Brand => "tone-brand",
        ThemeColour::Info => "tone-info",
        ThemeColour::Good => "tone-good",
        ThemeColour::Warn => "tone-warn",
    }
}

/// The language of what is written, where the page has another.
fn other_language(the: &Timeline, frame: &Frame) -> Option<&'static str> {
    (the.language != frame.language).then(|| the.language.tag())
}

/// What a source says of itself.
fn source(of: &Source, language: Language) -> Markup {
    html! {
        b { (of.title) }
        @if !of.origin.is_empty() { ", " (of.origin) }
        @if !of.said_on.is_empty() { ", " (of.said_on) }
        ". "
        @match &of.opening {
            Opening::At(address) => a class="utrecht-link" href=(address.as_str()) { (language.pick("Lees de bron", "Read the source")) span class="hidden" { " " (of.number) } },
            Opening::Open => {},
            Opening::Closed(why) => { span class="tag tag--warn utrecht-data-badge" { (language.pick("niet openbaar", "not public")) } " " (why) },
        }
    }
}
