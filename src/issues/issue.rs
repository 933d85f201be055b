//! One edition of a publication: what it is, what it says, and what a change does to it.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Set, UpdateMany};

use super::Article;
use crate::audiences::Audience;
use crate::audit::{self, Actor, Note};
use crate::base::id::{IssueId, MediaId, MemberId, SendingId};
use crate::base::secrets::sha256_hex;
use crate::base::{Blocks, Instant, Language};
use crate::centre::Publication;
use crate::issues::acts::Act;
use crate::store::tables::issues::{ActiveModel, Column, Entity, Model};
use crate::store::tables::states::IssueState;

/// The longest subject, in characters.
pub(super) const SUBJECT: usize = 150;
/// The longest preheader.
pub(super) const PREHEADER: usize = 150;

/// An issue with everything that stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The row.
    pub row: Model,
    /// What it is an edition of.
    pub publication: Publication,
    /// The editorial, read from the row.
    pub editorial: Blocks,
    /// The articles, in their order.
    pub articles: Vec<Article>,
    /// The sendings that were stopped before the one that it has now or will have: with one of them, it is a correction.
    pub earlier: Vec<SendingId>,
    /// What is coming, as it was taken into it; empty for none.
    pub agenda: Blocks,
    /// Whom of the publication's readers it is for; `None` for all of them.
    pub audience: Option<Audience>,
    /// Who changed an image in it, and when: the last change of each.
    pub pictured: Vec<(MemberId, Instant)>,
    /// Why things stay that the checks found, also of places that changed since.
    pub explained: Vec<Explained>,
}

/// Why something stays that the checks found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// What was found, and the words of its place.
    pub finding: String,
    /// Why it stays.
    pub why: String,
    /// The name of who said so.
    pub by: String,
    /// When.
    pub at: Instant,
}

/// "Nieuwsbrief 2026, nummer 6".
pub(super) fn name_of(publication: &Publication, row: &Model, language: Language) -> String {
    let (name, year, number) = (publication.name(language), row.year, row.number);
    format!("{name} {year}, {} {number}", language.pick("nummer", "issue"))
}

impl Issue {
    /// "Nieuwsbrief 2026, nummer 6".
    #[must_use]
    pub fn name(&self, language: Language) -> String {
        name_of(&self.publication, &self.row, language)
    }

    /// Its page for staff.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/beheer/nummers/{}", self.row.id)
    }

    /// Every image that it shows.
    pub(super) fn images(&self) -> Vec<MediaId> {
        let of_articles = self.articles.iter().flat_map(|article| article.body.images().chain(article.row.picture_id));
        self.editorial.images().chain(of_articles).collect()
    }

    /// Whether some readers have an earlier text of it: it goes only to the others.
    #[must_use]
    pub const fn is_correction(&self) -> bool {
        !self.earlier.is_empty()
    }

    /// Whether its content may still change: until its sending opens, and not when it was cancelled.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        is_open(self.row.state)
    }
}

/// The states in which an issue may still change.
pub(super) const OPEN: [IssueState; 4] =
    [IssueState::Draft, IssueState::InReview, IssueState::Approved, IssueState::Scheduled];

/// Whether an issue in this state may still change.
pub(super) const fn is_open(state: IssueState) -> bool {
    matches!(state, IssueState::Draft | IssueState::InReview | IssueState::Approved | IssueState::Scheduled)
}

/// An update of one issue while it is in one of these states.
pub(super) fn turn(id: IssueId, from: &[IssueState]) -> UpdateMany<Entity> {
    Entity::update_many().filter(Column::Id.eq(id)).filter(Column::State.is_in(from.iter().copied()))
}

/// Runs an update; whether it met a row.
pub(super) async fn meets(tx: &impl ConnectionTrait, update: UpdateMany<Entity>) -> Result<bool, DbErr> {
    Ok(update.exec(tx).await?.rows_affected > 0)
}

/// Without a moment to go out.
pub(super) fn without_moment() -> ActiveModel {
    ActiveModel {
        send_wall: Set(None),
        send_at: Set(None),
        not_after_wall: Set(None),
        not_after: Set(None),
        scheduled_by: Set(None),
        ..Default::default()
    }
}

/// A draft again, of which nobody decided anything.
pub(super) fn draft_again() -> ActiveModel {
    ActiveModel {
        state: Set(IssueState::Draft),
        asked_by: Set(None),
        asked_at: Set(None),
        approved_by: Set(None),
        approved_at: Set(None),
        approved_hash: Set(None),
        ..without_moment()
    }
}

