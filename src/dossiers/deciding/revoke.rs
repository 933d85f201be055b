//! Taking a link back: somebody left, or it went to the wrong address. What they answered stays.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{DecisionId, MemberId, RespondentId};
use crate::delivery;
use crate::store::tables::decision_letters;
use crate::store::tables::decision_respondents::{ActiveModel, Column, Entity};

/// Takes the link of somebody back, and their letters that have not left. Gives whether it did.
///
/// # Errors
/// The database's.
pub async fn revoke(app: &App, by: MemberId, id: DecisionId, who: RespondentId) -> anyhow::Result<bool> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let revoke = Entity::update_many()
        .set(ActiveModel { revoked_at: Set(Some(now)), ..Default::default() })
        .filter(Column::Id.eq(who))
        .filter(Column::DecisionId.eq(id))
        .filter(Column::SentAt.is_not_null())
        .filter(Column::RevokedAt.is_null());
    if revoke.exec(&tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    let letters = decision_letters::Entity::find().filter(decision_letters::Column::RespondentId.eq(who));
    for letter in letters.all(&tx).await? {
        delivery::cancel(&tx, app, letter.sending_id).await?;
    }
    let note = Note::done("decision.revoke", "decision", id.0).with(format!("respondent {who}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(true)
}
