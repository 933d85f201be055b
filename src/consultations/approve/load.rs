//! What speaks against asking these organisations now: a warning each, never a block. Whoever approves reads it too.

use chrono::{Datelike as _, Days, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::base::id::ConsultationId;
use crate::base::wall_time::{date_of, plain_date};
use crate::base::{Both, Instant, Language};
use crate::consultations::find::{self, Invited};
use crate::consultations::{Consultation, ConsultationState, Deadline};
use crate::store::tables::{consultation_invitations, consultations};

/// From how many times a year an organisation is asked often.
pub(in crate::consultations) const OFTEN: i64 = 3;
/// A term shorter than this is short, in days: councils meet once a month.
const SHORT: i64 = 42;

/// Something to heed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::consultations) enum Heed {
    /// The term has so many days.
    ShortTerm(i64),
    /// July or August is in the term.
    Summer,
    /// These days are in the term.
    Holidays(Vec<(Both, NaiveDate)>),
    /// This organisation was asked so often since the year began.
    Often(String, i64),
    /// This organisation is asked in another consultation as well, which has this title and this last day.
    Overlap(String, String, NaiveDate),
}

impl Heed {
    /// In words.
    pub(in crate::consultations) fn said(&self, language: Language) -> String {
        match self {
            Self::ShortTerm(days) => language.pick(
                format!("De termijn is {days} dagen. Veel raden vergaderen eens per maand; zes weken is gebruikelijk."),
                format!("The term is {days} days. Many councils meet once a month; six weeks is usual."),
            ),
            Self::Summer => language.pick(
                "In de termijn valt de zomer, waarin veel raden niet vergaderen.".to_owned(),
                "Summer is in the term, when many councils do not meet.".to_owned(),
            ),
            Self::Holidays(days) => {
                let said =
                    |(name, day): &(Both, NaiveDate)| format!("{} ({})", name.of(language), plain_date(*day, language));
                let said: Vec<_> = days.iter().map(said).collect();
                language.pick(
                    format!("In de termijn vallen feestdagen: {}.", said.join(", ")),
                    format!("Holidays are in the term: {}.", said.join(", ")),
                )
            }
            Self::Often(name, many) => language.pick(
                format!("{name} is dit jaar al {many} keer gevraagd."),
                format!("{name} was asked {many} times this year already."),
            ),
            Self::Overlap(name, title, until) => language.pick(
                format!("{name} antwoordt ook nog op “{title}”, tot en met {}.", plain_date(*until, language)),
                format!("{name} still answers to “{title}” as well, until {}.", plain_date(*until, language)),
            ),
        }
    }
}

/// What has to be heeded when these are asked now.
pub(in crate::consultations) async fn heeds(
    on: &impl ConnectionTrait,
    the: &Consultation,
    (invited, now): (&[Invited], Instant),
) -> Result<Vec<Heed>, DbErr> {
    let mut heeds = of_term(date_of(now), the.deadline().day);
    let load = find::load(on, invited.iter().map(|one| one.row.organisation_id), now).await?;
    let overlaps = overlaps(on, the.row.id, (invited, now)).await?;
    for one in invited {
        let many = load.get(&one.row.organisation_id).copied().unwrap_or_default();
        if many >= OFTEN {
            heeds.push(Heed::Often(one.organisation.clone(), many));
        }
        let of = overlaps.iter().filter(|(invitation, _)| invitation.organisation_id == one.row.organisation_id);
        heeds.extend(of.map(|(_, the)| {
            let until = Deadline::from_stored(&the.deadline_wall).day;
            Heed::Overlap(one.organisation.clone(), the.title.clone(), until)
        }));
    }
    Ok(heeds)
}

