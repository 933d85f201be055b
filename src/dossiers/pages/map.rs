//! The whole time in one look: a line for each theme, with a sign where something happened. A drawing: the list below it says all.

use chrono::{Datelike as _, Months, NaiveDate};
use maud::{Markup, html};

use super::tone_class;
use crate::base::Language;
use crate::dossiers::timeline::{Happening, Timeline};

/// So many years are named at most.
const NAMED: i32 = 8;
/// So much of the width the name of a year takes on a phone, in hundredths of a per cent.
const ROOM: i64 = 1_800;

/// The time that is drawn: the first day of the first month, and the day after the last month.
type Span = (NaiveDate, NaiveDate);

fn span(the: &Timeline) -> Option<Span> {
    let days = || the.entries.iter().filter_map(|entry| entry.when().stands_at());
    let last = days().max()?.with_day(1)?.checked_add_months(Months::new(1))?;
    Some((days().min()?.with_day(1)?, last))
}

/// The years of a timeline, from the first until the last.
pub(super) fn years(the: &Timeline) -> Option<(i32, i32)> {
    let years = || the.entries.iter().filter_map(|entry| entry.when().stands_at()).map(|day| day.year());
    Some((years().min()?, years().max()?))
}

/// Turning points with their turn, from 1.
pub(super) fn turns(the: &Timeline) -> impl Iterator<Item = (usize, &Happening)> {
    (1..).zip(the.entries.iter().filter(|entry| entry.is_turn))
}

/// The drawing; nothing when no date is known.
pub(super) fn map(the: &Timeline, language: Language) -> Markup {
    let (Some(span), Some((first, last))) = (span(the), years(the)) else { return html! {} };
    // A first year of which little is drawn would stand over the next one's name.
    let named = |year: &i32| *year > first || first == last || hundredths(day_one(first + 1), span) > ROOM;
    let label = language.pick(
        "Een lijn voor elk thema, met wanneer er iets gebeurde. De lijst hieronder noemt alles.",
        "A line for each theme, with when something happened. The list below names everything.",
    );
    html! {
        div class="map" role="img" aria-label=(label) {
            @for lane in &the.themes {
                b { (lane.name) }
                svg class={ "map__line " (tone_class(lane.colour)) } aria-hidden="true" focusable="false" {
                    @for year in first + 1..=last { line x1=(at(day_one(year), span)) x2=(at(day_one(year), span)) y1="0" y2="100%" class="map__year" {} }
                    line x1="0" x2="100%" y1="50%" y2="50%" class="map__thread" {}
                    @for entry in the.entries.iter().filter(|entry| entry.theme == lane.number && !entry.is_turn) {
                        @if let Some(day) = entry.when().stands_at() { circle cx=(at(day, span)) cy="50%" r="8" class="map__dot" {} }
                    }
                    @for (turn, entry) in turns(the).filter(|(_, entry)| entry.theme == lane.number) {
                        @if let Some(day) = entry.when().stands_at() { (diamond(turn, &at(day, span))) }
                    }
                }
            }
            span {}
            svg class="map__years" aria-hidden="true" focusable="false" {
                @for year in (first..=last).step_by(usize::try_from((last - first) / NAMED + 1).unwrap_or(1)).filter(named) {
                    text x=(at(day_one(year).max(span.0), span)) dx="8" y="1.1em" { (year) }
                }
            }
        }
    }
}

fn diamond(turn: usize, x: &str) -> Markup {
    html! {
        svg x=(x) y="50%" class="map__turn" {
            rect x="-11" y="-11" width="22" height="22" rx="4" transform="rotate(45)" {}
            text y=".36em" { (turn) }
        }
    }
}

fn day_one(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

/// Where a day stands, from 0 to 100 %.
fn at(day: NaiveDate, span: Span) -> String {
    let hundredths = hundredths(day, span);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// The same in hundredths: a browser needs no more, and a page of five thousand entries is long enough.
fn hundredths(day: NaiveDate, (first, end): Span) -> i64 {
    let days = |day: NaiveDate| day.signed_duration_since(first).num_days();
    days(day) * 10_000 / days(end).max(1)
}
