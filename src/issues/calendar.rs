//! Days on which a centre does not send, and days over which a year's issues are spread. Pure.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::base::Language;

/// Why a day is a bad day for a newsletter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quiet {
    /// Saturday or Sunday.
    Weekend,
    /// 1 January.
    NewYear,
    /// The Friday before Easter.
    GoodFriday,
    /// Easter Sunday and Monday.
    Easter,
    /// 27 April, or the 26th when that is a Sunday.
    KingsDay,
    /// 5 May.
    LiberationDay,
    /// Forty days into Easter, a Thursday.
    Ascension,
    /// Whit Sunday and Monday.
    Pentecost,
    /// 25 and 26 December.
    Christmas,
}

impl Quiet {
    /// Its name.
    pub const fn name(self, language: Language) -> &'static str {
        let (dutch, english) = match self {
            Self::Weekend => ("weekend", "the weekend"),
            Self::NewYear => ("Nieuwjaarsdag", "New Year's Day"),
            Self::GoodFriday => ("Goede Vrijdag", "Good Friday"),
            Self::Easter => ("Pasen", "Easter"),
            Self::KingsDay => ("Koningsdag", "King's Day"),
            Self::LiberationDay => ("Bevrijdingsdag", "Liberation Day"),
            Self::Ascension => ("Hemelvaartsdag", "Ascension Day"),
            Self::Pentecost => ("Pinksteren", "Whitsun"),
            Self::Christmas => ("Kerst", "Christmas"),
        };
        match language {
            Language::Dutch => dutch,
            Language::English => english,
        }
    }
}

/// Why a day is quiet; a holiday goes before a weekend. `None` for a working day.
pub(super) fn quiet(date: NaiveDate) -> Option<Quiet> {
    holiday(date).or_else(|| matches!(date.weekday(), Weekday::Sat | Weekday::Sun).then_some(Quiet::Weekend))
}

fn holiday(date: NaiveDate) -> Option<Quiet> {
    let after_easter = date.signed_duration_since(easter(date.year())?).num_days();
    match after_easter {
        -2 => return Some(Quiet::GoodFriday),
        0 | 1 => return Some(Quiet::Easter),
        39 => return Some(Quiet::Ascension),
        49 | 50 => return Some(Quiet::Pentecost),
        _ => {}
    }
    match (date.month(), date.day()) {
        (1, 1) => Some(Quiet::NewYear),
        (4, 27) if date.weekday() != Weekday::Sun => Some(Quiet::KingsDay),
        (4, 26) if date.weekday() == Weekday::Sat => Some(Quiet::KingsDay),
        (5, 5) => Some(Quiet::LiberationDay),
        (12, 25 | 26) => Some(Quiet::Christmas),
        _ => None,
    }
}

/// Easter Sunday after the Gregorian computus (Meeus, Jones and Butcher).
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, rest) = (year.rem_euclid(19), year / 100, year % 100);
    let (leap_centuries, century_rest) = (century / 4, century % 4);
    let moon = (19 * golden + century - leap_centuries - (8 * century + 13) / 25 + 15) % 30;
    let week = (32 + 2 * century_rest + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * week) / 451;
    let day = moon + week - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(day / 31).ok()?, u32::try_from(day % 31 + 1).ok()?)
}

/// The days of `count` issues in a year: evenly spread, each on the first Tuesday at or after its place, or on the next
/// working day when that is a holiday.
pub(super) fn spread(year: i32, count: u32) -> Vec<NaiveDate> {
    let Some(start) = NaiveDate::from_ymd_opt(year, 1, 1) else { return Vec::new() };
    // Three quarters into its part of the year: six issues fall in the middle of every second month.
    let place = |index: u32| u64::from((4 * index + 3) * 365 / (4 * count.max(1)));
    (0..count).map(|index| working_day(start + Days::new(place(index)), year)).collect()
}

fn working_day(from: NaiveDate, year: i32) -> NaiveDate {
    let mut day = from;
    while day.weekday() != Weekday::Tue {
        day = day + Days::new(1);
    }
    while quiet(day).is_some() {
        day = day + Days::new(1);
    }
    // Of many issues the last Tuesday may fall in the next year: then its own day serves, a weekend or not.
    if day.year() == year { day } else { from }
}
