//! Writing an article: making it, changing it. Nobody overwrites anybody. Every save by hand leaves a version; what saves itself
//! while one person types becomes one version, which is closed when somebody may have looked at it (decision 43).

use std::time::Duration;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set, TryInsertResult};

use super::article::{Piece, body_of};
use super::issue::{Touch, touch};
use super::{Article, arrange, pictures};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::clock::minutes;
use crate::base::id::{ArticleId, IssueId, MemberId};
use crate::issues::acts::Act;
use crate::media::About;
use crate::store::DatabaseTransaction;
use crate::store::tables::{article_versions, articles, issue_articles};

/// What one person writes within this is one version.
pub(super) const SITTING: Duration = minutes(10);

/// How an article is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// By pressing a button: what was saved before in the same sitting and this are one version, and it is closed.
    ByHand,
    /// By itself, while one types: it joins the version of the sitting. It voids no approval.
    ByItself,
    /// As something else than what stood there, which stays a version of its own.
    Apart,
}

/// What came of making an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// It is there.
    New(ArticleId),
    /// The form was sent before and says the same: this is the article it made.
    Before(ArticleId),
    /// The form was sent before and said something else, or someone has written on: this is how it is now.
    Overtaken(Box<Article>),
    /// The issue it was to stand in can no longer change; nothing was made.
    IssueClosed,
}

/// What came of saving an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Saved {
    /// Saved, and this many issues are drafts again.
    Written {
        /// What it is now.
        version: i64,
        /// How many approved or scheduled issues returned to draft.
        returned: usize,
    },
    /// It said the same already, in this version.
    Unchanged(i64),
    /// Somebody was asked to approve it, or did: that is not undone by itself. Nothing was written.
    Waits,
    /// Someone saved since: this is how it is now. Nothing was written.
    Overtaken(Box<Article>),
    /// There is no such article.
    NotThere,
}

/// Makes an article, perhaps at the end of an issue. `once` is the token of the form: a form makes one article, however
/// often it is sent.
///
/// # Errors
/// The database's.
pub(super) async fn make(
    app: &App,
    piece: &Piece,
    once: &str,
    within: Option<IssueId>,
    by: MemberId,
) -> anyhow::Result<Made> {
    let now = app.clock.now();
    let body = body_of(app.store.read(), &piece.source).await?;
    let tx = app.store.begin_write().await?;
    let Some(id) = insert(&tx, (piece, body), once, by, now).await? else {
        let row = articles::Entity::find().filter(articles::Column::Once.eq(once)).one(&tx).await?;
        let row = row.ok_or_else(|| DbErr::RecordNotFound("the article of a form sent before".to_owned()))?;
        let article = one(&tx, row).await?;
        let is_same = article.piece() == *piece;
        return Ok(if is_same { Made::Before(article.row.id) } else { Made::Overtaken(Box::new(article)) });
    };
    if let Some(issue) = within
        && !arrange::append(&tx, issue, id, by, now).await?
    {
        return Ok(Made::IssueClosed);
    }
    audit::record(&tx, now, Actor::Member(by), Note::of(Act::ArticleMake, id.0), "web").await?;
    tx.commit().await?;
    Ok(Made::New(id))
}

/// Adds the rows of a new article, with its text as [`body_of`] gives it; `None` when the token was used before.
///
/// # Errors
/// The database's.
pub(super) async fn insert(
    tx: &DatabaseTransaction,
    (piece, body): (&Piece, String),
    once: &str,
    by: MemberId,
    now: Instant,
) -> Result<Option<ArticleId>, DbErr> {
    let row = articles::ActiveModel {
        title: Set(piece.title.clone()),
        lead: Set(piece.lead.clone()),
        source: Set(piece.source.clone()),
        body: Set(body.clone()),
        language: Set(piece.language),
        author: Set(piece.author.clone()),
        version: Set(1),
        once: Set(once.to_owned()),
        made_at: Set(now),
        changed_by: Set(by),
        changed_at: Set(now),
        picture_id: Set(piece.picture),
        picture: Set(String::new()),
        ..Default::default()
    };
    let inserted = articles::Entity::insert(row)
        .on_conflict(OnConflict::column(articles::Column::Once).do_nothing().to_owned())
        .try_insert()
        .exec(tx)
        .await?;
    let TryInsertResult::Inserted(inserted) = inserted else { return Ok(None) };
    let id = inserted.last_insert_id;
    pictures::note(tx, About::Article(id), &piece.title, (&body, piece.picture), now).await?;
    add_version(tx, (id, 1), piece, (by, now), None).await?;
    Ok(Some(id))
}

/// Saves an article that was read at version `from`.
///
/// # Errors
/// The database's.
pub(super) async fn save(
    app: &App,
    id: ArticleId,
    from: i64,
    piece: &Piece,
    (by, way): (MemberId, Way),
) -> anyhow::Result<Saved> {
    let now = app.clock.now();
    let body = body_of(app.store.read(), &piece.source).await?;
    let tx = app.store.begin_write().await?;
    let Some(row) = articles::Entity::find_by_id(id).one(&tx).await? else { return Ok(Saved::NotThere) };
    let article = one(&tx, row).await?;
    if article.piece() == *piece {
        if way == Way::ByHand {
            close_versions(&tx, [id]).await?;
            tx.commit().await?;
        }
        return Ok(Saved::Unchanged(article.row.version));
    }
    if !write(&tx, id, from, (piece, &body), (by, now)).await? {
        let row = articles::Entity::find_by_id(id).one(&tx).await?;
        let row = row.ok_or_else(|| DbErr::RecordNotFound("an article that was just there".to_owned()))?;
        return Ok(Saved::Overtaken(Box::new(one(&tx, row).await?)));
    }
    pictures::note(&tx, About::Article(id), &piece.title, (&body, piece.picture), now).await?;
    // Before its version: asking for approval holds the issue and then closes the versions in it.
    let returned = touch_issues_with(&tx, id, by, now).await?;
    if returned > 0 && way == Way::ByItself {
        return Ok(Saved::Waits);
    }
    let version = from + 1;
    let is_new = keep_version(&tx, (id, from), piece, (by, now), way).await?;
    if is_new || way == Way::ByHand {
        let note = Note::of(Act::ArticleSave, id.0).with(format!("version {version}"));
        audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    }
    tx.commit().await?;
    Ok(Saved::Written { version, returned })
}

