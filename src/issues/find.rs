//! Reading articles and issues.

use std::collections::BTreeMap;

use sea_orm::sea_query::{ExprTrait as _, Func, LikeExpr, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::article::stored_blocks;
use super::issue::{Explained, OPEN};
use super::{Article, Issue, pictures};
use crate::audiences;
use crate::base::id::{ArticleId, IssueId, MemberId, PublicationId, SendingId};
use crate::base::page::Page;
use crate::base::{Both, Language};
use crate::centre::{self, Publication};
use crate::media;
use crate::store::tables::states::IssueState;
use crate::store::tables::{
    article_versions, articles, issue_articles, issue_explanations, issue_sendings, issues, members,
};
use crate::store::{Along, escaped, page_after, page_before, page_sorted};

/// An article as a list shows it.
pub(super) type ArticleRow = articles::Model;
/// A version of an article.
pub(super) type VersionRow = article_versions::Model;

/// The most articles that a list to choose from shows.
const CHOICE: u64 = 200;

/// An issue with its publication and its articles in order; `None` when there is none of this id.
///
/// # Errors
/// The database's, or when something stored cannot be read.
pub async fn load(on: &impl ConnectionTrait, id: IssueId) -> anyhow::Result<Option<Issue>> {
    let Some(row) = issues::Entity::find_by_id(id).one(on).await? else { return Ok(None) };
    let publication = centre::publication(on, row.publication_id)
        .await?
        .ok_or_else(|| anyhow::anyhow!("issue {id} is of a publication that is not there"))?;
    let places = issue_articles::Entity::find()
        .filter(issue_articles::Column::IssueId.eq(id))
        .order_by_asc(issue_articles::Column::Position)
        .order_by_asc(issue_articles::Column::ArticleId)
        .all(on)
        .await?;
    let ids: Vec<ArticleId> = places.iter().map(|place| place.article_id).collect();
    let mut found = articles::Entity::find().filter(articles::Column::Id.is_in(ids.clone())).all(on).await?;
    found.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    let articles = Article::of(on, found).await?;
    let earlier = earlier_sendings(on, &row).await?;
    let audience = match row.audience_id {
        Some(id) => audiences::load(on, id).await?,
        None => None,
    };
    let explained = explained_of(on, id).await?;
    let (mut editorial, agenda) = (stored_blocks(&row.editorial)?, stored_blocks(&row.agenda)?);
    let images = media::images(on, editorial.images()).await?;
    pictures::fill(&mut editorial, &images);
    let pictured = Vec::new();
    let mut issue = Issue { row, publication, editorial, articles, earlier, agenda, audience, pictured, explained };
    issue.pictured = media::last_changes(on, issue.images()).await?;
    Ok(Some(issue))
}

/// What was explained of an issue, the newest last.
async fn explained_of(on: &impl ConnectionTrait, id: IssueId) -> Result<Vec<Explained>, DbErr> {
    use issue_explanations::Column;
    let rows = issue_explanations::Entity::find().filter(Column::IssueId.eq(id)).order_by_asc(Column::ExplainedAt);
    let rows = rows.all(on).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let names = names(on, rows.iter().map(|row| row.explained_by)).await?;
    let of = |row: issue_explanations::Model| {
        let by = names.get(&row.explained_by).cloned().unwrap_or_default();
        Explained { finding: row.finding, why: row.why, by, at: row.explained_at }
    };
    Ok(rows.into_iter().map(of).collect())
}

/// The sendings of an issue before the one that it has now, the first one first.
async fn earlier_sendings(on: &impl ConnectionTrait, row: &issues::Model) -> Result<Vec<SendingId>, DbErr> {
    let all = issue_sendings::Entity::find()
        .filter(issue_sendings::Column::IssueId.eq(row.id))
        .order_by_asc(issue_sendings::Column::Round)
        .all(on)
        .await?;
    Ok(all.into_iter().map(|sent| sent.sending_id).filter(|id| row.sending_id != Some(*id)).collect())
}

/// An article; `None` when there is none of this id.
///
/// # Errors
/// The database's, or when its body cannot be read.
pub(super) async fn article(on: &impl ConnectionTrait, id: ArticleId) -> anyhow::Result<Option<Article>> {
    let row = articles::Entity::find_by_id(id).one(on).await?;
    Ok(Article::of(on, row.into_iter().collect()).await?.pop())
}

/// An issue as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    /// The row.
    pub row: issues::Model,
    /// What it is an edition of.
    pub publication: Publication,
}

impl Listed {
    /// "Nieuwsbrief 2026, nummer 6".
    pub(super) fn name(&self, language: Language) -> String {
        super::issue::name_of(&self.publication, &self.row, language)
    }
}

