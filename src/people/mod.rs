//! One row per address: subscribers, members of staff and everyone who ever gets a letter refer to it.
//!
//! A person is an address with a language and perhaps a name. This room makes and changes that row, and nothing else:
//! what a person is to the centre stands in the other rooms.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Set};

use crate::base::id::PersonId;
use crate::base::{EmailAddress, Instant, Language};
use crate::store::sql;
use crate::store::tables::people::{ActiveModel, Column, Entity};

/// A person.
pub type Person = crate::store::tables::people::Model;

/// The person of an address, made when there is none. An existing row is not changed: who types an address has not
/// proven to be its owner.
///
/// # Errors
/// The database's.
pub async fn meet(
    tx: &impl ConnectionTrait,
    address: &EmailAddress,
    language: Language,
    now: Instant,
) -> Result<Person, DbErr> {
    let insert = sql(
        tx,
        "INSERT INTO people (address, address_key, name, language, epoch, created_at) VALUES (?, ?, '', ?, 0, ?)
         ON CONFLICT (address_key) DO NOTHING",
        [address.as_typed().into(), address.key().into(), language.tag().into(), now.0.into()],
    );
    tx.execute_raw(insert).await?;
    by_key(tx, address.key()).await?.ok_or_else(|| DbErr::RecordNotFound("the person just made".to_owned()))
}

/// The person of a normalised address.
///
/// # Errors
/// The database's.
pub async fn by_key(on: &impl ConnectionTrait, key: &str) -> Result<Option<Person>, DbErr> {
    Entity::find().filter(Column::AddressKey.eq(key)).one(on).await
}

/// The person of an id.
///
/// # Errors
/// The database's.
pub async fn by_id(on: &impl ConnectionTrait, id: PersonId) -> Result<Option<Person>, DbErr> {
    Entity::find_by_id(id).one(on).await
}

/// Changes how a person is addressed: the name and the language.
///
/// # Errors
/// The database's.
pub async fn rename(tx: &impl ConnectionTrait, id: PersonId, name: &str, language: Language) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Name, Expr::value(name))
        .col_expr(Column::Language, Expr::value(language.tag()))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await
        .map(drop)
}

/// The person of an id, held until the transaction ends, so that two acts about one person come one after the other.
///
/// # Errors
/// The database's.
pub async fn hold(tx: &impl ConnectionTrait, id: PersonId) -> Result<Option<Person>, DbErr> {
    // SQLite has one writer and leaves the lock clause out.
    Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// The person of an address, made when there is none, and held until the transaction ends. Someone who is erased at this
/// very moment is met anew.
///
/// # Errors
/// The database's.
pub async fn meet_and_hold(
    tx: &impl ConnectionTrait,
    address: &EmailAddress,
    language: Language,
    now: Instant,
) -> Result<Person, DbErr> {
    for _ in 0..3 {
        let met = match meet(tx, address, language, now).await {
            Err(DbErr::RecordNotFound(_)) => continue,
            met => met?,
        };
        if let Some(held) = hold(tx, met.id).await? {
            return Ok(held);
        }
    }
    Err(DbErr::RecordNotFound("the person just made".to_owned()))
}

/// Someone who is met with many others: address, name and language.
pub type Newcomer = (EmailAddress, String, Language);

/// Makes the rows of many people at once, at most 500. Rows that exist already are not changed.
///
/// # Errors
/// The database's.
pub async fn meet_many(tx: &impl ConnectionTrait, newcomers: &[Newcomer], now: Instant) -> Result<(), DbErr> {
    if newcomers.is_empty() {
        return Ok(());
    }
    let rows = newcomers.iter().map(|(address, name, language)| ActiveModel {
        address: Set(address.as_typed().to_owned()),
        address_key: Set(address.key().to_owned()),
        name: Set(name.clone()),
        language: Set(*language),
        epoch: Set(0),
        created_at: Set(now),
        ..Default::default()
    });
    let insert = Entity::insert_many(rows).on_conflict_do_nothing_on([Column::AddressKey]);
    insert.exec_without_returning(tx).await.map(drop)
}

/// The people of normalised addresses, at most 500.
///
/// # Errors
/// The database's.
pub async fn by_keys(on: &impl ConnectionTrait, keys: &[&str]) -> Result<Vec<Person>, DbErr> {
    Entity::find().filter(Column::AddressKey.is_in(keys.iter().copied())).all(on).await
}

/// Erases the row of a person to whom nothing refers. Gives the number of rows: none when they were gone already.
///
/// # Errors
/// The database's: also when something still refers to it.
pub async fn forget(tx: &impl ConnectionTrait, id: PersonId) -> Result<u64, DbErr> {
    Entity::delete_by_id(id).exec(tx).await.map(|done| done.rows_affected)
}
