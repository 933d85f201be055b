//! Asking to subscribe. Whoever asks learns nothing about the address, and a letter goes out either way.

use anyhow::Context;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};

use super::subscriber::QUIET_FOR;
use super::{evidence, find, letters};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{PublicationId, SendingId, SignUpId};
use crate::base::{EmailAddress, Instant, Language};
use crate::centre::{self, Centre};
use crate::delivery;
use crate::people::{self, Person};
use crate::store::sql;
use crate::store::tables::{sendings, sign_ups};

/// What a visitor asks for.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The address.
    pub address: EmailAddress,
    /// The name; empty for none.
    pub name: String,
    /// The language of the page, of the letters and of what is agreed to.
    pub language: Language,
    /// The publications, at least one.
    pub publications: Vec<PublicationId>,
    /// The exact words of consent that the page showed.
    pub consent: String,
}

/// Keeps the wish and hands a letter to the ledger: one that asks to confirm or, to someone who has all of this
/// already, one with a link to the preferences. There is one letter per ten minutes; a second wish within that time
/// adds its publications to the first, and the page of the link shows them before anything is confirmed. For a
/// suppressed address the same is done and then taken back.
///
/// # Errors
/// The database's, or when there is no centre yet.
pub async fn subscribe(app: &App, wish: &Wish) -> anyhow::Result<()> {
    let centre = centre::current(app.store.read()).await?.context("there is no centre yet")?;
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let person = people::meet_and_hold(&tx, &wish.address, wish.language, now).await?;
    let is_suppressed = find::is_suppressed(app, &tx, &person).await?;
    let sign_up = match waiting(&tx, &person, now).await? {
        Some(sign_up) => join(&tx, sign_up, wish).await?,
        None => keep(&tx, &person, wish, now).await?,
    };
    write_to(app, &tx, &centre, &person, sign_up).await?;
    let note = Note::done("subscriber.ask", "person", person.id.0);
    audit::record(&tx, now, Actor::Reader, note, "web").await?;
    if is_suppressed {
        tx.rollback().await?;
    } else {
        tx.commit().await?;
        app.mail_waits.notify_one();
    }
    Ok(())
}

/// The sign-up of the last ten minutes that was not confirmed.
async fn waiting(tx: &impl ConnectionTrait, person: &Person, now: Instant) -> Result<Option<sign_ups::Model>, DbErr> {
    sign_ups::Entity::find()
        .filter(sign_ups::Column::PersonId.eq(person.id))
        .filter(sign_ups::Column::ConfirmedAt.is_null())
        .filter(sign_ups::Column::RequestedAt.gt(now.minus(QUIET_FOR)))
        .order_by_desc(sign_ups::Column::Id)
        .one(tx)
        .await
}

/// Adds publications to a sign-up that waits. Name and language stay those of the first: whoever comes second has not
/// proven to be the same.
async fn join(tx: &impl ConnectionTrait, sign_up: sign_ups::Model, wish: &Wish) -> Result<sign_ups::Model, DbErr> {
    add_publications(tx, sign_up.id, &wish.publications).await?;
    Ok(sign_up)
}

async fn keep(tx: &impl ConnectionTrait, person: &Person, wish: &Wish, now: Instant) -> Result<sign_ups::Model, DbErr> {
    let consent_hash = evidence::keep_text(tx, wish.language, &wish.consent, now).await?;
    let row = sign_ups::ActiveModel {
        person_id: Set(person.id),
        name: Set(wish.name.clone()),
        language: Set(wish.language),
        consent_hash: Set(consent_hash),
        requested_at: Set(now),
        ..Default::default()
    };
    let sign_up = sign_ups::Entity::insert(row).exec_with_returning(tx).await?;
    add_publications(tx, sign_up.id, &wish.publications).await?;
    Ok(sign_up)
}

async fn add_publications(
    tx: &impl ConnectionTrait,
    sign_up: SignUpId,
    publications: &[PublicationId],
) -> Result<(), DbErr> {
    for publication in publications {
        let insert = sql(
            tx,
            "INSERT INTO sign_up_publications (sign_up_id, publication_id) VALUES (?, ?)
             ON CONFLICT (sign_up_id, publication_id) DO NOTHING",
            [sign_up.0.into(), publication.0.into()],
        );
        tx.execute_raw(insert).await?;
    }
    Ok(())
}

/// Posts the letter of a sign-up, unless it had one. Someone who was told "you have this already" and then asks for
/// more does get the other letter, which is the only way on.
async fn write_to(
    app: &App,
    tx: &DatabaseTransaction,
    centre: &Centre,
    person: &Person,
    sign_up: sign_ups::Model,
) -> anyhow::Result<()> {
    let active = find::active_of(tx, person.id).await?;
    let asked = find::publications_of(tx, sign_up.id).await?;
    let has_all = asked.iter().all(|publication| active.contains(publication));
    let sent = label_of(tx, sign_up.sending_id).await?;
    if sent.as_deref() == Some(letters::CONFIRM) || (sent.is_some() && has_all) {
        return Ok(());
    }
    let (label, letter) = if has_all {
        (letters::ALREADY, letters::already(app, centre, person, sign_up.language)?)
    } else {
        (letters::CONFIRM, letters::confirmation(app, centre, person, &sign_up)?)
    };
    let sending = delivery::post_later(tx, app, person.id, label, &letter).await?;
    let row = sign_ups::ActiveModel { id: Set(sign_up.id), sending_id: Set(Some(sending)), ..Default::default() };
    sign_ups::Entity::update(row).exec(tx).await?;
    Ok(())
}

async fn label_of(tx: &impl ConnectionTrait, sending: Option<SendingId>) -> Result<Option<String>, DbErr> {
    let Some(id) = sending else { return Ok(None) };
    Ok(sendings::Entity::find_by_id(id).one(tx).await?.map(|row| row.label))
}
