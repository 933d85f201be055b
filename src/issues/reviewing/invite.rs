//! Asking somebody to read along, and taking their link back.

use std::time::Duration;

use anyhow::Context as _;
use chrono::{NaiveDate, NaiveTime};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::find::{Reviewer, readers_of};
use super::letters::{self, Asking};
use super::matter::{Matter, Text};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::minutes;
use crate::base::id::{MemberId, ReviewerId};
use crate::base::secrets::sha256_hex;
use crate::base::{EmailAddress, Instant, WallTime};
use crate::issues::acts::Act;
use crate::issues::find;
use crate::issues::save_article::close_versions;
use crate::people::Person;
use crate::store::tables::reviewers::{ActiveModel, Column, Entity};
use crate::store::{DatabaseTransaction, take};
use crate::{centre, delivery, people};

/// How many people can read one text along at a time.
const MOST: usize = 20;
/// How many such letters a member may send in an hour.
const AN_HOUR: i64 = 30;

/// Whom to ask, until when, and what in particular.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Their name.
    pub name: String,
    /// Their address.
    pub address: EmailAddress,
    /// The last day on which the link works.
    pub last_day: NaiveDate,
    /// What they are asked in particular; may be empty.
    pub note: String,
}

/// What came of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invited {
    /// A letter with a link goes out.
    Done,
    /// They read along already: the link ends on the day that was chosen now, and goes out once more.
    Again,
    /// As many people read along as can.
    Full,
    /// The issue goes or went out.
    Closed,
    /// Too many letters in this hour; again after this long.
    TooMany(Duration),
    /// There is no such text.
    NotThere,
}

/// The end of a day in Amsterdam.
pub(super) fn end_of(day: NaiveDate) -> Instant {
    WallTime(day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN)).resolve().instant()
}

/// Asks somebody to read a text along.
///
/// # Errors
/// The database's.
pub async fn invite(app: &App, by: MemberId, matter: Matter, wish: &Wish) -> anyhow::Result<Invited> {
    let now = app.clock.now();
    let key = sha256_hex(format!("review-invitation {by}").as_bytes());
    if let Some(wait) = take(&app.store, &key, AN_HOUR, minutes(60), now).await? {
        return Ok(Invited::TooMany(wait));
    }
    let tx = app.store.begin_write().await?;
    let Some(text) = Text::load(&tx, matter).await? else { return Ok(Invited::NotThere) };
    if !text.is_open() {
        return Ok(Invited::Closed);
    }
    // Held, so that whoever presses twice asks once.
    let person = people::meet_and_lock(&tx, &wish.address, text.language(), now).await?;
    let readers = readers_of(&tx, matter).await?;
    let before = readers.iter().map(|(reviewer, _)| reviewer).find(|one| one.person_id == person.id);
    if before.is_none() && readers.len() >= MOST {
        return Ok(Invited::Full);
    }
    let reviewer = match before {
        Some(before) => again(&tx, before, wish).await?,
        None => seated(&tx, matter, (wish, person.id), (by, now)).await?,
    };
    // What stood there before somebody was asked is none of theirs.
    close_versions(&tx, text.articles.iter().map(|article| article.row.id)).await?;
    let asker = find::names(&tx, [by]).await?.remove(&by).unwrap_or_default();
    let centre = centre::current(&tx).await?.context("there is no centre yet")?;
    post(&tx, app, &Asking { app, centre: &centre, name: text.name(person.language), asker }, (&reviewer, &person))
        .await?;
    audit::record(&tx, now, Actor::Member(by), Note::of(Act::ReviewInvite, reviewer.id.0), "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(if before.is_some() { Invited::Again } else { Invited::Done })
}

async fn seated(
    tx: &DatabaseTransaction,
    matter: Matter,
    (wish, person): (&Wish, crate::base::id::PersonId),
    (by, now): (MemberId, Instant),
) -> anyhow::Result<Reviewer> {
    let (issue, article) = matter.ids();
    let row = ActiveModel {
        issue_id: Set(issue),
        article_id: Set(article),
        person_id: Set(person),
        name: Set(wish.name.clone()),
        note: Set(wish.note.clone()),
        ends_at: Set(end_of(wish.last_day)),
        invited_by: Set(by),
        invited_at: Set(now),
        ..Default::default()
    };
    Ok(Entity::insert(row).exec_with_returning(tx).await?)
}

async fn again(tx: &DatabaseTransaction, before: &Reviewer, wish: &Wish) -> anyhow::Result<Reviewer> {
    let row = ActiveModel {
        id: Set(before.id),
        name: Set(wish.name.clone()),
        note: Set(wish.note.clone()),
        ends_at: Set(end_of(wish.last_day)),
        done_at: Set(None),
        ..Default::default()
    };
    Ok(Entity::update(row).exec(tx).await?)
}

async fn post(
    tx: &DatabaseTransaction,
    app: &App,
    asking: &Asking<'_>,
    (reviewer, person): (&Reviewer, &Person),
) -> anyhow::Result<()> {
    let letter = asking.letter(reviewer, person)?;
    let sending = delivery::post_later(tx, app, person.id, letters::INVITATION, &letter).await?;
    let row = ActiveModel { id: Set(reviewer.id), sending_id: Set(Some(sending)), ..Default::default() };
    Entity::update(row).exec(tx).await?;
    Ok(())
}

/// Takes the link of somebody back, and their letter when it has not left. What they remarked stays. Gives whether it did.
///
/// # Errors
/// The database's.
pub async fn revoke(app: &App, by: MemberId, matter: Matter, id: ReviewerId) -> anyhow::Result<bool> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let (issue, article) = matter.ids();
    let of_it = match (issue, article) {
        (Some(id), _) => Column::IssueId.eq(id),
        (None, id) => Column::ArticleId.eq(id),
    };
    let revoked = ActiveModel { revoked_at: Set(Some(now)), ..Default::default() };
    let update = Entity::update_many().set(revoked).filter(Column::Id.eq(id)).filter(of_it);
    if update.filter(Column::RevokedAt.is_null()).exec(&tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    let letter = Entity::find_by_id(id).one(&tx).await?.and_then(|row| row.sending_id);
    if let Some(letter) = letter {
        delivery::cancel(&tx, app, letter).await?;
    }
    audit::record(&tx, now, Actor::Member(by), Note::of(Act::ReviewRevoke, id.0), "web").await?;
    tx.commit().await?;
    Ok(true)
}
