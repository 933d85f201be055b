//! Weighing a point: what is done with it, why, and what changes.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, MemberId, PointId};
use crate::consultations::Disposition;
use crate::consultations::acts::Act;
use crate::consultations::open::hold_open;
use crate::store::tables::consultation_points::{ActiveModel, Column, Entity};

/// What is said about a point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weighing {
    /// What it comes down to.
    pub title: String,
    /// The theme under which it stands; empty for the last one.
    pub theme: String,
    /// What is done with it.
    pub disposition: Option<Disposition>,
    /// Why.
    pub reason: String,
    /// What changes in the text; empty for nothing.
    pub changes: String,
}

/// What came of weighing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weighed {
    /// It is saved.
    Done,
    /// Somebody else saved it since.
    Overtaken,
    /// A disposition needs a reason.
    NeedsReason,
    /// The reaction is published.
    Closed,
}

/// Saves version `version` of a point.
///
/// # Errors
/// The database's.
pub async fn weigh(
    app: &App,
    by: MemberId,
    id: ConsultationId,
    ((point, version), weighing): ((PointId, i64), &Weighing),
) -> anyhow::Result<Weighed> {
    if weighing.disposition.is_some() && weighing.reason.is_empty() {
        return Ok(Weighed::NeedsReason);
    }
    let tx = app.store.begin_write().await?;
    if !hold_open(&tx, id).await? {
        return Ok(Weighed::Closed);
    }
    let now = app.clock.now();
    let weighed = ActiveModel {
        title: Set(weighing.title.clone()),
        theme: Set(weighing.theme.clone()),
        disposition: Set(weighing.disposition),
        reason: Set(weighing.reason.clone()),
        changes: Set(weighing.changes.clone()),
        version: Set(version + 1),
        changed_by: Set(by),
        changed_at: Set(now),
        ..Default::default()
    };
    let update = Entity::update_many()
        .set(weighed)
        .filter(Column::Id.eq(point))
        .filter(Column::ConsultationId.eq(id))
        .filter(Column::Version.eq(version))
        .filter(Column::MergedInto.is_null());
    if update.exec(&tx).await?.rows_affected == 0 {
        return Ok(Weighed::Overtaken);
    }
    let word = weighing.disposition.map_or("open", Disposition::word);
    let note = Note::of(Act::Weigh, id.0).with(format!("point {point}: {word}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Weighed::Done)
}
