//! The days of the demo's year plan, counted from today. Pure.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

/// How many issues a year has.
pub(super) const ISSUES: usize = 6;

/// The days on which the six issues of this year are sent: two behind us, one in a few days, three later. They lie in
/// this year whenever it still has room.
pub(super) fn days(today: NaiveDate) -> [NaiveDate; ISSUES] {
    let gone = u64::from(today.ordinal0());
    let second = before(today, (gone / 5).clamp(1, 8));
    let first = before(second, (gone * 3 / 5).clamp(2, 55));
    let third = after(today, 4);
    let left = NaiveDate::from_ymd_opt(today.year(), 12, 20).map_or(0, |end| (end - third).num_days());
    let step = u64::try_from(left / 3).unwrap_or(0).clamp(7, 61);
    [first, second, third, after(third, step), after(third, 2 * step), after(third, 3 * step)]
}

/// A day's distance back, on a working day.
fn before(day: NaiveDate, distance: u64) -> NaiveDate {
    let day = day - Days::new(distance);
    match day.weekday() {
        Weekday::Sat => day - Days::new(1),
        Weekday::Sun => day - Days::new(2),
        _ => day,
    }
}

/// A day's distance ahead, on a working day.
fn after(day: NaiveDate, distance: u64) -> NaiveDate {
    let day = day + Days::new(distance);
    match day.weekday() {
        Weekday::Sat => day + Days::new(2),
        Weekday::Sun => day + Days::new(1),
        _ => day,
    }
}
