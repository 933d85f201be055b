//! Dates as people write them. Pure.
//!
//! A [`When`] is shown as it was written, and knows for machines the first and the last day on which the thing can have happened.
//! One rule puts entries in order ([`When::turn`]): an entry stands at the first day on which it can have happened; where only an
//! end is known ("voor 14 januari 2022") at the last day. Of those that begin on one day the widest comes first, what is of one
//! and the same date stands as somebody put it by hand, then by its time; an unknown date comes last.

use std::cmp::Reverse;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};

use crate::base::Language;
use crate::base::wall_time::{month, parse_date, parse_time};
use crate::base::words::{fold, one_line};

/// The longest date, in characters.
const LONGEST: usize = 80;
/// The years that can be meant.
const YEARS: std::ops::RangeInclusive<i32> = 1500..=2200;

/// A date as somebody wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    said: String,
    span: Span,
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenFault {
    /// There is none.
    Missing,
    /// It would be one with a year.
    NoYear,
    /// It ends before it begins.
    Backwards,
    /// It cannot be read.
    Unreadable,
}

/// What a date comes down to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    grain: Grain,
}

/// How exact a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grain {
    Moment(NaiveTime),
    Day,
    Month,
    Year,
    /// Anything else: between two days, before one, unknown.
    Vague,
}

impl When {
    /// Reads what somebody wrote, in Dutch or English.
    ///
    /// # Errors
    /// Why it is no date.
    pub fn parse(text: &str) -> Result<Self, WhenFault> {
        let said = one_line(text);
        let plain = fold(&said).replace(['“', '”', '"'], "");
        let plain = plain.trim_end_matches(['.', ',']).trim();
        if plain.is_empty() {
            return Err(WhenFault::Missing);
        }
        if said.chars().count() > LONGEST {
            return Err(WhenFault::Unreadable);
        }
        let Some(span) = whole(plain) else {
            // "3 maart" lacks a year; so does "tussen 3 en 9 mei".
            let with_year = whole(&format!("{plain} 2000"));
            return Err(with_year.map_or(WhenFault::Unreadable, |_| WhenFault::NoYear));
        };
        match (span.from, span.until) {
            (Some(from), Some(until)) if from > until => Err(WhenFault::Backwards),
            _ => Ok(Self { said, span }),
        }
    }

    /// What was kept. What cannot be read any more, which no form leaves behind, is shown as it is and has no place in time.
    #[must_use]
    pub fn from_stored(said: &str) -> Self {
        Self::parse(said).unwrap_or_else(|_| Self { said: said.to_owned(), span: UNKNOWN })
    }

    /// As it was written.
    #[must_use]
    pub fn said(&self) -> &str {
        &self.said
    }

    /// As it was written, without the year when it ends with this one: for below a heading that says it.
    #[must_use]
    pub fn said_within(&self, year: i32) -> &str {
        let short = self.said.strip_suffix(&year.to_string()).map(|rest| rest.trim_end_matches([' ', ',']));
        short.filter(|rest| rest.chars().any(char::is_alphabetic) && !rest.ends_with(" van")).unwrap_or(&self.said)
    }

    /// The first day on which it can have happened.
    #[must_use]
    pub fn from(&self) -> Option<NaiveDate> {
        self.span.from
    }

    /// The last day on which it can have happened.
    #[must_use]
    pub fn until(&self) -> Option<NaiveDate> {
        self.span.until
    }

    /// The value for `datetime` of HTML, where the date is exact enough to have one.
    #[must_use]
    pub fn machine(&self) -> Option<String> {
        let from = self.span.from?;
        Some(match self.span.grain {
            Grain::Moment(time) => from.and_time(time).format("%Y-%m-%dT%H:%M").to_string(),
            Grain::Day => from.to_string(),
            Grain::Month => from.format("%Y-%m").to_string(),
            Grain::Year => from.format("%Y").to_string(),
            Grain::Vague => return None,
        })
    }

    /// The day at which it stands in the order; none for an unknown date.
    #[must_use]
    pub fn stands_at(&self) -> Option<NaiveDate> {
        self.span.from.or(self.span.until)
    }

