//! Releasing: what stands there now becomes the answer of the organisation, with a receipt to whoever may release.

use anyhow::Context as _;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel as _, NotSet, Set};
use serde::{Deserialize, Serialize};

use super::Seat;
use super::holder::hold_seat;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::QuestionId;
use crate::base::secrets::sha256_hex;
use crate::consultations::acts::Act;
use crate::consultations::enclosing::{Attached, attachments};
use crate::consultations::find::{self, Invitee, Submission};
use crate::consultations::letters::{Asking, may_release};
use crate::consultations::post::{To, addressees, post_ready};
use crate::consultations::remind::stop_reminders;
use crate::consultations::{AskingLetter, Openness};
use crate::delivery;
use crate::mail::Letter;
use crate::store::tables::{consultation_invitations, consultation_submissions};
use crate::store::{DatabaseTransaction, again};

/// What came of releasing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Released {
    /// It is the answer now, in this version.
    Done(i64),
    /// Exactly this is the answer already.
    Already,
    /// Somebody changed an answer since the page was drawn.
    Overtaken,
    /// A member does not release.
    NotYours,
    /// Nothing is written.
    Empty,
    /// The reaction is published.
    Closed,
    /// The link opens nothing.
    Unknown,
}

/// One answer of a released version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::consultations) struct Frozen {
    /// The question.
    pub(in crate::consultations) question: QuestionId,
    /// Its number.
    pub(in crate::consultations) number: i64,
    /// What was asked.
    pub(in crate::consultations) asked: String,
    /// What was answered.
    pub(in crate::consultations) words: String,
}

/// The answers of a released version.
pub(in crate::consultations) fn frozen_of(submission: &Submission) -> anyhow::Result<Vec<Frozen>> {
    serde_json::from_str(&submission.content).with_context(|| format!("submission {}", submission.id))
}

/// What would be released now, and its name.
#[derive(Debug)]
pub(super) struct Ready {
    /// The answers; questions without one are left out.
    frozen: Vec<Frozen>,
    content: String,
    /// The attachments.
    pub(super) attached: Vec<Attached>,
    attachments: String,
    /// The name of all of it.
    pub(super) hash: String,
}

impl Ready {
    /// The answers.
    pub(super) fn frozen(&self) -> &[Frozen] {
        &self.frozen
    }

    /// The version that it becomes.
    fn submission(&self, seat: &Seat, openness: Openness, now: Instant) -> Submission {
        Submission {
            id: crate::base::id::SubmissionId(0),
            invitation_id: seat.invited.row.id,
            version: seat.invited.submissions.last().map_or(0, |one| one.version) + 1,
            content: self.content.clone(),
            hash: self.hash.clone(),
            openness,
            late: seat.the.is_late(now),
            released_by: seat.invitee.id,
            released_at: now,
            attachments: self.attachments.clone(),
            entry_id: None,
        }
    }
}

/// What would be released now.
pub(super) async fn ready(on: &impl ConnectionTrait, seat: &Seat) -> anyhow::Result<Ready> {
    let answers = find::current_answers(on, &seat.the.questions, seat.invited.row.id).await?;
    let frozen: Vec<Frozen> = answers
        .into_iter()
        .filter_map(|(question, answer)| {
            let words = answer.map(|row| row.words).filter(|words| !words.is_empty())?;
            Some(Frozen { question: question.id, number: question.number, asked: question.asked, words })
        })
        .collect();
    let attached: Vec<_> = attachments(on, seat.invited.row.id).await?.iter().filter_map(Attached::of).collect();
    let (content, attachments) = (serde_json::to_string(&frozen)?, serde_json::to_string(&attached)?);
    let hash = name_of(&content, &attachments);
    Ok(Ready { frozen, content, attached, attachments, hash })
}

/// The name of answers with their attachments, both as JSON.
pub(in crate::consultations) fn name_of(content: &str, attachments: &str) -> String {
    if attachments == "[]" {
        return sha256_hex(content.as_bytes());
    }
    sha256_hex(format!("{content}\n{attachments}").as_bytes())
}

/// The name of what somebody would release now.
pub(in crate::consultations) async fn seen_now(app: &App, token: &str) -> anyhow::Result<String> {
    let on = app.store.read();
    let seat = super::seat(app, on, token).await?.context("the link opens nothing")?;
    Ok(ready(on, &seat).await?.hash)
}

