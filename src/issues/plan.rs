//! Planning a year: its issues as drafts with their deadlines.

use chrono::{Days as Span, NaiveDate};
use sea_orm::DbErr;

use super::calendar::spread;
use super::issue::{Days, Face};
use super::save_issue::{self, Place};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Blocks;
use crate::base::id::MemberId;
use crate::centre::Publication;
use crate::issues::acts::Act;

/// The copy is due this long before sending, in days.
const COPY: u64 = 21;
/// And the review this long.
const REVIEW: u64 = 7;
/// More issues than days make no plan.
const MOST: u32 = 366;

/// What came of planning a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Planned {
    /// This many issues were made; numbers that existed were left as they are.
    Made(usize),
    /// All numbers existed.
    AlreadyPlanned,
}

/// How many issues a publication plans in a year.
pub(super) fn wanted(publication: &Publication) -> u32 {
    u32::try_from(publication.row.per_year).unwrap_or(0).min(MOST)
}

/// The days of an issue that is to be sent on a day.
pub(super) fn days_before(planned_on: NaiveDate) -> Days {
    Days {
        copy_due: (planned_on - Span::new(COPY)).to_string(),
        review_due: (planned_on - Span::new(REVIEW)).to_string(),
        planned_on: planned_on.to_string(),
    }
}

/// Makes the issues of a year that are not there yet. Doing it twice makes nothing twice.
///
/// # Errors
/// The database's.
pub(super) async fn plan(app: &App, publication: &Publication, year: i32, by: MemberId) -> Result<Planned, DbErr> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let mut made = 0;
    for (number, day) in (1_i32..).zip(spread(year, wanted(publication))) {
        let place = Place { publication: publication.id(), year, number };
        if save_issue::insert(&tx, place, (&Face::default(), Blocks::default().to_json(), &days_before(day)), by, now)
            .await?
            .is_some()
        {
            made += 1;
        }
    }
    if made == 0 {
        return Ok(Planned::AlreadyPlanned);
    }
    let note = Note::of(Act::IssuePlanYear, publication.id().0).with(format!("{year}: {made} issues"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Planned::Made(made))
}
