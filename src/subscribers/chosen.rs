//! The topics and areas that people chose. A chosen area stands for all its regions, so none of these is kept beside it.
//!
//! Raw SQL where areas say which regions stand in them.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};

use super::subscriber::Delta;
use crate::base::id::{AreaId, PersonId, SignUpId, TopicId};
use crate::store::sql;
use crate::store::tables::{person_areas, person_topics, sign_up_areas, sign_up_topics};

/// What someone chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The topics.
    pub topics: Vec<TopicId>,
    /// The areas, and regions of areas that were not chosen as a whole.
    pub areas: Vec<AreaId>,
}

/// What a person chose.
pub(super) async fn of_person(on: &impl ConnectionTrait, person: PersonId) -> Result<Chosen, DbErr> {
    let topics = person_topics::Entity::find()
        .filter(person_topics::Column::PersonId.eq(person))
        .order_by_asc(person_topics::Column::TopicId)
        .all(on)
        .await?;
    let areas = person_areas::Entity::find()
        .filter(person_areas::Column::PersonId.eq(person))
        .order_by_asc(person_areas::Column::AreaId)
        .all(on)
        .await?;
    Ok(Chosen {
        topics: topics.into_iter().map(|row| row.topic_id).collect(),
        areas: areas.into_iter().map(|row| row.area_id).collect(),
    })
}

/// What was chosen with a sign-up that waits.
pub(super) async fn of_sign_up(on: &impl ConnectionTrait, id: SignUpId) -> Result<Chosen, DbErr> {
    let topics = sign_up_topics::Entity::find().filter(sign_up_topics::Column::SignUpId.eq(id)).all(on).await?;
    let areas = sign_up_areas::Entity::find().filter(sign_up_areas::Column::SignUpId.eq(id)).all(on).await?;
    Ok(Chosen {
        topics: topics.into_iter().map(|row| row.topic_id).collect(),
        areas: areas.into_iter().map(|row| row.area_id).collect(),
    })
}

/// Keeps what was chosen with a sign-up until it is confirmed.
pub(super) async fn keep_with(tx: &impl ConnectionTrait, id: SignUpId, chosen: &Chosen) -> Result<(), DbErr> {
    let topics =
        chosen.topics.iter().map(|topic| sign_up_topics::ActiveModel { sign_up_id: Set(id), topic_id: Set(*topic) });
    sign_up_topics::Entity::insert_many(topics).exec_without_returning(tx).await?;
    let areas = chosen.areas.iter().map(|area| sign_up_areas::ActiveModel { sign_up_id: Set(id), area_id: Set(*area) });
    sign_up_areas::Entity::insert_many(areas).exec_without_returning(tx).await.map(drop)
}

/// Adds to what a person chose.
pub(super) async fn add(tx: &impl ConnectionTrait, person: PersonId, more: Chosen) -> Result<(), DbErr> {
    let topics = Delta { added: more.topics, removed: Vec::new() };
    let areas = Delta { added: more.areas, removed: Vec::new() };
    change(tx, person, &topics, &areas).await
}

/// Takes over what differs.
pub(super) async fn change(
    tx: &impl ConnectionTrait,
    person: PersonId,
    topics: &Delta<TopicId>,
    areas: &Delta<AreaId>,
) -> Result<(), DbErr> {
    let of_person = person_topics::Column::PersonId.eq(person);
    let removed = person_topics::Column::TopicId.is_in(topics.removed.iter().copied());
    person_topics::Entity::delete_many().filter(of_person).filter(removed).exec(tx).await?;
    let added = topics.added.iter().map(|id| person_topics::ActiveModel { person_id: Set(person), topic_id: Set(*id) });
    let there =
        OnConflict::columns([person_topics::Column::PersonId, person_topics::Column::TopicId]).do_nothing().to_owned();
    person_topics::Entity::insert_many(added).on_conflict(there).exec_without_returning(tx).await?;
    let of_person = person_areas::Column::PersonId.eq(person);
    let removed = person_areas::Column::AreaId.is_in(areas.removed.iter().copied());
    person_areas::Entity::delete_many().filter(of_person).filter(removed).exec(tx).await?;
    let added = areas.added.iter().map(|id| person_areas::ActiveModel { person_id: Set(person), area_id: Set(*id) });
    let there =
        OnConflict::columns([person_areas::Column::PersonId, person_areas::Column::AreaId]).do_nothing().to_owned();
    person_areas::Entity::insert_many(added).on_conflict(there).exec_without_returning(tx).await?;
    if areas.added.is_empty() { Ok(()) } else { drop_regions_of_whole_areas(tx, person).await }
}

async fn drop_regions_of_whole_areas(tx: &impl ConnectionTrait, person: PersonId) -> Result<(), DbErr> {
    let delete = sql(
        tx,
        "DELETE FROM person_areas WHERE person_id = ? AND area_id IN
           (SELECT region.id FROM areas region JOIN person_areas whole ON whole.area_id = region.parent_id
            WHERE whole.person_id = ?)",
        [person.0.into(), person.0.into()],
    );
    tx.execute_raw(delete).await.map(drop)
}