/// The issues of a year, in the order of publications and numbers.
///
/// # Errors
/// The database's.
pub(super) async fn issues_of(on: &impl ConnectionTrait, year: i32) -> Result<Vec<Listed>, DbErr> {
    let rows = issues::Entity::find()
        .filter(issues::Column::Year.eq(year))
        .order_by_asc(issues::Column::Number)
        .all(on)
        .await?;
    let publications = centre::publications(on).await?;
    let mut listed = list(rows, &publications);
    listed.sort_by_key(|listed| listed.publication.row.position);
    Ok(listed)
}

pub(super) fn list(rows: Vec<issues::Model>, publications: &[Publication]) -> Vec<Listed> {
    let of = |id: PublicationId| publications.iter().find(|publication| publication.id() == id).cloned();
    rows.into_iter().filter_map(|row| Some(Listed { publication: of(row.publication_id)?, row })).collect()
}

/// The years that have issues, newest first.
///
/// # Errors
/// The database's.
pub(super) async fn years(on: &impl ConnectionTrait) -> Result<Vec<i32>, DbErr> {
    let years = issues::Entity::find().select_only().column(issues::Column::Year).distinct();
    years.order_by_desc(issues::Column::Year).into_tuple().all(on).await
}

/// The number after the last of a publication in a year.
///
/// # Errors
/// The database's.
pub(super) async fn next_number(on: &impl ConnectionTrait, id: PublicationId, year: i32) -> Result<i32, DbErr> {
    let last = issues::Entity::find()
        .select_only()
        .expr(issues::Column::Number.max())
        .filter(issues::Column::PublicationId.eq(id))
        .filter(issues::Column::Year.eq(year));
    let last = last.into_tuple::<Option<i32>>().one(on).await?.flatten().unwrap_or(0);
    Ok(last.saturating_add(1))
}

/// Where an article stands, as a list is narrowed to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// In no issue.
    Nowhere,
    /// In an issue that may still change.
    Open,
    /// In an issue that goes out or went out.
    Sent,
}

impl Standing {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Nowhere, Self::Open, Self::Sent];

    /// Its word in an address.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Nowhere => "nergens",
            Self::Open => "open",
            Self::Sent => "verstuurd",
        }
    }

    /// What the page calls it.
    pub(super) const fn said(self) -> Both {
        match self {
            Self::Nowhere => Both("nog in geen nummer", "in no issue yet"),
            Self::Open => Both("in een nummer dat nog wordt gemaakt", "in an issue that is being made"),
            Self::Sent => Both("in een verstuurd nummer", "in an issue that was sent"),
        }
    }
}

/// In which order a list of articles stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Made last first.
    Newest,
    /// Changed last first.
    Changed,
    /// Made first first.
    Oldest,
}

impl Order {
    /// Its word in an address; that of the usual order is empty.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Newest => "",
            Self::Changed => "gewijzigd",
            Self::Oldest => "oudste",
        }
    }

    /// What the page calls it.
    pub(super) const fn said(self) -> Both {
        match self {
            Self::Newest => Both("nieuwste eerst", "newest first"),
            Self::Changed => Both("laatst gewijzigd eerst", "last changed first"),
            Self::Oldest => Both("oudste eerst", "oldest first"),
        }
    }

    /// Of its word.
    pub(super) fn of_word(word: &str) -> Self {
        [Self::Changed, Self::Oldest].into_iter().find(|order| order.word() == word).unwrap_or(Self::Newest)
    }
}

/// What a list of articles is narrowed to.
#[derive(Clone, Copy, Debug)]
pub(super) struct ArticleSearch<'a> {
    /// Words that stand in the title or the name of the author.
    pub(super) words: &'a str,
    pub(super) standing: Option<Standing>,
    pub(super) order: Order,
}

/// At most `most` articles, from the one of id `after` on.
///
/// # Errors
/// The database's.
pub(super) async fn articles(
    on: &impl ConnectionTrait,
    search: &ArticleSearch<'_>,
    after: Option<i64>,
    most: usize,
) -> Result<Page<ArticleRow>, DbErr> {
    use articles::Column;
    let mut query = articles::Entity::find();
    for word in search.words.split_whitespace().take(8) {
        let holds = |word: &str| LikeExpr::new(format!("%{}%", escaped(word))).escape('!');
        let mut any = Condition::any();
        for column in [Column::Title, Column::Author] {
            any = any.add(Func::lower(column.into_expr()).like(holds(&word.to_lowercase())));
            // SQLite makes only the letters of ASCII small: one with an accent is found as it was typed.
            any = any.add(column.like(holds(word)));
        }
        query = query.filter(any);
    }
    query = match search.standing {
        None => query,
        Some(Standing::Nowhere) => query.filter(Column::Id.not_in_subquery(placed(None))),
        Some(Standing::Open) => query.filter(Column::Id.in_subquery(placed(Some(&OPEN)))),
        Some(Standing::Sent) => {
            query.filter(Column::Id.in_subquery(placed(Some(&[IssueState::Sending, IssueState::Sent]))))
        }
    };
    let key = |row: &ArticleRow| row.id.0;
    match search.order {
        Order::Newest => page_before(on, query, (Column::Id, key), after, most).await,
        Order::Oldest => page_after(on, query, (Column::Id, key), after, most).await,
        Order::Changed => page_sorted(on, query, (Column::ChangedAt, Column::Id, key), after, most, Along::Down).await,
    }
}

