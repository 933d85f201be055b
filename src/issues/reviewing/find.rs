//! Who reads along and what they remarked.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::matter::{Matter, Text};
use crate::app::App;
use crate::base::id::{ArticleId, ReviewerId};
use crate::base::{Instant, Purpose};
use crate::issues::{Issue, find};
use crate::people::{self, Person};
use crate::store::tables::{review_remarks, reviewers};

/// Somebody who reads along.
pub(super) type Reviewer = reviewers::Model;

/// What somebody remarked.
pub(super) type Remark = review_remarks::Model;

/// Somebody in front of a text, with a link of their own.
pub(in crate::issues) struct Seat {
    pub reviewer: Reviewer,
    pub text: Text,
    /// Who asked them.
    pub by: String,
}

/// Whether the day of a link is over.
pub(super) fn is_over(reviewer: &Reviewer, now: Instant) -> bool {
    reviewer.ends_at <= now
}

/// Who holds a token: one of ours, of a link that was not taken back.
pub(super) async fn seat(app: &App, on: &impl ConnectionTrait, token: &str) -> anyhow::Result<Option<Seat>> {
    let Some((person, subject)) = people::holder_of(app, on, Purpose::Review, token).await? else { return Ok(None) };
    let reviewer = reviewers::Entity::find_by_id(ReviewerId(subject)).one(on).await?;
    let is_theirs = |one: &Reviewer| one.person_id == person.id && one.revoked_at.is_none();
    let Some(reviewer) = reviewer.filter(is_theirs) else { return Ok(None) };
    let Some(matter) = Matter::of(&reviewer) else { return Ok(None) };
    let Some(text) = Text::load(on, matter).await? else { return Ok(None) };
    let by = find::names(on, [reviewer.invited_by]).await?.remove(&reviewer.invited_by).unwrap_or_default();
    Ok(Some(Seat { reviewer, text, by }))
}

/// Everybody who was asked to read something along and whose link was not taken back, with their address; in the order in which
/// they were asked.
pub(super) async fn readers_of(
    on: &impl ConnectionTrait,
    matter: Matter,
) -> Result<Vec<(Reviewer, Option<Person>)>, DbErr> {
    let (issue, article) = matter.ids();
    let mut query = reviewers::Entity::find().filter(reviewers::Column::RevokedAt.is_null());
    query = match (issue, article) {
        (Some(id), _) => query.filter(reviewers::Column::IssueId.eq(id)),
        (None, id) => query.filter(reviewers::Column::ArticleId.eq(id)),
    };
    let rows = query.order_by_asc(reviewers::Column::Id).all(on).await?;
    let people = people::by_ids(on, rows.iter().map(|row| row.person_id)).await?;
    let person = |row: &Reviewer| people.get(&row.person_id).cloned();
    Ok(rows.into_iter().map(|row| (row.clone(), person(&row))).collect())
}

/// A remark and who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::issues) struct Said {
    /// The remark.
    pub row: review_remarks::Model,
    /// The name of who made it.
    pub by: String,
}

impl Said {
    /// Whether somebody still has to do something about it.
    pub const fn is_open(&self) -> bool {
        self.row.closed_at.is_none()
    }
}

/// The remarks about a text, also those that somebody made who read an article of it by itself; the oldest first.
pub(super) async fn remarks_about(on: &impl ConnectionTrait, text: &Text) -> Result<Vec<Said>, DbErr> {
    use review_remarks::Column;
    let articles: Vec<ArticleId> = text.articles.iter().map(|article| article.row.id).collect();
    let mut about = Condition::any().add(Column::ArticleId.is_in(articles));
    if let (Some(issue), _) = text.matter.ids() {
        about = about.add(Column::IssueId.eq(issue));
    }
    let rows = review_remarks::Entity::find().filter(about).order_by_asc(Column::Id).all(on).await?;
    let who = reviewers::Column::Id.is_in(rows.iter().map(|row| row.reviewer_id));
    let names: BTreeMap<ReviewerId, String> =
        reviewers::Entity::find().filter(who).all(on).await?.into_iter().map(|row| (row.id, row.name)).collect();
    let said = |row: review_remarks::Model| {
        let by = names.get(&row.reviewer_id).cloned().unwrap_or_default();
        Said { row, by }
    };
    Ok(rows.into_iter().map(said).collect())
}

/// What somebody remarked themselves.
pub(super) async fn remarks_by(
    on: &impl ConnectionTrait,
    reviewer: ReviewerId,
) -> Result<Vec<review_remarks::Model>, DbErr> {
    review_remarks::Entity::find()
        .filter(review_remarks::Column::ReviewerId.eq(reviewer))
        .order_by_asc(review_remarks::Column::Id)
        .all(on)
        .await
}

/// How reading along stands with a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// How many people can read along now.
    pub readers: usize,
    /// How many of them said that they are ready.
    pub ready: usize,
    /// The remarks that nobody closed.
    pub(in crate::issues) remarks: Vec<Said>,
}

/// How reading along stands with an issue.
///
/// # Errors
/// The database's.
pub async fn open_of(on: &impl ConnectionTrait, issue: &Issue, now: Instant) -> Result<Open, DbErr> {
    open_of_text(on, &Text::of_issue(issue.clone()), now).await
}

/// How reading along stands with a text.
pub(in crate::issues) async fn open_of_text(
    on: &impl ConnectionTrait,
    text: &Text,
    now: Instant,
) -> Result<Open, DbErr> {
    let readers = readers_of(on, text.matter).await?;
    let here = readers.iter().filter(|(reviewer, _)| !is_over(reviewer, now));
    let ready = here.clone().filter(|(reviewer, _)| reviewer.done_at.is_some()).count();
    let mut remarks = remarks_about(on, text).await?;
    remarks.retain(Said::is_open);
    Ok(Open { readers: here.count(), ready, remarks })
}
