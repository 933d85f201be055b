//! Opening the sendings of issues whose moment has come. A bell that may ring twice, and in two processes at once: the
//! first conditional update wins, and everything else hangs on it in the same transaction.

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};

use super::approve::{Judged, the_centre, whole};
use super::correct::readers_of;
use super::void_changed::void_outdated;
use crate::app::App;
use crate::audiences::Asking;
use crate::audit::{self, Actor, Note};
use crate::base::blocks::Cover;
use crate::base::id::IssueId;
use crate::base::{Instant, Language};
use crate::delivery::{self, Opening};
use crate::issues::acts::Act;
use crate::issues::issue::{draft_again, meets, turn, without_moment};
use crate::issues::letter::short_name;
use crate::issues::{Issue, content_hash};
use crate::mail::Frozen;
use crate::media;
use crate::store::DatabaseTransaction;
use crate::store::tables::issues::{ActiveModel, Column, Entity};
use crate::store::tables::states::IssueState;
use crate::store::tables::{articles, issue_sendings};

/// Why a due issue was not sent. The word stands in the audit; the page has a sentence for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// Its content is not what was approved.
    Changed,
    /// Its last moment had passed, because nobody was there to start it in time.
    NotAfter,
    /// A check fails that did not fail when it was scheduled, or the letter cannot be made.
    Blocked,
}

impl NotSent {
    /// The word in the audit.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::NotAfter => "not-after",
            Self::Blocked => "blocked",
        }
    }

    /// The reason of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Changed, Self::NotAfter, Self::Blocked].into_iter().find(|reason| reason.word() == word)
    }

    /// Where the issue goes: what changed has to be approved again.
    const fn back_to(self) -> IssueState {
        match self {
            Self::Changed => IssueState::Draft,
            Self::NotAfter | Self::Blocked => IssueState::Approved,
        }
    }
}

/// Starts every scheduled issue whose moment has come. One that fails does not hold up the others.
///
/// # Errors
/// The first error, after all were tried.
pub async fn start_due(app: &App) -> anyhow::Result<()> {
    let now = app.clock.now();
    let due = Entity::find()
        .filter(Column::State.eq(IssueState::Scheduled))
        .filter(Column::SendAt.lte(now))
        .order_by_asc(Column::SendAt)
        .all(app.store.read())
        .await?;
    let mut first = Ok(());
    for row in due {
        let started = start(app, row.id, now).await;
        if first.is_ok() {
            first = started;
        }
    }
    first
}

/// Starts one issue, or takes its moment away with a reason. Nothing when somebody was first.
async fn start(app: &App, id: IssueId, now: Instant) -> anyhow::Result<()> {
    // The bell that voids may not have rung since an event was called off.
    if void_outdated(app, id).await? {
        return Ok(());
    }
    let judged = Judged::of(app, id).await?;
    let tx = app.store.begin_write().await?;
    let ours = ActiveModel { state: Set(IssueState::Sending), started_at: Set(Some(now)), ..Default::default() };
    let ours = turn(id, &[IssueState::Scheduled]).set(ours).filter(Column::SendAt.lte(now));
    if !meets(&tx, ours).await? {
        return Ok(());
    }
    let issue = whole(&tx, id).await?;
    // What changed in this moment is judged anew when the bell comes back.
    if !judged.is_of(&issue, &the_centre(&tx).await?) {
        return Ok(());
    }
    match ready(judged, &issue, now) {
        // Of a mail in flight nobody can say yet whether its reader has it: the bell comes back until it is known.
        Ok(_) if delivery::is_settling(&tx, app, &issue.earlier).await? => return Ok(()),
        Ok(frozen) => open(app, &tx, &issue, frozen).await?,
        Err(reason) => put_back(&tx, id, reason, now).await?,
    }
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(())
}

/// The letters, when it may still go out as it is.
fn ready(judged: Judged, issue: &Issue, now: Instant) -> Result<Vec<Frozen>, NotSent> {
    if issue.row.approved_hash.as_deref() != Some(content_hash(issue).as_str()) {
        return Err(NotSent::Changed);
    }
    if issue.row.not_after.is_some_and(|last| last <= now) {
        return Err(NotSent::NotAfter);
    }
    judged.letters.filter(|_| !judged.is_blocked).ok_or(NotSent::Blocked)
}

async fn open(app: &App, tx: &DatabaseTransaction, issue: &Issue, letters: Vec<Frozen>) -> anyhow::Result<()> {
    let name = short_name(issue, Language::Dutch);
    let opening = Opening {
        label: match issue.earlier.len() {
            0 => name,
            1 => format!("{name}, correctie"),
            round => format!("{name}, correctie {round}"),
        },
        publication: Some(issue.publication.id()),
        letters,
        on_uncertain: issue.publication.row.on_uncertain,
        not_after: issue.row.not_after,
    };
    let id = issue.row.id;
    freeze_images(tx, issue, app.clock.now()).await?;
    let audience = delivery::lacking(readers_of(issue, &Asking::of(app)), &issue.earlier);
    let sending = delivery::open(tx, app, &opening, audience).await?;
    let opened = ActiveModel { sending_id: Set(Some(sending)), ..Default::default() };
    turn(id, &[IssueState::Sending]).set(opened).exec(tx).await?;
    let row = issue_sendings::ActiveModel {
        issue_id: Set(id),
        round: Set(i32::try_from(issue.earlier.len())? + 1),
        sending_id: Set(sending),
        filter: Set(issue.audience.as_ref().map(|audience| audience.filter.to_json())),
    };
    issue_sendings::Entity::insert(row).exec_without_returning(tx).await?;
    let note = Note::of(Act::IssueStart, id.0).with(format!("sending {sending}"));
    audit::record(tx, app.clock.now(), Actor::House, note, "bell").await?;
    Ok(())
}

async fn put_back(tx: &DatabaseTransaction, id: IssueId, reason: NotSent, now: Instant) -> anyhow::Result<()> {
    let before = if reason == NotSent::Changed { draft_again() } else { without_moment() };
    let back = ActiveModel { state: Set(reason.back_to()), started_at: Set(None), ..before };
    turn(id, &[IssueState::Sending]).set(back).exec(tx).await?;
    let note = Note::of(Act::IssueNotStarted, id.0).refused().with(reason.word());
    audit::record(tx, now, Actor::House, note, "bell").await?;
    Ok(())
}

/// Writes down what an issue that is being sent shows of its images: that is what its record keeps, and those images never go.
async fn freeze_images(tx: &DatabaseTransaction, issue: &Issue, now: Instant) -> Result<(), DbErr> {
    // An image that was taken out since it was sent last must not come back in the record either.
    if issue.images().is_empty() && issue.articles.iter().all(|article| article.row.picture.is_empty()) {
        return Ok(());
    }
    let editorial = Set(issue.editorial.to_json());
    let kept = ActiveModel { id: Set(issue.row.id), editorial, ..Default::default() };
    Entity::update(kept).exec(tx).await?;
    for article in &issue.articles {
        let (body, picture) = (Set(article.body.to_json()), Set(Cover::to_json(article.cover.as_ref())));
        let kept = articles::ActiveModel { id: Set(article.row.id), body, picture, ..Default::default() };
        articles::Entity::update(kept).exec(tx).await?;
    }
    media::keep(tx, issue.images(), now).await
}
