//! A key's life: made, looked up, signing, resting, retired. Each step is one conditional update.

use anyhow::Context;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

use super::check::look_for_key;
use super::facts::sender_domains;
use super::finding::{Finding, Level};
use super::keys::REST;
use super::signing::refresh_signing;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{MemberId, SigningKeyId};
use crate::base::work::QUICK;
use crate::centre;
use crate::mail::SigningKey;
use crate::sender::acts::Act;
use crate::store::tables::signing_keys::{ActiveModel, Column, Entity};
use crate::store::tables::states::KeyState;
use crate::store::{Class, DatabaseTransaction, class_of};

/// What came of making a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It is there, and signs nothing yet.
    Done(SigningKeyId),
    /// Another one waits to sign already.
    OneWaits,
}

/// What came of letting a key sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Started {
    /// It signs.
    Done,
    /// The DNS does not show its record for every sender, or shows another.
    NotPublished,
    /// The DNS could not be asked.
    NotAsked,
    /// There is no such key that could.
    Gone,
}

/// What came of retiring a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retired {
    /// Its private half is erased.
    Done,
    /// There is no such key, it signs, or it still rests.
    NotNow,
}

/// Makes a key of 2048 bits, seals it with the installation's secret file and keeps it. It signs nothing yet.
///
/// # Errors
/// The database's, or when the machine has no randomness.
pub async fn make_key(app: &App, member: MemberId) -> anyhow::Result<Made> {
    let key = QUICK.work(|_| SigningKey::make()).await?.context("making a key")?;
    let sealed = app.secrets.seal(&key.to_der()?, &app.random)?;
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let number = Entity::find().count(&tx).await? + 1;
    let row = ActiveModel {
        selector: Set(format!("sp{}-{number}", now.utc().format("%Y%m"))),
        state: Set(KeyState::New),
        sealed: Set(Some(sealed)),
        public: Set(key.public().to_owned()),
        made_at: Set(now),
        ..Default::default()
    };
    let id = match Entity::insert(row).exec(&tx).await {
        Ok(done) => done.last_insert_id,
        Err(error) if class_of(&error) == Class::Unique => return Ok(Made::OneWaits),
        Err(error) => return Err(error.into()),
    };
    note(&tx, now, member, Act::MakeKey, id).await?;
    tx.commit().await?;
    Ok(Made::Done(id))
}

/// Looks a key up and, when every sender's domain shows it, lets it sign from now on; the one before it rests.
///
/// # Errors
/// The database's.
pub async fn start_key(app: &App, member: MemberId, id: SigningKeyId) -> anyhow::Result<Started> {
    let Some(key) = Entity::find_by_id(id).one(app.store.read()).await? else {
        return Ok(Started::Gone);
    };
    let Some(centre) = centre::current(app.store.read()).await? else { return Ok(Started::Gone) };
    let findings = look_for_key(app, &sender_domains(&centre)?, &key.selector, &key.public).await;
    match findings.iter().map(Finding::level).max() {
        Some(Level::Good) => {}
        Some(Level::Unknown) => return Ok(Started::NotAsked),
        _ => return Ok(Started::NotPublished),
    }
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    rest(&tx, now).await?;
    let start = Entity::update_many()
        .set(ActiveModel {
            state: Set(KeyState::Signing),
            started_at: Set(Some(now)),
            stopped_at: Set(None),
            ..Default::default()
        })
        .filter(Column::Id.eq(id))
        .filter(Column::State.is_in([KeyState::New, KeyState::Resting]));
    if start.exec(&tx).await?.rows_affected == 0 {
        return Ok(Started::Gone);
    }
    note(&tx, now, member, Act::StartKey, id).await?;
    tx.commit().await?;
    refresh_signing(app).await?;
    Ok(Started::Done)
}

/// Lets nobody sign here any more; the key rests. `false` when none signed.
///
/// # Errors
/// The database's.
pub async fn stop_signing(app: &App, member: MemberId) -> anyhow::Result<bool> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    if !rest(&tx, now).await? {
        return Ok(false);
    }
    note(&tx, now, member, Act::StopSigning, SigningKeyId(0)).await?;
    tx.commit().await?;
    refresh_signing(app).await?;
    Ok(true)
}

async fn rest(tx: &DatabaseTransaction, now: Instant) -> anyhow::Result<bool> {
    let rest = Entity::update_many()
        .set(ActiveModel { state: Set(KeyState::Resting), stopped_at: Set(Some(now)), ..Default::default() })
        .filter(Column::State.eq(KeyState::Signing));
    Ok(rest.exec(tx).await?.rows_affected > 0)
}

/// Takes a key out of use: one that never signed at once, another when its rest is over.
///
/// # Errors
/// The database's.
pub async fn retire_key(app: &App, member: MemberId, id: SigningKeyId) -> anyhow::Result<Retired> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let rested = Column::State.eq(KeyState::Resting).and(Column::StoppedAt.lte(now.minus(REST)));
    let retire = Entity::update_many()
        .set(ActiveModel {
            state: Set(KeyState::Retired),
            sealed: Set(None),
            retired_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(KeyState::New).or(rested));
    if retire.exec(&tx).await?.rows_affected == 0 {
        return Ok(Retired::NotNow);
    }
    note(&tx, now, member, Act::RetireKey, id).await?;
    tx.commit().await?;
    Ok(Retired::Done)
}

async fn note(
    tx: &DatabaseTransaction,
    now: Instant,
    member: MemberId,
    action: Act,
    id: SigningKeyId,
) -> anyhow::Result<()> {
    Ok(audit::record(tx, now, Actor::Member(member), Note::of(action, id.0), "web").await?)
}
