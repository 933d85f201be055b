//! Asking to subscribe. Whoever asks learns nothing about the address: the same statements run for every address, and
//! what must not stay is taken back at the end.
//!
//! Raw SQL where a waiting sign-up is found with its letter, and where it is asked for again.

use anyhow::Context;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, Set};

use super::subscriber::QUIET_FOR;
use super::{Chosen, chosen, evidence, find, letters};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{PublicationId, SignUpId};
use crate::base::{EmailAddress, Instant, Language};
use crate::centre::{self, Centre};
use crate::delivery;
use crate::people::{self, Person};
use crate::store::tables::sign_ups;
use crate::store::{DatabaseTransaction, sql};
use crate::subscribers::acts::Act;

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
    /// The topics and areas.
    pub chosen: Chosen,
    /// The exact words of consent that the page showed.
    pub consent: String,
}

/// Keeps the wish and hands a letter to the ledger that leaves when it is due: one that asks to confirm or, to someone who has all of this
/// already, one with a link to the preferences. There is one letter per ten minutes; a second wish within that time
/// adds its publications to the first, and the page of the link shows them before anything is confirmed. Its name,
/// language, topics and areas are dropped: whoever comes second has not proven to be the same. For a suppressed address
/// the same is done and then taken back.
///
/// # Errors
/// The database's, or when there is no centre yet.
pub async fn subscribe(app: &App, wish: &Wish, due: Instant) -> anyhow::Result<()> {
    let centre = centre::current(app.store.read()).await?.context("there is no centre yet")?;
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let kept = tx.begin().await?;
    let person = people::meet_and_lock(&kept, &wish.address, wish.language, now).await?;
    let is_suppressed = find::is_suppressed(app, &kept, &person).await?;
    take(app, &kept, &centre, &person, (wish, due)).await?;
    let note = if is_suppressed {
        kept.rollback().await?;
        Note::of(Act::Ask, 0).refused()
    } else {
        kept.commit().await?;
        Note::of(Act::Ask, person.id.0)
    };
    audit::record(&tx, now, Actor::Reader, note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(())
}

/// Takes a wish of a person: as a sign-up of its own with a letter, or within the one that waits.
async fn take(
    app: &App,
    tx: &DatabaseTransaction,
    centre: &Centre,
    person: &Person,
    (wish, due): (&Wish, Instant),
) -> anyhow::Result<()> {
    let now = app.clock.now();
    let active = find::active_of(tx, person.id).await?;
    let has_all = wish.publications.iter().all(|publication| active.contains(publication));
    // Someone who was told "you have this already" and then asks for more does get the other letter, the only way on.
    let waiting = waiting(tx, person, now).await?.filter(|waiting| waiting.asks || has_all);
    let consent_hash = evidence::keep_text(tx, wish.language, &wish.consent, now).await?;
    let new = tx.begin().await?;
    let sign_up = keep(&new, person, wish, now).await?;
    write_to(app, &new, centre, person, (&sign_up, has_all, due)).await?;
    let whole = if let Some(waiting) = waiting {
        new.rollback().await?;
        waiting.id
    } else {
        new.commit().await?;
        sign_up.id
    };
    Ok(add_publications(tx, whole, wish, (&consent_hash, now)).await?)
}

/// A sign-up that waits to be confirmed.
struct Waiting {
    id: SignUpId,
    /// Whether its letter asks to confirm.
    asks: bool,
}

/// The sign-up of the last ten minutes that was not confirmed.
async fn waiting(tx: &impl ConnectionTrait, person: &Person, now: Instant) -> Result<Option<Waiting>, DbErr> {
    let newest = sql(
        tx,
        "SELECT u.id, s.label FROM sign_ups u LEFT JOIN sendings s ON s.id = u.sending_id
         WHERE u.person_id = ? AND u.confirmed_at IS NULL AND u.requested_at > ? ORDER BY u.id DESC LIMIT 1",
        [person.id.0.into(), now.minus(QUIET_FOR).0.into()],
    );
    let Some(row) = tx.query_one_raw(newest).await? else { return Ok(None) };
    let label: Option<String> = row.try_get("", "label")?;
    Ok(Some(Waiting { id: row.try_get("", "id")?, asks: label.as_deref() == Some(letters::CONFIRM) }))
}

async fn keep(tx: &impl ConnectionTrait, person: &Person, wish: &Wish, now: Instant) -> Result<sign_ups::Model, DbErr> {
    let row = sign_ups::ActiveModel {
        person_id: Set(person.id),
        name: Set(wish.name.clone()),
        language: Set(wish.language),
        requested_at: Set(now),
        ..Default::default()
    };
    let sign_up = sign_ups::Entity::insert(row).exec_with_returning(tx).await?;
    chosen::keep_with(tx, sign_up.id, &wish.chosen).await?;
    Ok(sign_up)
}

/// Adds the publications of a wish to a sign-up, with the words that were shown with it. What was asked for before stays
/// with the words of then.
async fn add_publications(
    tx: &impl ConnectionTrait,
    sign_up: SignUpId,
    wish: &Wish,
    (consent_hash, now): (&str, Instant),
) -> Result<(), DbErr> {
    for publication in &wish.publications {
        let insert = sql(
            tx,
            "INSERT INTO sign_up_publications (sign_up_id, publication_id, requested_at, language, consent_hash)
             VALUES (?, ?, ?, ?, ?) ON CONFLICT (sign_up_id, publication_id) DO NOTHING",
            [sign_up.0.into(), publication.0.into(), now.0.into(), wish.language.tag().into(), consent_hash.into()],
        );
        tx.execute_raw(insert).await?;
    }
    Ok(())
}

/// Posts the letter of a sign-up.
async fn write_to(
    app: &App,
    tx: &DatabaseTransaction,
    centre: &Centre,
    person: &Person,
    (sign_up, has_all, due): (&sign_ups::Model, bool, Instant),
) -> anyhow::Result<()> {
    let (label, letter) = if has_all {
        (letters::ALREADY, letters::already(app, centre, person, sign_up.language)?)
    } else {
        (letters::CONFIRM, letters::confirmation(app, centre, person, sign_up)?)
    };
    let sending = delivery::post_due(tx, app, (person.id, due), label, letter.freeze()?).await?;
    let row = sign_ups::ActiveModel { id: Set(sign_up.id), sending_id: Set(Some(sending)), ..Default::default() };
    sign_ups::Entity::update(row).exec(tx).await?;
    Ok(())
}