/// Releases what the page showed: `seen` is its name of then.
///
/// # Errors
/// The database's.
pub async fn release(app: &App, token: &str, openness: Openness, seen: &str) -> anyhow::Result<Released> {
    let now = app.clock.now();
    again(|| release_once(app, token, (openness, seen), now)).await
}

async fn release_once(
    app: &App,
    token: &str,
    (openness, seen): (Openness, &str),
    now: Instant,
) -> anyhow::Result<Released> {
    let mut rendered = rendered(app, token, openness, now).await?;
    let tx = app.store.begin_write().await?;
    let Some(seat) = hold_seat(app, &tx, token).await? else { return Ok(Released::Unknown) };
    if !seat.may_release() {
        return Ok(Released::NotYours);
    }
    if !seat.is_open() {
        return Ok(Released::Closed);
    }
    let ready = ready(&tx, &seat).await?;
    let newest = seat.invited.submissions.last();
    if newest.is_some_and(|one| one.hash == ready.hash && one.openness == openness) {
        return Ok(Released::Already);
    }
    if ready.frozen.is_empty() && ready.attached.is_empty() {
        return Ok(Released::Empty);
    }
    if ready.hash != seen {
        return Ok(Released::Overtaken);
    }
    let submission = ready.submission(&seat, openness, now);
    keep_release(&tx, &submission).await?;
    stop_reminders(&tx, app, seat.invited.row.id).await?;
    let receipts = receipts(app, &tx, &seat, (&submission, &ready.frozen, &ready.attached)).await?;
    post_receipts(&tx, app, (receipts, &mut rendered)).await?;
    let note = Note::of(Act::Release, seat.the.row.id.0);
    let detail =
        format!("invitation {}, version {}, content {}", submission.invitation_id, submission.version, submission.hash);
    audit::record(&tx, now, Actor::Reader, note.with(detail), "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Released::Done(submission.version))
}

/// The receipts of what would be released now.
async fn rendered(app: &App, token: &str, openness: Openness, now: Instant) -> anyhow::Result<delivery::Ready> {
    let on = app.store.read();
    let seat = super::seat(app, on, token).await?.filter(|seat| seat.may_release() && seat.is_open());
    let Some(seat) = seat else { return delivery::Ready::of([]).await };
    let ready = ready(on, &seat).await?;
    let submission = ready.submission(&seat, openness, now);
    let receipts = receipts(app, on, &seat, (&submission, &ready.frozen, &ready.attached)).await?;
    delivery::Ready::of(receipts.into_iter().map(|(_, letter)| letter)).await
}

/// Keeps a released version: from now on it is the answer.
pub(in crate::consultations) async fn keep_release(tx: &DatabaseTransaction, the: &Submission) -> anyhow::Result<()> {
    let mut row = sea_orm::ActiveModelTrait::reset_all(the.clone().into_active_model());
    row.id = NotSet;
    consultation_submissions::Entity::insert(row).exec_without_returning(tx).await?;
    let mark = consultation_invitations::ActiveModel {
        id: Set(the.invitation_id),
        submitted_at: Set(Some(the.released_at)),
        declined: Set(None),
        declined_at: Set(None),
        ..Default::default()
    };
    consultation_invitations::Entity::update(mark).exec_without_returning(tx).await?;
    Ok(())
}

/// A receipt for everybody who may release, so that no chair learns of it by chance.
pub(in crate::consultations) async fn receipts(
    app: &App,
    on: &impl ConnectionTrait,
    seat: &Seat,
    (submission, frozen, attached): (&Submission, &[Frozen], &[Attached]),
) -> anyhow::Result<Vec<(To, Letter)>> {
    let asking = Asking::about(app, on, &seat.the).await?;
    let may = |who: &Invitee| may_release(who.part);
    let everybody = addressees(on, [&seat.invited]).await?;
    let letters = everybody.iter().filter(|(_, invitee, _)| may(invitee)).map(|(one, invitee, person)| {
        let by = seat.invitee.name.as_str();
        Ok(((invitee.id, person.id), asking.receipt(one, (invitee, person), (submission, by), (frozen, attached))?))
    });
    letters.collect()
}

/// Hands the receipts to the ledger that were rendered before.
pub(in crate::consultations) async fn post_receipts(
    tx: &DatabaseTransaction,
    app: &App,
    (receipts, rendered): (Vec<(To, Letter)>, &mut delivery::Ready),
) -> anyhow::Result<()> {
    for (to, letter) in &receipts {
        post_ready(tx, app, *to, AskingLetter::Receipt, rendered.take(letter)?).await?;
    }
    Ok(())
}
