//! Actors: a role for everybody, and a name under a key of its own.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::draft::{Added, Saved, next_number, touching};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Secrets;
use crate::base::id::{ActorId, DossierId, MemberId};
use crate::base::secrets::OwnKey;
use crate::store::tables::{dossier_actors, dossier_keys, dossiers};

/// For what the keys are sealed.
const PURPOSE: &str = "dossiers.name";

/// Somebody in a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// What they are called in the open.
    pub role: String,
    /// Their name.
    pub name: String,
}

/// Adds somebody. `once` is the token of the form.
///
/// # Errors
/// The database's, or the cipher's.
pub async fn cast(app: &App, by: MemberId, id: DossierId, (wanted, once): (&Role, &str)) -> anyhow::Result<Added> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let Some(number) = next_number(&tx, (id, by, now), dossiers::Column::ActorsGiven).await? else {
        return Ok(Added::Nowhere);
    };
    // Once the dossier is held: the same form sent twice at once makes one, and what is not committed gives no number.
    if let Some(row) = dossier_actors::Entity::find().filter(dossier_actors::Column::Once.eq(once)).one(&tx).await? {
        return Ok(if row.dossier_id == id { Added::Before(row.number) } else { Added::Nowhere });
    }
    let key = OwnKey::make(&app.random);
    let row = dossier_actors::ActiveModel {
        dossier_id: Set(id),
        number: Set(number),
        role: Set(wanted.role.clone()),
        sealed: Set(key.seal(once.as_bytes(), wanted.name.as_bytes(), &app.random)?),
        version: Set(1),
        once: Set(once.to_owned()),
        changed_by: Set(by),
        changed_at: Set(now),
        ..Default::default()
    };
    let actor = dossier_actors::Entity::insert(row).exec(&tx).await?.last_insert_id;
    let sealed = app.secrets.seal_part(PURPOSE, &place(actor), key.bytes(), &app.random)?;
    let row = dossier_keys::ActiveModel { actor_id: Set(actor), sealed: Set(sealed) };
    dossier_keys::Entity::insert(row).exec_without_returning(&tx).await?;
    let note = Note::done("dossier.cast", "dossier", id.0).with(format!("actor={number}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Added::New(number))
}

/// Changes version `version` of somebody. A name whose key is destroyed stays destroyed: only the role changes.
///
/// # Errors
/// As [`cast`].
pub async fn recast(
    app: &App,
    by: MemberId,
    id: DossierId,
    ((number, version), wanted): ((i64, i64), &Role),
) -> anyhow::Result<Saved> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    touching(id, by, now).exec(&tx).await?;
    let found = dossier_actors::Entity::find()
        .filter(dossier_actors::Column::DossierId.eq(id))
        .filter(dossier_actors::Column::Number.eq(number))
        .filter(dossier_actors::Column::Version.eq(version));
    let Some(row) = found.one(&tx).await? else { return Ok(Saved::Overtaken) };
    let mut next = dossier_actors::ActiveModel {
        role: Set(wanted.role.clone()),
        version: Set(version + 1),
        changed_by: Set(by),
        changed_at: Set(now),
        ..Default::default()
    };
    if let Some(sealed) = dossier_keys::Entity::find_by_id(row.id).one(&tx).await? {
        let key = opened(&app.secrets, row.id, &sealed.sealed)?;
        next.sealed = Set(key.seal(row.once.as_bytes(), wanted.name.as_bytes(), &app.random)?);
    }
    let update = dossier_actors::Entity::update_many().set(next).filter(dossier_actors::Column::Id.eq(row.id));
    update.exec(&tx).await?;
    let note = Note::done("dossier.recast", "dossier", id.0).with(format!("actor={number}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

/// Where a key belongs: elsewhere it does not open.
fn place(actor: ActorId) -> [u8; 8] {
    actor.0.to_be_bytes()
}

fn opened(secrets: &Secrets, actor: ActorId, sealed: &[u8]) -> anyhow::Result<OwnKey> {
    let bytes = secrets.unseal_part(PURPOSE, &place(actor), sealed)?;
    OwnKey::from_bytes(&bytes).ok_or_else(|| anyhow::anyhow!("the key of actor {actor} has a wrong length"))
}

/// A name, by its sealed key.
pub(super) fn unsealed(secrets: &Secrets, actor: &dossier_actors::Model, key: &[u8]) -> anyhow::Result<String> {
    let name = opened(secrets, actor.id, key)?.unseal(actor.once.as_bytes(), &actor.sealed)?;
    Ok(String::from_utf8(name)?)
}
