//! Closing: by hand, or at the end of its last day by a bell.

use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::turn::{next, turn};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{DecisionId, MemberId};
use crate::delivery;
use crate::store::DatabaseTransaction;
use crate::store::tables::decisions::{ActiveModel, Column, Entity};
use crate::store::tables::states::DecisionState;
use crate::store::tables::{decision_letters, decision_respondents};

/// Closes an open request; gives whether it did.
///
/// # Errors
/// The database's.
pub async fn close(app: &App, by: MemberId, id: DecisionId) -> anyhow::Result<bool> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let closed = ActiveModel { state: Set(DecisionState::Closed), closed_at: Set(Some(now)), ..Default::default() };
    if next(id, DecisionState::Open, (by, now)).set(closed).exec(&tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    stop_letters(&tx, app, id).await?;
    audit::record(&tx, now, Actor::Member(by), Note::done("decision.close", "decision", id.0), "web").await?;
    tx.commit().await?;
    Ok(true)
}

/// What has not left yet asks for an answer that can no longer be given.
async fn stop_letters(tx: &DatabaseTransaction, app: &App, id: DecisionId) -> anyhow::Result<()> {
    let asked = Query::select()
        .column(decision_respondents::Column::Id)
        .from(decision_respondents::Entity)
        .and_where(decision_respondents::Column::DecisionId.eq(id))
        .to_owned();
    let letters = decision_letters::Entity::find().filter(decision_letters::Column::RespondentId.in_subquery(asked));
    for letter in letters.all(tx).await? {
        delivery::cancel(tx, app, letter.sending_id).await?;
    }
    Ok(())
}

/// Closes every request whose last day is over. The bell of this room.
///
/// # Errors
/// The database's.
pub async fn close_due(app: &App) -> anyhow::Result<()> {
    let now = app.clock.now();
    let is_due = || Entity::find().filter(Column::State.eq(DecisionState::Open)).filter(Column::DeadlineAt.lte(now));
    for row in is_due().all(app.store.read()).await? {
        let tx = app.store.begin_write().await?;
        let closed = ActiveModel {
            state: Set(DecisionState::Closed),
            closed_at: Set(Some(row.deadline_at)),
            ..Default::default()
        };
        let close = turn(row.id, DecisionState::Open).set(closed).filter(Column::DeadlineAt.lte(now));
        if close.exec(&tx).await?.rows_affected == 1 {
            stop_letters(&tx, app, row.id).await?;
            audit::record(&tx, now, Actor::House, Note::done("decision.close", "decision", row.id.0), "bell").await?;
            tx.commit().await?;
        }
    }
    Ok(())
}
