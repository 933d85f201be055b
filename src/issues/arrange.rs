//! The order of the articles in an issue: adding, moving, taking out.

use std::collections::BTreeSet;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::issue::{Touch, is_open, touch};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{ArticleId, IssueId, MemberId};
use crate::issues::acts::Act;
use crate::store::tables::{issue_articles, issues};
use crate::store::{Class, DatabaseTransaction, class_of};

/// What to do with an article of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Put it at the end.
    Add,
    /// One place towards the top.
    Up,
    /// One place towards the end.
    Down,
    /// Take it out; the article itself stays.
    Remove,
}

impl Change {
    /// The change of a word in a form.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "erbij" => Some(Self::Add),
            "omhoog" => Some(Self::Up),
            "omlaag" => Some(Self::Down),
            "eruit" => Some(Self::Remove),
            _ => None,
        }
    }

    const fn action(self) -> Act {
        match self {
            Self::Add => Act::IssueAddArticle,
            Self::Up | Self::Down => Act::IssueMoveArticle,
            Self::Remove => Act::IssueRemoveArticle,
        }
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arranged {
    /// It is as was asked.
    Done,
    /// It was so already.
    AlreadySo,
    /// Someone changed the issue since the page was drawn: nothing was done.
    Overtaken,
    /// The issue can no longer change.
    Closed,
    /// There is no such article.
    NotThere,
}

/// Arranges an issue that was read at version `from`. Adding and taking out may be done twice without harm, so they do
/// not ask for the version; a move means something else in another order, so it does.
///
/// # Errors
/// The database's.
pub(super) async fn arrange(
    app: &App,
    id: IssueId,
    from: i64,
    (change, article): (Change, ArticleId),
    by: MemberId,
) -> Result<Arranged, DbErr> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let order = order_of(&tx, id).await?;
    let Some(new_order) = changed(&order, change, article) else { return Ok(Arranged::AlreadySo) };
    let from = matches!(change, Change::Up | Change::Down).then_some(from);
    if touch(&tx, id, from, by, now).await? == Touch::Refused {
        return refusal(&tx, id).await;
    }
    match place(&tx, id, &order, &new_order).await {
        Err(error) if class_of(&error) == Class::ForeignKey => return Ok(Arranged::NotThere),
        placed => placed?,
    }
    let note = Note::of(change.action(), id.0).with(format!("article {article}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Arranged::Done)
}

/// Puts the articles of an issue into an order, when they still stand in the order that the page showed. That is compared and
/// not the version: words that were saved meanwhile are no reason to stop.
///
/// # Errors
/// The database's.
pub(super) async fn reorder(
    app: &App,
    id: IssueId,
    (was, order): (&[ArticleId], &[ArticleId]),
    by: MemberId,
) -> Result<Arranged, DbErr> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    // First, because it holds the issue: two people who move at once see each other.
    if touch(&tx, id, None, by, now).await? == Touch::Refused {
        return refusal(&tx, id).await;
    }
    let current = order_of(&tx, id).await?;
    if current == order {
        return Ok(Arranged::AlreadySo);
    }
    let sorted = |order: &[ArticleId]| -> BTreeSet<ArticleId> { order.iter().copied().collect() };
    if current != was || order.len() != was.len() || sorted(order) != sorted(was) {
        return Ok(Arranged::Overtaken);
    }
    place(&tx, id, &current, order).await?;
    let note = Note::of(Change::Up.action(), id.0).with("order");
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Arranged::Done)
}

/// The order after a change, or `None` when it is so already. Pure.
pub(super) fn changed(order: &[ArticleId], change: Change, article: ArticleId) -> Option<Vec<ArticleId>> {
    let mut order = order.to_vec();
    let at = order.iter().position(|known| *known == article);
    match (change, at) {
        (Change::Add, None) => order.push(article),
        (Change::Up, Some(at)) if at > 0 => order.swap(at, at - 1),
        (Change::Down, Some(at)) if at + 1 < order.len() => order.swap(at, at + 1),
        (Change::Remove, Some(at)) => drop(order.remove(at)),
        _ => return None,
    }
    Some(order)
}

/// Puts a new article at the end of an issue; `false` when the issue can no longer change.
///
/// # Errors
/// The database's.
pub(super) async fn append(
    tx: &DatabaseTransaction,
    id: IssueId,
    article: ArticleId,
    by: MemberId,
    now: Instant,
) -> Result<bool, DbErr> {
    if touch(tx, id, None, by, now).await? == Touch::Refused {
        return Ok(false);
    }
    let order = order_of(tx, id).await?;
    let new_order = changed(&order, Change::Add, article).unwrap_or_else(|| order.clone());
    place(tx, id, &order, &new_order).await?;
    Ok(true)
}

async fn order_of(tx: &DatabaseTransaction, id: IssueId) -> Result<Vec<ArticleId>, DbErr> {
    let places = issue_articles::Entity::find()
        .filter(issue_articles::Column::IssueId.eq(id))
        .order_by_asc(issue_articles::Column::Position)
        .order_by_asc(issue_articles::Column::ArticleId);
    Ok(places.all(tx).await?.into_iter().map(|place| place.article_id).collect())
}

/// Writes an order over another: takes out who is gone, and gives everyone else their place.
async fn place(tx: &DatabaseTransaction, id: IssueId, old: &[ArticleId], new: &[ArticleId]) -> Result<(), DbErr> {
    for gone in old.iter().filter(|article| !new.contains(article)) {
        issue_articles::Entity::delete_by_id((id, *gone)).exec(tx).await?;
    }
    let rows = (1..).zip(new).map(|(position, article)| issue_articles::ActiveModel {
        issue_id: Set(id),
        article_id: Set(*article),
        position: Set(position),
    });
    let key = [issue_articles::Column::IssueId, issue_articles::Column::ArticleId];
    let there = OnConflict::columns(key).update_column(issue_articles::Column::Position).to_owned();
    issue_articles::Entity::insert_many(rows).on_conflict(there).exec_without_returning(tx).await?;
    Ok(())
}

async fn refusal(tx: &DatabaseTransaction, id: IssueId) -> Result<Arranged, DbErr> {
    let state = issues::Entity::find_by_id(id).select_only().column(issues::Column::State);
    let is_open = state.into_tuple().one(tx).await?.is_some_and(is_open);
    Ok(if is_open { Arranged::Overtaken } else { Arranged::Closed })
}
