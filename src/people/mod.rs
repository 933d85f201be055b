//! One row per address: subscribers, members of staff and everyone who ever gets a letter refer to it.
//!
//! A person is an address with a language and perhaps a name. This room makes and changes that row, and nothing else:
//! what a person is to the centre stands in the other rooms.
//!
//! Raw SQL for thousands of people in one statement, and for what the rooms say of ties.

mod room;

pub use room::PERSON;
pub use room::{LEFT, ROOM, SUBSCRIBING};

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Set};

use crate::app::App;
use crate::base::id::PersonId;
use crate::base::{EmailAddress, Instant, Language, Link, Purpose};
use crate::room::Leaving;
use crate::store::tables::people::{ActiveModel, Column, Entity};
use crate::store::{as_json, sql_joined, sql_over};

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
    let row = ActiveModel {
        address: Set(address.as_typed().to_owned()),
        address_key: Set(address.key().to_owned()),
        name: Set(String::new()),
        language: Set(language),
        epoch: Set(0),
        created_at: Set(now),
        ..Default::default()
    };
    let there = OnConflict::column(Column::AddressKey).do_nothing().to_owned();
    Entity::insert(row).on_conflict(there).exec_without_returning(tx).await?;
    by_key(tx, address.key()).await?.ok_or_else(|| DbErr::RecordNotFound("the person just made".to_owned()))
}

/// The person of a normalised address.
///
/// # Errors
/// The database's.
pub async fn by_key(on: &impl ConnectionTrait, key: &str) -> Result<Option<Person>, DbErr> {
    Entity::find().filter(Column::AddressKey.eq(key)).one(on).await
}

/// How many people one statement asks for.
const AT_ONCE: usize = 500;

/// The people of normalised addresses, by these.
///
/// # Errors
/// The database's.
pub async fn by_keys(on: &impl ConnectionTrait, keys: &[&str]) -> Result<BTreeMap<String, Person>, DbErr> {
    let mut known = BTreeMap::new();
    for some in keys.chunks(AT_ONCE) {
        let found = Entity::find().filter(Column::AddressKey.is_in(some.iter().copied())).all(on).await?;
        known.extend(found.into_iter().map(|person| (person.address_key.clone(), person)));
    }
    Ok(known)
}

/// The people of ids, by these.
///
/// # Errors
/// The database's.
pub async fn by_ids(
    on: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = PersonId>,
) -> Result<BTreeMap<PersonId, Person>, DbErr> {
    let ids: Vec<PersonId> = ids.into_iter().collect();
    let mut known = BTreeMap::new();
    for some in ids.chunks(AT_ONCE) {
        let found = Entity::find().filter(Column::Id.is_in(some.iter().copied())).all(on).await?;
        known.extend(found.into_iter().map(|person| (person.id, person)));
    }
    Ok(known)
}

/// The addresses of ids, masked for whoever may not read them whole.
///
/// # Errors
/// The database's.
pub async fn masked(
    on: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = PersonId>,
) -> Result<BTreeMap<PersonId, String>, DbErr> {
    let mask =
        |row: &Person| EmailAddress::parse(&row.address).map_or_else(|_| "•••".to_owned(), |address| address.masked());
    Ok(by_ids(on, ids).await?.into_iter().map(|(id, row)| (id, mask(&row))).collect())
}

/// The person of an id.
///
/// # Errors
/// The database's.
pub async fn by_id(on: &impl ConnectionTrait, id: PersonId) -> Result<Option<Person>, DbErr> {
    Entity::find_by_id(id).one(on).await
}

/// Whose token this is, when it is one of ours for this purpose and was not revoked; with what it opens.
///
/// # Errors
/// The database's.
pub async fn holder_of(
    app: &App,
    on: &impl ConnectionTrait,
    purpose: Purpose,
    token: &str,
) -> Result<Option<(Person, i64)>, DbErr> {
    let Some(link) = Link::read(&app.secrets, purpose, token) else { return Ok(None) };
    let person = by_id(on, PersonId(link.holder)).await?;
    Ok(person.filter(|person| link.is_valid(&app.secrets, person.epoch)).map(|person| (person, link.subject)))
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

/// Begins a pause that lasts until a moment, or ends it.
///
/// # Errors
/// The database's.
pub async fn pause(tx: &impl ConnectionTrait, id: PersonId, until: Option<Instant>) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::PausedUntil, Expr::value(until.map(|until| until.0)))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await
        .map(drop)
}

