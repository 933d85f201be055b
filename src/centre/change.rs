//! Changing the particulars. Two people who change them at once both learn of it.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::particulars::Particulars;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::MemberId;
use crate::centre::acts::Act;
use crate::store::tables::centre::{ActiveModel, Column, Entity};

/// What came of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is so now.
    Done,
    /// Someone else changed it meanwhile; nothing was changed.
    Conflict,
}

/// Changes the particulars, when they are still of the version that the member saw.
///
/// # Errors
/// The database's.
pub async fn change(app: &App, member: MemberId, seen: i64, the: &Particulars) -> anyhow::Result<Changed> {
    let tx = app.store.begin_write().await?;
    let update = Entity::update_many()
        .set(ActiveModel { version: Set(seen + 1), ..the.row() })
        .filter(Column::Id.eq(1))
        .filter(Column::Version.eq(seen));
    if update.exec(&tx).await?.rows_affected == 0 {
        return Ok(Changed::Conflict);
    }
    let note = Note::of(Act::CentreChange, 1).with(format!(
        "version={}, one-person office: {}",
        seen + 1,
        the.one_person_office
    ));
    audit::record(&tx, app.clock.now(), Actor::Member(member), note, "web").await?;
    tx.commit().await?;
    Ok(Changed::Done)
}
