//! A timeline as one reads it: the drawing, the filters, the lanes, the sources.

use std::collections::BTreeSet;

use chrono::Datelike as _;
use maud::{Markup, html};

use super::lanes::{Drawn, lanes};
use super::map::{map, turns, years};
use super::{Naming, dated, other_language, source};
use crate::dossiers::timeline::{Happening, Lane, Timeline};
use crate::web::Frame;
use crate::web::components::empty_state;

/// What somebody wants to see of a timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::dossiers) struct Filter {
    /// Only this theme.
    pub(in crate::dossiers) theme: Option<i64>,
    /// Only this year.
    pub(in crate::dossiers) year: Option<i32>,
    /// Only turning points.
    pub(in crate::dossiers) turns: bool,
    /// With the names of people, as only staff may ask.
    pub(in crate::dossiers) named: bool,
}

impl Filter {
    fn shows(self, entry: &Happening) -> bool {
        let year = || entry.when().stands_at().map(|day| day.year());
        self.theme.is_none_or(|theme| theme == entry.theme)
            && (!self.turns || entry.is_turn)
            && self.year.is_none_or(|wanted| year() == Some(wanted))
    }

    /// What stands behind the question mark.
    fn asked(self) -> String {
        let theme = self.theme.map(|theme| format!("thema={theme}"));
        let year = self.year.map(|year| format!("jaar={year}"));
        let turns = self.turns.then(|| "kantelmomenten=1".to_owned());
        let named = self.named.then(|| "namen=1".to_owned());
        let parts: Vec<String> = [theme, year, turns, named].into_iter().flatten().collect();
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

/// What is read, and where.
#[derive(Clone, Copy, Debug)]
pub(in crate::dossiers) struct Reading<'a> {
    pub(in crate::dossiers) the: &'a Timeline,
    pub(in crate::dossiers) filter: Filter,
    pub(in crate::dossiers) naming: Naming<'a>,
    /// The address of the page.
    pub(in crate::dossiers) address: &'a str,
    /// Where an entry has its own, before its number.
    pub(in crate::dossiers) base: &'a str,
}

/// All of it, below the head of the page.
pub(in crate::dossiers) fn reading(frame: &Frame, reading: &Reading<'_>) -> Markup {
    let (the, language) = (reading.the, frame.language);
    let entries: Vec<&Happening> = the.entries.iter().filter(|entry| reading.filter.shows(entry)).collect();
    let is_shown = |lane: &&Lane| reading.filter.theme.is_none_or(|theme| theme == lane.number);
    let shown: Vec<&Lane> = the.themes.iter().filter(is_shown).collect();
    let drawn = Drawn { the, entries: &entries, lanes: &shown, naming: reading.naming, base: reading.base, language };
    html! {
        (river(frame, reading))
        (filters(frame, reading))
        section class="happenings" lang=[other_language(the, frame)] aria-label=(language.pick("De gebeurtenissen", "The entries")) {
            @if entries.is_empty() { (nothing(frame, reading)) } @else { (lanes(&drawn)) }
        }
        (sources(frame, the))
    }
}

fn river(frame: &Frame, reading: &Reading<'_>) -> Markup {
    let (the, language) = (reading.the, frame.language);
    let title = match years(the) {
        Some((first, last)) if first == last => {
            language.pick(format!("{first} in één blik"), format!("{first} in one look"))
        }
        Some((first, last)) => {
            language.pick(format!("{first} tot en met {last} in één blik"), format!("{first} to {last} in one look"))
        }
        None => return html! {},
    };
    html! {
        section class="card river" aria-labelledby="blik" {
            div class="row between" {
                h2 id="blik" class="utrecht-heading-2" { (title) }
                p class="muted river__key" aria-hidden="true" { i class="dot" {} (language.pick("gebeurtenis", "entry")) i class="dia" {} (language.pick("kantelmoment", "turning point")) }
            }
            (map(the, language))
            @if turns(the).next().is_some() {
                h3 class="hidden" { (language.pick("Kantelmomenten", "Turning points")) }
                ol class="turns" lang=[other_language(the, frame)] {
                    @for (turn, entry) in turns(the) {
                        li {
                            span class="dia dia--n" aria-hidden="true" { b { (turn) } }
                            div {
                                a class="utrecht-link" href={ (reading.address) "#g" (entry.number) } { (super::worded(&entry.title, &the.roles, reading.naming)) }
                                (dated(&entry.when(), &entry.said))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn filters(frame: &Frame, reading: &Reading<'_>) -> Markup {
    let (the, language, now) = (reading.the, frame.language, reading.filter);
    let many = |filter: Filter| the.entries.iter().filter(|entry| filter.shows(entry)).count();
    let chip = |filter: Filter, label: &str, counted: bool| {
        html! {
            li { a href={ (reading.address) (filter.asked()) "#gebeurtenissen" } aria-current=[(filter == now).then_some("true")] {
                (label) @if counted { " " span class="num" { (many(filter)) } }
            } }
        }
    };
    // A date is text that is read: once for each entry, and not once for each year of it.
    let known: BTreeSet<i32> =
        the.entries.iter().filter_map(|entry| entry.when().stands_at()).map(|day| day.year()).collect();
    html! {
        nav id="gebeurtenissen" class="chips" aria-label=(language.pick("Kies wat u ziet", "Choose what you see")) {
            @if the.themes.len() > 1 {
                ul lang=[other_language(the, frame)] {
                    (chip(Filter { theme: None, ..now }, language.pick("Alle thema’s", "All themes"), false))
                    @for lane in &the.themes { (chip(Filter { theme: Some(lane.number), ..now }, &lane.name, true)) }
                }
            }
            @if known.len() > 1 {
                ul {
                    (chip(Filter { year: None, ..now }, language.pick("Alle jaren", "All years"), false))
                    @for year in &known { (chip(Filter { year: Some(*year), ..now }, &year.to_string(), false)) }
                }
            }
            @if the.entries.iter().any(|entry| entry.is_turn) {
                ul {
                    @if now.turns { (chip(Filter { turns: false, ..now }, language.pick("Alles", "Everything"), false)) }
                    (chip(Filter { turns: true, ..now }, language.pick("Alleen kantelmomenten", "Turning points only"), true))
                }
            }
        }
    }
}

/// Nothing fits all of the filters: which of them to drop.
fn nothing(frame: &Frame, reading: &Reading<'_>) -> Markup {
    let language = frame.language;
    let now = reading.filter;
    let drop = |filter: Filter, label: &str| {
        html! { @if filter != now { li { a class="utrecht-link" href={ (reading.address) (filter.asked()) "#gebeurtenissen" } { (label) } } } }
    };
    html! {
        (empty_state(
            language.pick("Geen gebeurtenis past hierbij", "No entry fits this"),
            language.pick("Laat een keuze vallen:", "Drop one of the choices:"),
            Some(html! { ul {
                (drop(Filter { theme: None, ..now }, language.pick("Toon alle thema’s", "Show all themes")))
                (drop(Filter { year: None, ..now }, language.pick("Toon alle jaren", "Show all years")))
                (drop(Filter { turns: false, ..now }, language.pick("Toon ook wat geen kantelmoment is", "Also show what is no turning point")))
            } }),
        ))
    }
}

fn sources(frame: &Frame, the: &Timeline) -> Markup {
    let language = frame.language;
    let is_gap = the.sources.iter().zip(1..).any(|(source, number)| source.number != number);
    html! {
        section id="bronnen" {
            h2 class="utrecht-heading-2" { (language.pick("Bronnen", "Sources")) }
            @if the.sources.is_empty() {
                p { (language.pick("Bij dit dossier staan geen bronnen.", "There are no sources with this dossier.")) }
            } @else {
                @if is_gap { p class="muted" { (language.pick("Een nummer blijft altijd bij dezelfde bron. Daarom ontbreekt er een nummer.", "A number stays with the same source for ever. That is why a number is missing.")) } }
                ol class="sources" lang=[other_language(the, frame)] {
                    @for one in &the.sources { li id={ "b" (one.number) } value=(one.number) { (source(one, language)) } }
                }
            }
        }
    }
}
