//! Issues that went out before the demo began: a sending that is closed, and what became of every recipient.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};

use super::people::has_left;
use super::seed::Staff;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{IssueId, PersonId, PublicationId, SendingId};
use crate::base::secrets::sha256_hex;
use crate::base::{Blocks, Instant, Language};
use crate::centre::{self, Centre, Publication};
use crate::mail::{Frozen, Letter, Part, Sheet};
use crate::store::tables::states::{DeliveryState, IssueState, Lane, OnUncertain, SendingState};
use crate::store::tables::{articles, deliveries, issue_articles, issues, letters, sendings};
use crate::{archive, base::clock::days, base::words::slug};

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
    let row = issues::Entity::find_by_id(past.issue).one(tx).await?;
    let row = row.ok_or_else(|| anyhow::anyhow!("the issue just written is not there"))?;
    let frozen = freeze(tx, app, &row).await?;
    let closed_at = past.at.plus(Duration::from_secs(readers.len() as u64 / PER_SECOND));
    let sending = open(tx, app, past, &frozen, closed_at).await?;
    let audience: Vec<_> =
        readers.iter().enumerate().filter(|(number, _)| past.index == 0 || !has_left(*number)).collect();
    for chunk in audience.chunks(CHUNK) {
        let rows = chunk.iter().map(|(number, person)| delivery(sending, *number, **person, past.at));
        deliveries::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    close(tx, past, sending, closed_at).await?;
    Ok(())
}

async fn open(
    tx: &DatabaseTransaction,
    app: &App,
    past: Past,
    frozen: &[Frozen],
    closed_at: Instant,
) -> Result<SendingId, DbErr> {
    let hashes: Vec<_> = frozen.iter().map(Frozen::hash).collect();
    let label = frozen.first().map(|letter| letter.subject.clone()).unwrap_or_default();
    let row = sendings::ActiveModel {
        lane: Set(Lane::Bulk),
        label: Set(label),
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

/// What became of one recipient: nearly always accepted, now and then an address that is gone.
fn delivery(sending: SendingId, number: usize, person: PersonId, opened: Instant) -> deliveries::ActiveModel {
    let is_gone = number % 250 == 113;
    let settled = opened.plus(Duration::from_secs(1 + number as u64 / PER_SECOND));
    let (state, class, receipt) = if is_gone {
        (DeliveryState::Refused, Some("recipient"), "550 5.1.1 Dit adres bestaat niet")
    } else {
        (DeliveryState::Accepted, None, "250 in de map gelegd")
    };
    deliveries::ActiveModel {
        sending_id: Set(sending),
        person_id: Set(person),
        lane: Set(Lane::Bulk),
        state: Set(state),
        due_at: Set(opened),
        attempts: Set(1),
        first_at: Set(Some(settled)),
        settled_at: Set(Some(settled)),
        class: Set(class.map(str::to_owned)),
        receipt: Set(Some(receipt.to_owned())),
        ..Default::default()
    }
}

/// Brings the issue to "sent", with the audit of how it came there.
async fn close(tx: &DatabaseTransaction, past: Past, sending: SendingId, closed_at: Instant) -> Result<(), DbErr> {
    let (asked_at, approved_at) = (past.at.minus(days(3)), past.at.minus(days(2)));
    issues::Entity::update_many()
        .col_expr(issues::Column::State, Expr::value(IssueState::Sent.word()))
        .col_expr(issues::Column::AskedBy, Expr::value(past.staff.editor.0))
        .col_expr(issues::Column::AskedAt, Expr::value(asked_at.0))
        .col_expr(issues::Column::ApprovedBy, Expr::value(past.staff.approver.0))
        .col_expr(issues::Column::ApprovedAt, Expr::value(approved_at.0))
        .col_expr(issues::Column::ScheduledBy, Expr::value(past.staff.approver.0))
        .col_expr(issues::Column::SendAt, Expr::value(past.at.0))
        .col_expr(issues::Column::SendWall, Expr::value(crate::base::WallTime::at(past.at).stored()))
        .col_expr(issues::Column::SendingId, Expr::value(sending.0))
        .col_expr(issues::Column::StartedAt, Expr::value(past.at.0))
        .col_expr(issues::Column::SentAt, Expr::value(closed_at.0))
        .filter(issues::Column::Id.eq(past.issue))
        .exec(tx)
        .await?;
    let (editor, approver) = (Actor::Member(past.staff.editor), Actor::Member(past.staff.approver));
    for (at, actor, action) in [
        (asked_at, editor, "issue.ask-approval"),
        (approved_at, approver, "issue.approve"),
        (approved_at, approver, "issue.schedule"),
        (past.at, Actor::House, "issue.start"),
    ] {
        audit::record(tx, at, actor, Note::done(action, "issue", past.issue.0), "demo").await?;
    }
    Ok(())
}

/// The letters as they were, in both languages.
async fn freeze(tx: &DatabaseTransaction, app: &App, issue: &issues::Model) -> anyhow::Result<Vec<Frozen>> {
    let centre = centre::current(tx).await?.ok_or_else(|| anyhow::anyhow!("the demo has no centre"))?;
    let publication = centre::publication(tx, issue.publication_id).await?;
    let publication = publication.ok_or_else(|| anyhow::anyhow!("the demo has no publication"))?;
    let places = issue_articles::Entity::find()
        .filter(issue_articles::Column::IssueId.eq(issue.id))
        .order_by_asc(issue_articles::Column::Position)
        .all(tx)
        .await?;
    let mut pieces = Vec::new();
    for place in places {
        pieces.extend(articles::Entity::find_by_id(place.article_id).one(tx).await?);
    }
    let mut frozen = Vec::new();
    for language in Language::ALL {
        frozen.push(letter(app, (&centre, &publication), issue, &pieces, language)?.freeze()?);
    }
    Ok(frozen)
}

fn letter(
    app: &App,
    (centre, publication): (&Centre, &Publication),
    issue: &issues::Model,
    pieces: &[articles::Model],
    language: Language,
) -> anyhow::Result<Letter> {
    let site = app.base_url();
    let editorial = Blocks::from_json(&issue.editorial).unwrap_or_default();
    let mut parts = vec![Part::Salutation, Part::Blocks(editorial), Part::Divider];
    for piece in pieces {
        let path = archive::article_path(piece.id, &slug(&piece.title));
        let href = Centre::href(&site, &format!("{}{path}", language.prefix()))?;
        parts.push(Part::Article { title: piece.title.clone(), lead: piece.lead.clone(), href: Some(href) });
    }
    let name = publication.name(language);
    Ok(Letter {
        from: centre.sender()?,
        reply_to: Some(centre.reply_to()?),
        subject: issue.subject.clone(),
        sheet: Sheet {
            language,
            content_language: issue.language,
            title: format!("{name} {}/{}", issue.number, issue.year),
            preheader: issue.preheader.clone(),
            dress: centre.dress(language),
            parts,
            footer: vec![Part::Text(language.pick(
                format!("U krijgt deze mail omdat u zich hebt geabonneerd op: {name}."),
                format!("You get this mail because you subscribed to: {name}."),
            ))],
        },
        list: Some(centre.list(publication, language, &site, &format!("{}-{}", issue.year, issue.number))?),
        automatic: false,
    })
}
