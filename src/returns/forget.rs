//! Forgetting: what came back goes, and only the hash says that nobody may bring the address back.
//!
//! Raw SQL where a hash is kept once while it is in force: the rule that says so is one about some of the rows.

use std::collections::{BTreeSet, HashMap};

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::suppress::{NORMALISATION, Reason};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::people::Person;
use crate::returns::acts::Act;
use crate::room::Leaving;
use crate::store::sql;
use crate::store::tables::feedback;
use crate::store::tables::suppressions::{ActiveModel, Column, Entity};

/// Forgets what came back about a person, lets go of the person in every suppression, and forgets suppressions that were
/// lifted, whose reasons are in the words of staff. Gives the number of rows of feedback.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &impl ConnectionTrait, app: &App, person: &Leaving) -> Result<u64, DbErr> {
    let of_person = feedback::Column::PersonId.eq(person.id);
    let many = feedback::Entity::delete_many().filter(of_person).exec(tx).await?.rows_affected;
    let hash = Column::Hash.eq(app.secrets.suppression_hash(&person.address_key));
    let lifted = Entity::delete_many().filter(Column::LiftedAt.is_not_null());
    lifted.filter(hash.or(Column::PersonId.eq(person.id))).exec(tx).await?;
    let nobody = ActiveModel { person_id: Set(None), ..Default::default() };
    Entity::update_many().set(nobody).filter(Column::PersonId.eq(person.id)).exec(tx).await?;
    Ok(many)
}

/// Keeps the keyed hash of an address whose person is erased, and nothing else: a list that staff bring does not bring
/// it back. An address that is suppressed for a weightier reason stays so for that reason.
///
/// # Errors
/// The database's.
pub async fn keep_out(tx: &impl ConnectionTrait, app: &App, address_key: &str, now: Instant) -> Result<(), DbErr> {
    let hash = app.secrets.suppression_hash(address_key);
    let insert = sql(
        tx,
        "INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at) VALUES (?, ?, NULL, ?, ?)
         ON CONFLICT (hash) WHERE lifted_at IS NULL DO NOTHING",
        [hash.into(), NORMALISATION.into(), Reason::Erased.word().into(), now.0.into()],
    );
    tx.execute_raw(insert).await.map(drop)
}

/// Lets someone in who was erased and now confirmed anew that they want to: the hash goes. Other suppressions stay.
///
/// # Errors
/// The database's.
pub async fn let_back_in(tx: &impl ConnectionTrait, app: &App, person: &Person, now: Instant) -> Result<(), DbErr> {
    let lift = Entity::delete_many()
        .filter(Column::Hash.eq(app.secrets.suppression_hash(&person.address_key)))
        .filter(Column::Reason.eq(Reason::Erased.word()))
        .filter(Column::LiftedAt.is_null());
    if lift.exec(tx).await?.rows_affected == 0 {
        return Ok(());
    }
    let note = Note::of(Act::SuppressionBack, person.id.0);
    audit::record(tx, now, Actor::Reader, note, "web").await
}

/// Forgets rows of feedback. Gives how many.
///
/// # Errors
/// The database's.
pub async fn forget_feedback(tx: &impl ConnectionTrait, rows: &[i64]) -> Result<u64, DbErr> {
    let mut many = 0;
    for id in rows {
        many += feedback::Entity::delete_by_id(*id).exec(tx).await?.rows_affected;
    }
    Ok(many)
}

/// Whether a suppression of an address is in force that its owner cannot end by an act of their own.
///
/// # Errors
/// The database's.
pub async fn is_shut(on: &impl ConnectionTrait, app: &App, address_key: &str) -> Result<bool, DbErr> {
    let found = Entity::find()
        .filter(Column::Hash.eq(app.secrets.suppression_hash(address_key)))
        .filter(Column::Reason.ne(Reason::Erased.word()))
        .filter(Column::LiftedAt.is_null());
    Ok(found.one(on).await?.is_some())
}

/// Which of these normalised addresses staff must not write to, also when nobody is known of them: whoever was erased is not
/// brought back by a list.
///
/// # Errors
/// The database's.
pub async fn shut_of<'a>(on: &impl ConnectionTrait, app: &App, keys: &[&'a str]) -> Result<BTreeSet<&'a str>, DbErr> {
    let of: HashMap<String, &'a str> = keys.iter().map(|key| (app.secrets.suppression_hash(key), *key)).collect();
    let mut shut = BTreeSet::new();
    let hashes: Vec<&String> = of.keys().collect();
    for some in hashes.chunks(500) {
        let found = Entity::find().filter(Column::LiftedAt.is_null()).filter(Column::Hash.is_in(some.iter().copied()));
        shut.extend(found.all(on).await?.iter().filter_map(|row| of.get(&row.hash).copied()));
    }
    Ok(shut)
}