/// Whether an issue in this state has gone out to everyone.
pub(super) const fn is_sent(state: IssueState) -> bool {
    matches!(state, IssueState::Sent)
}

/// A name for what an issue says and to whom (SHA-256, hexadecimal): equal content and equal filters have equal hashes.
/// Approval binds it.
#[must_use]
pub fn content_hash(issue: &Issue) -> String {
    let articles: Vec<_> = issue
        .articles
        .iter()
        .map(|Article { row, body, cover }| {
            let mut said =
                serde_json::json!({ "title": row.title, "lead": row.lead, "body": body, "author": row.author });
            // Only when there is one: what was approved before there were pictures keeps its name.
            if let Some(cover) = cover {
                said["cover"] = serde_json::json!(cover);
            }
            said
        })
        .collect();
    let mut said = serde_json::json!({
        "subject": issue.row.subject,
        "preheader": issue.row.preheader,
        "editorial": issue.editorial,
        "language": issue.row.language.tag(),
        "articles": articles,
        "audience": issue.audience.as_ref().map(|audience| audience.filter.to_json()),
    });
    // Issues without one keep the name that they were approved by.
    if !issue.agenda.is_empty() {
        said["agenda"] = serde_json::json!(issue.agenda);
    }
    sha256_hex(said.to_string().as_bytes())
}

/// What a change did to an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Touch {
    /// It was a draft and is one, of a next version.
    Noted,
    /// It was in review, approved or scheduled, and is a draft again.
    Returned,
    /// It is not of the version that the change was made from, or can no longer change: nothing was written.
    Refused,
}

/// Notes that an issue changed: it is a draft again, of a next version, and whatever was approved or scheduled is void.
/// With `from`, only when it is still of that version. An issue that is being sent, was sent or was cancelled refuses.
///
/// # Errors
/// The database's.
pub(super) async fn touch(
    tx: &impl ConnectionTrait,
    id: IssueId,
    from: Option<i64>,
    by: MemberId,
    now: Instant,
) -> Result<Touch, DbErr> {
    let before = Entity::find_by_id(id).select_only().column(Column::State).into_tuple::<IssueState>().one(tx).await?;
    let Some(before) = before else { return Ok(Touch::Refused) };
    let draft = ActiveModel { changed_by: Set(by), changed_at: Set(now), ..draft_again() };
    let mut update = turn(id, &OPEN).set(draft).col_expr(Column::Version, Expr::col(Column::Version).add(1));
    if let Some(from) = from {
        update = update.filter(Column::Version.eq(from));
    }
    if !meets(tx, update).await? {
        return Ok(Touch::Refused);
    }
    if before == IssueState::Draft {
        return Ok(Touch::Noted);
    }
    let note = Note::of(Act::IssueReturnToDraft, id.0).with(before.word());
    audit::record(tx, now, Actor::Member(by), note, "web").await?;
    Ok(Touch::Returned)
}

/// What an editor writes of an issue itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Face {
    /// The subject of the mail and the title of the page; empty while nobody has chosen it.
    pub subject: String,
    /// The line that a mail program shows beside the subject.
    pub preheader: String,
    /// The editorial in Markdown.
    pub source: String,
    /// The language of the content.
    pub language: Language,
}

impl Face {
    /// What a row says.
    pub fn of(row: &Model) -> Self {
        Self {
            subject: row.subject.clone(),
            preheader: row.preheader.clone(),
            source: row.source.clone(),
            language: row.language,
        }
    }

    /// A name for what is said, which a form carries to tell whether someone changed it since.
    pub fn hash(&self) -> String {
        let said = serde_json::json!([self.subject, self.preheader, self.source, self.language.tag()]);
        sha256_hex(said.to_string().as_bytes())
    }
}

/// The days of an issue in the year plan, ISO 8601; empty for a day that nobody has chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Days {
    /// When the copy must be in.
    pub copy_due: String,
    /// When it must have been reviewed.
    pub review_due: String,
    /// When it is to be sent.
    pub planned_on: String,
}

impl Days {
    /// The days of a row.
    pub fn of(row: &Model) -> Self {
        Self { copy_due: row.copy_due.clone(), review_due: row.review_due.clone(), planned_on: row.planned_on.clone() }
    }

    /// The days as one word, which a form carries to tell whether someone changed them since.
    pub fn word(&self) -> String {
        format!("{}/{}/{}", self.copy_due, self.review_due, self.planned_on)
    }
}
