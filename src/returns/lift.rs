//! Lifting a suppression: by staff, with a reason. Counting then starts anew.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::Reason;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{MemberId, SuppressionId};
use crate::returns::acts::Act;
use crate::store::tables::suppressions::{ActiveModel, Column, Entity};

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
    let lift = Entity::update_many()
        .set(ActiveModel {
            lifted_at: Set(Some(now)),
            lifted_by: Set(Some(member)),
            lifted_reason: Set(Some(reason.to_owned())),
            ..Default::default()
        })
        .filter(Column::Id.eq(id))
        .filter(Column::LiftedAt.is_null())
        .filter(Column::Reason.ne(Reason::Erased.word()));
    if lift.exec(&tx).await?.rows_affected == 0 {
        return Ok(Lifted::NotInForce);
    }
    let note = Note::of(Act::SuppressionLift, id.0);
    audit::record(&tx, now, Actor::Member(member), note, "web").await?;
    tx.commit().await?;
    Ok(Lifted::Lifted)
}
