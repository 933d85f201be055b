//! What came back of an issue that went out before the demo began.

use std::time::Duration;

use sea_orm::{DbErr, EntityTrait, Set};

use crate::base::Instant;
use crate::base::id::{PersonId, SendingId};
use crate::store::DatabaseTransaction;
use crate::store::tables::feedback;

/// Which reader, why, with which status, and what the other side said.
const BACK: [(usize, &str, &str, &str); 4] = [
    (31, "full", "5.2.2", "552 5.2.2 De mailbox van deze gebruiker is vol"),
    (77, "soft", "4.4.1", "connect to mail.voorbeeld: Connection timed out"),
    (142, "policy", "5.7.1", "550 5.7.1 Message rejected, see our policy for bulk senders"),
    (203, "full", "4.2.2", "452 4.2.2 The recipient's inbox is out of storage space"),
];

/// Keeps a few rows about readers of a sending.
pub(super) async fn keep(
    tx: &DatabaseTransaction,
    sending: SendingId,
    readers: &[PersonId],
    at: Instant,
) -> Result<(), DbErr> {
    for (number, class, enhanced, words) in BACK {
        let Some(person) = readers.get(number) else { continue };
        let came = at.plus(Duration::from_mins(3 + number as u64));
        let row = feedback::ActiveModel {
            identity: Set(format!("demo {sending} {person}")),
            at: Set(came),
            door: Set("lmtp".to_owned()),
            kind: Set("bounce".to_owned()),
            class: Set(class.to_owned()),
            enhanced: Set(Some(enhanced.to_owned())),
            words: Set(words.to_owned()),
            sending_id: Set(Some(sending)),
            person_id: Set(*person),
            heeded_at: Set(Some(came)),
            ..Default::default()
        };
        feedback::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}
