//! Letting go of a person who is being erased.

use sea_orm::{ConnectionTrait, DbErr};

use crate::base::id::PersonId;
use crate::store::sql;

/// Erases a person's contacts, seats and tasks in the caller's transaction. Notes are about organisations: who erases a
/// person reads those of the organisations that this gives, because a name may stand in them.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &impl ConnectionTrait, person: PersonId) -> Result<Vec<i64>, DbErr> {
    let of = sql(tx, "SELECT DISTINCT organisation_id FROM contacts WHERE person_id = ?", [person.0.into()]);
    let rows = tx.query_all_raw(of).await?;
    let organisations = rows.iter().map(|row| row.try_get("", "organisation_id")).collect::<Result<_, _>>()?;
    for text in [
        "DELETE FROM tasks WHERE contact_id IN (SELECT id FROM contacts WHERE person_id = ?)",
        "DELETE FROM contacts WHERE person_id = ?",
        "DELETE FROM body_members WHERE person_id = ?",
    ] {
        tx.execute_raw(sql(tx, text, [person.0.into()])).await?;
    }
    Ok(organisations)
}
