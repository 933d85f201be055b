//! Issues that went out before the demo began: a sending that is closed, and what became of every recipient.

use std::time::Duration;

use anyhow::Context as _;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::back;
use super::founding::Staff;
use super::people::has_left;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::days;
use crate::base::id::{IssueId, PersonId, PublicationId, SendingId};
use crate::base::secrets::sha256_hex;
use crate::base::{Instant, Language, WallTime};
use crate::centre::{self, Centre};
use crate::issues::Act;
use crate::issues::{self, Issue, content_hash};
use crate::mail::{Frozen, Letter};
use crate::store::DatabaseTransaction;
use crate::store::tables::states::{DeliveryState, IssueState, Lane, OnUncertain, SendingState};
use crate::store::tables::{deliveries, issue_sendings, issues as table, letters, sendings};

/// Below what one statement may bind on either engine.
const CHUNK: usize = 500;
/// How many mails went out in a second.
const PER_SECOND: u64 = 25;

/// An issue and when it went out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Past {
    /// The issue.
    pub issue: IssueId,
    /// Its publication.
    pub newsletter: PublicationId,
    /// Who wrote and approved it.
    pub staff: Staff,
    /// When it went out.
    pub at: Instant,
    /// Its place in the plan: people left after the first.
    pub index: usize,
}

