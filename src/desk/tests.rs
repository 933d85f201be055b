use std::time::Duration;

use chrono::NaiveDate;

use super::sending::{Counts, Part, remaining};
use super::today::{Deadline, greeting, passed};
use crate::base::wall_time::WallTime;
use crate::base::{Instant, Language};
use crate::store::tables::states::DeliveryState;

fn at(time: &str) -> Instant {
    WallTime::parse("2026-11-21", time).unwrap().resolve().instant()
}

#[test]
fn t4_the_greeting_follows_the_hour_in_amsterdam_and_uses_the_first_name() {
    assert_eq!(greeting(at("05:59"), "Marieke de Vries", Language::Dutch), "Goedenavond, Marieke");
    assert_eq!(greeting(at("06:00"), "Marieke", Language::Dutch), "Goedemorgen, Marieke");
    assert_eq!(greeting(at("12:00"), "Marieke", Language::Dutch), "Goedemiddag, Marieke");
    assert_eq!(greeting(at("18:00"), "Marieke", Language::English), "Good evening, Marieke");
    assert_eq!(greeting(at("18:00"), " ", Language::Dutch), "Goedenavond");
}

#[test]
fn t4_a_deadline_has_passed_the_day_after_it() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let (copy, review) = ("2026-11-20", "2026-11-24");
    assert_eq!(passed(copy, review, day("2026-11-20")), None);
    assert_eq!(passed(copy, review, day("2026-11-21")), Some((Deadline::Copy, day(copy))));
    assert_eq!(passed(copy, review, day("2026-11-25")), Some((Deadline::Review, day(review))));
    assert_eq!(passed("", "", day("2026-11-25")), None);
    assert_eq!(passed("onzin", "", day("2026-11-25")), None);
}

#[test]
fn t4_every_state_is_counted_in_exactly_one_part() {
    use sea_orm::Iterable;
    let mut counts = Counts::default();
    for (state, many) in DeliveryState::iter().zip([1, 2, 4, 8, 16, 32, 64, 128]) {
        counts.add(state, many);
        let parts: Vec<_> = Part::ALL.into_iter().filter(|part| part.states().contains(&state)).collect();
        assert_eq!(parts.len(), 1, "{state:?}");
    }
    assert_eq!(counts.total(), 255);
    let parts = Part::ALL.into_iter().filter(|part| *part != Part::All).map(|part| part.count(&counts)).sum::<i64>();
    assert_eq!(parts, 255);
    assert_eq!(Part::of_word("geweigerd"), Part::Refused);
    assert_eq!(Part::of_word("' OR 1=1"), Part::All);
}

#[test]
fn t6_the_time_left_follows_the_pace_so_far() {
    let counts = Counts { accepted: 100, open: 300, ..Counts::default() };
    assert_eq!(remaining(&counts, Duration::from_secs(10)), Some(Duration::from_secs(30)));
    assert_eq!(remaining(&Counts { accepted: 5, open: 300, ..counts }, Duration::from_secs(10)), None);
    assert_eq!(remaining(&Counts { open: 0, ..counts }, Duration::from_secs(10)), None);
}
