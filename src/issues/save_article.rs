//! Writing an article: making it, changing it. Every save leaves a version; nobody overwrites anybody.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set, TryInsertResult};

use super::article::{Piece, body_of};
use super::issue::{Touch, touch};
use super::{Article, arrange, pictures};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{ArticleId, IssueId, MemberId};
use crate::issues::acts::Act;
use crate::media::About;
use crate::store::DatabaseTransaction;
use crate::store::tables::{article_versions, articles, issue_articles};

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
        /// How many approved or scheduled issues returned to draft.
        returned: usize,
    },
    /// It said the same already.
    Unchanged,
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
    keep_version(tx, id, 1, piece, (by, now)).await?;
    Ok(Some(id))
}

/// Saves an article that was read at version `from`.
///
/// # Errors
/// The database's.
pub(super) async fn save(app: &App, id: ArticleId, from: i64, piece: &Piece, by: MemberId) -> anyhow::Result<Saved> {
    let now = app.clock.now();
    let body = body_of(app.store.read(), &piece.source).await?;
    let tx = app.store.begin_write().await?;
    let Some(row) = articles::Entity::find_by_id(id).one(&tx).await? else { return Ok(Saved::NotThere) };
    let article = one(&tx, row).await?;
    if article.piece() == *piece {
        return Ok(Saved::Unchanged);
    }
    if !write(&tx, id, from, (piece, &body), (by, now)).await? {
        let row = articles::Entity::find_by_id(id).one(&tx).await?;
        let row = row.ok_or_else(|| DbErr::RecordNotFound("an article that was just there".to_owned()))?;
        return Ok(Saved::Overtaken(Box::new(one(&tx, row).await?)));
    }
    pictures::note(&tx, About::Article(id), &piece.title, (&body, piece.picture), now).await?;
    keep_version(&tx, id, from + 1, piece, (by, now)).await?;
    let returned = touch_issues_with(&tx, id, by, now).await?;
    let note = Note::of(Act::ArticleSave, id.0).with(format!("version {}", from + 1));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Written { returned })
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

async fn keep_version(
    tx: &DatabaseTransaction,
    id: ArticleId,
    version: i64,
    piece: &Piece,
    (by, now): (MemberId, Instant),
) -> Result<(), DbErr> {
    let row = article_versions::ActiveModel {
        article_id: Set(id),
        version: Set(version),
        title: Set(piece.title.clone()),
        lead: Set(piece.lead.clone()),
        source: Set(piece.source.clone()),
        author: Set(piece.author.clone()),
        saved_by: Set(by),
        saved_at: Set(now),
        picture_id: Set(piece.picture),
    };
    article_versions::Entity::insert(row).exec_without_returning(tx).await.map(drop)
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
