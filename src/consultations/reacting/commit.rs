//! Commitments: promised with an owner and a day, and closed with a result.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, SelectExt, Set};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{CommitmentId, ConsultationId, MemberId, PointId};
use crate::consultations::acts::Act;
use crate::consultations::open::hold_open;
use crate::store::tables::consultation_commitments::{ActiveModel, Column, Entity};
use crate::store::tables::consultation_points;

/// What came of promising.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promised {
    /// It is promised.
    Done(CommitmentId),
    /// The reaction is published, or there is no such point.
    Closed,
}

/// Promises something for a point.
///
/// # Errors
/// The database's: an owner who is nobody is a violated rule.
pub async fn promise(
    app: &App,
    by: MemberId,
    (id, point): (ConsultationId, PointId),
    (promised, owner, due): (&str, MemberId, NaiveDate),
) -> anyhow::Result<Promised> {
    let tx = app.store.begin_write().await?;
    if !hold_open(&tx, id).await? {
        return Ok(Promised::Closed);
    }
    let now = app.clock.now();
    let alone = consultation_points::Entity::find_by_id(point)
        .filter(consultation_points::Column::ConsultationId.eq(id))
        .filter(consultation_points::Column::MergedInto.is_null());
    if !alone.exists(&tx).await? {
        return Ok(Promised::Closed);
    }
    let row = ActiveModel {
        point_id: Set(point),
        promised: Set(promised.to_owned()),
        owner: Set(owner),
        due_on: Set(due.to_string()),
        made_by: Set(by),
        made_at: Set(now),
        result: Set(String::new()),
        ..Default::default()
    };
    let made = Entity::insert(row).exec(&tx).await?.last_insert_id;
    audit::record(&tx, now, Actor::Member(by), Note::of(Act::Promise, made.0), "web").await?;
    tx.commit().await?;
    Ok(Promised::Done(made))
}

/// What came of closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is closed, with its result.
    Done,
    /// A result has to be written.
    NoResult,
    /// It is closed already, or not there.
    TooLate,
}

/// Closes a commitment with what came of it.
///
/// # Errors
/// The database's.
pub async fn keep(app: &App, by: MemberId, id: CommitmentId, result: &str) -> anyhow::Result<Kept> {
    let result = result.trim();
    if result.is_empty() {
        return Ok(Kept::NoResult);
    }
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    let (result, closed_by, closed_at) = (Set(result.to_owned()), Set(Some(by)), Set(Some(now)));
    let closed = ActiveModel { result, closed_by, closed_at, ..Default::default() };
    let close = Entity::update_many().set(closed).filter(Column::Id.eq(id)).filter(Column::ClosedAt.is_null());
    if close.exec(&tx).await?.rows_affected == 0 {
        return Ok(Kept::TooLate);
    }
    audit::record(&tx, now, Actor::Member(by), Note::of(Act::Keep, id.0), "web").await?;
    tx.commit().await?;
    Ok(Kept::Done)
}
