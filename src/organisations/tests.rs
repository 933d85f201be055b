use chrono::NaiveDate;

use super::{Reachability, Term, name_key};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn s30_a_term_holds_on_its_first_and_its_last_day() {
    let term = Term::of("2026-01-01", Some("2026-03-31"));
    assert!(!term.holds_on(day("2025-12-31")));
    assert!(term.holds_on(day("2026-01-01")) && term.holds_on(day("2026-03-31")));
    assert!(!term.holds_on(day("2026-04-01")));
    assert!(Term::of("2026-01-01", None).holds_on(day("2100-01-01")));
}

#[test]
fn s30_names_are_the_same_in_any_case_with_any_accent_and_any_white_space() {
    assert_eq!(name_key("  Cliëntenraad   NOORD "), name_key("clientenraad noord"));
}

#[test]
fn s31_only_somebody_who_can_be_written_to_makes_an_organisation_reachable() {
    assert!(Reachability::Reachable(1).is_reachable());
    assert!(!Reachability::Blocked(3).is_reachable() && !Reachability::Nobody.is_reachable());
}
