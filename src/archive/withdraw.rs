//! Withdrawing what should not have been published: its address stays and says why.

use sea_orm::sea_query::{Cond, Expr};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use crate::app::App;
use crate::archive::acts::Act;
use crate::audit::{self, Actor, Note};
use crate::base::id::{MemberId, RecordId};
use crate::store::tables::records::{Column, Entity};
use crate::store::tables::states::RecordKind;

/// The longest reason for withdrawing, in characters.
pub const REASON: usize = 500;

/// What came of withdrawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawn {
    /// It is withdrawn now.
    Done,
    /// It was withdrawn before; that reason stays.
    Before,
    /// There is no such record.
    Unknown,
}

/// Withdraws a record with a reason that everyone may read: an issue together with its articles, an article in every
/// issue that it stood in. The record itself stays as it was.
///
/// # Errors
/// The database's.
pub async fn withdraw(app: &App, member: MemberId, id: RecordId, reason: &str) -> Result<Withdrawn, DbErr> {
    let tx = app.store.begin_write().await?;
    let Some(record) = Entity::find_by_id(id).one(&tx).await? else { return Ok(Withdrawn::Unknown) };
    let scope = match record.kind {
        RecordKind::Issue => Cond::all().add(Column::IssueId.eq(record.issue_id)),
        RecordKind::Article => Cond::all().add(Column::ArticleId.eq(record.article_id)),
    };
    let now = app.clock.now();
    let done = Entity::update_many()
        .col_expr(Column::WithdrawnAt, Expr::value(now.0))
        .col_expr(Column::WithdrawnReason, Expr::value(reason))
        .filter(scope)
        .filter(Column::WithdrawnAt.is_null())
        .exec(&tx)
        .await?;
    if done.rows_affected == 0 {
        return Ok(Withdrawn::Before);
    }
    let note = Note::of(Act::RecordWithdraw, id.0).with(format!("records={}", done.rows_affected));
    audit::record(&tx, now, Actor::Member(member), note, "web").await?;
    tx.commit().await?;
    Ok(Withdrawn::Done)
}