/// The articles in issues, or in issues of these states.
fn placed(states: Option<&[IssueState]>) -> SelectStatement {
    let mut within = Query::select();
    within.column(issue_articles::Column::ArticleId).from(issue_articles::Entity);
    if let Some(states) = states {
        let of_state = Query::select()
            .column(issues::Column::Id)
            .from(issues::Entity)
            .and_where(issues::Column::State.is_in(states.iter().copied()))
            .to_owned();
        within.and_where(issue_articles::Column::IssueId.in_subquery(of_state));
    }
    within
}

/// The issues in which each of these articles stands, newest first.
///
/// # Errors
/// The database's.
pub(super) async fn issues_with(
    on: &impl ConnectionTrait,
    ids: &[ArticleId],
) -> Result<BTreeMap<ArticleId, Vec<Listed>>, DbErr> {
    let places = issue_articles::Entity::find()
        .filter(issue_articles::Column::ArticleId.is_in(ids.iter().copied()))
        .order_by_desc(issue_articles::Column::IssueId)
        .all(on)
        .await?;
    let wanted: Vec<IssueId> = places.iter().map(|place| place.issue_id).collect();
    let rows = issues::Entity::find().filter(issues::Column::Id.is_in(wanted)).all(on).await?;
    let listed = list(rows, &centre::publications(on).await?);
    let mut with: BTreeMap<ArticleId, Vec<Listed>> = BTreeMap::new();
    for place in places {
        let issue = listed.iter().find(|listed| listed.row.id == place.issue_id);
        with.entry(place.article_id).or_default().extend(issue.cloned());
    }
    Ok(with)
}

/// The newest articles to choose from that do not stand in an issue yet: id and title.
///
/// # Errors
/// The database's.
pub(super) async fn articles_outside(
    on: &impl ConnectionTrait,
    issue: &Issue,
) -> Result<Vec<(ArticleId, String)>, DbErr> {
    let inside = issue.articles.iter().map(|article| article.row.id);
    articles::Entity::find()
        .select_only()
        .columns([articles::Column::Id, articles::Column::Title])
        .filter(articles::Column::Id.is_not_in(inside))
        .order_by_desc(articles::Column::Id)
        .limit(CHOICE)
        .into_tuple()
        .all(on)
        .await
}

/// The versions of an article, newest first.
///
/// # Errors
/// The database's.
pub(super) async fn versions(on: &impl ConnectionTrait, id: ArticleId) -> Result<Vec<VersionRow>, DbErr> {
    article_versions::Entity::find()
        .filter(article_versions::Column::ArticleId.eq(id))
        .order_by_desc(article_versions::Column::Version)
        .limit(CHOICE)
        .all(on)
        .await
}

/// One version of an article. A number that went up in a later one, as what saves itself does, leads to that one.
///
/// # Errors
/// The database's.
pub(super) async fn version(
    on: &impl ConnectionTrait,
    id: ArticleId,
    version: i64,
) -> Result<Option<VersionRow>, DbErr> {
    article_versions::Entity::find()
        .filter(article_versions::Column::ArticleId.eq(id))
        .filter(article_versions::Column::Version.gte(version))
        .order_by_asc(article_versions::Column::Version)
        .one(on)
        .await
}

/// The names of members, for "changed by".
///
/// # Errors
/// The database's.
pub(super) async fn names(
    on: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = MemberId>,
) -> Result<BTreeMap<MemberId, String>, DbErr> {
    let rows = members::Entity::find().filter(members::Column::Id.is_in(ids)).all(on).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// An earlier issue of the same publication that had the same subject, the newest; `None` for a subject that is new or empty.
///
/// # Errors
/// The database's.
pub(super) async fn with_subject(on: &impl ConnectionTrait, issue: &Issue) -> Result<Option<issues::Model>, DbErr> {
    let subject = issue.row.subject.trim();
    if subject.is_empty() {
        return Ok(None);
    }
    issues::Entity::find()
        .filter(issues::Column::PublicationId.eq(issue.row.publication_id))
        .filter(issues::Column::Subject.eq(subject))
        .filter(issues::Column::Id.ne(issue.row.id))
        .filter(issues::Column::StartedAt.is_not_null())
        .order_by_desc(issues::Column::Id)
        .one(on)
        .await
}
