//! On which days of an event somebody was there, and whether that earns a certificate.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::days::{Span, days};
use super::event::{Event, Session};
use crate::base::Instant;
use crate::base::wall_time::date_of;
use crate::store::tables::states::{EventState, RegistrationState};
use crate::store::tables::{event_registrations, event_scans};

/// Whether there is a certificate for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Earned {
    /// Yes, for these days of the event.
    Yes(Vec<Span>),
    /// They were there on fewer days than it asks for.
    TooFew {
        /// On so many.
        was: usize,
        /// It asks for so many.
        asks: usize,
    },
    /// It is not over, did not go through, or they were not there.
    No,
}

/// Whether there is a certificate for a registration.
pub(super) async fn earned(
    on: &impl ConnectionTrait,
    (event, sessions): (&Event, &[Session]),
    row: &event_registrations::Model,
    now: Instant,
) -> Result<Earned, DbErr> {
    let is_over = event.state == EventState::Open && now >= event.ends_at;
    let Some(first) = row.in_at.filter(|_| is_over && row.state == RegistrationState::Registered) else {
        return Ok(Earned::No);
    };
    // Looks before the first that counts were taken back.
    let looks = event_scans::Entity::find()
        .filter(event_scans::Column::RegistrationId.eq(row.id))
        .filter(event_scans::Column::At.gte(first))
        .all(on)
        .await?;
    let seen = looks.iter().map(|look| date_of(look.at)).chain([date_of(first)]).collect();
    Ok(weigh(&days(event, sessions), &seen, event.certificate_days))
}

/// Whether so many days are enough. Who was at an event of one day was there on that day, whatever day the door wrote down.
pub(super) fn weigh(days: &[Span], seen: &BTreeSet<NaiveDate>, asks: i64) -> Earned {
    let was: Vec<Span> = match days {
        [day] => vec![*day],
        days => days.iter().filter(|day| seen.contains(&date_of(day.0))).copied().collect(),
    };
    let asks = usize::try_from(asks).ok().filter(|asks| (1..=days.len()).contains(asks)).unwrap_or(days.len());
    if was.len() >= asks { Earned::Yes(was) } else { Earned::TooFew { was: was.len(), asks } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::WallTime;

    #[test]
    fn e12_a_course_asks_for_its_days() {
        let at = |text: &str| WallTime::from_stored(text).unwrap().resolve().instant();
        let day = |day: &str| (at(&format!("2027-04-{day}T09:30")), at(&format!("2027-04-{day}T16:30")));
        let course = [day("19"), day("20"), day("26")];
        let seen = |days: &[&str]| days.iter().map(|text| format!("2027-04-{text}").parse().unwrap()).collect();
        let too_few = |was, asks| Earned::TooFew { was, asks };
        for (days, asks, comes) in [
            (vec!["19", "20", "26"], 0, Earned::Yes(course.to_vec())),
            (vec!["19", "20"], 0, too_few(2, 3)),
            (vec!["19", "26", "30"], 2, Earned::Yes(vec![course[0], course[2]])),
            (vec!["30"], 1, too_few(0, 1)),
            // More than there are cannot be asked for.
            (vec!["19", "20", "26"], 5, Earned::Yes(course.to_vec())),
            (vec![], 2, too_few(0, 2)),
        ] {
            assert_eq!(weigh(&course, &seen(&days), asks), comes, "{days:?} of {asks}");
        }
        assert_eq!(weigh(&course[..1], &seen(&["21"]), 0), Earned::Yes(vec![course[0]]), "a day is a day");
    }
}
