//! Forgetting: what is known of a reader goes, the evidence last.

use sea_orm::{ConnectionTrait, DbErr};

use crate::app::App;
use crate::base::Instant;
use crate::base::id::{ImportId, PersonId, SignUpId};
use crate::base::secrets::sha256_hex;
use crate::room::Leaving;
use crate::store::{self, sql};

use super::subscriber::UNDO_MOVE_WITHIN;

/// Under which key the sign-ups of an address are counted. Keyed, because a plain hash of an address can be guessed.
pub(super) fn limit_key(app: &App, address_key: &str) -> String {
    sha256_hex(format!("sign-up address {}", app.secrets.suppression_hash(address_key)).as_bytes())
}

/// Forgets everything about a reader but the evidence, which the database only lets go after the person. Gives the
/// number of rows.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &impl ConnectionTrait, app: &App, person: &Leaving) -> Result<u64, DbErr> {
    let mut many = 0;
    for text in [
        "DELETE FROM sign_up_publications WHERE sign_up_id IN (SELECT id FROM sign_ups WHERE person_id = ?)",
        // The topics and areas of a sign-up go with it.
        "DELETE FROM sign_ups WHERE person_id = ?",
        "DELETE FROM subscriptions WHERE person_id = ?",
        "DELETE FROM person_topics WHERE person_id = ?",
        "DELETE FROM person_areas WHERE person_id = ?",
    ] {
        many += tx.execute_raw(sql(tx, text, [person.id.0.into()])).await?.rows_affected();
    }
    store::forget_limit(tx, &limit_key(app, &person.address_key)).await?;
    Ok(many)
}

/// Until when the subscriptions of a person can still be taken back by the address that they moved from, if they can.
///
/// # Errors
/// The database's.
pub async fn is_moving(on: &impl ConnectionTrait, person: PersonId, now: Instant) -> Result<Option<Instant>, DbErr> {
    let newest = sql(
        on,
        "SELECT MAX(confirmed_at) AS at FROM address_changes
         WHERE to_id = ? AND undone_at IS NULL AND settled_at IS NULL AND confirmed_at > ?",
        [person.0.into(), now.minus(UNDO_MOVE_WITHIN).0.into()],
    );
    let row = on.query_one_raw(newest).await?;
    let at: Option<i64> = row.map(|row| row.try_get("", "at")).transpose()?.flatten();
    Ok(at.map(|at| Instant(at).plus(UNDO_MOVE_WITHIN)))
}

/// Forgets the evidence of consent of someone who is gone. Gives the number of rows.
///
/// # Errors
/// The database's: also while the person is still there.
pub async fn forget_evidence(tx: &impl ConnectionTrait, person: PersonId) -> Result<u64, DbErr> {
    let evidence = sql(tx, "DELETE FROM consents WHERE person_id = ?", [person.0.into()]);
    tx.execute_raw(evidence).await.map(|done| done.rows_affected())
}

/// Forgets lists that were added and are over. Gives how many.
///
/// # Errors
/// The database's.
pub async fn forget_imports(tx: &impl ConnectionTrait, imports: &[ImportId]) -> Result<u64, DbErr> {
    let mut many = 0;
    for id in imports {
        for text in ["DELETE FROM import_faults WHERE import_id = ?", "DELETE FROM import_pieces WHERE import_id = ?"] {
            tx.execute_raw(sql(tx, text, [id.0.into()])).await?;
        }
        many += tx.execute_raw(sql(tx, "DELETE FROM imports WHERE id = ?", [id.0.into()])).await?.rows_affected();
    }
    Ok(many)
}

/// Forgets sign-ups. Gives how many.
///
/// # Errors
/// The database's.
pub async fn forget_sign_ups(tx: &impl ConnectionTrait, sign_ups: &[SignUpId]) -> Result<u64, DbErr> {
    let mut many = 0;
    for id in sign_ups {
        tx.execute_raw(sql(tx, "DELETE FROM sign_up_publications WHERE sign_up_id = ?", [id.0.into()])).await?;
        many += tx.execute_raw(sql(tx, "DELETE FROM sign_ups WHERE id = ?", [id.0.into()])).await?.rows_affected();
    }
    Ok(many)
}
