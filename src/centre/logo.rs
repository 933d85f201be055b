//! The logo above the centre's letters.

use sea_orm::{ConnectionTrait, DbErr};

use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::blocks::Shown;
use crate::base::id::MemberId;
use crate::store::{DatabaseTransaction, sql};

/// Sets the logo, or takes it away.
///
/// # Errors
/// The database's.
pub async fn set_logo(tx: &DatabaseTransaction, by: MemberId, logo: Option<&Shown>, now: Instant) -> Result<(), DbErr> {
    let kept = logo.and_then(|logo| serde_json::to_string(logo).ok()).unwrap_or_default();
    let update = sql(tx, "UPDATE centre SET logo = ?, version = version + 1 WHERE id = 1", [kept.into()]);
    tx.execute_raw(update).await?;
    audit::record(tx, now, Actor::Member(by), Note::done("centre.logo", "centre", 1), "web").await
}
