use chrono::NaiveDate;

use super::Deadline;
use crate::base::Language;

fn day(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

#[test]
fn k01_a_deadline_without_a_time_is_the_end_of_that_day() {
    let deadline = Deadline::parse("27-11-2026", "").unwrap();
    assert_eq!(deadline, Deadline { day: day("2026-11-27"), time: None });
    assert_eq!(deadline.resolve().instant().rfc3339(), "2026-11-27T23:00:00Z");
    assert_eq!(deadline.said(Language::Dutch), "tot en met vrijdag 27 november 2026");
    assert_eq!(Deadline::from_stored(&deadline.stored()), deadline);
    let at = Deadline::parse("27-11-2026", "17.00").unwrap();
    assert_eq!(at.resolve().instant().rfc3339(), "2026-11-27T16:00:00Z");
    assert_eq!(at.said(Language::Dutch), "tot vrijdag 27 november 2026, 17.00 uur");
    assert_eq!(Deadline::from_stored(&at.stored()), at);
    assert_eq!(Deadline::parse("27-11-2026", "25.00"), None);
}

#[test]
fn k01_hours_that_the_clock_skips_or_doubles_are_said_in_words() {
    let skipped = Deadline::parse("28-3-2027", "2.30").unwrap();
    assert_eq!(skipped.resolve().instant().rfc3339(), "2027-03-28T01:30:00Z");
    assert!(skipped.remark(Language::Dutch).unwrap().contains("3.30 uur"));
    let doubled = Deadline::parse("25-10-2026", "2.30").unwrap();
    assert_eq!(doubled.resolve().instant().rfc3339(), "2026-10-25T00:30:00Z");
    assert!(doubled.remark(Language::Dutch).unwrap().contains("twee keer"));
    // The end of a day of 23 and of 25 hours.
    assert_eq!(Deadline::parse("28-3-2027", "").unwrap().resolve().instant().rfc3339(), "2027-03-28T22:00:00Z");
    assert_eq!(Deadline::parse("25-10-2026", "").unwrap().resolve().instant().rfc3339(), "2026-10-25T23:00:00Z");
}
