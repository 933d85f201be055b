//! Forgetting: addresses to which nobody moved in the end, and old addresses once the move cannot be undone any more.

use std::time::Duration;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    TransactionTrait,
};

use super::hold_both;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::clock::days;
use crate::base::id::PersonId;
use crate::people::{self, Person};
use crate::returns;
use crate::store::tables::address_changes::{Column, Entity, Model};
use crate::store::{Class, class_of, sql};
use crate::subscribers::forget::{forget as forget_everything, forget_evidence, is_nobody};
use crate::subscribers::subscriber::UNDO_MOVE_WITHIN;

/// A move that nobody confirmed is forgotten after this long.
const UNCONFIRMED_FOR: Duration = days(14);
/// So many at one ring; the next one brings the next.
const MOST: u64 = 200;

/// Forgets moves that were not confirmed within 14 days, and the old addresses of those that were confirmed 14 days ago.
/// It may ring as often as it likes.
///
/// # Errors
/// The database's; what was settled until then stays so.
pub async fn settle_moves(app: &App) -> anyhow::Result<()> {
    let now = app.clock.now();
    for change in due(app, now).await? {
        let tx = app.store.begin_write().await?;
        hold_both(&tx, change.from_id, change.to_id).await?;
        let Some(change) = Entity::find_by_id(change.id).one(&tx).await? else { continue };
        match (change.confirmed_at, change.undone_at) {
            (None, _) => drop_unconfirmed(&tx, app, &change).await?,
            (Some(_), Some(_)) => {}
            (Some(_), None) => forget_old_address(&tx, app, &change).await?,
        }
        let settle =
            sql(&tx, "UPDATE address_changes SET settled_at = ? WHERE id = ?", [now.0.into(), change.id.0.into()]);
        tx.execute_raw(settle).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn due(app: &App, now: Instant) -> Result<Vec<Model>, DbErr> {
    let rows = Entity::find()
        .filter(Column::SettledAt.is_null())
        .filter(Column::AskedAt.lte(now.minus(UNCONFIRMED_FOR)))
        .order_by_asc(Column::AskedAt)
        .limit(MOST)
        .all(app.store.read())
        .await?;
    let is_over = |row: &Model| row.confirmed_at.is_none_or(|at| now.since(at) >= UNDO_MOVE_WITHIN);
    Ok(rows.into_iter().filter(is_over).collect())
}

async fn drop_unconfirmed(tx: &DatabaseTransaction, app: &App, change: &Model) -> Result<(), DbErr> {
    Entity::delete_by_id(change.id).exec(tx).await?;
    if is_nobody(tx, change.to_id).await?
        && let Some(person) = people::by_id(tx, change.to_id).await?
    {
        returns::forget(tx, app, &person).await?;
        people::forget(tx, person.id).await?;
    }
    Ok(())
}

/// Forgets the old address, unless it is known for something else. Its evidence becomes that of the new one, and only its
/// hash stays, so that no list brings it back.
async fn forget_old_address(tx: &DatabaseTransaction, app: &App, change: &Model) -> Result<(), DbErr> {
    let Some(old) = people::by_id(tx, change.from_id).await? else { return Ok(()) };
    if !is_only_the_old_address(tx, old.id).await? {
        return Ok(());
    }
    // A room that we do not know may refer to the person; then they stay, and the database says so.
    let trial = tx.begin().await?;
    match forget(&trial, app, &old, change).await {
        Ok(()) => trial.commit().await?,
        Err(error) if class_of(&error) == Class::ForeignKey => return trial.rollback().await,
        Err(error) => return Err(error),
    }
    let note = Note::done("subscriber.forget-address", "person", old.id.0).with(format!("to={}", change.to_id));
    audit::record(tx, app.clock.now(), Actor::House, note, "bell").await
}

async fn is_only_the_old_address(tx: &impl ConnectionTrait, person: PersonId) -> Result<bool, DbErr> {
    let found = sql(
        tx,
        "SELECT id FROM people p WHERE p.id = ?
           AND NOT EXISTS (SELECT 1 FROM subscriptions s WHERE s.person_id = p.id
             AND (s.withdrawn_at IS NULL OR s.withdrawn_through <> 'moved'))
           AND NOT EXISTS (SELECT 1 FROM sign_ups u WHERE u.person_id = p.id AND u.confirmed_at IS NULL)
           AND NOT EXISTS (SELECT 1 FROM members m WHERE m.person_id = p.id)
           AND NOT EXISTS (SELECT 1 FROM address_changes c WHERE c.to_id = p.id AND c.confirmed_at IS NULL)
           AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.person_id = p.id
             AND d.state IN ('pending', 'retry', 'claimed', 'submitting'))",
        [person.0.into()],
    );
    Ok(tx.query_one_raw(found).await?.is_some())
}

async fn forget(tx: &DatabaseTransaction, app: &App, old: &Person, change: &Model) -> Result<(), DbErr> {
    // The evidence is only ever added to, so it is added anew under the new person.
    let copy = sql(
        tx,
        "INSERT INTO consents (person_id, publication_id, act, consent_hash, language, source, basis, message_id, import_id, at)
         SELECT ?, publication_id, act, consent_hash, language, source, basis, message_id, import_id, at FROM consents
         WHERE person_id = ? ORDER BY id",
        [change.to_id.0.into(), old.id.0.into()],
    );
    tx.execute_raw(copy).await?;
    // Who moved to the forgotten address before is now found at the new one.
    let lead_on = sql(
        tx,
        "UPDATE address_changes SET to_id = ? WHERE to_id = ? AND confirmed_at IS NOT NULL AND undone_at IS NULL",
        [change.to_id.0.into(), old.id.0.into()],
    );
    tx.execute_raw(lead_on).await?;
    forget_everything(tx, app, old).await?;
    returns::forget(tx, app, old).await?;
    people::forget(tx, old.id).await?;
    forget_evidence(tx, old.id).await?;
    returns::keep_out(tx, app, &old.address_key, app.clock.now()).await
}
