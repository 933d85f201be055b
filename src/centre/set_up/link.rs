//! The one-time link of the set-up page.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use crate::app::App;
use crate::base::secrets::sha256_hex;
use crate::base::{Instant, clock};
use crate::centre::current;
use crate::store::tables::set_up_links::{ActiveModel, Column, Entity};

/// What a set-up link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It opens the set-up page.
    Open,
    /// The centre was set up with it a short while ago: it still shows the next step.
    JustUsed,
    /// It was used.
    Used,
    /// It is none of ours, or a newer one was made.
    Unknown,
}

/// The set-up page's one-time link, while there is no centre. Each call makes a new one and ends those before it.
///
/// # Errors
/// The database's.
pub async fn set_up_link(app: &App) -> anyhow::Result<Option<String>> {
    let tx = app.store.begin_write().await?;
    if current(&tx).await?.is_some() {
        return Ok(None);
    }
    Entity::delete_many().filter(Column::UsedAt.is_null()).exec(&tx).await?;
    let token = app.random.token();
    let row = ActiveModel { hash: Set(hash_of(&token)), made_at: Set(app.clock.now()), used_at: Set(None) };
    Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(Some(format!("{}/beheer/inrichten/{token}", app.base_url())))
}

/// What a token is good for now.
///
/// # Errors
/// The database's.
pub async fn standing(on: &impl ConnectionTrait, token: &str, now: Instant) -> Result<Standing, DbErr> {
    let Some(row) = Entity::find_by_id(hash_of(token)).one(on).await? else { return Ok(Standing::Unknown) };
    Ok(match row.used_at {
        None => Standing::Open,
        Some(used) if now.since(used) <= clock::minutes(60) => Standing::JustUsed,
        Some(_) => Standing::Used,
    })
}

/// Marks a link as used. `false` when someone was first.
pub(in crate::centre) async fn mark_used(tx: &impl ConnectionTrait, token: &str, now: Instant) -> Result<bool, DbErr> {
    let mark = Entity::update_many()
        .set(ActiveModel { used_at: Set(Some(now)), ..Default::default() })
        .filter(Column::Hash.eq(hash_of(token)))
        .filter(Column::UsedAt.is_null());
    Ok(mark.exec(tx).await?.rows_affected == 1)
}

fn hash_of(token: &str) -> String {
    sha256_hex(token.as_bytes())
}
