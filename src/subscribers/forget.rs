//! Forgetting: what is known of a reader goes, the evidence last.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::app::App;
use crate::base::Instant;
use crate::base::id::{ImportId, PersonId, SignUpId};
use crate::base::secrets::sha256_hex;
use crate::room::Leaving;
use crate::store;
use crate::store::tables::{
    address_changes, consents, import_faults, import_pieces, imports, person_areas, person_topics,
    sign_up_publications, sign_ups, subscriptions,
};

use super::subscriber::UNDO_MOVE_WITHIN;

/// Under which key the sign-ups of an address are counted. Keyed, because a plain hash of an address can be guessed.
pub(super) fn limit_key(app: &App, address_key: &str) -> String {
    sha256_hex(format!("sign-up address {}", app.secrets.suppression_hash(address_key)).as_bytes())
}

/// Forgets everything about a reader but the evidence, which the database only lets go after the person. Gives the
/// number of rows.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &impl ConnectionTrait, app: &App, person: &Leaving) -> Result<u64, DbErr> {
    let own = sign_ups::Entity::find().select_only().column(sign_ups::Column::Id);
    let own = own.filter(sign_ups::Column::PersonId.eq(person.id)).into_query();
    let asked = sign_up_publications::Entity::delete_many();
    let asked = asked.filter(sign_up_publications::Column::SignUpId.in_subquery(own));
    let mut many = asked.exec(tx).await?.rows_affected;
    // The topics and areas of a sign-up go with it.
    let of_person = sign_ups::Column::PersonId.eq(person.id);
    many += sign_ups::Entity::delete_many().filter(of_person).exec(tx).await?.rows_affected;
    let of_person = subscriptions::Column::PersonId.eq(person.id);
    many += subscriptions::Entity::delete_many().filter(of_person).exec(tx).await?.rows_affected;
    let of_person = person_topics::Column::PersonId.eq(person.id);
    many += person_topics::Entity::delete_many().filter(of_person).exec(tx).await?.rows_affected;
    let of_person = person_areas::Column::PersonId.eq(person.id);
    many += person_areas::Entity::delete_many().filter(of_person).exec(tx).await?.rows_affected;
    store::forget_limit(tx, &limit_key(app, &person.address_key)).await?;
    Ok(many)
}

/// Until when the subscriptions of a person can still be taken back by the address that they moved from, if they can.
///
/// # Errors
/// The database's.
pub async fn is_moving(on: &impl ConnectionTrait, person: PersonId, now: Instant) -> Result<Option<Instant>, DbErr> {
    let newest = address_changes::Entity::find()
        .select_only()
        .expr(address_changes::Column::ConfirmedAt.max())
        .filter(address_changes::Column::ToId.eq(person))
        .filter(address_changes::Column::UndoneAt.is_null())
        .filter(address_changes::Column::SettledAt.is_null())
        .filter(address_changes::Column::ConfirmedAt.gt(now.minus(UNDO_MOVE_WITHIN)));
    let at = newest.into_tuple::<Option<Instant>>().one(on).await?.flatten();
    Ok(at.map(|at| at.plus(UNDO_MOVE_WITHIN)))
}

/// Forgets the evidence of consent of someone who is gone. Gives the number of rows.
///
/// # Errors
/// The database's: also while the person is still there.
pub async fn forget_evidence(tx: &impl ConnectionTrait, person: PersonId) -> Result<u64, DbErr> {
    let evidence = consents::Entity::delete_many().filter(consents::Column::PersonId.eq(person));
    evidence.exec(tx).await.map(|done| done.rows_affected)
}

/// Forgets lists that were added and are over. Gives how many.
///
/// # Errors
/// The database's.
pub async fn forget_imports(tx: &impl ConnectionTrait, ids: &[ImportId]) -> Result<u64, DbErr> {
    let mut many = 0;
    for id in ids {
        import_faults::Entity::delete_many().filter(import_faults::Column::ImportId.eq(*id)).exec(tx).await?;
        import_pieces::Entity::delete_many().filter(import_pieces::Column::ImportId.eq(*id)).exec(tx).await?;
        many += imports::Entity::delete_by_id(*id).exec(tx).await?.rows_affected;
    }
    Ok(many)
}

/// Forgets sign-ups. Gives how many.
///
/// # Errors
/// The database's.
pub async fn forget_sign_ups(tx: &impl ConnectionTrait, ids: &[SignUpId]) -> Result<u64, DbErr> {
    let mut many = 0;
    for id in ids {
        let asked = sign_up_publications::Column::SignUpId.eq(*id);
        sign_up_publications::Entity::delete_many().filter(asked).exec(tx).await?;
        many += sign_ups::Entity::delete_by_id(*id).exec(tx).await?.rows_affected;
    }
    Ok(many)
}