/// Revokes the links of a person that open something; those that leave a publication work on.
///
/// # Errors
/// The database's.
pub async fn raise_epoch(tx: &impl ConnectionTrait, id: PersonId) -> Result<(), DbErr> {
    let raise =
        Entity::update_many().col_expr(Column::Epoch, Expr::col(Column::Epoch).add(1)).filter(Column::Id.eq(id));
    raise.exec(tx).await.map(drop)
}

/// The person of an id, held until the transaction ends, so that two acts about one person come one after the other.
///
/// # Errors
/// The database's.
pub async fn lock(tx: &impl ConnectionTrait, id: PersonId) -> Result<Option<Person>, DbErr> {
    // SQLite has one writer and leaves the lock clause out.
    Entity::find_by_id(id).lock_exclusive().one(tx).await
}

/// The person of an address, made when there is none, and held until the transaction ends. Someone who is erased at this
/// very moment is met anew.
///
/// # Errors
/// The database's.
pub async fn meet_and_lock(
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
        if let Some(locked) = lock(tx, met.id).await? {
            return Ok(locked);
        }
    }
    Err(DbErr::RecordNotFound("the person just made".to_owned()))
}

/// Someone who is met with many others: address, name and language.
pub type Newcomer = (EmailAddress, String, Language);

/// Makes the rows of many people in one statement, unless they exist already: those are not changed. Gives everyone's id
/// and the tag of their language, in no order.
///
/// # Errors
/// The database's.
pub async fn meet_many(
    tx: &impl ConnectionTrait,
    newcomers: impl IntoIterator<Item = &Newcomer>,
    now: Instant,
) -> Result<Vec<(PersonId, String)>, DbErr> {
    let rows: Vec<[&str; 4]> = newcomers
        .into_iter()
        .map(|(address, name, language)| [address.as_typed(), address.key(), name.as_str(), language.tag()])
        .collect();
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let insert = sql_over(
        tx,
        "INSERT INTO people (address, address_key, name, language, epoch, created_at)
         SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, 0, CAST(? AS BIGINT) FROM {rows} WHERE true
         ON CONFLICT (address_key) DO NOTHING RETURNING id, language",
        [now.0.into(), as_json(&rows)?],
    );
    let mut met = tx.query_all_raw(insert).await?;
    if met.len() < rows.len() {
        let keys: Vec<&str> = rows.iter().map(|[_, key, ..]| *key).collect();
        let all = sql_over(
            tx,
            "SELECT p.id, p.language FROM people p WHERE p.address_key IN (SELECT j.value FROM {words})",
            [as_json(&keys)?],
        );
        met = tx.query_all_raw(all).await?;
    }
    met.iter().map(|row| Ok((PersonId(row.try_get("", "id")?), row.try_get("", "language")?))).collect()
}

/// Somebody who is being erased, as every room must know them.
#[must_use]
pub fn leaving(person: &Person) -> Leaving {
    Leaving { id: person.id, address_key: person.address_key.clone() }
}

/// Whether nothing ties a person to the house, by what the rooms say.
///
/// # Errors
/// The database's.
pub async fn is_free(on: &impl ConnectionTrait, app: &App, id: PersonId) -> Result<bool, DbErr> {
    let found = ["SELECT 1 FROM people WHERE people.id = ?", app.rooms.free()];
    Ok(on.query_one_raw(sql_joined(on, &found, [id.0.into()])).await?.is_some())
}

/// Erases the row of a person to whom nothing refers. Gives the number of rows: none when they were gone already.
///
/// # Errors
/// The database's: also when something still refers to it.
pub async fn forget(tx: &impl ConnectionTrait, id: PersonId) -> Result<u64, DbErr> {
    Entity::delete_by_id(id).exec(tx).await.map(|done| done.rows_affected)
}
