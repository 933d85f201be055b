//! What is known about an issue on its way out: who gets it, what the checks say, who decided what. Reads only.

use std::time::Duration;

use anyhow::Context;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::audience::{Meant, meant};
use super::changes::{Changed, changes};
use super::check::{Finding, examine, with_surroundings};
use super::correct::{Reach, reach};
use super::said::{self, Said};
use super::start_due::NotSent;
use super::tell_asked::approvers;
use crate::app::App;
use crate::audiences::Asking;
use crate::base::id::{IssueId, MemberId};
use crate::base::work::QUICK;
use crate::base::{Instant, Language};
use crate::centre::{self, Centre};
use crate::delivery::{self, Holders};
use crate::issues::acts::{Act, ISSUE};
use crate::issues::letter::sheet;
use crate::issues::reviewing::{Open, open_of};
use crate::issues::{Issue, content_hash, load};
use crate::store::tables::states::IssueState;
use crate::store::tables::{audit, issues, members};

/// Two mailings to the same people closer together than this are worth a warning.
pub const CLOSE: Duration = Duration::from_hours(48);

/// What the audit calls the decisions about an issue; saving and testing are none.
const DECISIONS: [Act; 15] = [
    Act::IssueAsk,
    Act::IssueApprove,
    Act::IssueSendBack,
    Act::IssueReturnToDraft,
    Act::IssueAudienceChanged,
    Act::IssueImageChanged,
    Act::IssueAgendaChanged,
    Act::IssueSchedule,
    Act::IssueUnschedule,
    Act::IssueCancel,
    Act::IssueCorrect,
    Act::IssueStart,
    Act::IssueNotStarted,
    Act::IssueSent,
    Act::IssueStopped,
];

/// Everything that stands on the page before sending.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// The issue.
    pub issue: Issue,
    /// The sender as a mail program shows it.
    pub from: String,
    /// How many people it reaches now: for a correction, those who do not have an earlier text. Of one that went out, how
    /// many stand in its sending.
    pub readers: i64,
    /// Whom it is for; `None` for every reader of its publication.
    pub meant: Option<Meant>,
    /// Who has an earlier text of it.
    pub holders: Holders,
    /// The size of its HTML, in bytes.
    pub bytes: usize,
    /// What the checks found.
    pub findings: Vec<Finding>,
    /// What changed since it was approved last, while approval is asked.
    pub since: Option<Since>,
    /// Who asked for approval, and when.
    pub asked: Option<(String, Instant)>,
    /// Who approved it.
    pub approval: Option<Approval>,
    /// Why it came back, and when.
    pub came_back: Option<(CameBack, Instant)>,
    /// Whether the last editor may approve: an office of one person.
    pub one_person: bool,
    /// How reading along stands.
    pub reading: Open,
    /// The names of those who may approve it as others than its last editor.
    pub approvers: Vec<String>,
}

/// What whoever approves compares with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// It was never approved.
    First,
    /// It was approved at this moment, and this changed since.
    Approved(Instant, Vec<Changed>),
}

/// Who approved an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The name of the member.
    pub by: String,
    /// When.
    pub at: Instant,
    /// Whether the content is still what was approved.
    pub unchanged: bool,
}

/// Why an issue is a draft again, when that is the last thing that was decided about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CameBack {
    /// Its moment came and it was not sent.
    NotSent(NotSent),
    /// An approver sent it back, with these words.
    SentBack(String),
    /// It was approved, and somebody changed it.
    Changed,
    /// It was approved, and an image in it was changed.
    ImageChanged,
    /// It was approved, and its audience was changed.
    AudienceChanged,
    /// It was approved, and something in its agenda was moved or called off, or is past.
    AgendaChanged,
}

fn came_back(act: Act, detail: String) -> Option<CameBack> {
    match act {
        Act::IssueNotStarted => Some(CameBack::NotSent(NotSent::from_word(&detail).unwrap_or(NotSent::Blocked))),
        Act::IssueSendBack => Some(CameBack::SentBack(detail)),
        Act::IssueReturnToDraft => (detail != IssueState::InReview.word()).then_some(CameBack::Changed),
        Act::IssueImageChanged => Some(CameBack::ImageChanged),
        Act::IssueAudienceChanged => Some(CameBack::AudienceChanged),
        Act::IssueAgendaChanged => Some(CameBack::AgendaChanged),
        Act::ArticleMake
        | Act::ArticleSave
        | Act::IssueAddArticle
        | Act::IssueAgenda
        | Act::IssueApprove
        | Act::IssueAsk
        | Act::IssueAudience
        | Act::IssueCancel
        | Act::IssueCorrect
        | Act::IssueExplain
        | Act::IssueMake
        | Act::IssueMoveArticle
        | Act::IssuePlan
        | Act::IssuePlanYear
        | Act::IssueRemoveArticle
        | Act::IssueSave
        | Act::IssueSchedule
        | Act::IssueSent
        | Act::IssueStart
        | Act::IssueStopped
        | Act::IssueTestMail
        | Act::IssueUnschedule
        | Act::ReviewAnswer
        | Act::ReviewClose
        | Act::ReviewDone
        | Act::ReviewInvite
        | Act::ReviewRemark
        | Act::ReviewReopen
        | Act::ReviewRevoke => None,
    }
}

