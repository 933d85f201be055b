//! The days of an event, as a calendar shows them. Pure.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::event::{Event, Session};
use crate::base::wall_time::date_of;
use crate::base::{Instant, WallTime};

/// From when until when.
pub(super) type Span = (Instant, Instant);

/// An event of more days than this is one item: nobody wants so many mails.
const MOST: usize = 10;

/// The days of an event: one span for each. Of several days, those on which the programme has something; without a programme,
/// each day from the first to the last, at the hours of the event.
#[must_use]
pub(super) fn days(event: &Event, sessions: &[Session]) -> Vec<Span> {
    let whole = vec![(event.starts_at, event.ends_at)];
    let (first, last) = (date_of(event.starts_at), date_of(Instant(event.ends_at.0 - 1)));
    if first == last {
        return whole;
    }
    let mut days = of_programme(sessions);
    if days.len() < 2 {
        days = first.iter_days().take_while(|day| *day <= last).take(MOST + 1).map(|day| on(event, day)).collect();
    }
    if days.len() > MOST { whole } else { days }
}

fn of_programme(sessions: &[Session]) -> Vec<Span> {
    let mut spans: BTreeMap<NaiveDate, Span> = BTreeMap::new();
    for session in sessions {
        let span = spans.entry(date_of(session.starts_at)).or_insert((session.starts_at, session.ends_at));
        *span = (span.0.min(session.starts_at), span.1.max(session.ends_at));
    }
    spans.into_values().collect()
}

/// The hours of an event on a day. Resolved on each by itself, because the clock may change in between.
fn on(event: &Event, day: NaiveDate) -> Span {
    let [from, until] = [event.starts_at, event.ends_at].map(|moment| WallTime::at(moment).0.time());
    let at = |time| WallTime(day.and_time(time)).resolve().instant();
    let (from, until) = (at(from), at(until));
    // Ends at midnight, or earlier than it began: until the end of the day.
    let tomorrow = day.succ_opt().unwrap_or(day);
    if until > from {
        (from, until)
    } else {
        (from, WallTime(tomorrow.and_time(chrono::NaiveTime::MIN)).resolve().instant())
    }
}
