//! What is kept of a mail that came back, and what follows from it, in one transaction.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbErr};

use super::suppress::{Reason, last_lift, suppress};
use super::{Class, Door};
use crate::app::App;
use crate::base::Instant;
use crate::base::clock::days;
use crate::base::id::{PersonId, PublicationId, SendingId};
use crate::base::secrets::sha256_hex;
use crate::delivery::{self, Scope};
use crate::people::{self, Person};
use crate::store::{DatabaseTransaction, sql};

/// So many mails that could not be delivered for now …
const SOFT_MOST: i64 = 5;
/// … within this span suppress an address.
const SOFT_WITHIN: Duration = days(14);

/// The word in the tables for an answer of a person.
pub(super) const REPLY: &str = "reply";

/// What a mail that came back tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// A mail was not delivered.
    Bounce(Class),
    /// The reader complained.
    Complaint,
    /// The reader leaves a publication.
    Leave(PublicationId),
    /// A person wrote, and staff read it.
    Reply,
}

impl Tells {
    /// The word in the tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bounce(_) => "bounce",
            Self::Complaint => "complaint",
            Self::Leave(_) => "leave",
            Self::Reply => REPLY,
        }
    }

    const fn class(self) -> Class {
        match self {
            Self::Bounce(class) => class,
            Self::Complaint | Self::Leave(_) | Self::Reply => Class::Unknown,
        }
    }

    const fn publication(self) -> Option<PublicationId> {
        match self {
            Self::Leave(publication) => Some(publication),
            Self::Bounce(_) | Self::Complaint | Self::Reply => None,
        }
    }
}

/// A row of feedback before it is kept.
#[derive(Clone, Debug)]
pub(super) struct Feedback {
    pub(super) door: Door,
    pub(super) tells: Tells,
    pub(super) person: PersonId,
    /// The mail that it is about, or in answer to which somebody leaves.
    pub(super) sending: Option<SendingId>,
    pub(super) enhanced: Option<String>,
    /// Without addresses; of a person's answer the answer itself.
    pub(super) words: String,
    /// What makes two copies of one report the same.
    pub(super) identity: String,
}

/// Keeps the row and does what follows from it. `false` when the same report was kept before: it counts once; and when
/// its person was erased: then nothing is kept.
pub(super) async fn keep(tx: &DatabaseTransaction, app: &App, feedback: &Feedback) -> Result<bool, DbErr> {
    // Held first, so that two reports about one person are counted one after the other.
    let Some(person) = people::hold(tx, feedback.person).await? else { return Ok(false) };
    let now = app.clock.now();
    if !insert(tx, feedback, now).await? {
        return Ok(false);
    }
    follow(tx, app, feedback, &person, now).await?;
    Ok(true)
}

async fn insert(tx: &impl ConnectionTrait, feedback: &Feedback, now: Instant) -> Result<bool, DbErr> {
    let about = feedback.sending.map_or(0, |sending| sending.0);
    let word = feedback.tells.word();
    let identity = sha256_hex(format!("{word} {about} {} {}", feedback.person, feedback.identity).as_bytes());
    // Nobody needs to heed a bounce: what follows from it was done here.
    let heeded = matches!(feedback.tells, Tells::Bounce(_)).then_some(now.0);
    let insert = sql(
        tx,
        "INSERT INTO feedback (identity, at, door, kind, class, enhanced, words, sending_id, person_id, publication_id, heeded_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (identity) DO NOTHING",
        [
            identity.into(),
            now.0.into(),
            feedback.door.word().into(),
            word.into(),
            feedback.tells.class().word().into(),
            feedback.enhanced.clone().into(),
            feedback.words.as_str().into(),
            feedback.sending.map(|sending| sending.0).into(),
            feedback.person.0.into(),
            feedback.tells.publication().map(|publication| publication.0).into(),
            heeded.into(),
        ],
    );
    Ok(tx.execute_raw(insert).await?.rows_affected() == 1)
}

async fn follow(
    tx: &DatabaseTransaction,
    app: &App,
    feedback: &Feedback,
    person: &Person,
    now: Instant,
) -> Result<(), DbErr> {
    let reason = match feedback.tells {
        Tells::Complaint => Reason::Complaint,
        Tells::Leave(publication) => {
            // At once, so that nothing more of it goes out; the subscription itself is for its own room to end.
            return delivery::withdraw(tx, person.id, Scope::Publication(publication), now).await.map(drop);
        }
        Tells::Bounce(Class::Hard) if is_of_today(tx, app, feedback, person).await? => Reason::HardBounce,
        Tells::Bounce(Class::Soft | Class::Full | Class::Unknown)
            if soft_bounces(tx, app, person, now).await? >= SOFT_MOST =>
        {
            Reason::SoftBounces
        }
        Tells::Bounce(_) | Tells::Reply => return Ok(()),
    };
    suppress(tx, app, person, reason, feedback.door).await
}

/// Whether a report is about a mail that went out after the last time that staff lifted the suppression: what was on its
/// way before says nothing new.
async fn is_of_today(
    tx: &impl ConnectionTrait,
    app: &App,
    feedback: &Feedback,
    person: &Person,
) -> Result<bool, DbErr> {
    let Some(lifted) = last_lift(tx, app, person).await? else { return Ok(true) };
    let Some(sending) = feedback.sending else { return Ok(true) };
    let settled = sql(
        tx,
        "SELECT settled_at FROM deliveries WHERE sending_id = ? AND person_id = ?",
        [sending.0.into(), person.id.0.into()],
    );
    let row = tx.query_one_raw(settled).await?;
    let settled: Option<i64> = row.map(|row| row.try_get("", "settled_at")).transpose()?.flatten();
    Ok(settled.is_none_or(|settled| Instant(settled) > lifted))
}

/// How many different mails came back as "not now", or for a reason that nobody understands, since the counting began:
/// fourteen days ago, or the last lift.
async fn soft_bounces(tx: &impl ConnectionTrait, app: &App, person: &Person, now: Instant) -> Result<i64, DbErr> {
    let lifted = last_lift(tx, app, person).await?.unwrap_or_default();
    let since = now.minus(SOFT_WITHIN).max(lifted);
    let count = sql(
        tx,
        "SELECT COUNT(DISTINCT sending_id) AS many FROM feedback
         WHERE person_id = ? AND kind = 'bounce' AND class IN ('soft', 'full', 'unknown') AND at > ?",
        [person.id.0.into(), since.0.into()],
    );
    tx.query_one_raw(count).await?.map_or(Ok(0), |row| row.try_get("", "many"))
}
