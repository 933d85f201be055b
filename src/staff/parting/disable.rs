//! Shutting a member out at once, and letting them in again.

use sea_orm::{ConnectionTrait, DbErr};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::MemberId;
use crate::staff::Member;
use crate::staff::administrators::{Steered, one_remains_without, row_of};
use crate::staff::sign_in::session::end_all;
use crate::store::sql;

/// Disables a member: all sessions end in the same transaction, and an open invitation stops working.
///
/// # Errors
/// The database's.
pub async fn disable(app: &App, by: &Member, id: MemberId) -> Result<Steered, DbErr> {
    if by.id == id {
        return Ok(Steered::Yourself);
    }
    let tx = app.store.begin_write().await?;
    let Some(member) = row_of(&tx, id).await? else { return Ok(Steered::NotFound) };
    if member.disabled_at.is_some() {
        return Ok(Steered::AlreadySo);
    }
    if !one_remains_without(&tx, id).await? {
        return Ok(Steered::LastAdministrator);
    }
    let now = app.clock.now();
    let text = "UPDATE members SET disabled_at = ?, epoch = epoch + 1 WHERE id = ? AND disabled_at IS NULL";
    let done = tx.execute_raw(sql(&tx, text, [now.0.into(), id.0.into()])).await?;
    if done.rows_affected() == 0 {
        return Ok(Steered::AlreadySo);
    }
    let ended = end_all(&tx, id).await?;
    let note = Note::done("member.disable", "member", id.0).with(format!("{ended} sessions ended"));
    audit::record(&tx, now, Actor::Member(by.id), note, "web").await?;
    tx.commit().await?;
    Ok(Steered::Done)
}

/// Enables a member again, with the password and app that they had.
///
/// # Errors
/// The database's.
pub async fn enable(app: &App, by: &Member, id: MemberId) -> Result<Steered, DbErr> {
    let tx = app.store.begin_write().await?;
    if row_of(&tx, id).await?.is_none() {
        return Ok(Steered::NotFound);
    }
    let text = "UPDATE members SET disabled_at = NULL, failures = 0, locked_until = NULL
        WHERE id = ? AND disabled_at IS NOT NULL";
    if tx.execute_raw(sql(&tx, text, [id.0.into()])).await?.rows_affected() == 0 {
        return Ok(Steered::AlreadySo);
    }
    let note = Note::done("member.enable", "member", id.0);
    audit::record(&tx, app.clock.now(), Actor::Member(by.id), note, "web").await?;
    tx.commit().await?;
    Ok(Steered::Done)
}
