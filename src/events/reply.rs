//! What the calendars of attendees answer. Mail from a calendar never acts by itself: a "no" asks whether the place may go on,
//! and its holder keeps it until they say so.
//!
//! Only an answer of the holder, to the item as it is now, newer than the last one, counts. Nothing that is over comes to life,
//! and there is one open question at a time.

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::EventState;
use super::find::{self, Registration, Scene};
use super::record::{note, post, update};
use crate::app::App;
use crate::audit::Actor;
use crate::base::{EmailAddress, Instant};
use crate::room::{Answer, Says};
use crate::store::DatabaseTransaction;
use crate::store::tables::event_registrations::{ActiveModel, Column, Entity};
use crate::store::tables::states::RegistrationState;

/// Heeds an answer; `false` when its item is none of ours. An item of the second day or later is ours and changes nothing.
///
/// # Errors
/// The database's.
pub async fn heed(app: &App, tx: &DatabaseTransaction, answer: &Answer) -> anyhow::Result<bool> {
    // The UID of a later day begins with its number. Ours hold the long code, so nobody guesses one.
    let (day, uid) = match answer.uid.split_once('-') {
        Some((day, uid)) if !day.is_empty() && day.bytes().all(|byte| byte.is_ascii_digit()) => (day, uid),
        _ => ("1", answer.uid.as_str()),
    };
    let Some(row) = Entity::find().filter(Column::Uid.eq(uid)).one(tx).await? else { return Ok(false) };
    if day == "1" && is_of_holder(tx, &row, answer).await? {
        take(app, tx, &row, answer).await?;
    }
    Ok(true)
}

/// Whoever was sent the item on by its holder answers for themselves.
async fn is_of_holder(on: &impl ConnectionTrait, row: &Registration, answer: &Answer) -> Result<bool, DbErr> {
    let Some(own) = find::address_of(on, row).await? else { return Ok(false) };
    let key = |address: &str| EmailAddress::parse(address).ok().map(|address| address.key().to_owned());
    Ok(key(&answer.attendee).is_some_and(|given| Some(given) == key(&own)))
}

async fn take(app: &App, tx: &DatabaseTransaction, row: &Registration, answer: &Answer) -> anyhow::Result<()> {
    let now = app.clock.now();
    let Some(scene) = Scene::of(tx, row.event_id, now).await? else { return Ok(()) };
    if scene.event.state != EventState::Open || now >= scene.event.starts_at {
        return Ok(());
    }
    // A clock that runs ahead must not shut out every later answer.
    let stamp = std::cmp::min(answer.stamp.unwrap_or(now), now);
    if !write(tx, row, answer, (stamp, now)).await? {
        return Ok(());
    }
    note(tx, app, Actor::Reader, "registration.calendar", row.id, answer.says.word()).await?;
    if answer.says == Says::Declined && row.declined_at.is_none() {
        post(tx, app, row, scene.desk(app).declined(row)?).await?;
        app.mail_waits.notify_one();
    }
    Ok(())
}

/// Writes the answer down when it is the newest one and about the item as it is now. A "no" opens the question, unless it is open.
async fn write(
    tx: &impl ConnectionTrait,
    row: &Registration,
    answer: &Answer,
    (stamp, now): (Instant, Instant),
) -> Result<bool, DbErr> {
    let question = if answer.says == Says::Declined { row.declined_at.or(Some(now)) } else { None };
    let said = answered(answer.says.word(), stamp, question);
    let write = update(row.id, &[RegistrationState::Registered]).set(said);
    let write = write.filter(Column::Sequence.lte(answer.sequence));
    let is_newest = Column::ReplyStamp.is_null().or(Column::ReplyStamp.lt(stamp));
    Ok(write.filter(is_newest).exec(tx).await?.rows_affected == 1)
}

fn answered(word: &str, stamp: Instant, question: Option<Instant>) -> ActiveModel {
    let (reply, reply_stamp, declined_at) = (Set(word.to_owned()), Set(Some(stamp)), Set(question));
    ActiveModel { declined_at, reply, reply_stamp, ..Default::default() }
}

/// The holder comes after all: the question is closed, and what their calendar said before this moment no longer counts. Saying
/// it twice says it once.
///
/// # Errors
/// The database's.
pub async fn come_after_all(app: &App, row: &Registration) -> anyhow::Result<bool> {
    if row.state != RegistrationState::Registered || row.declined_at.is_none() {
        return Ok(false);
    }
    let tx = app.store.begin_write().await?;
    let close = update(row.id, &[RegistrationState::Registered]).set(answered("", app.clock.now(), None));
    if close.filter(Column::DeclinedAt.is_not_null()).exec(&tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    note(&tx, app, Actor::Reader, "registration.come", row.id, String::new()).await?;
    tx.commit().await?;
    Ok(true)
}
