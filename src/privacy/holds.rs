//! Holds: what the law wants to stay, stays until a day, whatever its period says or its person asks (GDPR article
//! 17(3)).
//!
//! A hold on a person keeps everything of that person, also against the person's own request to erase. A hold on a kind
//! keeps the purge away from that kind and stops nobody's own request: whether that must wait is to be weighed for each
//! person, and then is a hold on the person.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::app::{App, Rooms};
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{MemberId, PersonId};
use crate::people;
use crate::privacy::acts::Act;
use crate::room::Kind;
use crate::store::tables::privacy_holds;

/// A hold.
pub type Hold = privacy_holds::Model;

/// What is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Everything of one person.
    Person(PersonId),
    /// One kind of record of everybody.
    Kind(&'static Kind),
}

/// Makes a hold. `None` when the person is not there any more.
///
/// # Errors
/// The database's.
pub async fn make(app: &App, by: MemberId, held: Held, reason: &str, until: Instant) -> anyhow::Result<Option<i64>> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let (person, kind) = match held {
        Held::Person(person) => (people::lock(&tx, person).await?.map(|person| person.id), None),
        Held::Kind(kind) => (None, Some(kind)),
    };
    if person.is_none() && kind.is_none() {
        return Ok(None);
    }
    let row = privacy_holds::ActiveModel {
        person_id: Set(person),
        kind: Set(kind.map(|kind| kind.word.to_owned())),
        reason: Set(reason.to_owned()),
        made_by: Set(by),
        made_at: Set(now),
        until_at: Set(until),
        ..Default::default()
    };
    let id = privacy_holds::Entity::insert(row).exec(&tx).await?.last_insert_id;
    let note = match held {
        Held::Person(person) => Note::of(Act::HoldMake, person.0).on(people::PERSON),
        Held::Kind(kind) => Note::of(Act::HoldMake, 0).with(format!("kind={}", kind.word)),
    };
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Some(id))
}

/// Ends a hold before its day. `false` when it was over already.
///
/// # Errors
/// The database's.
pub async fn end(app: &App, by: MemberId, id: i64) -> anyhow::Result<bool> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let end = privacy_holds::Entity::update_many()
        .set(privacy_holds::ActiveModel { ended_at: Set(Some(now)), ended_by: Set(Some(by)), ..Default::default() })
        .filter(privacy_holds::Column::Id.eq(id))
        .filter(privacy_holds::Column::EndedAt.is_null())
        .filter(privacy_holds::Column::UntilAt.gt(now));
    if end.exec(&tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    let note = Note::of(Act::HoldEnd, 0).with(format!("hold={id}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(true)
}

/// All holds, those in force and those that are over, the newest first.
///
/// # Errors
/// The database's.
pub async fn holds(on: &impl ConnectionTrait) -> Result<Vec<Hold>, DbErr> {
    privacy_holds::Entity::find().order_by_desc(privacy_holds::Column::Id).all(on).await
}

/// Until when a person is on hold, if they are.
///
/// # Errors
/// The database's.
pub async fn is_held(on: &impl ConnectionTrait, person: PersonId, now: Instant) -> Result<Option<Instant>, DbErr> {
    let rows = in_force(now).filter(privacy_holds::Column::PersonId.eq(person)).all(on).await?;
    Ok(rows.into_iter().map(|row| row.until_at).max())
}

/// The kinds that are on hold.
pub(super) async fn kinds_on_hold(
    on: &impl ConnectionTrait,
    rooms: &Rooms,
    now: Instant,
) -> Result<Vec<&'static Kind>, DbErr> {
    let rows = in_force(now).filter(privacy_holds::Column::Kind.is_not_null()).all(on).await?;
    Ok(rows.iter().filter_map(|row| rooms.kind(row.kind.as_deref()?)).collect())
}

fn in_force(now: Instant) -> sea_orm::Select<privacy_holds::Entity> {
    privacy_holds::Entity::find()
        .filter(privacy_holds::Column::EndedAt.is_null())
        .filter(privacy_holds::Column::UntilAt.gt(now))
}
