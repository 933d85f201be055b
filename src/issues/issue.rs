//! One edition of a publication: what it is, what it says, and what a change does to it.

use sea_orm::{ConnectionTrait, DbErr};

use super::Article;
use crate::audit::{self, Actor, Note};
use crate::base::id::{IssueId, MemberId};
use crate::base::secrets::sha256_hex;
use crate::base::{Blocks, Instant, Language};
use crate::centre::Publication;
use crate::store::sql;
use crate::store::tables::issues::Model;
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
}

impl Issue {
    /// "Nieuwsbrief 2026, nummer 6".
    #[must_use]
    pub fn name(&self, language: Language) -> String {
        let (publication, year, number) = (self.publication.name(language), self.row.year, self.row.number);
        language.pick(format!("{publication} {year}, nummer {number}"), format!("{publication} {year}, issue {number}"))
    }

    /// Its page for staff.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/beheer/nummers/{}", self.row.id)
    }

    /// Whether its content may still change: until its sending opens, and not when it was cancelled.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        is_open(self.row.state)
    }
}

/// Whether an issue in this state may still change.
pub(super) const fn is_open(state: IssueState) -> bool {
    matches!(state, IssueState::Draft | IssueState::InReview | IssueState::Approved | IssueState::Scheduled)
}

/// A name for what an issue says (SHA-256, hexadecimal): equal content has equal hashes. Approval binds it.
#[must_use]
pub fn content_hash(issue: &Issue) -> String {
    let articles: Vec<_> = issue
        .articles
        .iter()
        .map(|Article { row, body }| {
            serde_json::json!({ "title": row.title, "lead": row.lead, "body": body, "author": row.author })
        })
        .collect();
    let said = serde_json::json!({
        "subject": issue.row.subject,
        "preheader": issue.row.preheader,
        "editorial": issue.editorial,
        "language": issue.row.language.tag(),
        "articles": articles,
    });
    sha256_hex(said.to_string().as_bytes())
}

/// Notes that an issue changed: it is a draft again, of a next version, and whatever was approved or scheduled is void.
/// `false` when it is being sent, was sent or was cancelled: then nothing changes.
///
/// # Errors
/// The database's.
pub(super) async fn touch(tx: &impl ConnectionTrait, id: IssueId, by: MemberId, now: Instant) -> Result<bool, DbErr> {
    let before = tx.query_one_raw(sql(tx, "SELECT state FROM issues WHERE id = ?", [id.into()])).await?;
    let Some(before) = before else { return Ok(false) };
    let before: String = before.try_get("", "state")?;
    let update = sql(
        tx,
        "UPDATE issues SET state = 'draft', version = version + 1, changed_by = ?, changed_at = ?,
           asked_by = NULL, asked_at = NULL, approved_by = NULL, approved_at = NULL, approved_hash = NULL,
           send_wall = NULL, send_at = NULL, not_after_wall = NULL, not_after = NULL, scheduled_by = NULL
         WHERE id = ? AND state IN ('draft', 'in-review', 'approved', 'scheduled')",
        [by.into(), now.into(), id.into()],
    );
    if tx.execute_raw(update).await?.rows_affected() == 0 {
        return Ok(false);
    }
    if before != IssueState::Draft.word() {
        let note = Note::done("issue.return-to-draft", "issue", id.0).with(before);
        audit::record(tx, now, Actor::Member(by), note, "web").await?;
    }
    Ok(true)
}
