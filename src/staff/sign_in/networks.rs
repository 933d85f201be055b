//! From where members signed in before. Wrong tries of others never keep somebody out who comes from there with the
//! right password and code.
//!
//! A network is kept as a keyed hash: an address of four numbers can be found by trying all of them.

use std::time::Duration;

use data_encoding::HEXLOWER;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use crate::app::App;
use crate::base::clock::days;
use crate::base::id::MemberId;
use crate::store::tables::member_networks::{ActiveModel, Column, Entity};

/// A network is forgotten when a member did not sign in from it for this long.
const KEPT: Duration = days(180);

fn hash_of(app: &App, network: &str) -> String {
    HEXLOWER.encode(&app.secrets.mac_of_message(format!("sign-in from {network}").as_bytes()))
}

/// The members who signed in from a network before.
pub(super) async fn at_home(app: &App, network: &str) -> Result<Vec<MemberId>, DbErr> {
    let here = Entity::find()
        .filter(Column::Network.eq(hash_of(app, network)))
        .filter(Column::SeenAt.gt(app.clock.now().minus(KEPT)));
    Ok(here.all(app.store.read()).await?.into_iter().map(|row| row.member_id).collect())
}

/// Notes that a member signed in from a network, and forgets what is too long ago.
pub(in crate::staff) async fn remember(
    tx: &impl ConnectionTrait,
    app: &App,
    member: MemberId,
    network: &str,
) -> Result<(), DbErr> {
    let now = app.clock.now();
    let row = ActiveModel { member_id: Set(member), network: Set(hash_of(app, network)), seen_at: Set(now) };
    let again = OnConflict::columns([Column::MemberId, Column::Network]).update_column(Column::SeenAt).to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Entity::delete_many().filter(Column::SeenAt.lte(now.minus(KEPT))).exec(tx).await.map(drop)
}

/// Forgets from where a member signed in.
pub(in crate::staff) async fn forget(tx: &impl ConnectionTrait, member: MemberId) -> Result<u64, DbErr> {
    let done = Entity::delete_many().filter(Column::MemberId.eq(member)).exec(tx).await?;
    Ok(done.rows_affected)
}
