//! Wall time in Europe/Amsterdam: what staff type and what readers see, resolved once to a moment.

use chrono::{Datelike, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Weekday};
use chrono_tz::Europe::Amsterdam;

use super::{Instant, Language};

/// The name of the zone, as it stands beside every stored wall time.
pub const ZONE: &str = "Europe/Amsterdam";

/// A date and a time on an Amsterdam clock, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WallTime(pub NaiveDateTime);

/// What became of a wall time when it was resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// It exists once.
    Plain(Instant),
    /// The clock skips it in spring; the moment is as long after the jump as the time lies in the gap.
    Skipped(Instant),
    /// The clock shows it twice in autumn; the moment is the first.
    Doubled(Instant),
}

impl Resolved {
    /// The moment that was decided on.
    #[must_use]
    pub const fn instant(self) -> Instant {
        match self {
            Self::Plain(at) | Self::Skipped(at) | Self::Doubled(at) => at,
        }
    }
}

impl WallTime {
    /// Reads a date (`2026-12-08`, `8-12-2026`) and a time (`09:30`, `9.30`), as the two form fields give them.
    #[must_use]
    pub fn parse(date: &str, time: &str) -> Option<Self> {
        Some(Self(parse_date(date)?.and_time(parse_time(time)?)))
    }

    /// Reads what [`stored`](Self::stored) wrote.
    #[must_use]
    pub fn from_stored(text: &str) -> Option<Self> {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok().map(Self)
    }

    /// ISO 8601 to the minute without a zone, as the database keeps it.
    #[must_use]
    pub fn stored(self) -> String {
        self.0.format("%Y-%m-%dT%H:%M").to_string()
    }

    /// What an Amsterdam clock shows at a moment.
    #[must_use]
    pub fn at(moment: Instant) -> Self {
        Self(moment.utc().with_timezone(&Amsterdam).naive_local())
    }

    /// The moment of this wall time, and whether it was skipped or doubled.
    #[must_use]
    pub fn resolve(self) -> Resolved {
        let millis = |time: chrono::DateTime<chrono_tz::Tz>| Instant(time.timestamp_millis());
        match Amsterdam.from_local_datetime(&self.0) {
            LocalResult::Single(time) => Resolved::Plain(millis(time)),
            LocalResult::Ambiguous(first, _) => Resolved::Doubled(millis(first)),
            LocalResult::None => {
                // One hour earlier exists and still has the winter offset: the same distance past the jump.
                let earlier = Self(self.0 - TimeDelta::hours(1)).resolve().instant();
                Resolved::Skipped(Instant(earlier.0 + 3_600_000))
            }
        }
    }
}

/// Reads a date as people type it: `2026-12-08`, `8-12-2026`, `08-12-2026`, `8/12/2026`.
#[must_use]
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim().replace('/', "-");
    NaiveDate::parse_from_str(&text, "%Y-%m-%d")
        .ok()
        .or_else(|| NaiveDate::parse_from_str(&text, "%d-%m-%Y").ok())
        .filter(|date| date.year() >= 1900)
}

/// Whether a text is a day but for its year, which has two digits: `1-12-26`.
#[must_use]
pub fn has_short_year(text: &str) -> bool {
    let text = text.trim().replace('/', "-");
    let is_short = text.rsplit('-').next().is_some_and(|year| year.len() == 2);
    is_short && NaiveDate::parse_from_str(&text, "%d-%m-%y").is_ok()
}

/// Why a text is no day that will do: its year, when that has two digits, or else `otherwise`.
#[must_use]
pub fn day_fault(text: &str, otherwise: &str, language: Language) -> String {
    let year = language.pick(
        "Schrijf het jaar met vier cijfers, bijvoorbeeld 2026.",
        "Write the year with four digits, such as 2026.",
    );
    if has_short_year(text) { year } else { otherwise }.to_owned()
}

/// Reads a time as people type it: `09:30`, `9.30`, `9.30 uur`, `9`.
#[must_use]
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().trim_end_matches("uur").trim().replace('.', ":");
    let (hour, minute) = text.split_once(':').unwrap_or((&text, "0"));
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// The Amsterdam date of a moment.
#[must_use]
pub fn date_of(moment: Instant) -> NaiveDate {
    WallTime::at(moment).0.date()
}

/// "dinsdag 1 december 2026" or "Tuesday 1 December 2026".
#[must_use]
pub fn long_date(date: NaiveDate, language: Language) -> String {
    format!("{} {}", weekday(date.weekday(), language), plain_date(date, language))
}

/// "1 december 2026" or "1 December 2026".
#[must_use]
pub fn plain_date(date: NaiveDate, language: Language) -> String {
    format!("{} {} {}", date.day(), month(date.month(), language), date.year())
}

/// "14.30 uur" or "14:30".
#[must_use]
pub fn clock_time(time: NaiveTime, language: Language) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    language.pick(format!("{hour}.{minute:02} uur"), format!("{hour}:{minute:02}"))
}

/// "14:30:05", of a moment on an Amsterdam clock: for what lasts seconds.
#[must_use]
pub fn clock_second(moment: Instant) -> String {
    WallTime::at(moment).0.format("%H:%M:%S").to_string()
}

/// "dinsdag 1 december 2026, 14.30 uur", of a moment on an Amsterdam clock.
#[must_use]
pub fn long_moment(moment: Instant, language: Language) -> String {
    let wall = WallTime::at(moment).0;
    format!("{}, {}", long_date(wall.date(), language), clock_time(wall.time(), language))
}

/// "1 december 2026, 14.30 uur": as [`long_moment`] without the day of the week, for tables.
#[must_use]
pub fn short_moment(moment: Instant, language: Language) -> String {
    let wall = WallTime::at(moment).0;
    format!("{}, {}", plain_date(wall.date(), language), clock_time(wall.time(), language))
}

/// The name of a month, 1 to 12; an empty text for any other number.
#[must_use]
pub fn month(number: u32, language: Language) -> &'static str {
    const DUTCH: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let index = (number as usize).wrapping_sub(1);
    language.pick(DUTCH, ENGLISH).get(index).copied().unwrap_or_default()
}

fn weekday(day: Weekday, language: Language) -> &'static str {
    const DUTCH: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
    const ENGLISH: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let index = day.num_days_from_monday() as usize;
    language.pick(DUTCH, ENGLISH).get(index).copied().unwrap_or_default()
}

/// "1.528" or "1,528".
#[must_use]
pub fn number(count: i64, language: Language) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(language.pick('.', ','));
        }
        text.push(digit);
    }
    if count < 0 { format!("−{text}") } else { text }
}
