//! Adding, changing, ending and reopening an organisation.

use sea_orm::{ConnectionTrait, DbErr, ExecResult, Value};

use super::OrganisationKind;
use super::organisation::name_key;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{AreaId, MemberId, OrganisationId};
use crate::base::words::one_line;
use crate::store::{Class, DatabaseTransaction, class_of, sql};

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

/// The columns that an organisation and a body share: kind, name, what it is compared by, and area.
pub(super) fn face(kind: &str, name: &str, area: Option<AreaId>) -> [Value; 4] {
    let name = one_line(name);
    [kind.into(), name.as_str().into(), name_key(&name).into(), area.map(|area| area.0).into()]
}

/// What came of an update of one row. When it met the row, the act goes into the audit and both commit.
pub(super) async fn finish<Id>(
    tx: DatabaseTransaction,
    (id, written): (Id, Result<ExecResult, DbErr>),
    (by, now): (MemberId, Instant),
    note: Note,
) -> anyhow::Result<Saved<Id>> {
    match written {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Saved::Taken),
        Err(error) => return Err(error.into()),
        Ok(done) if done.rows_affected() == 0 => return Ok(Saved::Overtaken),
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
    let face = face(new.kind.word(), &new.name, new.area);
    let insert = sql(
        tx,
        "INSERT INTO organisations (kind, name, name_key, area_id, version, made_at, ended_reason)
         VALUES (?, ?, ?, ?, 1, ?, '') RETURNING id",
        face.into_iter().chain([now.0.into()]),
    );
    let row = tx.query_one_raw(insert).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotInserted)?;
    row.try_get("", "id").map(OrganisationId)
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
    let note = Note::done("organisation.add", "organisation", id.0).with(new.kind.word());
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
    let update = sql(
        &tx,
        "UPDATE organisations SET kind = ?, name = ?, name_key = ?, area_id = ?, version = version + 1
         WHERE id = ? AND version = ? AND ended_at IS NULL",
        face(new.kind.word(), &new.name, new.area).into_iter().chain([id.0.into(), from.into()]),
    );
    let written = tx.execute_raw(update).await;
    let note = Note::done("organisation.change", "organisation", id.0).with(new.kind.word());
    finish(tx, (id, written), (by, app.clock.now()), note).await
}

/// Ends an organisation with a reason; it stays readable. Its contacts are no longer asked or written to as contacts.
///
/// # Errors
/// The database's.
pub async fn end(app: &App, by: MemberId, id: OrganisationId, reason: &str) -> anyhow::Result<Saved<OrganisationId>> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let update = sql(
        &tx,
        "UPDATE organisations SET ended_at = ?, ended_reason = ?, version = version + 1
         WHERE id = ? AND ended_at IS NULL",
        [now.0.into(), reason.into(), id.0.into()],
    );
    if tx.execute_raw(update).await?.rows_affected() == 0 {
        return Ok(Saved::Overtaken);
    }
    super::tasks::settle(&tx, app).await?;
    let note = Note::done("organisation.end", "organisation", id.0);
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
    let update = sql(
        &tx,
        "UPDATE organisations SET ended_at = NULL, ended_reason = '', version = version + 1
         WHERE id = ? AND ended_at IS NOT NULL",
        [id.0.into()],
    );
    let written = tx.execute_raw(update).await;
    if written.is_ok() {
        super::tasks::raise_again(&tx, id, now).await?;
    }
    let note = Note::done("organisation.reopen", "organisation", id.0);
    let saved = finish(tx, (id, written), (by, now), note).await?;
    if matches!(saved, Saved::Done(_)) {
        super::raise_tasks(app).await?;
    }
    Ok(saved)
}
