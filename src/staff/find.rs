//! Reading members for lists and pages.
//!
//! Raw SQL where sessions and the audit say together when somebody was seen.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::change_roles::{roles_of, roles_of_all};
use super::join::is_over;
use super::{Member, Role};
use crate::app::App;
use crate::base::Instant;
use crate::base::id::MemberId;
use crate::people;
use crate::store::sql;
use crate::store::tables::{member_roles, members};

/// Where a member stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Invited; the link still works.
    Invited,
    /// Invited, but the seven days are over.
    InvitationOver,
    /// Joined and let in.
    Active,
    /// Shut out.
    Disabled,
}

/// A member as a list shows them.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Their id.
    pub id: MemberId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub address: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// Where they stand.
    pub standing: Standing,
    /// When they were invited last.
    pub invited_at: Instant,
    /// When they joined.
    pub joined_at: Option<Instant>,
    /// When they were last here.
    pub last_seen: Option<Instant>,
}

/// All members by name.
///
/// # Errors
/// The database's.
pub async fn members(app: &App) -> Result<Vec<Listed>, DbErr> {
    let read = app.store.read();
    let rows = members::Entity::find().order_by_asc(members::Column::Id).all(read).await?;
    let seen = last_seen(read).await?;
    let mut roles = roles_of_all(read).await?;
    let known = people::by_ids(read, rows.iter().map(|row| row.person_id)).await?;
    let now = app.clock.now();
    let draw_up = |row: members::Model| {
        let address = known.get(&row.person_id).map(|person| person.address.clone());
        let about = (address, roles.remove(&row.id), seen.get(&row.id.0).copied());
        draw_up(row, about, now)
    };
    let mut list: Vec<_> = rows.into_iter().map(draw_up).collect();
    list.sort_by_key(|member| member.name.to_lowercase());
    Ok(list)
}

/// One member.
///
/// # Errors
/// The database's.
pub async fn listed(app: &App, id: MemberId) -> Result<Option<Listed>, DbErr> {
    let read = app.store.read();
    let Some(row) = members::Entity::find_by_id(id).one(read).await? else { return Ok(None) };
    let address = people::by_ids(read, [row.person_id]).await?.remove(&row.person_id).map(|person| person.address);
    let about = (address, Some(roles_of(read, id).await?), last_seen(read).await?.get(&id.0).copied());
    Ok(Some(draw_up(row, about, app.clock.now())))
}

/// The names of all members, also of disabled ones: for "changed by".
///
/// # Errors
/// The database's.
pub async fn names(on: &impl ConnectionTrait) -> Result<BTreeMap<MemberId, String>, DbErr> {
    Ok(members::Entity::find().all(on).await?.into_iter().map(|row| (row.id, row.name)).collect())
}

/// The active members who have a role, by id.
///
/// # Errors
/// The database's.
pub async fn with_role(on: &impl ConnectionTrait, role: Role) -> Result<Vec<Member>, DbErr> {
    let having = member_roles::Entity::find().filter(member_roles::Column::Role.eq(role)).all(on).await?;
    let active = members::Entity::find()
        .filter(members::Column::Id.is_in(having.iter().map(|row| row.member_id)))
        .filter(members::Column::JoinedAt.is_not_null())
        .filter(members::Column::DisabledAt.is_null())
        .order_by_asc(members::Column::Id)
        .all(on)
        .await?;
    let mut roles = roles_of_all(on).await?;
    let member = |row: members::Model| Member {
        roles: roles.remove(&row.id).unwrap_or_default(),
        id: row.id,
        person_id: row.person_id,
        name: row.name,
    };
    Ok(active.into_iter().map(member).collect())
}

fn draw_up(
    row: members::Model,
    (address, roles, last_seen): (Option<String>, Option<Vec<Role>>, Option<Instant>),
    now: Instant,
) -> Listed {
    Listed {
        id: row.id,
        standing: standing(&row, now),
        address: address.unwrap_or_default(),
        roles: roles.unwrap_or_default(),
        invited_at: row.invited_at,
        joined_at: row.joined_at,
        last_seen,
        name: row.name,
    }
}

fn standing(row: &members::Model, now: Instant) -> Standing {
    match (row.disabled_at, row.joined_at) {
        (Some(_), _) => Standing::Disabled,
        (None, Some(_)) => Standing::Active,
        (None, None) if is_over(row, now) => Standing::InvitationOver,
        (None, None) => Standing::Invited,
    }
}

/// When each member was last here: seen in a session that is kept, or signed in before.
async fn last_seen(on: &impl ConnectionTrait) -> Result<BTreeMap<i64, Instant>, DbErr> {
    let text = "SELECT id, MAX(at) AS at FROM (
          SELECT member_id AS id, seen_at AS at FROM sessions WHERE stage = 'full'
          UNION ALL
          SELECT object_id AS id, at FROM audit WHERE action = 'member.sign-in' AND result = 'done'
        ) AS seen GROUP BY id";
    let rows = on.query_all_raw(sql(on, text, [])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, Instant(row.try_get("", "at")?)))).collect()
}