/// Writes the sending of an issue as if it had been, with its rows, and closes both.
pub(super) async fn send(tx: &DatabaseTransaction, app: &App, past: Past, readers: &[PersonId]) -> anyhow::Result<()> {
    let issue = issues::load(tx, past.issue).await?.context("the issue just written is not there")?;
    let centre = centre::current(tx).await?.context("the demo has no centre")?;
    let frozen = freeze(app, &centre, &issue)?;
    let closed_at = past.at.plus(Duration::from_secs(readers.len() as u64 / PER_SECOND));
    let label = issues::short_name(&issue, Language::Dutch);
    let sending = open(tx, app, (past, closed_at), &label, &frozen).await?;
    let audience: Vec<_> =
        readers.iter().enumerate().filter(|(number, _)| past.index == 0 || !has_left(*number)).collect();
    for chunk in audience.chunks(CHUNK) {
        let rows = chunk.iter().map(|(number, person)| delivery(sending, *number, **person, past.at));
        deliveries::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    back::keep(tx, sending, readers, past.at).await?;
    close(tx, past, (sending, closed_at), &content_hash(&issue)).await?;
    Ok(())
}

async fn open(
    tx: &DatabaseTransaction,
    app: &App,
    (past, closed_at): (Past, Instant),
    label: &str,
    frozen: &[Frozen],
) -> Result<SendingId, DbErr> {
    let hashes: Vec<_> = frozen.iter().map(Frozen::hash).collect();
    let row = sendings::ActiveModel {
        lane: Set(Lane::Bulk),
        label: Set(label.to_owned()),
        publication_id: Set(Some(past.newsletter)),
        nonce: Set(app.random.bytes::<16>().to_vec()),
        state: Set(SendingState::Closed),
        reason: Set(String::new()),
        on_uncertain: Set(OnUncertain::Resend),
        not_after: Set(None),
        frozen_hash: Set(sha256_hex(hashes.concat().as_bytes())),
        opened_at: Set(past.at),
        closed_at: Set(Some(closed_at)),
        changed_at: Set(closed_at),
        ..Default::default()
    };
    let id = sendings::Entity::insert(row).exec(tx).await?.last_insert_id;
    for (letter, hash) in frozen.iter().zip(hashes) {
        let row = letters::ActiveModel {
            sending_id: Set(id),
            language: Set(letter.language),
            subject: Set(letter.subject.clone()),
            frozen: Set(Some(letter.to_bytes())),
            hash: Set(hash),
        };
        letters::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(id)
}

/// What became of one recipient: nearly always accepted, now and then an address that is gone or a mailbox that is full.
fn delivery(sending: SendingId, number: usize, person: PersonId, opened: Instant) -> deliveries::ActiveModel {
    let settled = opened.plus(Duration::from_secs(1 + number as u64 / PER_SECOND));
    let (state, class, receipt) = match number % 250 {
        113 => (DeliveryState::Refused, Some("bad-address"), "550 5.1.1 Dit adres bestaat niet"),
        171 => (DeliveryState::Refused, Some("full"), "552 5.2.2 De mailbox is vol"),
        _ => (DeliveryState::Accepted, None, "250 in de map gelegd"),
    };
    deliveries::ActiveModel {
        sending_id: Set(sending),
        person_id: Set(person),
        lane: Set(Lane::Bulk),
        state: Set(state),
        attempts: Set(1),
        first_at: Set(Some(settled)),
        settled_at: Set(Some(settled)),
        class: Set(class.map(str::to_owned)),
        receipt: Set(Some(receipt.to_owned())),
        ..Default::default()
    }
}

/// Brings the issue to "sent", with the audit of how it came there.
async fn close(
    tx: &DatabaseTransaction,
    past: Past,
    (sending, closed_at): (SendingId, Instant),
    hash: &str,
) -> Result<(), DbErr> {
    let (asked_at, approved_at) = (past.at.minus(days(3)), past.at.minus(days(2)));
    table::Entity::update_many()
        .col_expr(table::Column::State, Expr::value(IssueState::Sent.word()))
        .col_expr(table::Column::AskedBy, Expr::value(past.staff.editor.0))
        .col_expr(table::Column::AskedAt, Expr::value(asked_at.0))
        .col_expr(table::Column::ApprovedBy, Expr::value(past.staff.approver.0))
        .col_expr(table::Column::ApprovedAt, Expr::value(approved_at.0))
        .col_expr(table::Column::ApprovedHash, Expr::value(hash))
        .col_expr(table::Column::ScheduledBy, Expr::value(past.staff.approver.0))
        .col_expr(table::Column::SendAt, Expr::value(past.at.0))
        .col_expr(table::Column::SendWall, Expr::value(WallTime::at(past.at).stored()))
        .col_expr(table::Column::SendingId, Expr::value(sending.0))
        .col_expr(table::Column::StartedAt, Expr::value(past.at.0))
        .col_expr(table::Column::SentAt, Expr::value(closed_at.0))
        .filter(table::Column::Id.eq(past.issue))
        .exec(tx)
        .await?;
    let sent = issue_sendings::ActiveModel {
        issue_id: Set(past.issue),
        round: Set(1),
        sending_id: Set(sending),
        filter: Set(None),
    };
    issue_sendings::Entity::insert(sent).exec_without_returning(tx).await?;
    let (editor, approver) = (Actor::Member(past.staff.editor), Actor::Member(past.staff.approver));
    for (at, actor, action) in [
        (asked_at, editor, Act::IssueAsk),
        (approved_at, approver, Act::IssueApprove),
        (approved_at, approver, Act::IssueSchedule),
        (past.at, Actor::House, Act::IssueStart),
        (closed_at, Actor::House, Act::IssueSent),
    ] {
        audit::record(tx, at, actor, Note::of(action, past.issue.0), "demo").await?;
    }
    Ok(())
}

/// The letters as they were, in both languages.
fn freeze(app: &App, centre: &Centre, issue: &Issue) -> anyhow::Result<Vec<Frozen>> {
    let site = app.base_url();
    let word = format!("{}-{}", issue.row.year, issue.row.number);
    let mut frozen = Vec::new();
    for reader in Language::ALL {
        let letter = Letter {
            from: centre.sender()?,
            reply_to: Some(centre.reply_to()?),
            subject: issue.row.subject.clone(),
            sheet: issues::sheet(issue, centre, reader, &site)?,
            list: Some(centre.list(&issue.publication, reader, &site, &word)?),
            automatic: false,
        };
        frozen.push(letter.freeze()?);
    }
    Ok(frozen)
}
