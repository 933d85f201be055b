//! Finishing erasures: what was in the hands of a worker, and what the disk still holds.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::app::App;
use crate::delivery;
use crate::store::tables::erasures;

/// Finishes erasures: forgets what a worker recorded after them, folds the log, writes the file anew where a trace was
/// found, and then forgets the number of the person too. Every step can be done again; what cannot be done now is done
/// at the next ring.
///
/// # Errors
/// The database's; the next ring goes on.
pub async fn finish_erasures(app: &App) -> anyhow::Result<()> {
    let waiting = erasures::Entity::find()
        .filter(erasures::Column::FinishedAt.is_null())
        .order_by_asc(erasures::Column::Id)
        .all(app.store.read())
        .await?;
    if waiting.is_empty() {
        return Ok(());
    }
    let mut ready = Vec::new();
    let tx = app.store.begin_write().await?;
    for row in waiting {
        let is_free = match row.person_id {
            Some(person) => delivery::forget_rest(&tx, person).await?,
            None => true,
        };
        if is_free {
            ready.push(row);
        }
    }
    tx.commit().await?;
    if ready.is_empty() || !app.store.fold_log().await? {
        return Ok(());
    }
    if ready.iter().any(|row| row.rewrite) {
        app.store.rewrite().await?;
        if !app.store.fold_log().await? {
            return Ok(());
        }
    }
    let tx = app.store.begin_write().await?;
    for row in ready {
        let done = erasures::ActiveModel {
            finished_at: Set(Some(app.clock.now())),
            person_id: Set(None),
            rewrite: Set(false),
            ..Default::default()
        };
        erasures::Entity::update_many()
            .set(done)
            .filter(erasures::Column::Id.eq(row.id))
            .filter(erasures::Column::FinishedAt.is_null())
            .exec(&tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A request that was done.
pub(super) type Done = erasures::Model;

/// The latest requests that were done, the newest first.
pub(super) async fn done(on: &impl ConnectionTrait) -> Result<Vec<Done>, DbErr> {
    erasures::Entity::find().order_by_desc(erasures::Column::Id).limit(200).all(on).await
}
