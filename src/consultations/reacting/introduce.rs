//! The words before the points.

use sea_orm::ConnectionTrait;

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, MemberId};
use crate::store::sql;

/// Saves the introduction of a reaction; whether it could still change.
///
/// # Errors
/// The database's.
pub async fn introduce(app: &App, by: MemberId, id: ConsultationId, words: &str) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    let update = sql(
        &tx,
        "UPDATE consultations SET introduction = ? WHERE id = ? AND state = 'open'",
        [words.into(), id.into()],
    );
    if tx.execute_raw(update).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let note = Note::done("consultation.introduce", "consultation", id.0);
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(true)
}
