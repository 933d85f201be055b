//! Offering a reaction and publishing it: a second person says yes to exactly what was offered, and page and letters are
//! there at once, or not at all.

use anyhow::Context as _;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, Set};

use super::reaction::{Reaction, gather};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, MemberId};
use crate::centre;
use crate::consultations::acts::Act;
use crate::consultations::consultation::Consultation;
use crate::consultations::letters::Asking;
use crate::consultations::post::{To, addressees, post_ready};
use crate::consultations::turn::turn;
use crate::consultations::{AskingLetter, ConsultationState, find};
use crate::delivery::Ready;
use crate::mail::Letter;
use crate::store::again;
use crate::store::tables::consultations::{ActiveModel, Column};

/// What came of offering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// It waits for a second person.
    Done,
    /// Something is missing.
    Lacking,
    /// It changed since the page was drawn.
    TooLate,
}

/// What came of publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// It is public, and so many letters go out.
    Done(usize),
    /// Something is missing.
    Lacking,
    /// Whoever offered it does not publish it.
    OwnOffer,
    /// It is not what was offered, or it is published already.
    TooLate,
}

/// Offers the reaction as the page showed it: `seen` is its hash of then.
///
/// # Errors
/// The database's.
pub async fn offer(app: &App, by: MemberId, id: ConsultationId, seen: &str) -> anyhow::Result<Offered> {
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    let offered = ActiveModel {
        offered_by: Set(Some(by)),
        offered_at: Set(Some(now)),
        offered_hash: Set(Some(seen.to_owned())),
        ..Default::default()
    };
    if turn(id, &[ConsultationState::Open]).set(offered).exec(&tx).await?.rows_affected == 0 {
        return Ok(Offered::TooLate);
    }
    let (the, reaction) = whole(&tx, id).await?;
    if !reaction.missing(&the, now).is_empty() {
        return Ok(Offered::Lacking);
    }
    if reaction.hash(&the) != seen {
        return Ok(Offered::TooLate);
    }
    let note = Note::of(Act::Offer, id.0).with(format!("content {seen}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Offered::Done)
}

/// Publishes what was offered. In an office of one person whoever offered it may, and the log says so.
///
/// # Errors
/// The database's.
pub async fn publish(app: &App, by: MemberId, id: ConsultationId, seen: &str) -> anyhow::Result<Published> {
    again(|| publish_once(app, by, id, seen)).await
}

async fn publish_once(app: &App, by: MemberId, id: ConsultationId, seen: &str) -> anyhow::Result<Published> {
    let on = app.store.read();
    let offered = find::consultation(on, id).await?.filter(|the| the.row.offered_hash.as_deref() == Some(seen));
    let Some(the) = offered else { return Ok(Published::TooLate) };
    let reaction = gather(on, &the).await?;
    let mut ready = Ready::of(letters(app, on, &the, &reaction).await?.into_iter().map(|(_, letter)| letter)).await?;
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    let published = ActiveModel {
        state: Set(ConsultationState::Published),
        published_by: Set(Some(by)),
        published_at: Set(Some(now)),
        ..Default::default()
    };
    let publish = turn(id, &[ConsultationState::Open]).set(published).filter(Column::OfferedHash.eq(seen));
    if publish.exec(&tx).await?.rows_affected == 0 {
        return Ok(Published::TooLate);
    }
    let (the, reaction) = whole(&tx, id).await?;
    let centre = centre::current(&tx).await?.context("there is no centre yet")?;
    let is_own = the.row.offered_by == Some(by);
    if is_own && !centre.row.one_person_office {
        return Ok(Published::OwnOffer);
    }
    if !reaction.missing(&the, now).is_empty() {
        return Ok(Published::Lacking);
    }
    if reaction.hash(&the) != seen {
        return Ok(Published::TooLate);
    }
    let told = letters(app, &tx, &the, &reaction).await?;
    for (to, letter) in &told {
        post_ready(&tx, app, *to, AskingLetter::Reaction, ready.take(letter)?).await?;
    }
    let many = told.len();
    let own = if is_own { ", by who offered it: one-person office" } else { "" };
    let note = Note::of(Act::Publish, id.0);
    let detail = format!("content {seen}, {} points, {many} letters{own}", reaction.points.len());
    audit::record(&tx, now, Actor::Member(by), note.with(detail), "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Published::Done(many))
}

/// The letters that tell what is done with an answer.
async fn letters(
    app: &App,
    on: &impl ConnectionTrait,
    the: &Consultation,
    reaction: &Reaction,
) -> anyhow::Result<Vec<(To, Letter)>> {
    let asking = Asking::about(app, on, the).await?;
    let answered = reaction.invited.iter().filter(|one| one.standing().has_answered());
    let told = addressees(on, answered).await?.into_iter().map(|(one, invitee, person)| {
        let (points, asides) = (reaction.of(one.row.id), reaction.asides_of(one.row.id).len());
        Ok(((invitee.id, person.id), asking.reaction(one, (invitee, &person), (&points, asides))?))
    });
    told.collect()
}

async fn whole(on: &impl ConnectionTrait, id: ConsultationId) -> anyhow::Result<(Consultation, Reaction)> {
    let the = find::consultation(on, id).await?.with_context(|| format!("consultation {id} is not there"))?;
    let reaction = gather(on, &the).await?;
    Ok((the, reaction))
}
