//! Whom a body is, for rooms that ask it something: who sits in it on a day, and who of them can be written to.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DbErr};

use super::find::{self, BodySearch};
use super::organisation::Named;
use crate::base::id::{BodyId, OrganisationId, PersonId};

/// Somebody who sits in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// Who.
    pub person: PersonId,
    /// Their name, or else their address.
    pub name: String,
    /// What they are there.
    pub role: String,
    /// For which organisation.
    pub organisation: Option<OrganisationId>,
}

/// The bodies that still meet.
///
/// # Errors
/// The database's.
pub async fn bodies_now(on: &impl ConnectionTrait, today: NaiveDate) -> Result<Vec<Named<BodyId>>, DbErr> {
    let rows = find::bodies(on, &BodySearch { current: true, ..BodySearch::default() }, today).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// The name of a body, and who sits in it on a day; each once, in the order in which they came.
///
/// # Errors
/// The database's.
pub async fn sitting(
    on: &impl ConnectionTrait,
    body: BodyId,
    day: NaiveDate,
) -> Result<Option<(String, Vec<Sitting>)>, DbErr> {
    let Some(row) = find::body(on, body).await? else { return Ok(None) };
    let mut seen = BTreeSet::new();
    let mut seats: Vec<Sitting> = find::seats(on, body)
        .await?
        .into_iter()
        .filter(|seat| seat.term.holds_on(day) && seen.insert(seat.person))
        .map(|seat| Sitting {
            person: seat.person,
            name: if seat.name.is_empty() { seat.address } else { seat.name },
            role: seat.role,
            organisation: seat.organisation,
        })
        .collect();
    seats.reverse();
    Ok(Some((row.name, seats)))
}

/// Those of these people to whom nothing may be written.
///
/// # Errors
/// The database's.
pub async fn unreachable(
    on: &impl ConnectionTrait,
    of: impl Iterator<Item = PersonId>,
) -> Result<BTreeSet<PersonId>, DbErr> {
    let known = find::who(on, of).await?;
    Ok(known.into_iter().filter(|(_, (_, _, is_blocked))| *is_blocked).map(|(id, _)| id).collect())
}
