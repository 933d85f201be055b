//! Lifting a suppression: by staff, with a reason. Counting then starts anew.

use sea_orm::ConnectionTrait;

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{MemberId, SuppressionId};
use crate::store::sql;

/// What came of lifting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifted {
    /// It is lifted now.
    Lifted,
    /// It was lifted before, is not for staff to lift, or there is none of this id.
    NotInForce,
}

/// Lifts a suppression, but not of somebody who was erased: only they can end that, by confirming anew. The reason stands with it and not in the audit, which holds no content. Publications that the
/// person was taken out of stay left: coming back takes the person's own act.
///
/// # Errors
/// The database's.
pub async fn lift(app: &App, member: MemberId, id: SuppressionId, reason: &str) -> anyhow::Result<Lifted> {
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    let lift = sql(
        &tx,
        "UPDATE suppressions SET lifted_at = ?, lifted_by = ?, lifted_reason = ? WHERE id = ? AND lifted_at IS NULL
           AND reason <> 'erased'",
        [now.0.into(), member.0.into(), reason.into(), id.0.into()],
    );
    if tx.execute_raw(lift).await?.rows_affected() == 0 {
        return Ok(Lifted::NotInForce);
    }
    let note = Note::done("suppression.lift", "suppression", id.0);
    audit::record(&tx, now, Actor::Member(member), note, "web").await?;
    tx.commit().await?;
    Ok(Lifted::Lifted)
}
