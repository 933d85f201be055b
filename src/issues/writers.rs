//! Who has the page of a text open: they see each other. What a page does not say again is over after a minute.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::find;
use super::reviewing::Matter;
use crate::app::App;
use crate::base::clock::minutes;
use crate::base::id::{ArticleId, IssueId, MemberId};
use crate::store::tables::states::Written;
use crate::store::tables::writers::{ActiveModel, Column, Entity};

/// No page names more.
const MOST: u64 = 8;

const fn parts(matter: Matter) -> (Written, i64) {
    match matter {
        Matter::Article(ArticleId(id)) => (Written::Article, id),
        Matter::Issue(IssueId(id)) => (Written::Issue, id),
    }
}

/// Says that somebody has a text open now.
///
/// # Errors
/// The database's.
pub(super) async fn enter(app: &App, matter: Matter, who: MemberId) -> Result<(), DbErr> {
    let (kind, about) = parts(matter);
    let row = ActiveModel { kind: Set(kind), about: Set(about), member_id: Set(who), seen_at: Set(app.clock.now()) };
    let key = [Column::Kind, Column::About, Column::MemberId];
    let again = OnConflict::columns(key).update_column(Column::SeenAt).to_owned();
    let tx = app.store.begin_write().await?;
    Entity::insert(row).on_conflict(again).exec_without_returning(&tx).await?;
    tx.commit().await
}

/// Says that somebody left it.
///
/// # Errors
/// The database's.
pub(super) async fn leave(app: &App, matter: Matter, who: MemberId) -> Result<(), DbErr> {
    let (kind, about) = parts(matter);
    let tx = app.store.begin_write().await?;
    Entity::delete_by_id((kind, about, who)).exec(&tx).await?;
    tx.commit().await
}

/// The names of who else has it open, those who came first before the others.
///
/// # Errors
/// The database's.
pub(super) async fn others(
    app: &App,
    on: &impl ConnectionTrait,
    matter: Matter,
    who: MemberId,
) -> Result<Vec<String>, DbErr> {
    let (kind, about) = parts(matter);
    let ids: Vec<MemberId> = Entity::find()
        .select_only()
        .column(Column::MemberId)
        .filter(Column::Kind.eq(kind))
        .filter(Column::About.eq(about))
        .filter(Column::MemberId.ne(who))
        .filter(Column::SeenAt.gt(app.clock.now().minus(minutes(1))))
        .order_by_asc(Column::MemberId)
        .limit(MOST)
        .into_tuple()
        .all(on)
        .await?;
    Ok(find::names(on, ids).await?.into_values().collect())
}

/// Forgets who had a text open more than an hour ago.
///
/// # Errors
/// The database's.
pub async fn forget_writers(app: &App) -> anyhow::Result<()> {
    let old = Column::SeenAt.lt(app.clock.now().minus(minutes(60)));
    // Nothing is written while there is nothing to forget.
    if Entity::find().filter(old.clone()).one(app.store.read()).await?.is_none() {
        return Ok(());
    }
    let tx = app.store.begin_write().await?;
    Entity::delete_many().filter(old).exec(&tx).await?;
    Ok(tx.commit().await?)
}
