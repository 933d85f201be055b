//! Adding, changing, ending and reopening an organisation.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set, UpdateMany, UpdateResult};

use super::OrganisationKind;
use super::organisation::name_key;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{AreaId, MemberId, OrganisationId};
use crate::base::words::one_line;
use crate::organisations::acts::Act;
use crate::store::tables::organisations::{ActiveModel, Column, Entity};
use crate::store::{Class, DatabaseTransaction, class_of};

/// What an organisation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOrganisation {
    /// Its kind.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// Where it works; `None` for the whole country.
    pub area: Option<AreaId>,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved<Id> {
    /// It is so now.
    Done(Id),
    /// Another one has this name.
    Taken,
    /// Somebody changed it since the page was drawn, or it is not there.
    Overtaken,
}

/// A name as it is kept, and what it is compared by.
pub(super) fn named(name: &str) -> (String, String) {
    let name = one_line(name);
    let key = name_key(&name);
    (name, key)
}

/// What somebody typed of an organisation.
fn face(new: &NewOrganisation) -> ActiveModel {
    let (name, name_key) = named(&new.name);
    ActiveModel {
        kind: Set(new.kind),
        name: Set(name),
        name_key: Set(name_key),
        area_id: Set(new.area),
        ..Default::default()
    }
}

/// An update of one organisation that makes its next version.
fn next_version(id: OrganisationId) -> UpdateMany<Entity> {
    Entity::update_many().col_expr(Column::Version, Expr::col(Column::Version).add(1)).filter(Column::Id.eq(id))
}

/// What came of an update of one row. When it met the row, the act goes into the audit and both commit.
pub(super) async fn finish<Id>(
    tx: DatabaseTransaction,
    (id, written): (Id, Result<UpdateResult, DbErr>),
    (by, now): (MemberId, Instant),
    note: Note,
) -> anyhow::Result<Saved<Id>> {
    match written {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Saved::Taken),
        Err(error) => return Err(error.into()),
        Ok(done) if done.rows_affected == 0 => return Ok(Saved::Overtaken),
        Ok(_) => {}
    }
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Done(id))
}

/// Adds an organisation in the caller's transaction.
///
/// # Errors
/// The database's: a name that is taken is a violated unique rule.
pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    new: &NewOrganisation,
    now: Instant,
) -> Result<OrganisationId, DbErr> {
    let row = ActiveModel { version: Set(1), made_at: Set(now), ended_reason: Set(String::new()), ..face(new) };
    Entity::insert(row).exec(tx).await.map(|made| made.last_insert_id)
}

/// Adds an organisation.
///
/// # Errors
/// The database's.
pub async fn add(app: &App, by: MemberId, new: &NewOrganisation) -> anyhow::Result<Saved<OrganisationId>> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let id = match insert(&tx, new, now).await {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Saved::Taken),
        inserted => inserted?,
    };
    let note = Note::of(Act::OrganisationAdd, id.0).with(new.kind.word());
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Done(id))
}

/// Changes an organisation that was read at version `from`.
///
/// # Errors
/// The database's.
pub async fn change(
    app: &App,
    by: MemberId,
    id: OrganisationId,
    from: i64,
    new: &NewOrganisation,
) -> anyhow::Result<Saved<OrganisationId>> {
    let tx = app.store.begin_write().await?;
    let update = next_version(id).set(face(new)).filter(Column::Version.eq(from)).filter(Column::EndedAt.is_null());
    let written = update.exec(&tx).await;
    let note = Note::of(Act::OrganisationChange, id.0).with(new.kind.word());
    finish(tx, (id, written), (by, app.clock.now()), note).await
}

/// Ends an organisation with a reason; it stays readable. Its contacts are no longer asked or written to as contacts.
///
/// # Errors
/// The database's.
pub async fn end(app: &App, by: MemberId, id: OrganisationId, reason: &str) -> anyhow::Result<Saved<OrganisationId>> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let ended = ActiveModel { ended_at: Set(Some(now)), ended_reason: Set(reason.to_owned()), ..Default::default() };
    let update = next_version(id).set(ended).filter(Column::EndedAt.is_null());
    if update.exec(&tx).await?.rows_affected == 0 {
        return Ok(Saved::Overtaken);
    }
    super::tasks::settle(&tx, app).await?;
    let note = Note::of(Act::OrganisationEnd, id.0);
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Done(id))
}

/// Takes an ended organisation back.
///
/// # Errors
/// The database's.
pub async fn reopen(app: &App, by: MemberId, id: OrganisationId) -> anyhow::Result<Saved<OrganisationId>> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let open = ActiveModel { ended_at: Set(None), ended_reason: Set(String::new()), ..Default::default() };
    let written = next_version(id).set(open).filter(Column::EndedAt.is_not_null()).exec(&tx).await;
    if written.is_ok() {
        super::tasks::raise_again(&tx, id, now).await?;
    }
    let note = Note::of(Act::OrganisationReopen, id.0);
    let saved = finish(tx, (id, written), (by, now), note).await?;
    if matches!(saved, Saved::Done(_)) {
        super::raise_tasks(app).await?;
    }
    Ok(saved)
}
