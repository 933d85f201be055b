//! What a reader chooses from besides publications: topics, and areas with the regions in them.
//!
//! Staff add, rename, order and retire them. Nothing is ever erased, because people have chosen it: a retired choice is
//! not offered any more, and those who chose it keep it. Choosing an area means all its regions, also those that are
//! added to it later, so only the area is kept then. The short name is what forms carry; it never changes.

mod defaults;
mod filled;
mod keep;
mod pages;
mod web;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::base::Language;
use crate::base::id::{AreaId, TopicId};
use crate::store::tables::{areas as area_rows, topics as topic_rows};

pub(super) use defaults::lay_down;
pub(super) use web::routes;

/// A subject that readers choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The row.
    pub row: topic_rows::Model,
}

impl Topic {
    /// Its name.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        language.pick(&self.row.name_nl, &self.row.name_en)
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> TopicId {
        self.row.id
    }
}

/// A region in a collaboration area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The row.
    pub row: area_rows::Model,
}

impl Region {
    /// Its name.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        language.pick(&self.row.name_nl, &self.row.name_en)
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> AreaId {
        self.row.id
    }
}

/// A collaboration area with its regions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The row.
    pub row: area_rows::Model,
    /// The regions in it that are offered, in their order.
    pub regions: Vec<Region>,
}

impl Area {
    /// Its name.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        language.pick(&self.row.name_nl, &self.row.name_en)
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> AreaId {
        self.row.id
    }
}

/// The topics that are offered, in the order in which forms show them.
///
/// # Errors
/// The database's.
pub async fn topics(on: &impl ConnectionTrait) -> Result<Vec<Topic>, DbErr> {
    let rows = topic_rows::Entity::find()
        .filter(topic_rows::Column::RetiredAt.is_null())
        .order_by_asc(topic_rows::Column::Position)
        .order_by_asc(topic_rows::Column::Id)
        .all(on)
        .await?;
    Ok(rows.into_iter().map(|row| Topic { row }).collect())
}

/// The areas that are offered with the regions in them, in the order in which forms show them.
///
/// # Errors
/// The database's.
pub async fn areas(on: &impl ConnectionTrait) -> Result<Vec<Area>, DbErr> {
    let rows = area_rows::Entity::find()
        .filter(area_rows::Column::RetiredAt.is_null())
        .order_by_asc(area_rows::Column::Position)
        .order_by_asc(area_rows::Column::Id)
        .all(on)
        .await?;
    let (tops, regions): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.parent_id.is_none());
    let within = |id: AreaId| regions.iter().filter(move |row| row.parent_id == Some(id)).cloned();
    let area = |row: area_rows::Model| Area { regions: within(row.id).map(|row| Region { row }).collect(), row };
    Ok(tops.into_iter().map(area).collect())
}

/// Which of the two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Topics,
    Areas,
}

impl Kind {
    /// Both.
    pub(super) const ALL: [Self; 2] = [Self::Topics, Self::Areas];

    /// The word in the addresses of the pages.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Topics => "onderwerpen",
            Self::Areas => "gebieden",
        }
    }

    /// The list of a word in an address.
    pub(super) fn of(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.path() == path)
    }
}

/// A topic, an area or a region as staff see it: also when it is retired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) id: i64,
    /// The area that a region lies in.
    pub(super) parent: Option<i64>,
    pub(super) name_nl: String,
    pub(super) name_en: String,
    pub(super) is_retired: bool,
}

impl Listed {
    pub(super) fn name(&self, language: Language) -> &str {
        language.pick(&self.name_nl, &self.name_en)
    }

    /// A short word for what it is now; a form carries it to tell what its writer saw.
    pub(super) fn seen(&self) -> String {
        let text = format!("{}\n{}", self.name_nl, self.name_en);
        crate::base::secrets::sha256_hex(text.as_bytes()).chars().take(16).collect()
    }
}

/// Everything on a list, in its order; each region directly after its area.
pub(super) async fn list(on: &impl ConnectionTrait, kind: Kind) -> Result<Vec<Listed>, DbErr> {
    match kind {
        Kind::Topics => {
            let query = topic_rows::Entity::find().order_by_asc(topic_rows::Column::Position);
            let rows = query.order_by_asc(topic_rows::Column::Id).all(on).await?;
            Ok(rows.into_iter().map(of_topic).collect())
        }
        Kind::Areas => {
            let query = area_rows::Entity::find().order_by_asc(area_rows::Column::Position);
            let rows: Vec<_> =
                query.order_by_asc(area_rows::Column::Id).all(on).await?.into_iter().map(of_area).collect();
            let tops = rows.iter().filter(|row| row.parent.is_none());
            let with_regions = tops.flat_map(|top| {
                std::iter::once(top).chain(rows.iter().filter(move |row| row.parent == Some(top.id))).cloned()
            });
            Ok(with_regions.collect())
        }
    }
}

fn of_topic(row: topic_rows::Model) -> Listed {
    Listed {
        id: row.id.0,
        parent: None,
        name_nl: row.name_nl,
        name_en: row.name_en,
        is_retired: row.retired_at.is_some(),
    }
}

fn of_area(row: area_rows::Model) -> Listed {
    Listed {
        id: row.id.0,
        parent: row.parent_id.map(|id| id.0),
        name_nl: row.name_nl,
        name_en: row.name_en,
        is_retired: row.retired_at.is_some(),
    }
}

/// The names of topics, also of those that are retired, in the order of the forms.
///
/// # Errors
/// The database's.
pub async fn names_of_topics(
    on: &impl ConnectionTrait,
    ids: &[TopicId],
    language: Language,
) -> Result<Vec<String>, DbErr> {
    names_of(on, Kind::Topics, |id| ids.contains(&TopicId(id)), language).await
}

/// The names of areas and regions, also of those that are retired, in the order of the forms.
///
/// # Errors
/// The database's.
pub async fn names_of_areas(
    on: &impl ConnectionTrait,
    ids: &[AreaId],
    language: Language,
) -> Result<Vec<String>, DbErr> {
    names_of(on, Kind::Areas, |id| ids.contains(&AreaId(id)), language).await
}

async fn names_of(
    on: &impl ConnectionTrait,
    kind: Kind,
    is_named: impl Fn(i64) -> bool,
    language: Language,
) -> Result<Vec<String>, DbErr> {
    let all = list(on, kind).await?.into_iter();
    Ok(all.filter(|one| is_named(one.id)).map(|one| one.name(language).to_owned()).collect())
}
