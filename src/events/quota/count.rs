//! How many people each organisation has at an event.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QuerySelect as _};

use super::of::{Of, Register};
use crate::base::Instant;
use crate::base::id::{EventId, PersonId};
use crate::base::wall_time::date_of;
use crate::events::RegistrationState;
use crate::people;
use crate::store::tables::{event_registrations, organisations};

/// Somebody's address and the organisation that they typed.
pub(in crate::events) type Face<'a> = (&'a str, &'a str);

/// Which of those who are coming come above the quota of their organisation, in their order. `kept` are the people on forms that keep
/// places and are not sent yet; the pools of the event are held.
pub(in crate::events) async fn over(
    on: &impl ConnectionTrait,
    (event, quota): (EventId, i64),
    register: &Register,
    (kept, coming): (&[Face<'_>], &[Face<'_>]),
) -> Result<Vec<bool>, DbErr> {
    let mut counts: BTreeMap<Of, i64> = BTreeMap::new();
    let registered = registered(on, event, register).await?.into_iter().map(|(of, _)| of);
    for of in registered.chain(kept.iter().filter_map(|(address, typed)| register.of_typed(address, typed))) {
        *counts.entry(of).or_default() += 1;
    }
    let mut is_over = |(address, typed): &Face<'_>| {
        let Some(of) = register.of_typed(address, typed) else { return false };
        let count = counts.entry(of).or_default();
        *count += 1;
        *count > quota
    };
    Ok(coming.iter().map(&mut is_over).collect())
}

/// What an organisation has at an event.
pub(in crate::events) struct Taken {
    /// What it is called.
    pub(in crate::events) name: String,
    /// How many of its people come, wait or ask.
    pub(in crate::events) many: i64,
}

/// All organisations of those who come, wait or ask, the largest first.
pub(in crate::events) async fn per_organisation(
    on: &impl ConnectionTrait,
    event: EventId,
    now: Instant,
) -> Result<Vec<Taken>, DbErr> {
    let register = Register::on(on, date_of(now)).await?;
    let mut counts: BTreeMap<Of, (i64, String)> = BTreeMap::new();
    for (of, typed) in registered(on, event, &register).await? {
        let (many, name) = counts.entry(of).or_default();
        *many += 1;
        *name = typed;
    }
    let ids = counts.keys().filter_map(|of| if let Of::Organisation(id) = of { Some(*id) } else { None });
    let named = organisations::Entity::find().filter(organisations::Column::Id.is_in(ids)).all(on).await?;
    let name_of = |of, typed| match of {
        Of::Organisation(id) => named.iter().find(|row| row.id == id).map_or(typed, |row| row.name.clone()),
        Of::Domain(domain) => domain,
        Of::Name(_) => typed,
    };
    let mut all: Vec<Taken> =
        counts.into_iter().map(|(of, (many, typed))| Taken { name: name_of(of, typed), many }).collect();
    all.sort_by(|one, other| other.many.cmp(&one.many).then_with(|| one.name.cmp(&other.name)));
    Ok(all)
}

/// For whom each live registration counts, with the name that was typed.
async fn registered(
    on: &impl ConnectionTrait,
    event: EventId,
    register: &Register,
) -> Result<Vec<(Of, String)>, DbErr> {
    use event_registrations::{Column, Entity};
    let live = [RegistrationState::Registered, RegistrationState::Waiting];
    let rows: Vec<(Option<PersonId>, String)> = Entity::find()
        .select_only()
        .columns([Column::PersonId, Column::Organisation])
        .filter(Column::EventId.eq(event))
        .filter(Column::State.is_in(live))
        .into_tuple()
        .all(on)
        .await?;
    let people = people::by_ids(on, rows.iter().filter_map(|(person, _)| *person)).await?;
    let of = rows.into_iter().filter_map(|(person, typed)| {
        let person = people.get(&person?)?;
        Some((register.of(&person.address_key, &typed)?, typed))
    });
    Ok(of.collect())
}
