//! Freezing what goes out: the records of every issue whose sending has started.

use anyhow::Context as _;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use super::record::{Record, hash};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ArticleId, IssueId, RecordId};
use crate::base::words::{slug, stems};
use crate::base::{Blocks, Instant};
use crate::store::tables::states::{IssueState, RecordKind};
use crate::store::tables::{articles, issue_articles, issues, records};

/// Makes the records of every issue that goes out or went out and has none yet. Ringing it twice, or on two nodes at
/// once, gives the same records.
///
/// # Errors
/// The database's, or when an article holds content that cannot be read.
pub async fn keep_started(app: &App) -> anyhow::Result<()> {
    let mut kept = Ok(());
    for issue in without_records(app.store.read()).await? {
        // One issue that cannot be kept must not hold up the others.
        kept = keep(app, issue).await.with_context(|| format!("archiving issue {issue}")).and(kept);
    }
    kept
}

async fn without_records(on: &impl ConnectionTrait) -> Result<Vec<IssueId>, DbErr> {
    let kept = Query::select()
        .expr(Expr::val(1))
        .from(records::Entity)
        .and_where(Expr::col((records::Entity, records::Column::IssueId)).equals((issues::Entity, issues::Column::Id)))
        .to_owned();
    let rows = issues::Entity::find()
        .filter(issues::Column::State.is_in([IssueState::Sending, IssueState::Sent]))
        .filter(issues::Column::StartedAt.is_not_null())
        .filter(Expr::exists(kept).not())
        .order_by_asc(issues::Column::StartedAt)
        .all(on)
        .await?;
    Ok(rows.into_iter().map(|issue| issue.id).collect())
}

async fn keep(app: &App, id: IssueId) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    let Some(issue) = issues::Entity::find_by_id(id).one(&tx).await? else { return Ok(()) };
    let Some(published_at) = issue.started_at else { return Ok(()) };
    let mut made = Vec::new();
    made.push(of_issue(&issue, published_at)?);
    for (position, article) in articles_of(&tx, id).await?.into_iter().enumerate() {
        made.push(of_article(&issue, &article, i32::try_from(position)? + 1, published_at)?);
    }
    let count = made.len();
    // The last goes in first, so that "newest first" by id shows an issue before its articles and those in their order.
    for record in made.into_iter().rev() {
        insert(&tx, record).await?;
    }
    let note = Note::done("issue.archive", "issue", id.0).with(format!("records={count}"));
    audit::record(&tx, app.clock.now(), Actor::House, note, "bell").await?;
    tx.commit().await?;
    Ok(())
}

async fn articles_of(on: &impl ConnectionTrait, issue: IssueId) -> Result<Vec<articles::Model>, DbErr> {
    let places = issue_articles::Entity::find()
        .filter(issue_articles::Column::IssueId.eq(issue))
        .order_by_asc(issue_articles::Column::Position)
        .order_by_asc(issue_articles::Column::ArticleId)
        .all(on)
        .await?;
    let ids: Vec<_> = places.into_iter().map(|place| place.article_id).collect();
    let mut rows = articles::Entity::find().filter(articles::Column::Id.is_in(ids.iter().copied())).all(on).await?;
    rows.sort_by_key(|article| ids.iter().position(|id| *id == article.id));
    Ok(rows)
}

/// The record of the issue itself. It has no article, which 0 says: the unique rule then also holds it to one.
fn of_issue(issue: &issues::Model, published_at: Instant) -> anyhow::Result<Record> {
    let piece = Record {
        id: RecordId(0),
        kind: RecordKind::Issue,
        publication_id: issue.publication_id,
        issue_id: issue.id,
        article_id: ArticleId(0),
        year: issue.year,
        number: issue.number,
        position: 0,
        slug: slug(&issue.subject),
        language: issue.language,
        title: issue.subject.clone(),
        lead: issue.preheader.clone(),
        author: String::new(),
        body: issue.editorial.clone(),
        hash: String::new(),
        words: String::new(),
        published_at,
        withdrawn_at: None,
        withdrawn_reason: String::new(),
    };
    frozen(piece)
}

fn of_article(
    issue: &issues::Model,
    article: &articles::Model,
    position: i32,
    published_at: Instant,
) -> anyhow::Result<Record> {
    let piece = Record {
        kind: RecordKind::Article,
        article_id: article.id,
        position,
        slug: slug(&article.title),
        language: article.language,
        title: article.title.clone(),
        lead: article.lead.clone(),
        author: article.author.clone(),
        body: article.body.clone(),
        ..of_issue(issue, published_at)?
    };
    frozen(piece)
}

/// Fills in what follows from the rest: the words that search finds, and the hash.
fn frozen(mut record: Record) -> anyhow::Result<Record> {
    // An issue without an editorial may keep an empty text instead of an empty tree.
    if record.body.trim().is_empty() {
        Blocks::default().to_json().clone_into(&mut record.body);
    }
    let blocks = Blocks::from_json(&record.body)
        .map_err(|fault| anyhow::anyhow!("content cannot be archived: block {}: {}", fault.path, fault.reason))?;
    let text = format!("{} {} {} {}", record.title, record.lead, blocks.words(), record.author);
    record.words = stems(&text, record.language);
    record.hash = hash(&record);
    Ok(record)
}

async fn insert(tx: &impl ConnectionTrait, record: Record) -> Result<(), DbErr> {
    let mut row = record.into_active_model();
    row.id = sea_orm::NotSet;
    let there = OnConflict::columns([records::Column::IssueId, records::Column::ArticleId]).do_nothing().to_owned();
    records::Entity::insert(row).on_conflict(there).exec_without_returning(tx).await.map(drop)
}
