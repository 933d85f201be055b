//! There is always someone who can let the others in.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use crate::base::id::MemberId;
use crate::store::tables::members;
use crate::store::{DatabaseTransaction, sql};

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
    let hold = "UPDATE members SET failures = failures
        WHERE id IN (SELECT member_id FROM member_roles WHERE role = 'administrator')";
    tx.execute_raw(sql(tx, hold, [])).await?;
    let others = "SELECT COUNT(*) AS others FROM members m JOIN member_roles r ON r.member_id = m.id
        WHERE r.role = 'administrator' AND m.joined_at IS NOT NULL AND m.disabled_at IS NULL AND m.id <> ?";
    let row = tx.query_one_raw(sql(tx, others, [id.0.into()])).await?;
    let others: i64 = row.map(|row| row.try_get("", "others")).transpose()?.unwrap_or(0);
    Ok(others > 0)
}

/// The row of a member, read inside the transaction.
pub(super) async fn row_of(tx: &DatabaseTransaction, id: MemberId) -> Result<Option<members::Model>, DbErr> {
    members::Entity::find_by_id(id).one(tx).await
}
