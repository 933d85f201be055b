//! There is always someone who can let the others in.

use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, UpdateMany,
};

use crate::base::id::MemberId;
use crate::store::DatabaseTransaction;
use crate::store::tables::states::Role;
use crate::store::tables::{member_roles, members};

/// What became of a change to a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steered {
    /// Done.
    Done,
    /// It was so already.
    AlreadySo,
    /// There is no such member.
    NotFound,
    /// Nobody does this to themselves.
    Yourself,
    /// This is the last active administrator.
    LastAdministrator,
}

/// Whether an active administrator remains when this member is none any more. Holds the rows of all administrators
/// until the end of the transaction, so that two of them cannot remove each other at the same moment.
pub(super) async fn one_remains_without(tx: &DatabaseTransaction, id: MemberId) -> Result<bool, DbErr> {
    let administrators = || {
        let of_role = member_roles::Column::Role.eq(Role::Administrator);
        let ids = member_roles::Entity::find().select_only().column(member_roles::Column::MemberId).filter(of_role);
        members::Entity::find().filter(members::Column::Id.in_subquery(ids.into_query()))
    };
    // Two statements, because the second must see what the other one did that the first waited for.
    administrators().order_by_asc(members::Column::Id).lock_exclusive().all(tx).await?;
    let others = administrators()
        .filter(members::Column::Id.ne(id))
        .filter(members::Column::JoinedAt.is_not_null())
        .filter(members::Column::DisabledAt.is_null());
    Ok(others.count(tx).await? > 0)
}

/// The row of a member, read inside the transaction.
pub(super) async fn row_of(tx: &DatabaseTransaction, id: MemberId) -> Result<Option<members::Model>, DbErr> {
    members::Entity::find_by_id(id).one(tx).await
}

/// An update of one member.
pub(super) fn update(id: MemberId) -> UpdateMany<members::Entity> {
    members::Entity::update_many().filter(members::Column::Id.eq(id))
}
