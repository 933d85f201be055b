//! The evidence of consent: rows that are only ever added.
//!
//! Raw SQL where a subscription begins anew only if it had ended, in the statement that writes it.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::find::Subscription;
use super::subscriber::Source;
use crate::base::id::PublicationId;
use crate::base::secrets::sha256_hex;
use crate::base::{Instant, Language};
use crate::centre;
use crate::people::Person;
use crate::store::sql;
use crate::store::tables::states::ConsentAct;
use crate::store::tables::{consent_texts, consents, subscriptions};

/// A row of evidence about a person and a publication, to be completed by the caller; [`keep`] adds what the publication
/// is called.
pub(super) fn evidence(
    person: &Person,
    publication: PublicationId,
    act: ConsentAct,
    source: &str,
    at: Instant,
) -> consents::ActiveModel {
    consents::ActiveModel {
        person_id: Set(person.id),
        publication_id: Set(publication),
        act: Set(act),
        language: Set(person.language),
        source: Set(source.to_owned()),
        basis: Set(String::new()),
        consent_hash: Set(None),
        message_id: Set(None),
        import_id: Set(None),
        at: Set(at),
        ..Default::default()
    }
}

/// Keeps rows of evidence, at most some hundreds at once, each with the name of its publication in its language.
pub(super) async fn keep(tx: &impl ConnectionTrait, mut rows: Vec<consents::ActiveModel>) -> Result<(), DbErr> {
    if rows.is_empty() {
        return Ok(());
    }
    let publications = centre::publications(tx).await?;
    for row in &mut rows {
        let publication = publications.iter().find(|one| row.publication_id.try_as_ref() == Some(&one.id()));
        let name =
            publication.zip(row.language.try_as_ref()).map(|(publication, language)| publication.name(*language));
        row.publication_name = Set(name.unwrap_or_default().to_owned());
    }
    consents::Entity::insert_many(rows).exec_without_returning(tx).await.map(drop)
}

/// Keeps the exact words that someone agreed to, once, and gives their hash.
pub(super) async fn keep_text(
    tx: &impl ConnectionTrait,
    language: Language,
    body: &str,
    now: Instant,
) -> Result<String, DbErr> {
    let hash = sha256_hex(format!("{}\n{body}", language.tag()).as_bytes());
    let row = consent_texts::ActiveModel {
        hash: Set(hash.clone()),
        language: Set(language),
        body: Set(body.to_owned()),
        made_at: Set(now),
    };
    let known = OnConflict::column(consent_texts::Column::Hash).do_nothing().to_owned();
    consent_texts::Entity::insert(row).on_conflict(known).exec_without_returning(tx).await?;
    Ok(hash)
}

/// Makes a person a subscriber of a publication, or again after having left. Someone who is one already stays so since
/// the moment they were.
pub(super) async fn admit(
    tx: &impl ConnectionTrait,
    person: &Person,
    publication: PublicationId,
    source: Source,
    now: Instant,
) -> Result<(), DbErr> {
    let upsert = sql(
        tx,
        "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at, withdrawn_at, withdrawn_through)
         VALUES (?, ?, ?, ?, NULL, NULL)
         ON CONFLICT (person_id, publication_id) DO UPDATE SET
           source = excluded.source, confirmed_at = excluded.confirmed_at, withdrawn_at = NULL, withdrawn_through = NULL
         WHERE subscriptions.withdrawn_at IS NOT NULL",
        [person.id.0.into(), publication.0.into(), source.word().into(), now.0.into()],
    );
    tx.execute_raw(upsert).await.map(drop)
}

/// A subscription that was left goes on as it was: it keeps the moment at which it was confirmed. `false` when it had not
/// been left.
pub(super) async fn readmit(tx: &impl ConnectionTrait, left: &Subscription) -> Result<bool, DbErr> {
    let back =
        subscriptions::ActiveModel { withdrawn_at: Set(None), withdrawn_through: Set(None), ..Default::default() };
    let update = subscriptions::Entity::update_many()
        .set(back)
        .filter(subscriptions::Column::PersonId.eq(left.person_id))
        .filter(subscriptions::Column::PublicationId.eq(left.publication_id))
        .filter(subscriptions::Column::WithdrawnAt.is_not_null());
    Ok(update.exec(tx).await?.rows_affected == 1)
}