    /// Its turn in the order, given its place by hand and its number. See the rule at the top.
    #[must_use]
    pub fn turn(&self, place: i64, number: i64) -> impl Ord + use<> {
        let day = self.stands_at();
        let end = self.span.from.and(self.span.until).unwrap_or(NaiveDate::MAX);
        let time = match self.span.grain {
            Grain::Moment(time) => Some(time),
            Grain::Day | Grain::Month | Grain::Year | Grain::Vague => None,
        };
        (day.is_none(), day, Reverse(end), place, time, number)
    }

    /// Whether it is of one and the same date as another, so that their order is made by hand.
    #[must_use]
    pub fn is_beside(&self, other: &Self) -> bool {
        (self.span.from, self.span.until) == (other.span.from, other.span.until)
    }
}

const UNKNOWN: Span = Span { from: None, until: None, grain: Grain::Vague };

fn vague(from: Option<NaiveDate>, until: Option<NaiveDate>) -> Span {
    Span { from, until, grain: Grain::Vague }
}

/// The rest after one of these words.
fn after<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_prefix(word)?.strip_prefix(' ')).map(str::trim)
}

/// A whole date.
fn whole(text: &str) -> Option<Span> {
    if matches!(text.trim_end_matches(" 2000"), "onbekend" | "datum onbekend" | "unknown" | "date unknown" | "?") {
        return (!text.ends_with(" 2000")).then_some(UNKNOWN);
    }
    if let Some(rest) = after(text, &["tussen", "between", "van", "from"])
        && let Some(span) = between(rest)
    {
        return Some(span);
    }
    if let Some(rest) = after(text, &["tot en met", "t/m", "uiterlijk", "up to"]) {
        return Some(vague(None, inexact(rest)?.until));
    }
    if let Some(rest) = after(text, &["voor", "tot", "before", "until"]) {
        return Some(vague(None, inexact(rest)?.from?.checked_sub_days(Days::new(1))));
    }
    if let Some(rest) = after(text, &["na", "after"]) {
        return Some(vague(inexact(rest)?.until?.checked_add_days(Days::new(1)), None));
    }
    if let Some(rest) = after(text, &["vanaf", "sinds", "since", "from"]) {
        return Some(vague(inexact(rest)?.from, None));
    }
    inexact(text).or_else(|| between(text))
}

/// Two dates: what the first leaves out ("tussen 3 en 9 mei 2021") it takes from the second.
fn between(text: &str) -> Option<Span> {
    const PARTS: [&str; 8] = [" tot en met ", " t/m ", " en ", " tot ", " and ", " until ", " to ", " – "];
    let (first, second) = PARTS.iter().chain(&[" - "]).find_map(|part| text.split_once(part))?;
    let end = inexact(second)?;
    let words: Vec<&str> = second.split(' ').collect();
    let completed = (1..=2.min(words.len())).find_map(|many| {
        let rest = words.get(words.len() - many..)?.join(" ");
        inexact(&format!("{first} {rest}"))
    });
    let begin = inexact(first).or(completed)?;
    Some(vague(Some(begin.from?), Some(end.until?)))
}

/// A date, or about one.
fn inexact(text: &str) -> Option<Span> {
    if let Some(rest) = after(text, &["rond", "omstreeks", "circa", "ca.", "ongeveer", "around", "about"]) {
        let span = exact(rest)?;
        return Some(vague(span.from, span.until));
    }
    exact(text).or_else(|| part_of(text))
}

