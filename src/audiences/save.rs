//! Saving a filter under a name, changing it, removing it.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::Filter;
use crate::app::App;
use crate::audiences::acts::Act;
use crate::audit::{self, Actor, Note};
use crate::base::id::{AudienceId, MemberId};
use crate::base::words::one_line;
use crate::organisations::name_key;
use crate::store::tables::audiences;
use crate::store::{Class, class_of};

/// The longest name, in characters.
pub(super) const NAME: usize = 120;

/// What came of saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is so now.
    Done(AudienceId),
    /// Another audience has this name.
    Taken,
    /// Somebody changed or removed it since the page was drawn.
    Overtaken,
}

/// Saves a new filter under a name.
///
/// # Errors
/// The database's.
pub async fn make(app: &App, by: MemberId, name: &str, filter: &Filter) -> anyhow::Result<Saved> {
    let (tx, now, name) = (app.store.begin_write().await?, app.clock.now(), one_line(name));
    let row = audiences::ActiveModel {
        name_key: Set(name_key(&name)),
        name: Set(name),
        filter: Set(filter.to_json()),
        version: Set(1),
        made_by: Set(by),
        made_at: Set(now),
        changed_by: Set(by),
        changed_at: Set(now),
        ..Default::default()
    };
    let id = match audiences::Entity::insert(row).exec(&tx).await {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Saved::Taken),
        inserted => inserted?.last_insert_id,
    };
    audit::record(&tx, now, Actor::Member(by), Note::of(Act::Make, id.0), "web").await?;
    tx.commit().await?;
    Ok(Saved::Done(id))
}

/// Changes an audience that was read at version `from`. An approval of an issue that uses it is void by that, because
/// it bound the filter.
///
/// # Errors
/// The database's.
pub async fn change(
    app: &App,
    by: MemberId,
    (id, from): (AudienceId, i64),
    name: &str,
    filter: &Filter,
) -> anyhow::Result<Saved> {
    let (tx, now, name) = (app.store.begin_write().await?, app.clock.now(), one_line(name));
    let update = audiences::Entity::update_many()
        .set(audiences::ActiveModel {
            name_key: Set(name_key(&name)),
            name: Set(name),
            filter: Set(filter.to_json()),
            version: Set(from + 1),
            changed_by: Set(by),
            changed_at: Set(now),
            ..Default::default()
        })
        .filter(audiences::Column::Id.eq(id))
        .filter(audiences::Column::Version.eq(from));
    match update.exec(&tx).await {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Saved::Taken),
        Err(error) => return Err(error.into()),
        Ok(done) if done.rows_affected == 0 => return Ok(Saved::Overtaken),
        Ok(_) => {}
    }
    let note = Note::of(Act::Change, id.0).with(format!("version {}", from + 1));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Done(id))
}

/// What came of removing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// It is gone.
    Done,
    /// An issue uses it.
    Used,
}

/// Removes an audience that no issue uses, nor used: of an issue that was sent it must stay readable whom it was for.
///
/// # Errors
/// The database's.
pub async fn remove(app: &App, by: MemberId, id: AudienceId) -> anyhow::Result<Removed> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let gone = match audiences::Entity::delete_by_id(id).exec(&tx).await {
        // What uses it refers to it, and the database says so.
        Err(error) if class_of(&error) == Class::ForeignKey => return Ok(Removed::Used),
        gone => gone?.rows_affected,
    };
    if gone == 0 {
        return Ok(Removed::Done);
    }
    audit::record(&tx, now, Actor::Member(by), Note::of(Act::Remove, id.0), "web").await?;
    tx.commit().await?;
    Ok(Removed::Done)
}
