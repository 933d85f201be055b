//! What one can subscribe to.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::base::Language;
use crate::base::id::PublicationId;
use crate::store::tables::publications::{Column, Entity, Model};

/// Something one can subscribe to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The row.
    pub row: Model,
}

impl Publication {
    /// Its name.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        language.pick(&self.row.name_nl, &self.row.name_en)
    }

    /// What it is and how often it comes.
    #[must_use]
    pub fn description(&self, language: Language) -> &str {
        language.pick(&self.row.description_nl, &self.row.description_en)
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> PublicationId {
        self.row.id
    }
}

/// All publications, in the order in which forms show them.
///
/// # Errors
/// The database's.
pub async fn publications(on: &impl ConnectionTrait) -> Result<Vec<Publication>, DbErr> {
    let rows = Entity::find().order_by_asc(Column::Position).order_by_asc(Column::Id).all(on).await?;
    Ok(rows.into_iter().map(|row| Publication { row }).collect())
}

/// One publication.
///
/// # Errors
/// The database's.
pub async fn publication(on: &impl ConnectionTrait, id: PublicationId) -> Result<Option<Publication>, DbErr> {
    Ok(Entity::find_by_id(id).one(on).await?.map(|row| Publication { row }))
}

/// The publication of a short name.
///
/// # Errors
/// The database's.
pub async fn publication_by_slug(on: &impl ConnectionTrait, slug: &str) -> Result<Option<Publication>, DbErr> {
    Ok(Entity::find().filter(Column::Slug.eq(slug)).one(on).await?.map(|row| Publication { row }))
}