/// A part of a year or a month: its beginning, middle or end; a quarter, a half, a season.
fn part_of(text: &str) -> Option<Span> {
    const THIRDS: [(&[&str], u32); 3] = [
        (&["begin", "early"], 0),
        (&["midden", "medio", "half", "halverwege", "mid"], 1),
        (&["eind", "einde", "late", "end of"], 2),
    ];
    for (words, third) in THIRDS {
        if let Some(rest) = after(text, words) {
            let span = exact(rest)?;
            let from = span.from?;
            return match span.grain {
                Grain::Year => months(from.year(), third * 4 + 1, 4),
                Grain::Month => {
                    let first = from.with_day(third * 10 + 1)?;
                    let last = if third == 2 { span.until? } else { from.with_day(third * 10 + 10)? };
                    Some(vague(Some(first), Some(last)))
                }
                Grain::Moment(_) | Grain::Day | Grain::Vague => None,
            };
        }
    }
    let (name, year) = text.rsplit_once(' ')?;
    let name = name.trim_end_matches(" van").trim_end_matches(" of");
    let year = year_of(year)?;
    let (first, many) = match name {
        "voorjaar" | "lente" | "spring" => (3, 3),
        "zomer" | "summer" => (6, 3),
        "najaar" | "herfst" | "autumn" => (9, 3),
        "q1" | "eerste kwartaal" | "1e kwartaal" | "first quarter" => (1, 3),
        "q2" | "tweede kwartaal" | "2e kwartaal" | "second quarter" => (4, 3),
        "q3" | "derde kwartaal" | "3e kwartaal" | "third quarter" => (7, 3),
        "q4" | "vierde kwartaal" | "4e kwartaal" | "fourth quarter" => (10, 3),
        "eerste helft" | "first half" => (1, 6),
        "tweede helft" | "second half" => (7, 6),
        _ => return None,
    };
    months(year, first, many)
}

fn months(year: i32, first: u32, many: u32) -> Option<Span> {
    let from = NaiveDate::from_ymd_opt(year, first, 1)?;
    let until = from.checked_add_months(Months::new(many))?.pred_opt()?;
    Some(vague(Some(from), Some(until)))
}

/// A year, a month, a day, or a day with a time.
fn exact(text: &str) -> Option<Span> {
    if let Some(year) = year_of(text) {
        return Some(Span { grain: Grain::Year, ..months(year, 1, 12)? });
    }
    let text = weekday_less(text);
    if let Some((name, year)) = text.rsplit_once(' ')
        && let (Some(number), Some(year)) = (month_of(name), year_of(year))
    {
        return Some(Span { grain: Grain::Month, ..months(year, number, 1)? });
    }
    if let Some(day) = day_of(text) {
        return Some(Span { from: Some(day), until: Some(day), grain: Grain::Day });
    }
    let without = text.trim_end_matches(" uur");
    let (day, time) = without.rsplit_once([' ', 't'])?;
    let day = day_of(day.trim_end_matches(" om").trim_end_matches(" at").trim_end_matches(',').trim())?;
    let is_time = time.contains([':', '.']) || without.len() < text.len();
    let time = parse_time(time).filter(|_| is_time)?;
    Some(Span { from: Some(day), until: Some(day), grain: Grain::Moment(time) })
}

fn day_of(text: &str) -> Option<NaiveDate> {
    if let Some(day) = parse_date(text) {
        return Some(day).filter(|day| YEARS.contains(&day.year()));
    }
    let words: Vec<&str> = text.split(' ').collect();
    let [day, name, year] = words.as_slice() else { return None };
    let day = day.trim_end_matches("ste").trim_end_matches(['e', '.']);
    NaiveDate::from_ymd_opt(year_of(year)?, month_of(name)?, day.parse().ok()?)
}

fn year_of(text: &str) -> Option<i32> {
    let is_year = text.len() == 4 && text.bytes().all(|digit| digit.is_ascii_digit());
    text.parse().ok().filter(|year| is_year && YEARS.contains(year))
}

/// The number of a month by its name or the beginning of it, in either language.
fn month_of(text: &str) -> Option<u32> {
    let text = text.trim_end_matches('.');
    if text == "mrt" {
        return Some(3);
    }
    (1..=12).find(|number| {
        Language::ALL.iter().any(|language| {
            let name = fold(month(*number, *language));
            name == text || (text.len() >= 3 && name.starts_with(text))
        })
    })
}

fn weekday_less(text: &str) -> &str {
    const DAYS: [&str; 14] = [
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "zaterdag",
        "zondag",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    after(text, &DAYS).unwrap_or(text)
}
