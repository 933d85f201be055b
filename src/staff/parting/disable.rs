//! Shutting a member out at once, and letting them in again.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, DbErr, QueryFilter, Set};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::MemberId;
use crate::staff::Member;
use crate::staff::acts::Act;
use crate::staff::administrators::{Steered, one_remains_without, row_of, update};
use crate::staff::sign_in::session::end_all;
use crate::store::tables::members::{ActiveModel, Column};

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
    let shut = update(id)
        .set(ActiveModel { disabled_at: Set(Some(now)), ..Default::default() })
        .col_expr(Column::Epoch, Expr::col(Column::Epoch).add(1))
        .filter(Column::DisabledAt.is_null());
    if shut.exec(&tx).await?.rows_affected == 0 {
        return Ok(Steered::AlreadySo);
    }
    let ended = end_all(&tx, id).await?;
    let note = Note::of(Act::Disable, id.0).with(format!("{ended} sessions ended"));
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
    let back = ActiveModel { disabled_at: Set(None), failures: Set(0), locked_until: Set(None), ..Default::default() };
    if update(id).set(back).filter(Column::DisabledAt.is_not_null()).exec(&tx).await?.rows_affected == 0 {
        return Ok(Steered::AlreadySo);
    }
    let note = Note::of(Act::Enable, id.0);
    audit::record(&tx, app.clock.now(), Actor::Member(by.id), note, "web").await?;
    tx.commit().await?;
    Ok(Steered::Done)
}
