//! Forgetting whoever never confirmed.

use sea_orm::{ConnectionTrait, DbErr};

use super::subscriber::FORGET_AFTER;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{PersonId, SignUpId};
use crate::people;
use crate::returns;
use crate::store::sql;

/// So many sign-ups go in one transaction, so that sending and signing up go on.
const CHUNK: i64 = 200;

/// Erases sign-ups that were not confirmed within 14 days, and the people to whom nothing else refers. It may ring
/// as often as it likes.
///
/// # Errors
/// The database's.
pub async fn purge_unconfirmed(app: &App) -> anyhow::Result<()> {
    let now = app.clock.now();
    let before = now.minus(FORGET_AFTER);
    while purge_some(app, now, before).await? {}
    Ok(())
}

/// Erases one chunk; `false` when there was none left.
async fn purge_some(app: &App, now: Instant, before: Instant) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    let due = sql(
        &tx,
        "SELECT id, person_id FROM sign_ups WHERE confirmed_at IS NULL AND requested_at <= ? ORDER BY id LIMIT ?",
        [before.0.into(), CHUNK.into()],
    );
    let rows = tx.query_all_raw(due).await?;
    if rows.is_empty() {
        return Ok(false);
    }
    let mut people_gone = 0;
    for row in &rows {
        let (sign_up, person): (SignUpId, PersonId) = (row.try_get("", "id")?, row.try_get("", "person_id")?);
        erase_sign_up(&tx, sign_up).await?;
        if is_nobody(&tx, person).await? {
            returns::forget(&tx, person).await?;
            people::forget(&tx, person).await?;
            people_gone += 1;
        }
    }
    let detail = format!("sign-ups={} people={people_gone}", rows.len());
    let note = Note::done("subscriber.purge", "installation", 0).with(detail);
    audit::record(&tx, now, Actor::House, note, "bell").await?;
    tx.commit().await?;
    Ok(true)
}

async fn erase_sign_up(tx: &impl ConnectionTrait, id: SignUpId) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "DELETE FROM sign_up_publications WHERE sign_up_id = ?", [id.0.into()])).await?;
    tx.execute_raw(sql(tx, "DELETE FROM sign_ups WHERE id = ?", [id.0.into()])).await.map(drop)
}

/// Whether nothing refers to a person. The row of the confirmation letter in the ledger stays, with a number that is
/// nobody's; a row that still waits to be sent keeps the person.
pub(super) async fn is_nobody(tx: &impl ConnectionTrait, person: PersonId) -> Result<bool, DbErr> {
    let found = sql(
        tx,
        "SELECT id FROM people p WHERE p.id = ?
           AND NOT EXISTS (SELECT 1 FROM subscriptions s WHERE s.person_id = p.id)
           AND NOT EXISTS (SELECT 1 FROM sign_ups u WHERE u.person_id = p.id)
           AND NOT EXISTS (SELECT 1 FROM consents c WHERE c.person_id = p.id)
           AND NOT EXISTS (SELECT 1 FROM members m WHERE m.person_id = p.id)
           AND NOT EXISTS (SELECT 1 FROM address_changes a WHERE a.to_id = p.id)
           AND NOT EXISTS (SELECT 1 FROM contacts o WHERE o.person_id = p.id)
           AND NOT EXISTS (SELECT 1 FROM body_members b WHERE b.person_id = p.id)
           AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.person_id = p.id
             AND (d.lane = 'bulk' OR d.state IN ('pending', 'retry', 'claimed', 'submitting')))",
        [person.0.into()],
    );
    Ok(tx.query_one_raw(found).await?.is_some())
}
