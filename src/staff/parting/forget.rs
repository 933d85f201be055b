//! Forgetting: an invitation that nobody took up, and what a member who was shut out signed in with.

use sea_orm::{ConnectionTrait, DbErr};

use crate::base::Instant;
use crate::base::id::{MemberId, PersonId};
use crate::room::Leaving;
use crate::staff::sign_in::{limit_key, networks};
use crate::store::{self, sql};

/// What a person is to the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standpoint {
    /// No member.
    Stranger,
    /// Invited, and never did anything.
    Invited(MemberId),
    /// A member, now or before, whose acts stand with what they did.
    Member,
}

/// What a person is to the staff.
///
/// # Errors
/// The database's.
pub async fn standpoint(on: &impl ConnectionTrait, person: PersonId) -> Result<Standpoint, DbErr> {
    let found = sql(
        on,
        "SELECT members.id AS id, members.joined_at AS joined_at, EXISTS (SELECT 1 FROM audit
           WHERE audit.actor = 'member:' || CAST(members.id AS TEXT)
             OR (audit.object = 'member' AND audit.object_id = members.id AND audit.action = 'member.join')) AS acted
         FROM members WHERE members.person_id = ?",
        [person.0.into()],
    );
    let Some(row) = on.query_one_raw(found).await? else { return Ok(Standpoint::Stranger) };
    let (joined, acted): (Option<Instant>, bool) = (row.try_get("", "joined_at")?, row.try_get("", "acted")?);
    let is_member = joined.is_some() || acted;
    Ok(if is_member { Standpoint::Member } else { Standpoint::Invited(MemberId(row.try_get("", "id")?)) })
}

/// Forgets somebody's invitation, if that is all there is, and how often they tried to sign in. Gives the number of rows.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &impl ConnectionTrait, person: &Leaving) -> Result<u64, DbErr> {
    store::forget_limit(tx, &limit_key(&person.address_key)).await?;
    let Standpoint::Invited(member) = standpoint(tx, person.id).await? else { return Ok(0) };
    let mut many = 0;
    for text in [
        "DELETE FROM sessions WHERE member_id = ?",
        "DELETE FROM member_networks WHERE member_id = ?",
        "DELETE FROM member_roles WHERE member_id = ?",
        "DELETE FROM members WHERE id = ?",
    ] {
        many += tx.execute_raw(sql(tx, text, [member.0.into()])).await?.rows_affected();
    }
    Ok(many)
}

/// Forgets password and app of members who were shut out. Gives how many.
///
/// # Errors
/// The database's.
pub async fn forget_factors(tx: &impl ConnectionTrait, members: &[MemberId]) -> Result<u64, DbErr> {
    let mut many = 0;
    for id in members {
        let text =
            "UPDATE members SET password_hash = NULL, totp_sealed = NULL WHERE id = ? AND disabled_at IS NOT NULL";
        many += tx.execute_raw(sql(tx, text, [id.0.into()])).await?.rows_affected();
        networks::forget(tx, *id).await?;
    }
    Ok(many)
}

/// Forgets sessions by their member and the moment they began. Gives how many.
///
/// # Errors
/// The database's.
pub async fn forget_sessions(tx: &impl ConnectionTrait, sessions: &[(MemberId, Instant)]) -> Result<u64, DbErr> {
    let mut many = 0;
    for (member, made_at) in sessions {
        let forget =
            sql(tx, "DELETE FROM sessions WHERE member_id = ? AND made_at = ?", [member.0.into(), made_at.0.into()]);
        many += tx.execute_raw(forget).await?.rows_affected();
    }
    Ok(many)
}
