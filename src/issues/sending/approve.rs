//! Deciding: asking a colleague to look, approving what was seen, sending it back with a reason.
//!
//! Every step is one conditional update on the state and the version that the page showed, so nobody approves what they
//! did not see. Approving binds the hash of the content, computed in the same transaction.
//!
//! Raw SQL where one asks whose the last change of many issues is, with their audiences and images.

use anyhow::Context;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, QueryFilter, Set};

use super::check::{examine, is_blocked};
use super::said::{self, Said};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{IssueId, MemberId, SendingId};
use crate::base::work::QUICK;
use crate::centre::{self, Centre, Publication};
use crate::issues::acts::Act;
use crate::issues::issue::{draft_again, meets, turn};
use crate::issues::letter::letters;
use crate::issues::save_article::close_versions;
use crate::issues::{Issue, agenda, content_hash, load};
use crate::mail::{Frozen, Letter};
use crate::store::sql;
use crate::store::tables::issues::{ActiveModel, Column};
use crate::store::tables::states::IssueState;

/// The longest reason for sending an issue back, in characters.
pub const REASON: usize = 500;

/// What came of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It is so now, or it already was.
    Done,
    /// The checks found something that has to be solved first.
    Blocked,
    /// Whoever changed it last cannot approve it.
    OwnEdit,
    /// It changed since the page was drawn, or somebody else decided first.
    TooLate,
}

