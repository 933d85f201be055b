//! Dutch holidays and weekends: days on which offices are closed. Pure.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Language;

/// Why few people work on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quiet {
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
    #[must_use]
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
#[must_use]
pub fn quiet(date: NaiveDate) -> Option<Quiet> {
    holiday(date).or_else(|| matches!(date.weekday(), Weekday::Sat | Weekday::Sun).then_some(Quiet::Weekend))
}

/// Which holiday a day is, also in a weekend.
#[must_use]
pub fn holiday(date: NaiveDate) -> Option<Quiet> {
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
fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, rest) = (year.rem_euclid(19), year / 100, year % 100);
    let (leap_centuries, century_rest) = (century / 4, century % 4);
    let moon = (19 * golden + century - leap_centuries - (8 * century + 13) / 25 + 15) % 30;
    let week = (32 + 2 * century_rest + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * week) / 451;
    let day = moon + week - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(day / 31).ok()?, u32::try_from(day % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn i30_easter_falls_where_the_almanac_has_it() {
        let almanac = [
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2038-04-25",
        ];
        for date in almanac {
            let date = day(date);
            assert_eq!(easter(date.year()), Some(date));
        }
    }

    #[test]
    fn i30_dutch_holidays_and_weekends_are_quiet() {
        let known = [
            ("2026-01-01", Quiet::NewYear),
            ("2026-04-03", Quiet::GoodFriday),
            ("2026-04-05", Quiet::Easter),
            ("2026-04-06", Quiet::Easter),
            ("2026-04-27", Quiet::KingsDay),
            ("2025-04-26", Quiet::KingsDay),
            ("2026-05-05", Quiet::LiberationDay),
            ("2026-05-14", Quiet::Ascension),
            ("2026-05-24", Quiet::Pentecost),
            ("2026-05-25", Quiet::Pentecost),
            ("2026-12-25", Quiet::Christmas),
            ("2026-12-26", Quiet::Christmas),
            ("2026-11-21", Quiet::Weekend),
            ("2026-11-22", Quiet::Weekend),
        ];
        for (date, why) in known {
            assert_eq!(quiet(day(date)), Some(why), "{date}");
        }
        // In 2025 the 27th of April is a Sunday, and the King's Day is the day before.
        assert_eq!(quiet(day("2025-04-27")), Some(Quiet::Weekend));
        for date in ["2026-04-02", "2026-04-07", "2026-05-04", "2026-05-15", "2026-12-24", "2026-12-28", "2027-04-26"] {
            assert_eq!(quiet(day(date)), None, "{date}");
        }
    }
}
