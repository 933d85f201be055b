//! Rules.

use super::decision::end_of;

#[test]
fn k42_the_last_day_ends_in_amsterdam() {
    let day = |text: &str| end_of(text.parse().unwrap()).rfc3339();
    assert_eq!(day("2026-12-18"), "2026-12-18T23:00:00Z");
    assert_eq!(day("2026-07-01"), "2026-07-01T22:00:00Z");
    // The day on which the clock goes forward has 23 hours.
    assert_eq!(day("2027-03-28"), "2027-03-28T22:00:00Z");
}
