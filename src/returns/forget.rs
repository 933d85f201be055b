//! Forgetting: what came back goes, and only the hash says that nobody may bring the address back.

use sea_orm::{ConnectionTrait, DbErr};

use super::suppress::{NORMALISATION, Reason};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::people::Person;
use crate::room::Leaving;
use crate::store::sql;

/// Forgets what came back about a person, lets go of the person in every suppression, and forgets suppressions that were
/// lifted, whose reasons are in the words of staff. Gives the number of rows of feedback.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &impl ConnectionTrait, app: &App, person: &Leaving) -> Result<u64, DbErr> {
    let feedback = sql(tx, "DELETE FROM feedback WHERE person_id = ?", [person.id.0.into()]);
    let many = tx.execute_raw(feedback).await?.rows_affected();
    let lifted = sql(
        tx,
        "DELETE FROM suppressions WHERE lifted_at IS NOT NULL AND (hash = ? OR person_id = ?)",
        [app.secrets.suppression_hash(&person.address_key).into(), person.id.0.into()],
    );
    tx.execute_raw(lifted).await?;
    let let_go = sql(tx, "UPDATE suppressions SET person_id = NULL WHERE person_id = ?", [person.id.0.into()]);
    tx.execute_raw(let_go).await?;
    Ok(many)
}

/// Keeps the keyed hash of an address whose person is erased, and nothing else: a list that staff bring does not bring
/// it back. An address that is suppressed for a weightier reason stays so for that reason.
///
/// # Errors
/// The database's.
pub async fn keep_out(tx: &impl ConnectionTrait, app: &App, address_key: &str, now: Instant) -> Result<(), DbErr> {
    let hash = app.secrets.suppression_hash(address_key);
    let insert = sql(
        tx,
        "INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at) VALUES (?, ?, NULL, ?, ?)
         ON CONFLICT (hash) WHERE lifted_at IS NULL DO NOTHING",
        [hash.into(), NORMALISATION.into(), Reason::Erased.word().into(), now.0.into()],
    );
    tx.execute_raw(insert).await.map(drop)
}

/// Lets someone in who was erased and now confirmed anew that they want to: the hash goes. Other suppressions stay.
///
/// # Errors
/// The database's.
pub async fn let_back_in(tx: &impl ConnectionTrait, app: &App, person: &Person, now: Instant) -> Result<(), DbErr> {
    let lift = sql(
        tx,
        "DELETE FROM suppressions WHERE hash = ? AND reason = 'erased' AND lifted_at IS NULL",
        [app.secrets.suppression_hash(&person.address_key).into()],
    );
    if tx.execute_raw(lift).await?.rows_affected() == 0 {
        return Ok(());
    }
    let note = Note::done("suppression.back", "person", person.id.0);
    audit::record(tx, now, Actor::Reader, note, "web").await
}

/// Forgets rows of feedback. Gives how many.
///
/// # Errors
/// The database's.
pub async fn forget_feedback(tx: &impl ConnectionTrait, rows: &[i64]) -> Result<u64, DbErr> {
    let mut many = 0;
    for id in rows {
        many += tx.execute_raw(sql(tx, "DELETE FROM feedback WHERE id = ?", [(*id).into()])).await?.rows_affected();
    }
    Ok(many)
}

/// Whether a suppression of an address is in force that its owner cannot end by an act of their own.
///
/// # Errors
/// The database's.
pub async fn is_shut(on: &impl ConnectionTrait, app: &App, address_key: &str) -> Result<bool, DbErr> {
    let found = sql(
        on,
        "SELECT 1 FROM suppressions WHERE hash = ? AND lifted_at IS NULL AND reason <> 'erased'",
        [app.secrets.suppression_hash(address_key).into()],
    );
    Ok(on.query_one_raw(found).await?.is_some())
}
