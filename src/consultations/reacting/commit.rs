//! Commitments: promised with an owner and a day, and closed with a result.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{CommitmentId, ConsultationId, MemberId, PointId};
use crate::consultations::acts::Act;
use crate::consultations::open::hold_open;
use crate::store::sql;

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
    let insert = sql(
        &tx,
        "INSERT INTO consultation_commitments (point_id, promised, owner, due_on, made_by, made_at, result)
         SELECT id, ?, ?, ?, ?, ?, '' FROM consultation_points WHERE id = ? AND consultation_id = ? AND merged_into IS NULL
         RETURNING id",
        [promised.into(), owner.into(), due.to_string().into(), by.into(), now.into(), point.into(), id.into()],
    );
    let Some(row) = tx.query_one_raw(insert).await? else { return Ok(Promised::Closed) };
    let made: CommitmentId = row.try_get("", "id")?;
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
    let update = sql(
        &tx,
        "UPDATE consultation_commitments SET result = ?, closed_by = ?, closed_at = ? WHERE id = ? AND closed_at IS NULL",
        [result.into(), by.into(), now.into(), id.into()],
    );
    if tx.execute_raw(update).await?.rows_affected() == 0 {
        return Ok(Kept::TooLate);
    }
    audit::record(&tx, now, Actor::Member(by), Note::of(Act::Keep, id.0), "web").await?;
    tx.commit().await?;
    Ok(Kept::Done)
}
