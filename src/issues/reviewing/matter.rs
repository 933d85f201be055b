//! What is read along: an issue as a whole, or one article.

use sea_orm::ConnectionTrait;

use super::spot::{self, Spot};
use crate::base::Language;
use crate::base::id::{ArticleId, IssueId};
use crate::issues::letter::short_name;
use crate::issues::{Article, Issue, find};
use crate::store::tables::{review_remarks, reviewers};

/// What somebody reads along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// An issue.
    Issue(IssueId),
    /// An article.
    Article(ArticleId),
}

impl Matter {
    /// What a reviewer was asked to read.
    pub(super) fn of(row: &reviewers::Model) -> Option<Self> {
        row.issue_id.map(Self::Issue).or(row.article_id.map(Self::Article))
    }

    /// Its issue, or else its article.
    pub(super) const fn ids(self) -> (Option<IssueId>, Option<ArticleId>) {
        match self {
            Self::Issue(id) => (Some(id), None),
            Self::Article(id) => (None, Some(id)),
        }
    }

    /// Its page for staff.
    #[must_use]
    pub fn address(self) -> String {
        match self {
            Self::Issue(id) => format!("/beheer/nummers/{id}"),
            Self::Article(id) => format!("/beheer/artikelen/{id}"),
        }
    }

    /// The page of who reads it along.
    #[must_use]
    pub fn reviewing(self) -> String {
        format!("{}/meelezen", self.address())
    }
}

/// The text as it is now.
#[derive(Clone, Debug)]
pub(in crate::issues) struct Text {
    /// What it is.
    pub matter: Matter,
    /// The issue, with its articles; `None` for an article by itself.
    pub issue: Option<Issue>,
    /// The articles in their order.
    pub articles: Vec<Article>,
}

impl Text {
    /// Reads it; `None` when it is not there.
    pub async fn load(on: &impl ConnectionTrait, matter: Matter) -> anyhow::Result<Option<Self>> {
        match matter {
            Matter::Issue(id) => Ok(find::load(on, id).await?.map(Self::of_issue)),
            Matter::Article(id) => Ok(find::article(on, id).await?.map(Self::of_article)),
        }
    }

    /// An issue that was read.
    pub fn of_issue(issue: Issue) -> Self {
        let articles = issue.articles.clone();
        Self { matter: Matter::Issue(issue.row.id), issue: Some(issue), articles }
    }

    /// An article that was read.
    pub fn of_article(article: Article) -> Self {
        Self { matter: Matter::Article(article.row.id), issue: None, articles: vec![article] }
    }

    /// What it is called.
    pub fn name(&self, language: Language) -> String {
        match (&self.issue, self.articles.first()) {
            (Some(issue), _) => short_name(issue, language),
            (None, Some(article)) => article.row.title.clone(),
            (None, None) => String::new(),
        }
    }

    /// The language that it is written in.
    pub fn language(&self) -> Language {
        let of_article = || self.articles.first().map(|article| article.row.language);
        self.issue.as_ref().map(|issue| issue.row.language).or_else(of_article).unwrap_or_default()
    }

    /// Whether it can still change: an issue that goes or went out cannot.
    pub fn is_open(&self) -> bool {
        self.issue.as_ref().is_none_or(Issue::is_open)
    }

    /// An article in it.
    pub fn article(&self, id: ArticleId) -> Option<&Article> {
        self.articles.iter().find(|article| article.row.id == id)
    }

    /// What stands above the articles of an issue.
    pub fn opening(&self) -> String {
        self.issue
            .as_ref()
            .map_or_else(String::new, |issue| spot::opening(&issue.row.subject, &issue.editorial.words()))
    }

    /// Where what was remarked on stands now; `None` when it was changed or taken out since.
    pub fn place_of(&self, remark: &review_remarks::Model) -> Option<i64> {
        let Some(id) = remark.article_id else {
            let is_same = remark.part == Spot::WHOLE || remark.passage == self.opening();
            return is_same.then_some(remark.part);
        };
        let article = self.article(id)?;
        if remark.part == Spot::WHOLE {
            return (remark.version == article.row.version).then_some(remark.part);
        }
        spot::find(article, remark.part, &remark.passage)
    }
}
