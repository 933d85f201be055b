//! Reading keys and the last check.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder};

use super::finding::Finding;
use super::keys::Key;
use crate::base::Instant;
use crate::store::tables::{domain_checks, signing_keys};

/// All keys, the newest first.
pub(super) async fn keys(on: &impl ConnectionTrait) -> Result<Vec<Key>, DbErr> {
    let rows = signing_keys::Entity::find().order_by_desc(signing_keys::Column::Id).all(on).await?;
    Ok(rows.into_iter().map(Key::from).collect())
}

/// The last check: when, and what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Checked {
    /// When it was.
    pub(super) at: Instant,
    /// What it found.
    pub(super) findings: Vec<Finding>,
}

/// The last check. One that an older version wrote in another form counts as none.
pub(super) async fn last_check(on: &impl ConnectionTrait) -> Result<Option<Checked>, DbErr> {
    let row = domain_checks::Entity::find_by_id(1).one(on).await?;
    Ok(row.and_then(|row| {
        let findings = serde_json::from_str(&row.findings).ok()?;
        Some(Checked { at: row.checked_at, findings })
    }))
}
