//! Destroying the key of a name: it cannot be read any more, by nobody and for ever; the role stays.

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::draft::touching;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{ActorId, DossierId, MemberId};
use crate::store::DatabaseTransaction;
use crate::store::tables::{dossier_actors, dossier_cleared, dossier_keys};

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destroyed {
    /// The key is gone.
    Done,
    /// It was gone before.
    Before,
    /// There is nobody of this number.
    Nobody,
}

/// Destroys the key of an actor's name.
///
/// # Errors
/// The database's.
pub async fn destroy(app: &App, by: MemberId, id: DossierId, number: i64) -> anyhow::Result<Destroyed> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let found = dossier_actors::Entity::find()
        .filter(dossier_actors::Column::DossierId.eq(id))
        .filter(dossier_actors::Column::Number.eq(number));
    let Some(row) = found.one(&tx).await? else { return Ok(Destroyed::Nobody) };
    if !take_key(&tx, row.id, (Some(by), now)).await? {
        return Ok(Destroyed::Before);
    }
    touching(id, by, now).exec(&tx).await?;
    let note = Note::done("dossier.destroy", "dossier", id.0).with(format!("actor={number}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    // What the key was may stand in SQLite's log still. A reader may keep it from being folded; then the next fold does it.
    app.store.fold_log().await?;
    Ok(Destroyed::Done)
}

/// Destroys the keys of names whose period is over, in the caller's transaction. Gives how many.
///
/// # Errors
/// The database's.
pub async fn forget_names(tx: &DatabaseTransaction, actors: &[ActorId], now: Instant) -> Result<u64, DbErr> {
    let mut gone = 0;
    for actor in actors {
        gone += u64::from(take_key(tx, *actor, (None, now)).await?);
    }
    Ok(gone)
}

/// Takes a key away; whether there was one. The sealed name goes too: it opens nothing any more.
async fn take_key(
    tx: &DatabaseTransaction,
    actor: ActorId,
    (by, now): (Option<MemberId>, Instant),
) -> Result<bool, DbErr> {
    if dossier_keys::Entity::delete_by_id(actor).exec(tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    let gone = dossier_actors::ActiveModel {
        sealed: Set(Vec::new()),
        destroyed_by: Set(by),
        destroyed_at: Set(Some(now)),
        ..Default::default()
    };
    let row = dossier_actors::Entity::update_many().set(gone).filter(dossier_actors::Column::Id.eq(actor));
    // Words that were explained as no name may be this one. Those of others are explained once more.
    for actor in row.exec_with_returning(tx).await? {
        let explained = dossier_cleared::Entity::delete_many();
        explained.filter(dossier_cleared::Column::DossierId.eq(actor.dossier_id)).exec(tx).await?;
    }
    Ok(true)
}
