//! Forgetting: an invitation that nobody took up, and what a member who was shut out signed in with.
//!
//! Raw SQL where the audit says whether somebody ever did something.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use crate::base::Instant;
use crate::base::id::{MemberId, PersonId};
use crate::room::Leaving;
use crate::staff::administrators::update;
use crate::staff::recover::{codes, password};
use crate::staff::sign_in::{limit_key, networks};
use crate::store::tables::{member_roles, members, sessions};
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
    for key in [limit_key(&person.address_key), password::limit_key(&person.address_key)] {
        store::forget_limit(tx, &key).await?;
    }
    let Standpoint::Invited(member) = standpoint(tx, person.id).await? else { return Ok(0) };
    let mut many =
        sessions::Entity::delete_many().filter(sessions::Column::MemberId.eq(member)).exec(tx).await?.rows_affected;
    many += networks::forget(tx, member).await?;
    let roles = member_roles::Entity::delete_many().filter(member_roles::Column::MemberId.eq(member));
    many += roles.exec(tx).await?.rows_affected;
    many += members::Entity::delete_by_id(member).exec(tx).await?.rows_affected;
    Ok(many)
}

/// Forgets password and app of members who were shut out. Gives how many.
///
/// # Errors
/// The database's.
pub async fn forget_factors(tx: &impl ConnectionTrait, ids: &[MemberId]) -> Result<u64, DbErr> {
    let mut many = 0;
    for id in ids {
        let none = members::ActiveModel { password_hash: Set(None), totp_sealed: Set(None), ..Default::default() };
        let shut_out = update(*id).set(none).filter(members::Column::DisabledAt.is_not_null());
        let gone = shut_out.exec(tx).await?.rows_affected;
        if gone > 0 {
            networks::forget(tx, *id).await?;
            codes::forget(tx, *id).await?;
        }
        many += gone;
    }
    Ok(many)
}

/// Forgets sessions by their member and the moment they began. Gives how many.
///
/// # Errors
/// The database's.
pub async fn forget_sessions(tx: &impl ConnectionTrait, over: &[(MemberId, Instant)]) -> Result<u64, DbErr> {
    let mut many = 0;
    for (member, made_at) in over {
        let forget = sessions::Entity::delete_many()
            .filter(sessions::Column::MemberId.eq(*member))
            .filter(sessions::Column::MadeAt.eq(*made_at));
        many += forget.exec(tx).await?.rows_affected;
    }
    Ok(many)
}
