//! How many events of a kind a year is to bring.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::MemberId;
use crate::events::EventKind;
use crate::staff::Member;
use crate::store::tables::event_goals::{ActiveModel, Column, Entity};
use crate::web::{Failure, Filled};

/// The most that a year can bring of a kind.
const MOST: i64 = 99;

/// Sets the number; setting it twice sets it once.
///
/// # Errors
/// The database's.
pub async fn set_goal(app: &App, by: MemberId, (year, kind): (i32, EventKind), wanted: i64) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    let row = ActiveModel { year: Set(year.into()), kind: Set(kind), wanted: Set(wanted) };
    let again = OnConflict::columns([Column::Year, Column::Kind]).update_column(Column::Wanted).to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(&tx).await?;
    let note = Note::done("event.goal", "year", i64::from(year)).with(format!("{}: {wanted}", kind.word()));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(())
}

/// `POST /beheer/bijeenkomsten/aantallen`
pub(super) async fn set(State(app): State<App>, member: Member, Filled(form): Filled) -> Result<Response, Failure> {
    let year: i32 = form.trimmed("year").parse().map_err(|_| Failure::Unreadable)?;
    let kind = EventKind::from_word(form.trimmed("kind")).ok_or(Failure::Unreadable)?;
    if !(1990..=2200).contains(&year) {
        return Err(Failure::Unreadable);
    }
    let back = |said: &str| Redirect::to(&format!("/beheer/jaarplanning?jaar={year}&gedaan={said}")).into_response();
    let wanted =
        form.trimmed(&format!("wanted-{}", kind.word())).parse().ok().filter(|wanted| (0..=MOST).contains(wanted));
    let Some(wanted) = wanted else { return Ok(back("geen-getal")) };
    set_goal(&app, member.id, (year, kind), wanted).await?;
    Ok(back("bewaard"))
}
