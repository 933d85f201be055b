//! The days over which a year's issues are spread. Pure.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::base::quiet_day::quiet;

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