/// Asks a colleague to approve version `version` of a draft.
///
/// # Errors
/// The database's.
pub async fn ask(app: &App, by: MemberId, id: IssueId, version: i64) -> anyhow::Result<Decided> {
    let judged = Judged::of(app, id).await?;
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    let asked = ActiveModel {
        state: Set(IssueState::InReview),
        asked_by: Set(Some(by)),
        asked_at: Set(Some(now)),
        ..Default::default()
    };
    let asked = turn(id, &[IssueState::Draft]).set(asked).filter(Column::Version.eq(version));
    if !meets(&tx, asked).await? {
        let issue = whole(&tx, id).await?;
        let before = issue.row.state == IssueState::InReview && issue.row.asked_by == Some(by);
        return Ok(if before { Decided::Done } else { Decided::TooLate });
    }
    let issue = whole(&tx, id).await?;
    if !judged.is_of(&issue, &the_centre(&tx).await?) {
        return Ok(Decided::TooLate);
    }
    if judged.is_blocked {
        return Ok(Decided::Blocked);
    }
    // What a colleague is asked to read stays the version that it is.
    close_versions(&tx, issue.articles.iter().map(|article| article.row.id)).await?;
    let note = Note::of(Act::IssueAsk, id.0).with(format!("version {version}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Decided::Done)
}

/// Whether a member made the last change to what an issue says, shows or to whom: of the issue itself, or since then of the
/// audience that it is for or of an image in it. [`own_in_review`] says the same to the database.
#[must_use]
pub fn is_own(issue: &Issue, by: MemberId) -> bool {
    let audience = issue.audience.iter().map(|audience| (audience.row.changed_by, audience.row.changed_at));
    let mut since = audience.chain(issue.pictured.iter().copied());
    issue.row.changed_by == by || since.any(|(who, at)| who == by && at >= issue.row.changed_at)
}

/// The issues that wait for approval and of which a member made the last change, as [`is_own`] says.
///
/// # Errors
/// The database's.
pub async fn own_in_review(on: &impl ConnectionTrait, by: MemberId) -> Result<Vec<IssueId>, DbErr> {
    let own = sql(
        on,
        "SELECT issues.id FROM issues
         WHERE issues.state = 'in-review' AND (issues.changed_by = ?
           OR EXISTS (SELECT 1 FROM audiences WHERE audiences.id = issues.audience_id
             AND audiences.changed_by = ? AND audiences.changed_at >= issues.changed_at)
           OR EXISTS (SELECT 1 FROM media JOIN media_uses ON media_uses.media_id = media.id
             WHERE media.changed_by = ? AND media.changed_at >= issues.changed_at
               AND (media_uses.kind = 'issue' AND media_uses.about = issues.id
                 OR media_uses.kind = 'article' AND media_uses.about IN
                   (SELECT article_id FROM issue_articles WHERE issue_articles.issue_id = issues.id))))",
        [by.into(), by.into(), by.into()],
    );
    on.query_all_raw(own).await?.iter().map(|row| row.try_get("", "id")).collect()
}

/// Approves version `version` as the page showed it: `seen` is the [`content_hash`] of then, because an audience changes
/// without a new version of the issue. In an office of one person the last editor may, and the audit says so.
///
/// # Errors
/// The database's.
pub async fn approve(app: &App, by: MemberId, id: IssueId, (version, seen): (i64, &str)) -> anyhow::Result<Decided> {
    let judged = Judged::of(app, id).await?;
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    // The update comes first: it locks the row, so a change of the content waits until the hash is written.
    let approved = ActiveModel {
        state: Set(IssueState::Approved),
        approved_by: Set(Some(by)),
        approved_at: Set(Some(now)),
        ..Default::default()
    };
    let approved = turn(id, &[IssueState::InReview]).set(approved).filter(Column::Version.eq(version));
    let approved = meets(&tx, approved).await?;
    let issue = whole(&tx, id).await?;
    if !approved {
        let before = issue.row.state == IssueState::Approved
            && issue.row.version == version
            && issue.row.approved_by == Some(by);
        return Ok(if before { Decided::Done } else { Decided::TooLate });
    }
    let centre = the_centre(&tx).await?;
    let is_own = is_own(&issue, by);
    if is_own && !centre.row.one_person_office {
        return Ok(Decided::OwnEdit);
    }
    if !judged.is_of(&issue, &centre) || judged.hash != seen {
        return Ok(Decided::TooLate);
    }
    if judged.is_blocked {
        return Ok(Decided::Blocked);
    }
    let hash = &judged.hash;
    said::keep(&tx, id, &Said::of(&issue), now).await?;
    let bound = ActiveModel { approved_hash: Set(Some(hash.clone())), ..Default::default() };
    turn(id, &[IssueState::Approved]).set(bound).exec(&tx).await?;
    said::keep_explained(&tx, id, &judged.explained, hash).await?;
    let own = if is_own { ", by its last editor: one-person office" } else { "" };
    let note = Note::of(Act::IssueApprove, id.0).with(format!("version {version}, content {hash}{own}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Decided::Done)
}

/// Sends an issue back to its writers with a reason, out of review or after approval. The reason stands in the audit
/// and on the page; an issue that was scheduled loses its moment.
///
/// # Errors
/// The database's.
pub async fn send_back(app: &App, by: MemberId, id: IssueId, reason: &str) -> anyhow::Result<Decided> {
    let tx = app.store.begin_write().await?;
    let back = turn(id, &[IssueState::InReview, IssueState::Approved, IssueState::Scheduled]).set(draft_again());
    if !meets(&tx, back).await? {
        return Ok(Decided::TooLate);
    }
    let note = Note::of(Act::IssueSendBack, id.0).with(reason);
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Decided::Done)
}

/// An issue as it was judged before a transaction began: checking and making its letters takes a while, in which nobody
/// could write. What was judged is compared inside with what is.
pub(super) struct Judged {
    hash: String,
    publication: Publication,
    earlier: Vec<SendingId>,
    centre: Centre,
    /// Whether the checks found something that has to be solved first.
    pub(super) is_blocked: bool,
    /// What was found and stays, because somebody said why.
    explained: Vec<String>,
    /// Its letters; `None` when they cannot be made.
    pub(super) letters: Option<Vec<Frozen>>,
}

impl Judged {
    /// Judges an issue as it is now.
    pub(super) async fn of(app: &App, id: IssueId) -> anyhow::Result<Self> {
        let on = app.store.read();
        let (issue, centre, site) = (whole(on, id).await?, the_centre(on).await?, app.base_url());
        let is_outdated = agenda::is_outdated(app, &issue).await?;
        let mut judged = QUICK.work(move |_| Self::judge(issue, centre, &site)).await??;
        judged.is_blocked |= is_outdated;
        Ok(judged)
    }

    fn judge(issue: Issue, centre: Centre, site: &str) -> anyhow::Result<Self> {
        let findings = examine(&issue, &centre, site)?;
        let is_blocked = is_blocked(&findings);
        let explained = findings.into_iter().filter_map(|finding| Some(finding.explained?.finding)).collect();
        let letters = letters(&issue, &centre, site).ok();
        let letters = letters.and_then(|letters| letters.iter().map(Letter::freeze).collect::<Result<_, _>>().ok());
        Ok(Self {
            hash: content_hash(&issue),
            publication: issue.publication,
            earlier: issue.earlier,
            centre,
            is_blocked,
            explained,
            letters,
        })
    }

    /// Whether this is what was judged: the same words, to the same readers, in the name of the same centre.
    pub(super) fn is_of(&self, issue: &Issue, centre: &Centre) -> bool {
        self.hash == content_hash(issue)
            && self.publication == issue.publication
            && self.earlier == issue.earlier
            && self.centre == *centre
    }
}

/// The issue, inside a transaction as well.
pub(super) async fn whole(on: &impl ConnectionTrait, id: IssueId) -> anyhow::Result<Issue> {
    load(on, id).await?.with_context(|| format!("issue {id} is not there"))
}

/// The centre, inside a transaction as well.
pub(super) async fn the_centre(on: &impl ConnectionTrait) -> anyhow::Result<Centre> {
    centre::current(on).await?.context("there is no centre yet")
}
