//! Reading keys and the last check.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder};

use super::finding::{Finding, Level, Subject};
use super::keys::Key;
use crate::base::Instant;
use crate::store::tables::{domain_checks, signing_keys};

/// All keys, the newest first.
pub(super) async fn keys(on: &impl ConnectionTrait) -> Result<Vec<Key>, DbErr> {
    let rows = signing_keys::Entity::find().order_by_desc(signing_keys::Column::Id).all(on).await?;
    Ok(rows.into_iter().map(Key::from).collect())
}

/// Whether the last check found the records that receivers look for, and none of them bad.
///
/// # Errors
/// The database's.
pub async fn stands(on: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let checked = last_check(on).await?;
    Ok(checked.is_some_and(|checked| {
        let is_needed = |finding: &&Finding| matches!(finding.subject, Subject::Spf | Subject::Dkim | Subject::Dmarc);
        let is_fine = |finding: &Finding| !matches!(finding.level(), Level::Bad | Level::Unknown);
        let mut needed = checked.findings.iter().filter(is_needed).peekable();
        needed.peek().is_some() && needed.all(is_fine)
    }))
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
