//! What the subscribers of the demo chose: an area for whoever works for one, and a topic or two for one in four.

use sea_orm::{EntityTrait, Set};

use super::people::invented;
use crate::base::id::PersonId;
use crate::centre::{self, Area, Topic};
use crate::store::DatabaseTransaction;
use crate::store::tables::{person_areas, person_topics};

/// Far below what one statement may bind on either engine.
const CHUNK: usize = 500;
/// One in so many chose topics.
const CHOOSY: usize = 4;

/// Writes the choices of all readers, who come in the order of their numbers.
pub(super) async fn choose(tx: &DatabaseTransaction, readers: &[PersonId]) -> anyhow::Result<()> {
    let (topics, areas) = (centre::topics(tx).await?, centre::areas(tx).await?);
    let of_readers = readers.iter().copied().enumerate();
    let in_areas: Vec<_> = of_readers.clone().filter_map(|(number, person)| area_of(number, person, &areas)).collect();
    for chunk in in_areas.chunks(CHUNK) {
        person_areas::Entity::insert_many(chunk.to_vec()).exec_without_returning(tx).await?;
    }
    let of_topics: Vec<_> = of_readers.flat_map(|(number, person)| topics_of(number, person, &topics)).collect();
    for chunk in of_topics.chunks(CHUNK) {
        person_topics::Entity::insert_many(chunk.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Whoever has an address of a collaboration area works for it.
fn area_of(number: usize, person: PersonId, areas: &[Area]) -> Option<person_areas::ActiveModel> {
    let address = invented(number).address;
    let area = areas.iter().find(|area| address.contains(&format!("@regio-{}.", area.row.slug)))?;
    Some(person_areas::ActiveModel { person_id: Set(person), area_id: Set(area.id()) })
}

fn topics_of(number: usize, person: PersonId, topics: &[Topic]) -> Vec<person_topics::ActiveModel> {
    if !number.is_multiple_of(CHOOSY) || topics.is_empty() {
        return Vec::new();
    }
    let turn = number / CHOOSY;
    let first = turn % topics.len();
    let second = if turn.is_multiple_of(3) { (first + 2) % topics.len() } else { first };
    let mut places = vec![first, second];
    places.dedup();
    let of = |place: usize| topics.get(place).map(Topic::id);
    places
        .into_iter()
        .filter_map(of)
        .map(|topic| person_topics::ActiveModel { person_id: Set(person), topic_id: Set(topic) })
        .collect()
}
