//! The logo above the centre's letters.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, Set};

use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::blocks::Shown;
use crate::base::id::MemberId;
use crate::centre::acts::Act;
use crate::store::DatabaseTransaction;
use crate::store::tables::centre::{ActiveModel, Column, Entity};

/// Sets the logo, or takes it away.
///
/// # Errors
/// The database's.
pub async fn set_logo(tx: &DatabaseTransaction, by: MemberId, logo: Option<&Shown>, now: Instant) -> Result<(), DbErr> {
    let kept = logo.and_then(|logo| serde_json::to_string(logo).ok()).unwrap_or_default();
    let set = Entity::update_many().set(ActiveModel { logo: Set(kept), ..Default::default() });
    let next = Expr::col(Column::Version).add(1);
    set.col_expr(Column::Version, next).filter(Column::Id.eq(1)).exec(tx).await?;
    audit::record(tx, now, Actor::Member(by), Note::of(Act::CentreLogo, 1), "web").await
}
