//! Forgetting: addresses to which nobody moved in the end, and old addresses once the move cannot be undone any more.
//!
//! Raw SQL where other tables say what waits or stays, and where rows are copied.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult as _, QueryFilter, Set, Value};

use super::hold_both;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::centre;
use crate::people::{self, Person};
use crate::returns;
use crate::store::tables::address_changes::{ActiveModel, Column, Entity, Model};
use crate::store::{Class, DatabaseTransaction, class_of, sql, sql_joined};
use crate::subscribers::acts::Act;
use crate::subscribers::forget::{forget as forget_everything, forget_evidence};
use crate::subscribers::subscriber::{UNCONFIRMED_FOR, UNDO_MOVE_WITHIN};

/// So many at one ring; the next one brings the next.
const MOST: i64 = 200;

/// Forgets moves that were not confirmed within 14 days, and the old addresses of those that were confirmed 14 days ago.
/// It may ring as often as it likes, and does nothing while the clock may have leapt.
///
/// # Errors
/// The database's; what was settled until then stays so.
pub async fn settle_moves(app: &App) -> anyhow::Result<()> {
    if centre::leapt(app).await?.is_some() {
        return Ok(());
    }
    let now = app.clock.now();
    for change in due(app, now).await? {
        let tx = app.store.begin_write().await?;
        hold_both(&tx, change.from_id, change.to_id).await?;
        let Some(change) = Entity::find_by_id(change.id).one(&tx).await?.filter(|again| *again == change) else {
            continue;
        };
        match (change.confirmed_at, change.undone_at) {
            (None, _) => drop_unconfirmed(&tx, app, &change).await?,
            (Some(_), Some(_)) => {}
            (Some(at), None) => match stays(&tx, app, &change, at).await? {
                Stays::ForNow => continue,
                Stays::ForGood => {}
                Stays::Not => forget_old_address(&tx, app, &change).await?,
            },
        }
        let settled = ActiveModel { settled_at: Set(Some(now)), ..Default::default() };
        Entity::update_many().set(settled).filter(Column::Id.eq(change.id)).exec(&tx).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// A statement about address changes `c`, with that something is under way at the old address that ends by itself put where it
/// says so, in pieces, and the moments that this asks for.
fn with_under_way(
    app: &App,
    (before, after): (&'static str, &'static str),
    now: Instant,
) -> (Vec<&'static str>, Vec<Value>) {
    let mut pieces = vec![before, "EXISTS (SELECT 1 FROM people WHERE people.id = c.from_id AND (1 = 0"];
    pieces.extend(app.rooms.under_way());
    let moments = pieces[2..].iter().map(|piece| piece.matches('?').count()).sum();
    pieces.extend(["))", after]);
    (pieces, vec![now.0.into(); moments])
}

/// The moves whose time is over, without those that have to wait for something at the old address.
async fn due(app: &App, now: Instant) -> Result<Vec<Model>, DbErr> {
    let text = (
        "SELECT c.* FROM address_changes c
         WHERE c.settled_at IS NULL AND c.asked_at <= ? AND (c.confirmed_at IS NULL OR (c.confirmed_at <= ?
           AND (c.undone_at IS NOT NULL OR NOT ",
        "))) ORDER BY c.asked_at, c.id LIMIT ?",
    );
    let (pieces, moments) = with_under_way(app, text, now);
    let before = [now.minus(UNCONFIRMED_FOR).0.into(), now.minus(UNDO_MOVE_WITHIN).0.into()];
    let values = before.into_iter().chain(moments).chain([MOST.into()]);
    Model::find_by_statement(sql_joined(app.store.read(), &pieces, values)).all(app.store.read()).await
}

/// Whether an old address stays known.
enum Stays {
    /// It is known for nothing but the move.
    Not,
    /// Until what is under way there has ended.
    ForNow,
    /// Its owner of now receives something, or received something since the move, or works here.
    ForGood,
}

async fn stays(tx: &impl ConnectionTrait, app: &App, change: &Model, moved_at: Instant) -> Result<Stays, DbErr> {
    let now = app.clock.now();
    let known = sql(
        tx,
        "SELECT 1 FROM address_changes c WHERE c.id = ?
           AND (EXISTS (SELECT 1 FROM subscriptions s WHERE s.person_id = c.from_id
                  AND (s.withdrawn_at IS NULL OR s.withdrawn_at > ?))
             OR EXISTS (SELECT 1 FROM members m WHERE m.person_id = c.from_id))",
        [change.id.0.into(), moved_at.0.into()],
    );
    if tx.query_one_raw(known).await?.is_some() {
        return Ok(Stays::ForGood);
    }
    let (pieces, moments) = with_under_way(app, ("SELECT 1 FROM address_changes c WHERE c.id = ? AND ", ""), now);
    let values = [change.id.0.into()].into_iter().chain(moments);
    let waits = tx.query_one_raw(sql_joined(tx, &pieces, values)).await?;
    Ok(if waits.is_some() { Stays::ForNow } else { Stays::Not })
}

async fn drop_unconfirmed(tx: &DatabaseTransaction, app: &App, change: &Model) -> Result<(), DbErr> {
    Entity::delete_by_id(change.id).exec(tx).await?;
    if people::is_free(tx, app, change.to_id).await?
        && let Some(person) = people::by_id(tx, change.to_id).await?
    {
        returns::forget(tx, app, &people::leaving(&person)).await?;
        people::forget(tx, person.id).await?;
    }
    Ok(())
}

/// Forgets the old address. Its evidence becomes that of the new one, and only its hash stays, so that no list brings it
/// back.
async fn forget_old_address(tx: &DatabaseTransaction, app: &App, change: &Model) -> Result<(), DbErr> {
    let Some(old) = people::by_id(tx, change.from_id).await? else { return Ok(()) };
    // A room that we do not know may refer to the person; then they stay, and the database says so.
    let trial = tx.begin().await?;
    match forget(&trial, app, &old, change).await {
        Ok(()) => trial.commit().await?,
        Err(error) if class_of(&error) == Class::ForeignKey => return trial.rollback().await,
        Err(error) => return Err(error),
    }
    let note = Note::of(Act::ForgetAddress, old.id.0).with(format!("to={}", change.to_id));
    audit::record(tx, app.clock.now(), Actor::House, note, "bell").await
}

async fn forget(tx: &DatabaseTransaction, app: &App, old: &Person, change: &Model) -> Result<(), DbErr> {
    // The evidence is only ever added to, so it is added anew under the new person.
    let copy = sql(
        tx,
        "INSERT INTO consents
           (person_id, publication_id, publication_name, act, consent_hash, language, source, basis, message_id, import_id, at)
         SELECT ?, publication_id, publication_name, act, consent_hash, language, source, basis, message_id, import_id, at
         FROM consents WHERE person_id = ? ORDER BY id",
        [change.to_id.0.into(), old.id.0.into()],
    );
    tx.execute_raw(copy).await?;
    // What was left at the old address before stays left at the new one, also for a list.
    let keep_left = sql(
        tx,
        "UPDATE subscriptions SET person_id = ? WHERE person_id = ? AND NOT EXISTS (SELECT 1 FROM subscriptions other
           WHERE other.person_id = ? AND other.publication_id = subscriptions.publication_id)",
        [change.to_id.0.into(), old.id.0.into(), change.to_id.0.into()],
    );
    tx.execute_raw(keep_left).await?;
    // Who moved to the forgotten address before is now found at the new one.
    Entity::update_many()
        .set(ActiveModel { to_id: Set(change.to_id), ..Default::default() })
        .filter(Column::ToId.eq(old.id))
        .filter(Column::ConfirmedAt.is_not_null())
        .filter(Column::UndoneAt.is_null())
        .exec(tx)
        .await?;
    let old = &people::leaving(old);
    forget_everything(tx, app, old).await?;
    returns::forget(tx, app, old).await?;
    people::forget(tx, old.id).await?;
    forget_evidence(tx, old.id).await?;
    returns::keep_out(tx, app, &old.address_key, app.clock.now()).await
}
