//! What is kept of a mail that came back, and what follows from it, in one transaction.

use std::time::Duration;

use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Set};

use super::suppress::{Reason, last_lift, suppress};
use super::{Class, Door};
use crate::app::App;
use crate::base::clock::days;
use crate::base::id::{PersonId, PublicationId, SendingId};
use crate::base::secrets::sha256_hex;
use crate::base::{Instant, spoken};
use crate::delivery::{self, Scope};
use crate::people::{self, Person};
use crate::store::DatabaseTransaction;
use crate::store::tables::{deliveries, feedback};

/// So many mails that could not be delivered for now …
const SOFT_MOST: i64 = 5;
/// … within this span suppress an address.
const SOFT_WITHIN: Duration = days(14);

spoken! {
    /// What came back, without its particulars.
    pub(super) Kind {
        /// A mail was not delivered.
        Bounce = "bounce", "niet bezorgd", "not delivered";
        /// The reader complained.
        Complaint = "complaint", "klacht over ongewenste mail", "complaint about unwanted mail";
        /// The reader leaves a publication.
        Leave = "leave", "afmelding per mail", "leaving by mail";
        /// A person wrote.
        Reply = "reply", "antwoord", "answer";
    }
}

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
    const fn kind(self) -> Kind {
        match self {
            Self::Bounce(_) => Kind::Bounce,
            Self::Complaint => Kind::Complaint,
            Self::Leave(_) => Kind::Leave,
            Self::Reply => Kind::Reply,
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

/// Whoever gets `true` does what a row asks of their room: once.
///
/// # Errors
/// The database's.
pub async fn heed(tx: &DatabaseTransaction, id: i64, now: Instant) -> Result<bool, DbErr> {
    let ours = feedback::Entity::update_many()
        .col_expr(feedback::Column::HeededAt, Expr::value(now.0))
        .filter(feedback::Column::Id.eq(id))
        .filter(feedback::Column::HeededAt.is_null());
    Ok(ours.exec(tx).await?.rows_affected == 1)
}

/// Keeps the row and does what follows from it. `false` when the same report was kept before: it counts once; and when
/// its person was erased: then nothing is kept.
pub(super) async fn keep(tx: &DatabaseTransaction, app: &App, feedback: &Feedback) -> Result<bool, DbErr> {
    // Held first, so that two reports about one person are counted one after the other.
    let Some(person) = people::lock(tx, feedback.person).await? else { return Ok(false) };
    let now = app.clock.now();
    if !insert(tx, feedback, now).await? {
        return Ok(false);
    }
    follow(tx, app, feedback, &person, now).await?;
    Ok(true)
}

async fn insert(tx: &impl ConnectionTrait, feedback: &Feedback, now: Instant) -> Result<bool, DbErr> {
    let about = feedback.sending.map_or(0, |sending| sending.0);
    let word = feedback.tells.kind().word();
    let identity = sha256_hex(format!("{word} {about} {} {}", feedback.person, feedback.identity).as_bytes());
    // Nobody needs to heed a bounce: what follows from it was done here.
    let heeded = matches!(feedback.tells, Tells::Bounce(_)).then_some(now);
    let row = feedback::ActiveModel {
        identity: Set(identity),
        at: Set(now),
        door: Set(feedback.door.word().to_owned()),
        kind: Set(word.to_owned()),
        class: Set(feedback.tells.class().word().to_owned()),
        enhanced: Set(feedback.enhanced.clone()),
        words: Set(feedback.words.clone()),
        sending_id: Set(feedback.sending),
        person_id: Set(feedback.person),
        publication_id: Set(feedback.tells.publication()),
        heeded_at: Set(heeded),
        ..Default::default()
    };
    let known = OnConflict::column(feedback::Column::Identity).do_nothing().to_owned();
    Ok(feedback::Entity::insert(row).on_conflict(known).exec_without_returning(tx).await? == 1)
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
    let row = deliveries::Entity::find_by_id((sending, person.id)).one(tx).await?;
    let settled = row.and_then(|row| row.settled_at);
    Ok(settled.is_none_or(|settled| settled > lifted))
}

/// How many different mails came back as "not now", or for a reason that nobody understands, since the counting began:
/// fourteen days ago, or the last lift.
async fn soft_bounces(tx: &impl ConnectionTrait, app: &App, person: &Person, now: Instant) -> Result<i64, DbErr> {
    let lifted = last_lift(tx, app, person).await?.unwrap_or_default();
    let since = Ord::max(now.minus(SOFT_WITHIN), lifted);
    let count = feedback::Entity::find()
        .select_only()
        .expr(Expr::col(feedback::Column::SendingId).count_distinct())
        .filter(feedback::Column::PersonId.eq(person.id))
        .filter(feedback::Column::Kind.eq("bounce"))
        .filter(feedback::Column::Class.is_in([Class::Soft, Class::Full, Class::Unknown].map(Class::word)))
        .filter(feedback::Column::At.gt(since));
    Ok(count.into_tuple::<i64>().one(tx).await?.unwrap_or(0))
}