/// The other consultations in which these organisations are asked and have not answered.
async fn overlaps(
    on: &impl ConnectionTrait,
    id: ConsultationId,
    (invited, now): (&[Invited], Instant),
) -> Result<Vec<(consultation_invitations::Model, consultations::Model)>, DbErr> {
    use consultation_invitations::Column;
    let running = consultations::Entity::find()
        .filter(consultations::Column::Id.ne(id))
        .filter(consultations::Column::State.eq(ConsultationState::Open))
        .filter(consultations::Column::DeadlineAt.gt(now))
        .order_by_asc(consultations::Column::DeadlineAt)
        .all(on)
        .await?;
    let rows = consultation_invitations::Entity::find()
        .filter(Column::ConsultationId.is_in(running.iter().map(|the| the.id)))
        .filter(Column::OrganisationId.is_in(invited.iter().map(|one| one.row.organisation_id)))
        .filter(Column::SubmittedAt.is_null())
        .all(on)
        .await?;
    let of = |row: consultation_invitations::Model| {
        let the = running.iter().find(|the| the.id == row.consultation_id).cloned()?;
        Some((row, the))
    };
    Ok(rows.into_iter().filter_map(of).collect())
}

/// What has to be heeded of a term.
fn of_term(from: NaiveDate, until: NaiveDate) -> Vec<Heed> {
    let mut heeds = Vec::new();
    let long = (until - from).num_days();
    if (0..SHORT).contains(&long) {
        heeds.push(Heed::ShortTerm(long));
    }
    let is_summer = |day: &NaiveDate| matches!(day.month(), 7 | 8);
    if from.iter_days().take_while(|day| *day <= until).take(370).any(|day| is_summer(&day)) {
        heeds.push(Heed::Summer);
    }
    let years = from.year()..=until.year().min(from.year() + 1);
    let within: Vec<_> = years.flat_map(holidays).filter(|(_, day)| (from..=until).contains(day)).collect();
    if !within.is_empty() {
        heeds.push(Heed::Holidays(within));
    }
    heeds
}

/// The days of a year on which offices are closed in the Netherlands.
fn holidays(year: i32) -> Vec<(Both, NaiveDate)> {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    // On a Sunday it is kept a day before.
    let king = day(4, 27).map(|day| if day.weekday() == chrono::Weekday::Sun { day - Days::new(1) } else { day });
    let after_easter = |many| easter(year).map(|day| day + Days::new(many));
    let all = [
        (Both("Nieuwjaarsdag", "New Year’s Day"), day(1, 1)),
        (Both("Tweede Paasdag", "Easter Monday"), after_easter(1)),
        (Both("Koningsdag", "King’s Day"), king),
        (Both("Hemelvaartsdag", "Ascension Day"), after_easter(39)),
        (Both("Tweede Pinksterdag", "Whit Monday"), after_easter(50)),
        (Both("Eerste Kerstdag", "Christmas Day"), day(12, 25)),
        (Both("Tweede Kerstdag", "Boxing Day"), day(12, 26)),
    ];
    all.into_iter().filter_map(|(name, day)| Some((name, day?))).collect()
}

/// Easter Sunday in the Gregorian calendar (J.-M. Oudin, 1940).
fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century) = (year % 19, year / 100);
    let moon = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    let moon = moon - (moon / 28) * (1 - (29 / (moon + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
    let days = moon - weekday;
    let month = 3 + (days + 40) / 44;
    let day = days + 28 - 31 * (month / 4);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn k02_easter_falls_where_the_calendar_has_it() {
        for (year, at) in [
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2038, "2038-04-25"),
        ] {
            assert_eq!(easter(year), Some(day(at)));
        }
    }

    #[test]
    fn k02_a_term_says_what_is_in_it() {
        assert_eq!(of_term(day("2026-09-01"), day("2026-10-30")), []);
        assert_eq!(of_term(day("2026-09-01"), day("2026-09-15")), [Heed::ShortTerm(14)]);
        let [Heed::ShortTerm(28), Heed::Holidays(days)] = &of_term(day("2026-12-07"), day("2027-01-04"))[..] else {
            panic!()
        };
        assert_eq!(
            days.iter().map(|(_, day)| day.to_string()).collect::<Vec<_>>(),
            ["2026-12-25", "2026-12-26", "2027-01-01"]
        );
        assert!(of_term(day("2026-05-20"), day("2026-07-03")).contains(&Heed::Summer));
        // King's Day on a Sunday is kept a day before.
        assert!(holidays(2025).iter().any(|(name, at)| name.0 == "Koningsdag" && *at == day("2025-04-26")));
        assert_eq!(of_term(day("2026-09-20"), day("2026-09-01")), [], "a term that is over has other faults");
    }
}
