//! What speaks against asking these organisations now: a warning each, never a block. Whoever approves reads it too.

use chrono::{Datelike as _, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::base::id::ConsultationId;
use crate::base::quiet_day::{Quiet, holiday};
use crate::base::wall_time::{date_of, plain_date};
use crate::base::{Instant, Language};
use crate::consultations::find::{self, Invited};
use crate::consultations::{Consultation, ConsultationState, Deadline};
use crate::store::tables::{consultation_invitations, consultations};

/// From how many times a year an organisation is asked often.
pub(in crate::consultations) const OFTEN: i64 = 3;
/// A term shorter than this is short, in days: councils meet once a month.
const SHORT: i64 = 42;
/// A term is looked at for so many days: after a year everything comes again.
const LOOKED_AT: usize = 370;

/// Something to heed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::consultations) enum Heed {
    /// The term has so many days.
    ShortTerm(i64),
    /// July or August is in the term.
    Summer,
    /// These begin in the term.
    Holidays(Vec<(Quiet, NaiveDate)>),
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
                let said = |(why, day): &(Quiet, NaiveDate)| {
                    format!("{} ({})", why.name(language), plain_date(*day, language))
                };
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
    if from.iter_days().take_while(|day| *day <= until).take(LOOKED_AT).any(|day| is_summer(&day)) {
        heeds.push(Heed::Summer);
    }
    let days = from.iter_days().take_while(|day| *day <= until).take(LOOKED_AT);
    let mut within: Vec<_> = days.filter_map(|day| Some((holiday(day)?, day))).collect();
    within.dedup_by_key(|(why, _)| *why);
    if !within.is_empty() {
        heeds.push(Heed::Holidays(within));
    }
    heeds
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn k02_a_term_says_what_is_in_it() {
        assert_eq!(of_term(day("2026-09-01"), day("2026-10-30")), []);
        assert_eq!(of_term(day("2026-09-01"), day("2026-09-15")), [Heed::ShortTerm(14)]);
        let [Heed::ShortTerm(28), Heed::Holidays(days)] = &of_term(day("2026-12-07"), day("2027-01-04"))[..] else {
            panic!()
        };
        assert_eq!(days.iter().map(|(_, day)| day.to_string()).collect::<Vec<_>>(), ["2026-12-25", "2027-01-01"]);
        assert!(of_term(day("2026-05-20"), day("2026-07-03")).contains(&Heed::Summer));
        assert_eq!(of_term(day("2026-09-20"), day("2026-09-01")), [], "a term that is over has other faults");
    }
}
