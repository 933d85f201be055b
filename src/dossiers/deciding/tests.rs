//! Rules.

use super::changed::{Run, runs};
use super::decision::end_of;

#[test]
fn k42_the_difference_is_in_words_and_holds_both_texts() {
    let (before, now) = ("Het rapport is in mei klaar.", "Het rapport is in juni klaar, zei zij.");
    let runs = runs(before, now);
    let of = |keeps: fn(&Run) -> Option<&str>| runs.iter().filter_map(keeps).collect::<String>();
    let old = of(|run| match run {
        Run::Same(words) | Run::Gone(words) => Some(words),
        Run::Come(_) => None,
    });
    let new = of(|run| match run {
        Run::Same(words) | Run::Come(words) => Some(words),
        Run::Gone(_) => None,
    });
    assert_eq!((old.as_str(), new.as_str()), (before, now));
    assert!(runs.contains(&Run::Gone("mei".to_owned())), "{runs:?}");
}

#[test]
fn k42_the_last_day_ends_in_amsterdam() {
    let day = |text: &str| end_of(text.parse().unwrap()).rfc3339();
    assert_eq!(day("2026-12-18"), "2026-12-18T23:00:00Z");
    assert_eq!(day("2026-07-01"), "2026-07-01T22:00:00Z");
    // The day on which the clock goes forward has 23 hours.
    assert_eq!(day("2027-03-28"), "2027-03-28T22:00:00Z");
}
