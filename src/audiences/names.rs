//! What the ids in a filter are called.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::{Condition, Filter};
use crate::app::{App, Mark};
use crate::base::Language;
use crate::base::id::{AreaId, BodyId, OrganisationId, PublicationId, SendingId, TopicId};
use crate::organisations::name_now;
use crate::store::tables::{areas, bodies, organisations, publications, sendings, topics};

/// Names in one language.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Publications.
    pub publications: BTreeMap<PublicationId, String>,
    /// Topics.
    pub topics: BTreeMap<TopicId, String>,
    /// Areas, and whether each is a region within one.
    pub areas: BTreeMap<AreaId, (String, bool)>,
    /// Organisations.
    pub organisations: BTreeMap<OrganisationId, String>,
    /// Bodies.
    pub bodies: BTreeMap<BodyId, String>,
    /// Sendings.
    pub sendings: BTreeMap<SendingId, String>,
    /// What rooms say of people.
    pub marks: Vec<&'static Mark>,
    /// The things of rooms that a mark of this word is about.
    pub things: BTreeMap<(String, i64), String>,
}

/// The names of everything in a filter.
///
/// # Errors
/// The database's.
pub async fn names(app: &App, filter: &Filter, language: Language) -> anyhow::Result<Names> {
    let mut names = of_house(app.store.read(), filter, language).await?;
    names.marks = app.rooms.marks();
    for mark in &names.marks {
        let is_meant = |condition: &&Condition| matches!(condition, Condition::Mark { word, .. } if word == mark.word);
        if filter.conditions().iter().any(is_meant) {
            let things = (mark.things)(app, language).await?;
            names.things.extend(things.into_iter().map(|(id, name)| ((mark.word.to_owned(), id), name)));
        }
    }
    Ok(names)
}

async fn of_house(on: &impl ConnectionTrait, filter: &Filter, language: Language) -> Result<Names, DbErr> {
    let (mut organisation_ids, mut body_ids, mut sending_ids) = (Vec::new(), Vec::new(), Vec::new());
    for condition in filter.conditions() {
        match condition {
            Condition::Organisation(id) => organisation_ids.push(*id),
            Condition::Body(id) => body_ids.push(*id),
            Condition::Received(id) => sending_ids.push(*id),
            _ => {}
        }
    }
    let mut names = Names::default();
    for row in publications::Entity::find().all(on).await? {
        names.publications.insert(row.id, language.pick(row.name_nl, row.name_en));
    }
    for row in topics::Entity::find().all(on).await? {
        names.topics.insert(row.id, language.pick(row.name_nl, row.name_en));
    }
    for row in areas::Entity::find().all(on).await? {
        names.areas.insert(row.id, (language.pick(row.name_nl, row.name_en), row.parent_id.is_some()));
    }
    let known = organisations::Entity::find().filter(organisations::Column::Id.is_in(organisation_ids));
    let name = |row: organisations::Model| (row.id, name_now(row.name, row.ended_at, language));
    names.organisations = known.all(on).await?.into_iter().map(name).collect();
    let known = bodies::Entity::find().filter(bodies::Column::Id.is_in(body_ids));
    let name = |row: bodies::Model| (row.id, name_now(row.name, row.ended_at, language));
    names.bodies = known.all(on).await?.into_iter().map(name).collect();
    let known = sendings::Entity::find().filter(sendings::Column::Id.is_in(sending_ids));
    names.sendings = known.all(on).await?.into_iter().map(|row| (row.id, row.label)).collect();
    Ok(names)
}
