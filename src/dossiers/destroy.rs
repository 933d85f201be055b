//! Destroying the key of a name: it cannot be read any more, by nobody and for ever; the role stays.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::draft::touching;
use super::find;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{ActorId, DossierId, MemberId};
use crate::store::DatabaseTransaction;
use crate::store::tables::{dossier_actors, dossier_cleared, dossier_keys, dossiers};

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destroyed {
    /// The key is gone.
    Done,
    /// It was gone before.
    Before,
    /// The name stands in a text, or in what is public. Without its key nobody can look for it any more, so it goes first.
    StillNamed,
    /// Somebody changed the dossier meanwhile: it may say the name now.
    Overtaken,
    /// There is nobody of this number.
    Nobody,
}

/// Destroys the key of an actor's name.
///
/// # Errors
/// The database's, or the cipher's.
pub async fn destroy(app: &App, by: MemberId, id: DossierId, number: i64) -> anyhow::Result<Destroyed> {
    let on = app.store.read();
    let Some(the) = find::dossier(on, id).await? else { return Ok(Destroyed::Nobody) };
    let Some(actor) = the.actor(number) else { return Ok(Destroyed::Nobody) };
    if find::still_named(on, app, &the).await?.contains(&number) {
        return Ok(Destroyed::StillNamed);
    }
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let same = touching(id, by, now).filter(dossiers::Column::Revision.eq(the.row.revision));
    if same.exec(&tx).await?.rows_affected == 0 {
        return Ok(Destroyed::Overtaken);
    }
    if !take_key(&tx, actor.id, (Some(by), now)).await? {
        return Ok(Destroyed::Before);
    }
    let note = Note::done("dossier.destroy", "dossier", id.0).with(format!("actor={number}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    // What the key was may stand in SQLite's log still. A reader may keep it from being folded; then the next fold does it.
    app.store.fold_log().await?;
    Ok(Destroyed::Done)
}

/// Destroys the keys of names whose period is over, in the caller's transaction. One whose name still stands somewhere stays until
/// staff replaced it there. Gives how many went.
///
/// The dossier is read and searched within the transaction, once for all of its names: nobody changed it for years, and nobody may
/// begin to while its keys go.
///
/// # Errors
/// The database's, or the cipher's.
pub async fn forget_names(
    app: &App,
    tx: &DatabaseTransaction,
    actors: &[ActorId],
    now: Instant,
) -> anyhow::Result<u64> {
    let rows = dossier_actors::Entity::find().filter(dossier_actors::Column::Id.is_in(actors.iter().copied()));
    let mut of = BTreeMap::<DossierId, Vec<(ActorId, i64)>>::new();
    for row in rows.all(tx).await? {
        of.entry(row.dossier_id).or_default().push((row.id, row.number));
    }
    let mut gone = 0;
    for (dossier, actors) in of {
        let Some(the) = find::dossier(tx, dossier).await? else { continue };
        // A dossier that cannot be read keeps its keys, and keeps nobody else's.
        let named = match find::still_named(tx, app, &the).await {
            Ok(named) => named,
            Err(error) => {
                tracing::error!(dossier = dossier.0, "names of a dossier cannot be looked for: {error:#}");
                continue;
            }
        };
        for (actor, _) in actors.into_iter().filter(|(_, number)| !named.contains(number)) {
            gone += u64::from(take_key(tx, actor, (None, now)).await?);
        }
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
