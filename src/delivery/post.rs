//! A single letter that a person waits for: also a row of the ledger, in a lane of its own.

use data_encoding::BASE32_NOPAD;
use sea_orm::{EntityTrait, Set};

use super::open::{Opening, freeze};
use crate::app::App;
use crate::base::Instant;
use crate::base::id::{PersonId, SendingId};
use crate::mail::{Frozen, Letter};
use crate::store::DatabaseTransaction;
use crate::store::tables::deliveries;
use crate::store::tables::states::{DeliveryState, Lane, OnUncertain};

/// Hands a letter to one person to the ledger, in the transaction of whatever caused it. It goes out within seconds
/// after the commit; [`App::mail_waits`] may be rung to make that at once. Its body is erased when it is accepted.
///
/// # Errors
/// When the letter has a line break in a header, or the database's.
pub async fn post_later(
    tx: &DatabaseTransaction,
    app: &App,
    to: PersonId,
    label: &str,
    letter: &Letter,
) -> anyhow::Result<SendingId> {
    tx.renders();
    post_frozen(tx, app, to, label, letter.freeze()?).await
}

/// The same for a letter that was frozen before: rendering takes longer than writing, so whoever is waited for by many does
/// it before the transaction.
///
/// # Errors
/// The database's.
pub async fn post_frozen(
    tx: &DatabaseTransaction,
    app: &App,
    to: PersonId,
    label: &str,
    letter: Frozen,
) -> anyhow::Result<SendingId> {
    post_due(tx, app, (to, app.clock.now()), label, letter).await
}

/// The same for a letter that leaves at a moment.
///
/// # Errors
/// The database's.
pub async fn post_due(
    tx: &DatabaseTransaction,
    app: &App,
    (to, due): (PersonId, Instant),
    label: &str,
    letter: Frozen,
) -> anyhow::Result<SendingId> {
    let opening = Opening {
        label: label.to_owned(),
        publication: None,
        letters: vec![letter],
        on_uncertain: OnUncertain::Resend,
        not_after: None,
    };
    let id = freeze(tx, app, &opening, Lane::Waiting).await?;
    let row = deliveries::ActiveModel {
        sending_id: Set(id),
        person_id: Set(to),
        lane: Set(Lane::Waiting),
        state: Set(DeliveryState::Pending),
        due_at: Set(Some(due)),
        attempts: Set(0),
        ..Default::default()
    };
    deliveries::Entity::insert(row).exec_without_returning(tx).await?;
    app.mail_waits.notify_one();
    Ok(id)
}

/// The local part of the Message-ID of one recipient of one sending: an HMAC over the sending's random nonce and the
/// delivery's key, equal in every attempt, without an address.
#[must_use]
pub fn message_id_of(app: &App, nonce: &[u8], sending: SendingId, person: PersonId) -> String {
    let message = [nonce, &sending.0.to_be_bytes(), &person.0.to_be_bytes()].concat();
    let mac = app.secrets.mac_of_message(&message);
    BASE32_NOPAD.encode(mac.get(..20).unwrap_or_default()).to_ascii_lowercase()
}
