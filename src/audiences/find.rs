//! Reads: saved audiences, who would receive what, and what a condition can name.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::query::page;
use super::{Asking, Filter};
use crate::app::{App, Mark};
use crate::base::Language;
use crate::base::id::{AudienceId, BodyId, OrganisationId, PersonId, PublicationId, SendingId};
use crate::base::page::Page;
use crate::people::Person;
use crate::store::tables::states::Lane;
use crate::store::tables::{areas, audiences, bodies, organisations, people, publications, sendings, topics};

const PAGE: usize = 50;
/// The most things that a list to choose from shows.
const CHOICE: u64 = 2_000;

/// A filter with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    /// The row.
    pub row: audiences::Model,
    /// The filter, read from the row.
    pub filter: Filter,
}

impl Audience {
    fn of(row: audiences::Model) -> anyhow::Result<Self> {
        let read = Filter::read(&row.filter);
        let filter = read.map_err(|fault| anyhow::anyhow!("audience {} cannot be read: {fault:?}", row.id))?;
        Ok(Self { row, filter })
    }

    /// Its page for staff.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/beheer/doelgroepen/{}", self.row.id)
    }
}

/// An audience; `None` when there is none of this id.
///
/// # Errors
/// The database's, or when its filter cannot be read, which a save never leaves behind.
pub async fn load(on: &impl ConnectionTrait, id: AudienceId) -> anyhow::Result<Option<Audience>> {
    audiences::Entity::find_by_id(id).one(on).await?.map(Audience::of).transpose()
}

/// All audiences by name, at most 1,000.
///
/// # Errors
/// As [`load`].
pub async fn all(on: &impl ConnectionTrait) -> anyhow::Result<Vec<Audience>> {
    let rows = audiences::Entity::find().order_by_asc(audiences::Column::NameKey).limit(1_000).all(on).await?;
    rows.into_iter().map(Audience::of).collect()
}

/// The readers of a publication whom a filter means now, in the order in which we met them: a page of them, after the
/// person of an id.
pub(super) async fn people_of(
    on: &impl ConnectionTrait,
    (filter, publication): (&Filter, PublicationId),
    after: Option<i64>,
    asking: &Asking,
) -> Result<Page<Person>, DbErr> {
    // One more than a page, to know whether there is a next one.
    let meant = page(filter, publication, (after.map(PersonId), PAGE as u64 + 1), asking);
    let rows = on.query_all(&meant).await?;
    let ids = rows.iter().map(|row| row.try_get("", "person_id")).collect::<Result<Vec<PersonId>, _>>()?;
    let people = people::Entity::find().filter(people::Column::Id.is_in(ids)).order_by_asc(people::Column::Id);
    Ok(Page::of(people.all(on).await?, PAGE, |person| person.id.0))
}

/// What conditions can name, by id, as lists to choose from.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    pub(super) publications: Vec<(PublicationId, String)>,
    pub(super) topics: Vec<(i64, String)>,
    pub(super) areas: Vec<(i64, String)>,
    pub(super) organisations: Vec<(OrganisationId, String)>,
    pub(super) bodies: Vec<(BodyId, String)>,
    pub(super) sendings: Vec<(SendingId, String)>,
    /// What rooms say of people, and of each word the things that it may be about.
    pub(super) marks: Vec<&'static Mark>,
    pub(super) things: BTreeMap<&'static str, Vec<(i64, String)>>,
}

pub(super) async fn publications_by_name(
    on: &impl ConnectionTrait,
    language: Language,
) -> Result<Vec<(PublicationId, String)>, DbErr> {
    let rows = publications::Entity::find().order_by_asc(publications::Column::Position).all(on).await?;
    Ok(rows.into_iter().map(|row| (row.id, language.pick(row.name_nl, row.name_en))).collect())
}

/// Everything that can be chosen now.
pub(super) async fn choice(app: &App, language: Language) -> anyhow::Result<Choice> {
    let mut choice = of_house(app.store.read(), language).await?;
    choice.marks = app.rooms.marks();
    for mark in &choice.marks {
        choice.things.insert(mark.word, (mark.things)(app, language).await?);
    }
    Ok(choice)
}

async fn of_house(on: &impl ConnectionTrait, language: Language) -> Result<Choice, DbErr> {
    let retired = || Expr::col(topics::Column::RetiredAt).is_null();
    let topics = topics::Entity::find().filter(retired()).order_by_asc(topics::Column::Position).all(on).await?;
    let known = organisations::Entity::find()
        .filter(organisations::Column::EndedAt.is_null())
        .order_by_asc(organisations::Column::NameKey)
        .limit(CHOICE)
        .all(on)
        .await?;
    let groups = bodies::Entity::find()
        .filter(bodies::Column::EndedAt.is_null())
        .order_by_asc(bodies::Column::NameKey)
        .limit(CHOICE)
        .all(on)
        .await?;
    let sent = sendings::Entity::find()
        .filter(sendings::Column::Lane.eq(Lane::Bulk))
        .order_by_desc(sendings::Column::Id)
        .limit(200)
        .all(on)
        .await?;
    Ok(Choice {
        publications: publications_by_name(on, language).await?,
        topics: topics.into_iter().map(|row| (row.id.0, language.pick(row.name_nl, row.name_en))).collect(),
        areas: areas_in_order(on, language).await?,
        organisations: known.into_iter().map(|row| (row.id, row.name)).collect(),
        bodies: groups.into_iter().map(|row| (row.id, row.name)).collect(),
        sendings: sent.into_iter().map(|row| (row.id, row.label)).collect(),
        ..Choice::default()
    })
}

async fn areas_in_order(on: &impl ConnectionTrait, language: Language) -> Result<Vec<(i64, String)>, DbErr> {
    let rows = areas::Entity::find()
        .filter(areas::Column::RetiredAt.is_null())
        .order_by_asc(areas::Column::Position)
        .order_by_asc(areas::Column::Id)
        .all(on)
        .await?;
    let name = |row: &areas::Model| language.pick(&row.name_nl, &row.name_en).clone();
    let mut named = Vec::new();
    for top in rows.iter().filter(|row| row.parent_id.is_none()) {
        named.push((top.id.0, name(top)));
        let regions = rows.iter().filter(|row| row.parent_id == Some(top.id));
        named.extend(regions.map(|row| (row.id.0, format!("{}: {}", name(top), name(row)))));
    }
    Ok(named)
}
