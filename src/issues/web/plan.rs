//! The year plan.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::Datelike;

use super::{Question, parsed};
use crate::app::App;
use crate::base::wall_time;
use crate::centre;
use crate::issues::find;
use crate::issues::pages::plan as pages;
use crate::issues::plan::{self, Planned};
use crate::staff::Member;
use crate::web::{Asked, Failure, Filled, Frame};

/// The years that can be planned.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2200;

/// A year: per publication the issues in a calendar and a list.
pub(super) async fn show(
    State(app): State<App>,
    frame: Frame,
    Asked(question): Asked<Question>,
) -> Result<impl IntoResponse, Failure> {
    let on = app.store.read();
    let today = wall_time::date_of(app.clock.now());
    let year = parsed(question.jaar.as_ref()).filter(|year| YEARS.contains(year)).unwrap_or(today.year());
    let issues = find::issues_of(on, year).await?;
    let publications = centre::publications(on).await?;
    let plans: Vec<_> = publications
        .iter()
        .map(|publication| pages::Plan {
            publication,
            wanted: plan::wanted(publication),
            issues: issues.iter().filter(|listed| listed.publication.id() == publication.id()).collect(),
        })
        .collect();
    let elsewhere = app.rooms.planned(&app, year, frame.language).await?;
    Ok(pages::page(&frame, (year, today), (&plans, &elsewhere), question.gedaan.as_deref()))
}

/// Makes the issues of a year that are not there yet.
pub(super) async fn make(State(app): State<App>, member: Member, Filled(form): Filled) -> Result<Response, Failure> {
    let year: i32 = form.trimmed("year").parse().map_err(|_| Failure::Unreadable)?;
    let publication = form.trimmed("publication").parse().map_err(|_| Failure::Unreadable)?;
    if !YEARS.contains(&year) {
        return Err(Failure::Unreadable);
    }
    let publication = centre::publication(app.store.read(), publication).await?.ok_or(Failure::NotFound)?;
    let said = match plan::plan(&app, &publication, year, member.id).await? {
        Planned::Made(_) => "gepland",
        Planned::AlreadyPlanned => "al-gepland",
    };
    Ok(Redirect::to(&format!("/beheer/jaarplanning?jaar={year}&gedaan={said}")).into_response())
}
