//! What an organisation says of an answer that we entered: it counts, what it released before counts, or it is not theirs.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::entry::{Entry, is_late, is_waiting};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::EntryId;
use crate::consultations::acts::Act;
use crate::consultations::answering::{Frozen, Seat, hold_seat, keep_release, name_of, post_receipts, receipts, seat};
use crate::consultations::enclosing::{Attached, attached_to};
use crate::consultations::find::Submission;
use crate::consultations::post::To;
use crate::consultations::remind::stop_reminders;
use crate::consultations::{Openness, Verdict};
use crate::delivery::Ready;
use crate::mail::Letter;
use crate::store::again;
use crate::store::tables::consultation_entries::{ActiveModel, Column, Entity};

/// What somebody who may release says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settling {
    /// It is the answer, and this of it may be public.
    Counts(Openness),
    /// What was released before stays the answer.
    Stays,
    /// It is not theirs, or not right: in their own words.
    Wrong(String),
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// So it is.
    Done,
    /// Somebody decided already, or it was taken back.
    Overtaken,
    /// Nothing was released before that could stay.
    NothingToStay,
    /// A member does not decide this.
    NotYours,
    /// The reaction is published.
    Closed,
    /// The link opens nothing.
    Unknown,
}

/// Decides on the entry that the page showed.
///
/// # Errors
/// The database's.
pub async fn settle(app: &App, token: &str, which: EntryId, said: &Settling) -> anyhow::Result<Settled> {
    let now = app.clock.now();
    again(|| settle_once(app, token, (which, said), now)).await
}

async fn settle_once(
    app: &App,
    token: &str,
    (which, said): (EntryId, &Settling),
    now: Instant,
) -> anyhow::Result<Settled> {
    let mut rendered = rendered(app, token, (which, said), now).await?;
    let tx = app.store.begin_write().await?;
    let Some(seat) = hold_seat(app, &tx, token).await? else { return Ok(Settled::Unknown) };
    if !seat.may_release() {
        return Ok(Settled::NotYours);
    }
    if !seat.is_open() {
        return Ok(Settled::Closed);
    }
    let Some(entry) = seat.invited.entries.iter().find(|one| one.id == which && is_waiting(one)) else {
        return Ok(Settled::Overtaken);
    };
    if *said == Settling::Stays && seat.invited.submissions.is_empty() {
        return Ok(Settled::NothingToStay);
    }
    let (verdict, words) = match said {
        Settling::Counts(_) => (Verdict::Counts, ""),
        Settling::Stays => (Verdict::Stays, ""),
        Settling::Wrong(words) => (Verdict::Wrong, words.as_str()),
    };
    let decided = ActiveModel {
        verdict: Set(Some(verdict)),
        words: Set(words.to_owned()),
        decided_by: Set(Some(seat.invitee.id)),
        decided_at: Set(Some(now)),
        ..Default::default()
    };
    let update = Entity::update_many().set(decided).filter(Column::Id.eq(which)).filter(Column::Verdict.is_null());
    if update.exec(&tx).await?.rows_affected == 0 {
        return Ok(Settled::Overtaken);
    }
    if let Settling::Counts(openness) = said {
        let counted = Taken::of(&tx, &seat, (entry, *openness), now).await?;
        keep_release(&tx, &counted.submission).await?;
        stop_reminders(&tx, app, seat.invited.row.id).await?;
        post_receipts(&tx, app, (counted.receipts(app, &tx, &seat).await?, &mut rendered)).await?;
    }
    let note = Note::of(Act::Settle, seat.the.row.id.0);
    let detail = format!("invitation {}, entry {which}, {}", seat.invited.row.id, verdict.word());
    audit::record(&tx, now, Actor::Reader, note.with(detail), "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Settled::Done)
}

/// An entry as the newest version of the answer, with a receipt as of any other.
struct Taken {
    submission: Submission,
    frozen: Vec<Frozen>,
    attached: Vec<Attached>,
}

impl Taken {
    async fn of(
        on: &impl ConnectionTrait,
        seat: &Seat,
        (entry, openness): (&Entry, Openness),
        now: Instant,
    ) -> anyhow::Result<Self> {
        let attached = attached_to(on, entry).await?;
        let attachments = serde_json::to_string(&attached)?;
        let submission = Submission {
            id: crate::base::id::SubmissionId(0),
            invitation_id: seat.invited.row.id,
            version: seat.invited.submissions.last().map_or(0, |one| one.version) + 1,
            content: entry.content.clone(),
            hash: name_of(&entry.content, &attachments),
            openness,
            late: is_late(entry, &seat.the),
            released_by: seat.invitee.id,
            released_at: now,
            attachments,
            entry_id: Some(entry.id),
        };
        Ok(Self { submission, frozen: serde_json::from_str(&entry.content)?, attached })
    }

    async fn receipts(&self, app: &App, on: &impl ConnectionTrait, seat: &Seat) -> anyhow::Result<Vec<(To, Letter)>> {
        receipts(app, on, seat, (&self.submission, &self.frozen, &self.attached)).await
    }
}

/// The receipts of an entry that counts.
async fn rendered(app: &App, token: &str, (which, said): (EntryId, &Settling), now: Instant) -> anyhow::Result<Ready> {
    let (on, Settling::Counts(openness)) = (app.store.read(), said) else { return Ready::of([]).await };
    let seat = seat(app, on, token).await?.filter(|seat| seat.may_release() && seat.is_open());
    let Some(seat) = seat else { return Ready::of([]).await };
    let entry = seat.invited.entries.iter().find(|one| one.id == which && is_waiting(one));
    let Some(entry) = entry else { return Ready::of([]).await };
    let counted = Taken::of(on, &seat, (entry, *openness), now).await?;
    Ready::of(counted.receipts(app, on, &seat).await?.into_iter().map(|(_, letter)| letter)).await
}
