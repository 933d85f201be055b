//! Merging points that say the same: one answer for all of them, and every number leads to it.
//!
//! Raw SQL: a point is merged into one that stands alone, and what was merged into it goes along, in statements that say so.

use sea_orm::ConnectionTrait;

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, MemberId, PointId};
use crate::consultations::acts::Act;
use crate::consultations::open::hold_open;
use crate::store::sql;

/// What came of merging.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merged {
    /// They have one answer.
    Done,
    /// Something is promised for the first one: merge the other into it.
    Promised,
    /// One of them is not there any more, or is merged into another.
    Gone,
    /// The reaction is published.
    Closed,
}

/// Answers a point by the answer of another. Its words, its number and its organisation stay its own.
///
/// # Errors
/// The database's.
pub async fn merge(
    app: &App,
    by: MemberId,
    id: ConsultationId,
    (point, into): (PointId, PointId),
) -> anyhow::Result<Merged> {
    let tx = app.store.begin_write().await?;
    if !hold_open(&tx, id).await? {
        return Ok(Merged::Closed);
    }
    let promised = sql(&tx, "SELECT 1 FROM consultation_commitments WHERE point_id = ?", [point.into()]);
    if tx.query_one_raw(promised).await?.is_some() {
        return Ok(Merged::Promised);
    }
    let own = sql(
        &tx,
        "UPDATE consultation_points SET merged_into = ?, version = version + 1 WHERE id = ? AND consultation_id = ? AND id <> ?
           AND merged_into IS NULL AND EXISTS (SELECT 1 FROM consultation_points h
             WHERE h.id = ? AND h.consultation_id = ? AND h.merged_into IS NULL)",
        [into.into(), point.into(), id.into(), into.into(), into.into(), id.into()],
    );
    if tx.execute_raw(own).await?.rows_affected() == 0 {
        return Ok(Merged::Gone);
    }
    let along =
        sql(&tx, "UPDATE consultation_points SET merged_into = ? WHERE merged_into = ?", [into.into(), point.into()]);
    tx.execute_raw(along).await?;
    let note = Note::of(Act::Merge, id.0).with(format!("point {point} into {into}"));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Merged::Done)
}

/// Lets a merged point stand alone again, with what was said of it before. Gives whether it did.
///
/// # Errors
/// The database's.
pub async fn unmerge(app: &App, by: MemberId, id: ConsultationId, point: PointId) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    if !hold_open(&tx, id).await? {
        return Ok(false);
    }
    let alone = sql(
        &tx,
        "UPDATE consultation_points SET merged_into = NULL, version = version + 1
         WHERE id = ? AND consultation_id = ? AND merged_into IS NOT NULL",
        [point.into(), id.into()],
    );
    if tx.execute_raw(alone).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let note = Note::of(Act::Unmerge, id.0).with(format!("point {point}"));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(true)
}
