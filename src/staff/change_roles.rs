//! Changing what a member may do. It holds from their next request on.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};

use super::administrators::{Steered, one_remains_without, row_of};
use super::{Member, Role};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::MemberId;
use crate::staff::acts::Act;
use crate::store::DatabaseTransaction;
use crate::store::tables::member_roles;

/// Gives a member these roles and no others.
///
/// # Errors
/// The database's.
pub async fn change_roles(app: &App, by: &Member, id: MemberId, roles: &[Role]) -> Result<Steered, DbErr> {
    if by.id == id {
        return Ok(Steered::Yourself);
    }
    let tx = app.store.begin_write().await?;
    if row_of(&tx, id).await?.is_none() {
        return Ok(Steered::NotFound);
    }
    let before = roles_of(&tx, id).await?;
    let after = in_order(roles);
    if before == after {
        return Ok(Steered::AlreadySo);
    }
    if !after.contains(&Role::Administrator) && !one_remains_without(&tx, id).await? {
        return Ok(Steered::LastAdministrator);
    }
    set_roles(&tx, id, &after).await?;
    let note = Note::of(Act::ChangeRoles, id.0);
    let note = note.with(format!("from {} to {}", words(&before), words(&after)));
    audit::record(&tx, app.clock.now(), Actor::Member(by.id), note, "web").await?;
    tx.commit().await?;
    Ok(Steered::Done)
}

/// Replaces the roles of a member.
pub(super) async fn set_roles(tx: &DatabaseTransaction, id: MemberId, roles: &[Role]) -> Result<(), DbErr> {
    member_roles::Entity::delete_many().filter(member_roles::Column::MemberId.eq(id)).exec(tx).await?;
    for role in in_order(roles) {
        let row = member_roles::ActiveModel { member_id: Set(id), role: Set(role) };
        member_roles::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The roles of a member, in a fixed order.
pub(super) async fn roles_of(on: &impl ConnectionTrait, id: MemberId) -> Result<Vec<Role>, DbErr> {
    let rows = member_roles::Entity::find()
        .filter(member_roles::Column::MemberId.eq(id))
        .order_by_asc(member_roles::Column::Role)
        .all(on)
        .await?;
    Ok(in_order(&rows.into_iter().map(|row| row.role).collect::<Vec<_>>()))
}

/// The roles of everybody, each in a fixed order. They are few, and one question is faster than one for each.
pub(super) async fn roles_of_all(on: &impl ConnectionTrait) -> Result<BTreeMap<MemberId, Vec<Role>>, DbErr> {
    let mut all: BTreeMap<MemberId, Vec<Role>> = BTreeMap::new();
    for row in member_roles::Entity::find().all(on).await? {
        all.entry(row.member_id).or_default().push(row.role);
    }
    for roles in all.values_mut() {
        roles.sort_unstable();
    }
    Ok(all)
}

/// The words of roles, for the audit.
pub(super) fn words(roles: &[Role]) -> String {
    if roles.is_empty() {
        return "none".to_owned();
    }
    roles.iter().map(|role| role.word()).collect::<Vec<_>>().join("+")
}

fn in_order(roles: &[Role]) -> Vec<Role> {
    let mut roles = roles.to_vec();
    roles.sort_unstable();
    roles.dedup();
    roles
}
