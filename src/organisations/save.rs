//! Adding, changing, ending and reopening an organisation.

use sea_orm::{ConnectionTrait, DbErr};

use super::OrganisationKind;
use super::organisation::name_key;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{AreaId, MemberId, OrganisationId};
use crate::base::words::one_line;
use crate::store::{Class, class_of, sql};

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

/// Adds an organisation in the caller's transaction.
///
/// # Errors
/// The database's: a name that is taken is a violated unique rule.
pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    new: &NewOrganisation,
    now: Instant,
) -> Result<OrganisationId, DbErr> {
    let name = one_line(&new.name);
    let insert = sql(
        tx,
        "INSERT INTO organisations (kind, name, name_key, area_id, version, made_at, ended_reason)
         VALUES (?, ?, ?, ?, 1, ?, '') RETURNING id",
        [
            new.kind.word().into(),
            name.as_str().into(),
            name_key(&name).into(),
            new.area.map(|area| area.0).into(),
            now.0.into(),
        ],
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
    let (tx, name) = (app.store.begin_write().await?, one_line(&new.name));
    let update = sql(
        &tx,
        "UPDATE organisations SET kind = ?, name = ?, name_key = ?, area_id = ?, version = version + 1
         WHERE id = ? AND version = ? AND ended_at IS NULL",
        [
            new.kind.word().into(),
            name.as_str().into(),
            name_key(&name).into(),
            new.area.map(|area| area.0).into(),
            id.0.into(),
            from.into(),
        ],
    );
    match tx.execute_raw(update).await {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Saved::Taken),
        Err(error) => return Err(error.into()),
        Ok(done) if done.rows_affected() == 0 => return Ok(Saved::Overtaken),
        Ok(_) => {}
    }
    let note = Note::done("organisation.change", "organisation", id.0).with(new.kind.word());
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Done(id))
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
    let tx = app.store.begin_write().await?;
    let update = sql(
        &tx,
        "UPDATE organisations SET ended_at = NULL, ended_reason = '', version = version + 1
         WHERE id = ? AND ended_at IS NOT NULL",
        [id.0.into()],
    );
    match tx.execute_raw(update).await {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Saved::Taken),
        Err(error) => return Err(error.into()),
        Ok(done) if done.rows_affected() == 0 => return Ok(Saved::Overtaken),
        Ok(_) => {}
    }
    let note = Note::done("organisation.reopen", "organisation", id.0);
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Done(id))
}
