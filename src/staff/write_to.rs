//! Writing to all members who have a role.

use super::{Member, Role, letters, with_role};
use crate::app::App;
use crate::base::Language;
use crate::delivery;
use crate::mail::Part;
use crate::people;
use crate::store::DatabaseTransaction;

/// Posts a letter to every active member with a role, each in their own language, in the caller's transaction. Gives
/// how many; none before the centre is set up.
///
/// # Errors
/// The database's, or a sender that is no address.
pub async fn write_to(
    tx: &DatabaseTransaction,
    app: &App,
    role: Role,
    label: &str,
    says: impl Fn(Language) -> (String, Vec<Part>),
) -> anyhow::Result<usize> {
    write_to_some(tx, app, role, label, |_| true, says).await
}

/// The same to some of them.
///
/// # Errors
/// As [`write_to`].
pub async fn write_to_some(
    tx: &DatabaseTransaction,
    app: &App,
    role: Role,
    label: &str,
    which: impl Fn(&Member) -> bool,
    says: impl Fn(Language) -> (String, Vec<Part>),
) -> anyhow::Result<usize> {
    let Some(head) = app.rooms.head(tx).await? else { return Ok(0) };
    let mut members = with_role(tx, role).await?;
    members.retain(which);
    for member in &members {
        let Some(person) = people::by_id(tx, member.person_id).await? else { continue };
        let (subject, parts) = says(person.language);
        let letter = letters::notice(&head, (person.language, &member.name), subject, parts);
        delivery::post_later(tx, app, person.id, label, &letter).await?;
    }
    Ok(members.len())
}
