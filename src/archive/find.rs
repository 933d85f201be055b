//! Reading records, newest first.

use sea_orm::sea_query::{Cond, Expr, ExprTrait as _, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::record::{Piece, Record, article_path, hash, issue_path};
use crate::base::blocks::Cover;
use crate::base::id::{ArticleId, PublicationId, RecordId};
use crate::base::page::Page;
use crate::base::{Blocks, Language};
use crate::centre::Publication;
use crate::store::tables::records::{Column, Entity};
use crate::store::tables::states::RecordKind;

/// How many pieces stand on a page.
pub(super) const PAGE: usize = 20;

/// The newest issue that is not withdrawn.
///
/// # Errors
/// The database's.
pub async fn newest_issue(on: &impl ConnectionTrait) -> Result<Option<Record>, DbErr> {
    newest_first(Entity::find().filter(Column::Kind.eq(RecordKind::Issue)).filter(standing())).one(on).await
}

/// The records whose content no longer gives the hash that was made when they were kept. Must be none.
///
/// # Errors
/// The database's.
pub async fn check_hashes(on: &impl ConnectionTrait) -> Result<Vec<RecordId>, DbErr> {
    let mut broken = Vec::new();
    let mut after = RecordId(0);
    loop {
        let rows = Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(500).all(on).await?;
        let Some(last) = rows.last() else { return Ok(broken) };
        after = last.id;
        broken.extend(rows.iter().filter(|record| hash(record) != record.hash).map(|record| record.id));
    }
}

/// What lists show: neither withdrawn nor corrected.
fn standing() -> Cond {
    Cond::all().add(Column::WithdrawnAt.is_null()).add(Column::CorrectedAt.is_null())
}

/// One record.
pub(super) async fn by_id(on: &impl ConnectionTrait, id: RecordId) -> Result<Option<Record>, DbErr> {
    Entity::find_by_id(id).one(on).await
}

/// The newest record of an article, withdrawn or not.
pub(super) async fn article(on: &impl ConnectionTrait, id: ArticleId) -> Result<Option<Record>, DbErr> {
    newest_first(Entity::find().filter(Column::ArticleId.eq(id)).filter(Column::Kind.eq(RecordKind::Article)))
        .one(on)
        .await
}

/// The record that stands for an issue by its place in the year, withdrawn or not.
pub(super) async fn issue(
    on: &impl ConnectionTrait,
    publication: PublicationId,
    year: i32,
    number: i32,
) -> Result<Option<Record>, DbErr> {
    Entity::find()
        .filter(Column::Kind.eq(RecordKind::Issue))
        .filter(Column::PublicationId.eq(publication))
        .filter(Column::Year.eq(year))
        .filter(Column::Number.eq(number))
        .filter(Column::CorrectedAt.is_null())
        .one(on)
        .await
}

/// The articles of a version of an issue in their order, withdrawn ones too.
pub(super) async fn articles_of(on: &impl ConnectionTrait, issue: &Record) -> Result<Vec<Record>, DbErr> {
    Entity::find()
        .filter(Column::IssueId.eq(issue.issue_id))
        .filter(Column::Version.eq(issue.version))
        .filter(Column::Kind.eq(RecordKind::Article))
        .order_by_asc(Column::Position)
        .all(on)
        .await
}

/// A page of issues, perhaps of one year, after the record `after`.
pub(super) async fn issues(
    on: &impl ConnectionTrait,
    year: Option<i32>,
    after: Option<RecordId>,
) -> Result<Page<Record>, DbErr> {
    let mut query = Entity::find().filter(Column::Kind.eq(RecordKind::Issue)).filter(standing());
    if let Some(year) = year {
        query = query.filter(Column::Year.eq(year));
    }
    if let Some(after) = after
        && let Some(last) = by_id(on, after).await?
    {
        let same = Cond::all().add(Column::PublishedAt.eq(last.published_at)).add(Column::Id.lt(last.id));
        query = query.filter(Cond::any().add(Column::PublishedAt.lt(last.published_at)).add(same));
    }
    let rows = newest_first(query).limit(PAGE as u64 + 1).all(on).await?;
    Ok(Page::of(rows, PAGE, |record| record.id.0))
}

/// The newest articles for the feed, each once, perhaps of one publication.
pub(super) async fn newest_articles(
    on: &impl ConnectionTrait,
    publication: Option<PublicationId>,
) -> Result<Vec<Record>, DbErr> {
    let newest =
        Query::select().expr(Expr::col(Column::Id).max()).from(Entity).group_by_col(Column::ArticleId).to_owned();
    let mut query = Entity::find()
        .filter(Column::Kind.eq(RecordKind::Article))
        .filter(standing())
        .filter(Column::Id.in_subquery(newest));
    if let Some(publication) = publication {
        query = query.filter(Column::PublicationId.eq(publication));
    }
    newest_first(query).limit(PAGE as u64).all(on).await
}

/// The years in which something was archived, the latest first.
pub(super) async fn years(on: &impl ConnectionTrait) -> Result<Vec<i32>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Year)
        .distinct()
        .filter(Column::Kind.eq(RecordKind::Issue))
        .filter(Column::WithdrawnAt.is_null())
        .order_by_desc(Column::Year)
        .into_tuple()
        .all(on)
        .await
}

fn newest_first(query: Select<Entity>) -> Select<Entity> {
    query.order_by_desc(Column::PublishedAt).order_by_desc(Column::Id)
}

/// A record as lists show it. A publication that is gone gives no name: it cannot be, because records refer to it.
pub(super) fn piece(record: &Record, publications: &[Publication], language: Language) -> Piece {
    let publication = publications.iter().find(|publication| publication.id() == record.publication_id);
    let (slug, name) = publication.map_or(("", ""), |found| (found.row.slug.as_str(), found.name(language)));
    let issue = issue_path(slug, record.year, record.number);
    let is_issue = record.kind == RecordKind::Issue;
    Piece {
        id: record.id,
        is_issue,
        path: if is_issue { issue.clone() } else { article_path(record.article_id, &record.slug) },
        title: record.title.clone(),
        lead: record.lead.clone(),
        author: record.author.clone(),
        language: record.language,
        published_at: record.published_at,
        publication: name.to_owned(),
        year: record.year,
        number: record.number,
        issue_path: issue,
        corrected_at: record.corrected_at,
        cover: Cover::from_json(&record.picture),
    }
}

/// What a record says.
pub(super) fn body(record: &Record) -> anyhow::Result<Blocks> {
    Blocks::from_json(&record.body)
        .map_err(|fault| anyhow::anyhow!("record {}: block {}: {}", record.id, fault.path, fault.reason))
}
