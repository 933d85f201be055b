//! Who is asked: those who sit in the body on the day, and those whom staff add.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::decision::{ByHand, Respondent};
use crate::app::App;
use crate::base::Instant;
use crate::base::id::{DecisionId, PersonId};
use crate::base::wall_time::date_of;
use crate::organisations::{self, Sitting};
use crate::store::DatabaseTransaction;
use crate::store::tables::decision_respondents::{ActiveModel, Column, Entity};
use crate::store::tables::decisions;

/// Writes those whom staff add, in the place of those who were added before.
pub(super) async fn put_by_hand(
    tx: &DatabaseTransaction,
    app: &App,
    id: DecisionId,
    (people, now): (&[ByHand], Instant),
) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::DecisionId.eq(id)).filter(Column::ByHand.eq(true)).exec(tx).await?;
    let mut met = BTreeSet::new();
    for one in people {
        let person = organisations::meet(tx, app, &one.address, &one.name, now).await?;
        if met.insert(person) {
            Entity::delete_many()
                .filter(Column::DecisionId.eq(id))
                .filter(Column::PersonId.eq(person))
                .exec(tx)
                .await?;
            let row = ActiveModel { name: Set(one.name.clone()), by_hand: Set(true), ..blank(id, person, now) };
            Entity::insert(row).exec_without_returning(tx).await?;
        }
    }
    Ok(())
}

/// Makes those who sit in the body today its respondents, and nobody else beside whom staff added. Whoever sits there still keeps
/// their row. Gives what the body is called.
pub(super) async fn gather(tx: &DatabaseTransaction, row: &decisions::Model, now: Instant) -> Result<String, DbErr> {
    let (name, sitting) = match row.body_id {
        Some(body) => organisations::sitting(tx, body, date_of(now)).await?.unwrap_or_default(),
        None => Default::default(),
    };
    let rows = Entity::find().filter(Column::DecisionId.eq(row.id)).all(tx).await?;
    let is_same = |one: &Respondent, seat: &Sitting| {
        one.person_id == Some(seat.person)
            && (one.by_hand
                || (&one.name, &one.role, one.organisation_id) == (&seat.name, &seat.role, seat.organisation))
    };
    let gone = rows.iter().filter(|one| !one.by_hand && !sitting.iter().any(|seat| is_same(one, seat)));
    Entity::delete_many().filter(Column::Id.is_in(gone.map(|one| one.id))).exec(tx).await?;
    for seat in sitting.iter().filter(|seat| !rows.iter().any(|one| is_same(one, seat))) {
        let row = ActiveModel {
            name: Set(seat.name.clone()),
            role: Set(seat.role.clone()),
            organisation_id: Set(seat.organisation),
            ..blank(row.id, seat.person, now)
        };
        Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(name)
}

fn blank(id: DecisionId, person: PersonId, now: Instant) -> ActiveModel {
    ActiveModel {
        decision_id: Set(id),
        person_id: Set(Some(person)),
        name: Set(String::new()),
        role: Set(String::new()),
        by_hand: Set(false),
        made_at: Set(now),
        reminders: Set(0),
        ..Default::default()
    }
}

/// Somebody who would be asked if the request were opened now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Would {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) role: String,
    pub(super) can_be_reached: bool,
}

/// Who would be asked if it were opened now.
pub(super) async fn would(
    on: &impl ConnectionTrait,
    (row, respondents): (&decisions::Model, &[Respondent]),
    now: Instant,
) -> Result<Vec<Would>, DbErr> {
    let sitting = match row.body_id {
        Some(body) => organisations::sitting(on, body, date_of(now)).await?.unwrap_or_default().1,
        None => Vec::new(),
    };
    let would = |person, name: &str, role: &str| Would {
        person,
        name: name.to_owned(),
        role: role.to_owned(),
        can_be_reached: true,
    };
    let by_hand = respondents.iter().filter(|one| one.by_hand);
    let mut all: Vec<Would> = by_hand.filter_map(|one| Some(would(one.person_id?, &one.name, &one.role))).collect();
    let known: BTreeSet<PersonId> = all.iter().map(|one| one.person).collect();
    let seats = sitting.iter().filter(|seat| !known.contains(&seat.person));
    all.splice(0..0, seats.map(|seat| would(seat.person, &seat.name, &seat.role)));
    let blocked = organisations::unreachable(on, all.iter().map(|one| one.person)).await?;
    for one in &mut all {
        one.can_be_reached = !blocked.contains(&one.person);
    }
    Ok(all)
}
