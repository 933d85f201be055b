//! Freezing what goes out: the records of every issue whose sending has started.
//!
//! Raw SQL where three tables say which issues lack a record.

use anyhow::Context as _;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
};

use super::record::{Record, hash};
use crate::app::App;
use crate::archive::acts::Act;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ArticleId, IssueId, RecordId};
use crate::base::words::{slug, stems};
use crate::base::work::QUICK;
use crate::base::{Blocks, Instant};
use crate::store::sql;
use crate::store::tables::states::RecordKind;
use crate::store::tables::{articles, issue_articles, issue_sendings, issues, records};

/// Makes the records of every issue that goes out, went out or was stopped half-way and has none yet. A correction that
/// goes out gets records of its own, and those before it are marked as corrected. Ringing it twice, or on two nodes at
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

/// Each correction is a version, so an issue needs as many as it has sendings; those of before sendings were remembered
/// need one.
async fn without_records(on: &impl ConnectionTrait) -> Result<Vec<IssueId>, DbErr> {
    let wanted = sql(
        on,
        "SELECT issues.id FROM issues
         WHERE issues.state IN ('sending', 'sent', 'cancelled') AND issues.started_at IS NOT NULL AND NOT EXISTS
           (SELECT 1 FROM records WHERE records.issue_id = issues.id AND records.version >=
             (SELECT COUNT(*) FROM issue_sendings WHERE issue_sendings.issue_id = issues.id))
         ORDER BY issues.started_at, issues.id",
        [],
    );
    on.query_all_raw(wanted).await?.iter().map(|row| row.try_get("", "id")).collect()
}

async fn version_of(on: &impl ConnectionTrait, id: IssueId) -> anyhow::Result<i32> {
    let sent = issue_sendings::Entity::find().filter(issue_sendings::Column::IssueId.eq(id)).count(on).await?;
    Ok(i32::try_from(sent)?.max(1))
}

async fn keep(app: &App, id: IssueId) -> anyhow::Result<()> {
    let on = app.store.read();
    let Some(issue) = issues::Entity::find_by_id(id).one(on).await? else { return Ok(()) };
    let Some(published_at) = issue.started_at else { return Ok(()) };
    let (version, articles) = (version_of(on, id).await?, articles_of(on, id).await?);
    // Finding the words of long texts takes a while, in which nobody could write.
    let (made, issue) = QUICK.work(move |_| (records_of(&issue, &articles, (version, published_at)), issue)).await?;
    let made = made?;
    let tx = app.store.begin_write().await?;
    let is_as_read = issues::Entity::find_by_id(id).one(&tx).await?.as_ref() == Some(&issue);
    if !is_as_read || version_of(&tx, id).await? != version {
        // The bell comes back.
        return Ok(());
    }
    let count = made.len();
    // The last goes in first, so that "newest first" by id shows an issue before its articles and those in their order.
    for record in made.into_iter().rev() {
        insert(&tx, record).await?;
    }
    mark_corrected(&tx, id, version, published_at).await?;
    let note = Note::of(Act::IssueArchive, id.0).with(format!("records={count}"));
    audit::record(&tx, app.clock.now(), Actor::House, note, "bell").await?;
    tx.commit().await?;
    Ok(())
}

/// The record of an issue and, after it, those of its articles.
pub(super) fn records_of(
    issue: &issues::Model,
    articles: &[articles::Model],
    (version, published_at): (i32, Instant),
) -> anyhow::Result<Vec<Record>> {
    let mut made = vec![of_issue(issue, version, published_at)?];
    for (position, article) in (1..).zip(articles) {
        made.push(of_article(&made[0], article, position)?);
    }
    Ok(made)
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

/// Marks the versions before this one: something else took their place at their address.
async fn mark_corrected(tx: &impl ConnectionTrait, id: IssueId, version: i32, at: Instant) -> Result<(), DbErr> {
    records::Entity::update_many()
        .col_expr(records::Column::CorrectedAt, Expr::value(at.0))
        .filter(records::Column::IssueId.eq(id))
        .filter(records::Column::Version.lt(version))
        .filter(records::Column::CorrectedAt.is_null())
        .exec(tx)
        .await
        .map(drop)
}

/// The record of the issue itself. It has no article, which 0 says: the unique rule then also holds it to one.
fn of_issue(issue: &issues::Model, version: i32, published_at: Instant) -> anyhow::Result<Record> {
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
        body: with_agenda(issue)?,
        hash: String::new(),
        words: String::new(),
        published_at,
        withdrawn_at: None,
        withdrawn_reason: String::new(),
        version,
        corrected_at: None,
        picture: String::new(),
    };
    frozen(piece)
}

/// The editorial, and the agenda below it.
fn with_agenda(issue: &issues::Model) -> anyhow::Result<String> {
    let read = |json: &str| {
        let blocks = if json.trim().is_empty() { Ok(Blocks::default()) } else { Blocks::from_json(json) };
        blocks.map_err(|fault| anyhow::anyhow!("content cannot be archived: block {}: {}", fault.path, fault.reason))
    };
    let agenda = read(&issue.agenda)?;
    if agenda.is_empty() {
        return Ok(issue.editorial.clone());
    }
    let mut blocks = read(&issue.editorial)?;
    blocks.0.extend(agenda.0);
    Ok(blocks.to_json())
}

fn of_article(issue: &Record, article: &articles::Model, position: i32) -> anyhow::Result<Record> {
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
        picture: article.picture.clone(),
        ..issue.clone()
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
    let there = OnConflict::columns([records::Column::IssueId, records::Column::ArticleId, records::Column::Version])
        .do_nothing()
        .to_owned();
    records::Entity::insert(row).on_conflict(there).exec_without_returning(tx).await.map(drop)
}
