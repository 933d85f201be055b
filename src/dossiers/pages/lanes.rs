//! Entries in lanes: three columns filled row by row in the order of time, so that reading along is always chronological. A turning
//! point crosses all of them.

use chrono::Datelike as _;
use maud::{Markup, html};

use super::map::turns;
use super::{Naming, dated, tone_class, worded};
use crate::base::Language;
use crate::dossiers::texts;
use crate::dossiers::timeline::{Happening, Lane, Opening, Timeline};
use crate::web::blocks;

/// More lanes than these stand below each other.
const BESIDE: usize = 4;

/// What is drawn of a timeline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawn<'a> {
    pub(super) the: &'a Timeline,
    /// Which of its entries.
    pub(super) entries: &'a [&'a Happening],
    /// The lanes that these stand in.
    pub(super) lanes: &'a [&'a Lane],
    pub(super) naming: Naming<'a>,
    /// Where an entry has its own address, before its number.
    pub(super) base: &'a str,
    pub(super) language: Language,
}

/// The entries by year.
pub(super) fn lanes(drawn: &Drawn<'_>) -> Markup {
    let year = |entry: &Happening| entry.when().stands_at().map(|day| day.year());
    let many = drawn.lanes.len();
    let class = if many > BESIDE { "lanes lanes--many".to_owned() } else { format!("lanes lanes--{many}") };
    let number =
        |entry: &Happening| turns(drawn.the).find(|(_, turn)| turn.number == entry.number).map(|(turn, _)| turn);
    html! {
        @if many > 1 && many <= BESIDE {
            div class={ (class) " lanes__head" } aria-hidden="true" { @for lane in drawn.lanes { b class=(tone_class(lane.colour)) { (lane.name) } } }
        }
        @for group in drawn.entries.chunk_by(|one, other| year(one) == year(other)) {
            @let of = group.first().and_then(|entry| year(entry));
            h2 class="lanes__year" {
                @match of { Some(year) => (year), None => (drawn.language.pick("Datum onbekend", "Date unknown")) }
            }
            ol class=(class) { @for entry in group { (card(drawn, entry, (of, number(entry)))) } }
        }
    }
}

fn card(drawn: &Drawn<'_>, entry: &Happening, (year, turn): (Option<i32>, Option<usize>)) -> Markup {
    let Drawn { the, language, naming, .. } = *drawn;
    let when = entry.when();
    let shown = year.map_or(when.said(), |year| when.said_within(year));
    let place = drawn.lanes.iter().position(|lane| lane.number == entry.theme).map_or(1, |place| place + 1);
    let lane = the.themes.iter().find(|lane| lane.number == entry.theme);
    let class = if entry.is_turn { "turn".to_owned() } else { format!("in-{place}") };
    html! {
        li id={ "g" (entry.number) } class={ (class) " " (lane.map_or("", |lane| tone_class(lane.colour))) } {
            @if let Some(turn) = turn { span class="turn__sign" { span class="hidden" { (language.pick("kantelmoment ", "turning point ")) } b { (turn) } } }
            p class="lanes__when" {
                (dated(&when, shown))
                @if let Some(lane) = lane { span class="lanes__name" { ", " (lane.name) } }
            }
            h3 { a href={ (drawn.base) (entry.number) } { (worded(&entry.title, &the.roles, naming)) } }
            (blocks::draw_with(&|words| worded(words, &the.roles, naming), &entry.body, 3))
            (cited(the, entry, language))
        }
    }
}

/// The sources of an entry, by number.
pub(super) fn cited(the: &Timeline, entry: &Happening, language: Language) -> Markup {
    let is_closed = |number: &i64| {
        the.sources.iter().any(|source| source.number == *number && matches!(source.opening, Opening::Closed(_)))
    };
    html! {
        p class="cited" {
            @if entry.sources.is_empty() { span class="cited__none" { (texts::unsourced(language)) } }
            @for number in &entry.sources {
                a href={ "#b" (number) } { (language.pick("bron ", "source ")) (number) @if is_closed(number) { (language.pick(", niet openbaar", ", not public")) } } " "
            }
        }
    }
}
