//! Confirming: the owner of the address pressed the button.

use anyhow::Context;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::evidence::{admit, evidence, keep};
use super::subscriber::{CONFIRM_WITHIN, Source};
use super::{Chosen, chosen, find, letters, links};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{PublicationId, SignUpId};
use crate::base::{Instant, Purpose};
use crate::centre;
use crate::delivery;
use crate::people::{self, Person};
use crate::returns;
use crate::store::DatabaseTransaction;
use crate::store::tables::states::ConsentAct;
use crate::store::tables::{sendings, sign_up_publications, sign_ups};
use crate::subscribers::acts::Act;

/// What came of confirming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// It is confirmed now.
    Confirmed,
    /// It was confirmed before.
    AlreadyConfirmed,
    /// The letter is older than seven days.
    Expired,
    /// The address must not be written to.
    Blocked,
    /// The link is none of ours, or the sign-up was forgotten.
    Unknown,
}

/// What the page of a confirmation link shows.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) person: Person,
    pub(super) publications: Vec<PublicationId>,
    pub(super) chosen: Chosen,
    /// The name that the person gets; `None` when they have one, or none was given.
    pub(super) name: Option<String>,
    /// `Confirmed` stands for "can be confirmed" here; nothing was done.
    pub(super) state: Confirmation,
}

/// What a confirmation link is about. Reads only.
pub(super) async fn look(app: &App, token: &str) -> Result<Option<Asked>, DbErr> {
    let on = app.store.read();
    let Some((person, id)) = links::holder_of(app, on, Purpose::Confirm, token).await? else { return Ok(None) };
    let Some(sign_up) = find::sign_up(on, SignUpId(id), person.id).await? else { return Ok(None) };
    let asked = find::asked_for(on, sign_up.id).await?;
    let publications = asked.iter().map(|asked| asked.publication_id).collect();
    let chosen = chosen::of_sign_up(on, sign_up.id).await?;
    let state = standing(&sign_up, app.clock.now());
    let name = Some(sign_up.name).filter(|name| !name.is_empty() && person.name.is_empty());
    Ok(Some(Asked { person, publications, chosen, name, state }))
}

fn standing(sign_up: &sign_ups::Model, now: Instant) -> Confirmation {
    if sign_up.confirmed_at.is_some() {
        Confirmation::AlreadyConfirmed
    } else if now.since(sign_up.requested_at) >= CONFIRM_WITHIN {
        Confirmation::Expired
    } else {
        Confirmation::Confirmed
    }
}

/// Confirms a sign-up for the publications that its page showed (all of them when `shown` is empty), once, within
/// seven days. The language, topics and areas that were given are taken over, and the name by whoever has none; evidence is
/// kept and a welcome letter is posted.
///
/// # Errors
/// The database's.
pub async fn confirm(app: &App, token: &str, shown: &[PublicationId]) -> anyhow::Result<Confirmation> {
    // Whoever makes links up does not wait in line.
    if links::holder_of(app, app.store.read(), Purpose::Confirm, token).await?.is_none() {
        return Ok(Confirmation::Unknown);
    }
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let Some((person, id)) = links::hold_holder_of(app, &tx, Purpose::Confirm, token).await? else {
        return Ok(Confirmation::Unknown);
    };
    let Some(sign_up) = find::sign_up(&tx, SignUpId(id), person.id).await? else {
        return Ok(Confirmation::Unknown);
    };
    if find::is_suppressed(app, &tx, &person).await? {
        return Ok(Confirmation::Blocked);
    }
    if !mark(&tx, &sign_up, now).await? {
        return Ok(standing(&sign_up, now));
    }
    let mut asked = find::asked_for(&tx, sign_up.id).await?;
    asked.retain(|asked| shown.is_empty() || shown.contains(&asked.publication_id));
    let publications: Vec<_> = asked.iter().map(|asked| asked.publication_id).collect();
    let person = take_over(&tx, person, &sign_up).await?;
    returns::let_back_in(&tx, app, &person, now).await?;
    for publication in &publications {
        admit(&tx, &person, *publication, Source::Form, now).await?;
    }
    chosen::add(&tx, person.id, chosen::of_sign_up(&tx, sign_up.id).await?).await?;
    keep_evidence(app, &tx, &person, &sign_up, &asked).await?;
    welcome(app, &tx, &person, &publications).await?;
    let note = Note::of(Act::Confirm, person.id.0).with(format!("sign-up={}", sign_up.id));
    audit::record(&tx, now, Actor::Reader, note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Confirmation::Confirmed)
}

/// Marks a sign-up as confirmed; only one of two that press at the same time does.
async fn mark(tx: &impl ConnectionTrait, sign_up: &sign_ups::Model, now: Instant) -> Result<bool, DbErr> {
    let marked = sign_ups::Entity::update_many()
        .col_expr(sign_ups::Column::ConfirmedAt, Expr::value(now.0))
        .filter(sign_ups::Column::Id.eq(sign_up.id))
        .filter(sign_ups::Column::ConfirmedAt.is_null())
        .filter(sign_ups::Column::RequestedAt.gt(now.minus(CONFIRM_WITHIN)))
        .exec(tx)
        .await?;
    Ok(marked.rows_affected == 1)
}

/// The language of the sign-up becomes the person's, who has now proven to be its owner; and the name, if they had none.
async fn take_over(tx: &impl ConnectionTrait, person: Person, sign_up: &sign_ups::Model) -> Result<Person, DbErr> {
    let name = if person.name.is_empty() { sign_up.name.clone() } else { person.name };
    people::rename(tx, person.id, &name, sign_up.language).await?;
    Ok(Person { name, language: sign_up.language, ..person })
}

/// Both moments at once, each with the words that were shown when it was asked for: what is never confirmed leaves no evidence behind that would have to be erased.
async fn keep_evidence(
    app: &App,
    tx: &impl ConnectionTrait,
    person: &Person,
    sign_up: &sign_ups::Model,
    asked: &[sign_up_publications::Model],
) -> Result<(), DbErr> {
    let sending = match sign_up.sending_id {
        Some(id) => sendings::Entity::find_by_id(id).one(tx).await?,
        None => None,
    };
    let message_id = sending.map(|row| delivery::message_id_of(app, &row.nonce, row.id, person.id));
    let row = |asked: &sign_up_publications::Model, act, at| {
        let mut row = evidence(person, asked.publication_id, act, Source::Form.word(), at);
        row.language = Set(asked.language);
        row.consent_hash = Set(Some(asked.consent_hash.clone()));
        row.message_id = Set(message_id.clone());
        row
    };
    let now = app.clock.now();
    let requested = asked.iter().map(|asked| row(asked, ConsentAct::Requested, asked.requested_at));
    let confirmed = asked.iter().map(|asked| row(asked, ConsentAct::Confirmed, now));
    keep(tx, requested.chain(confirmed).collect()).await
}

async fn welcome(
    app: &App,
    tx: &DatabaseTransaction,
    person: &Person,
    publications: &[PublicationId],
) -> anyhow::Result<()> {
    let centre = centre::current(tx).await?.context("there is no centre")?;
    let mut subscribed = centre::publications(tx).await?;
    subscribed.retain(|publication| publications.contains(&publication.id()));
    let letter = letters::welcome(app, &centre, person, &subscribed)?;
    delivery::post_later(tx, app, person.id, letters::WELCOME, &letter).await?;
    Ok(())
}