/// Another mailing to the same people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Its number.
    pub number: i32,
    /// Its year.
    pub year: i32,
    /// When it goes or went out.
    pub at: Instant,
}

/// Reads the outlook of an issue; `None` when there is no such issue.
///
/// # Errors
/// The database's.
pub async fn outlook(app: &App, id: IssueId) -> anyhow::Result<Option<Outlook>> {
    let read = app.store.read();
    let Some(issue) = load(read, id).await? else { return Ok(None) };
    let centre = centre::current(read).await?.context("there is no centre yet")?;
    let site = app.base_url();
    let approval = match (issue.row.approved_by, issue.row.approved_at) {
        (Some(by), Some(at)) => {
            let unchanged = issue.row.approved_hash.as_deref() == Some(content_hash(&issue).as_str());
            Some(Approval { by: name_of(read, by).await?, at, unchanged })
        }
        _ => None,
    };
    let asked = match (issue.row.asked_by, issue.row.asked_at) {
        (Some(by), Some(at)) => Some((name_of(read, by).await?, at)),
        _ => None,
    };
    let reach = match issue.row.sending_id.filter(|_| !issue.is_open()) {
        // Whom it was for stands in the ledger. Its filter would mean others by now.
        Some(sending) => Reach {
            holders: delivery::holders(read, &issue.earlier).await?,
            readers: delivery::progress(read, sending).await?.map_or(0, |progress| progress.total()),
        },
        None => reach(read, &issue, &issue.earlier, &Asking::of(app)).await?,
    };
    let (bytes, findings) = looked_at(&issue, &centre, site).await?;
    Ok(Some(Outlook {
        from: from(&centre),
        readers: reach.readers,
        holders: reach.holders,
        meant: meant(app, &issue).await?,
        bytes,
        findings: with_surroundings(app, &issue, findings).await?,
        since: since(app, &issue).await?,
        asked,
        approval,
        came_back: last_word(read, id).await?,
        one_person: centre.row.one_person_office,
        reading: open_of(read, &issue, app.clock.now()).await?,
        approvers: approvers(read, &issue).await?,
        issue,
    }))
}

/// How large the mail is, and what the checks say of it.
async fn looked_at(issue: &Issue, centre: &Centre, site: String) -> anyhow::Result<(usize, Vec<Finding>)> {
    let (issue, centre) = (issue.clone(), centre.clone());
    let looked = QUICK.work(move |_| -> anyhow::Result<_> {
        let bytes = sheet(&issue, &centre, Language::Dutch, &site)?.html().len();
        Ok((bytes, examine(&issue, &centre, &site)?))
    });
    looked.await?
}

async fn since(app: &App, issue: &Issue) -> anyhow::Result<Option<Since>> {
    if issue.row.state != IssueState::InReview {
        return Ok(None);
    }
    let Some((at, before)) = said::approved(app.store.read(), issue.row.id).await? else {
        return Ok(Some(Since::First));
    };
    let now = Said::of(issue);
    Ok(Some(Since::Approved(at, QUICK.work(move |_| changes(&before, &now)).await?)))
}

fn from(centre: &Centre) -> String {
    format!("{} <{}>", centre.row.sender_name, centre.row.sender_address)
}

async fn name_of(on: &impl ConnectionTrait, id: MemberId) -> Result<String, DbErr> {
    Ok(members::Entity::find_by_id(id).one(on).await?.map(|row| row.name).unwrap_or_default())
}

async fn last_word(on: &impl ConnectionTrait, id: IssueId) -> Result<Option<(CameBack, Instant)>, DbErr> {
    let entry = audit::Entity::find()
        .filter(audit::Column::Object.eq(ISSUE.word))
        .filter(audit::Column::ObjectId.eq(id.0))
        .filter(audit::Column::Action.is_in(DECISIONS.map(Act::word)))
        .order_by_desc(audit::Column::Id)
        .limit(1)
        .one(on)
        .await?;
    let back = |entry: audit::Model| Some((came_back(Act::from_word(&entry.action)?, entry.detail)?, entry.at));
    Ok(entry.and_then(back))
}

/// Other issues of the same publication that go or went out within [`CLOSE`] of a moment.
///
/// # Errors
/// The database's, or when something stored cannot be read.
pub async fn neighbours(app: &App, issue: &Issue, at: Instant) -> anyhow::Result<Vec<Neighbour>> {
    let (from, to) = (at.minus(CLOSE), at.plus(CLOSE));
    let rows = issues::Entity::find()
        .filter(issues::Column::PublicationId.eq(issue.row.publication_id))
        .filter(issues::Column::Id.ne(issue.row.id))
        .filter(
            Condition::any().add(issues::Column::StartedAt.between(from, to)).add(
                Condition::all()
                    .add(issues::Column::State.eq(IssueState::Scheduled))
                    .add(issues::Column::SendAt.between(from, to)),
            ),
        )
        .all(app.store.read())
        .await?;
    let neighbour = |row: issues::Model| {
        let at = row.started_at.or(row.send_at)?;
        Some(Neighbour { number: row.number, year: row.year, at })
    };
    Ok(rows.into_iter().filter_map(neighbour).collect())
}
