//! Keys of programs that hand in mail over HTTP: random, kept as a hash, shown once.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{DoorKeyId, MemberId};
use crate::base::secrets::sha256_hex;
use crate::returns::acts::Act;
use crate::store::tables::door_keys::{self, ActiveModel, Column, Entity};

/// A key as lists show it.
pub type Key = door_keys::Model;

/// How every key begins, so that a scanner for leaked secrets recognises it.
const BEGIN: &str = "samenspraak_retour_";

/// Makes a key and gives it; it cannot be read again.
///
/// # Errors
/// The database's.
pub async fn make(app: &App, member: MemberId, name: &str) -> anyhow::Result<String> {
    let key = format!("{BEGIN}{}", app.random.token());
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    let row = ActiveModel {
        hash: Set(sha256_hex(key.as_bytes())),
        name: Set(name.to_owned()),
        made_by: Set(member),
        made_at: Set(now),
        ..Default::default()
    };
    let id = Entity::insert(row).exec(&tx).await?.last_insert_id;
    audit::record(&tx, now, Actor::Member(member), Note::of(Act::DoorKeyMake, id.0), "web").await?;
    tx.commit().await?;
    Ok(key)
}

/// Revokes a key, at once. `false` when it was revoked before or there is none.
///
/// # Errors
/// The database's.
pub async fn revoke(app: &App, member: MemberId, id: DoorKeyId) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    let revoke = Entity::update_many()
        .set(ActiveModel { revoked_at: Set(Some(now)), ..Default::default() })
        .filter(Column::Id.eq(id))
        .filter(Column::RevokedAt.is_null());
    if revoke.exec(&tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    audit::record(&tx, now, Actor::Member(member), Note::of(Act::DoorKeyRevoke, id.0), "web").await?;
    tx.commit().await?;
    Ok(true)
}

/// Whether a key opens the door now; notes when it was used. Looking a hash up tells nothing about the key.
///
/// # Errors
/// The database's.
pub async fn opens(app: &App, key: &str) -> Result<bool, DbErr> {
    if !key.starts_with(BEGIN) || key.len() > 200 {
        return Ok(false);
    }
    let tx = app.store.begin_write().await?;
    let used = Entity::update_many()
        .set(ActiveModel { used_at: Set(Some(app.clock.now())), ..Default::default() })
        .filter(Column::Hash.eq(sha256_hex(key.as_bytes())))
        .filter(Column::RevokedAt.is_null());
    let opens = used.exec(&tx).await?.rows_affected == 1;
    tx.commit().await?;
    Ok(opens)
}

/// All keys, newest first.
///
/// # Errors
/// The database's.
pub async fn all(on: &impl ConnectionTrait) -> Result<Vec<Key>, DbErr> {
    Entity::find().order_by_desc(Column::Id).all(on).await
}