/// Closes the versions that these articles have now: somebody looks at them, decides about them or meant them, and nothing is
/// saved into them any more. How many were open.
///
/// # Errors
/// The database's.
pub(super) async fn close_versions(
    on: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = ArticleId>,
) -> Result<u64, DbErr> {
    let update = article_versions::Entity::update_many()
        .set(article_versions::ActiveModel { begun_at: Set(None), ..Default::default() })
        .filter(article_versions::Column::ArticleId.is_in(ids))
        .filter(article_versions::Column::BegunAt.is_not_null());
    Ok(update.exec(on).await?.rows_affected)
}

async fn one(on: &DatabaseTransaction, row: articles::Model) -> anyhow::Result<Article> {
    let gone = || DbErr::RecordNotFound("an article that was just read".to_owned());
    Ok(Article::of(on, vec![row]).await?.pop().ok_or_else(gone)?)
}

/// Whether the article was still of version `from`, and so was written.
async fn write(
    tx: &DatabaseTransaction,
    id: ArticleId,
    from: i64,
    (piece, body): (&Piece, &str),
    (by, now): (MemberId, Instant),
) -> Result<bool, DbErr> {
    let update = articles::Entity::update_many()
        .set(articles::ActiveModel {
            title: Set(piece.title.clone()),
            lead: Set(piece.lead.clone()),
            source: Set(piece.source.clone()),
            body: Set(body.to_owned()),
            language: Set(piece.language),
            author: Set(piece.author.clone()),
            picture_id: Set(piece.picture),
            version: Set(from + 1),
            changed_by: Set(by),
            changed_at: Set(now),
            ..Default::default()
        })
        .filter(articles::Column::Id.eq(id))
        .filter(articles::Column::Version.eq(from));
    Ok(update.exec(tx).await?.rows_affected == 1)
}

/// Keeps what was saved over version `from`: in that version when it is of the same sitting, else as a version of its own.
/// Whether it is a new one.
async fn keep_version(
    tx: &DatabaseTransaction,
    (id, from): (ArticleId, i64),
    piece: &Piece,
    (by, now): (MemberId, Instant),
    way: Way,
) -> Result<bool, DbErr> {
    let begun_at = (way == Way::ByItself).then_some(now);
    if way != Way::Apart {
        let mut joined = said(piece, (by, now));
        joined.version = Set(from + 1);
        if way == Way::ByHand {
            joined.begun_at = Set(None);
        }
        let update = article_versions::Entity::update_many()
            .set(joined)
            .filter(article_versions::Column::ArticleId.eq(id))
            .filter(article_versions::Column::Version.eq(from))
            .filter(article_versions::Column::SavedBy.eq(by))
            .filter(article_versions::Column::BegunAt.gt(now.minus(SITTING)));
        if update.exec(tx).await?.rows_affected == 1 {
            return Ok(false);
        }
    }
    add_version(tx, (id, from + 1), piece, (by, now), begun_at).await?;
    Ok(true)
}

async fn add_version(
    tx: &DatabaseTransaction,
    (id, version): (ArticleId, i64),
    piece: &Piece,
    saved: (MemberId, Instant),
    begun_at: Option<Instant>,
) -> Result<(), DbErr> {
    let row = article_versions::ActiveModel {
        article_id: Set(id),
        version: Set(version),
        begun_at: Set(begun_at),
        ..said(piece, saved)
    };
    article_versions::Entity::insert(row).exec_without_returning(tx).await.map(drop)
}

/// What a version keeps of a piece.
fn said(piece: &Piece, (by, now): (MemberId, Instant)) -> article_versions::ActiveModel {
    article_versions::ActiveModel {
        title: Set(piece.title.clone()),
        lead: Set(piece.lead.clone()),
        source: Set(piece.source.clone()),
        author: Set(piece.author.clone()),
        saved_by: Set(by),
        saved_at: Set(now),
        picture_id: Set(piece.picture),
        ..Default::default()
    }
}

/// Touches every issue that the article stands in, in the order of their ids, so that two saves never wait for each
/// other in a ring. How many of them were more than a draft.
async fn touch_issues_with(
    tx: &DatabaseTransaction,
    id: ArticleId,
    by: MemberId,
    now: Instant,
) -> Result<usize, DbErr> {
    let places = issue_articles::Entity::find().filter(issue_articles::Column::ArticleId.eq(id));
    let mut returned = 0;
    for place in places.order_by_asc(issue_articles::Column::IssueId).all(tx).await? {
        if touch(tx, place.issue_id, None, by, now).await? == Touch::Returned {
            returned += 1;
        }
    }
    Ok(returned)
}
