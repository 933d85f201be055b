//! Founding the centre: its one row and its first publications.

use anyhow::ensure;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::NotSet, ConnectionTrait, DbErr, EntityTrait, Set};

use super::choices::lay_down;
use super::particulars::Particulars;
use crate::app::App;
use crate::base::Instant;
use crate::base::id::PublicationId;
use crate::store::tables::states::OnUncertain;
use crate::store::tables::{centre, publications};

/// What a centre is founded with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founding {
    /// What staff can change later.
    pub particulars: Particulars,
    /// The first publications, in the order in which forms show them.
    pub publications: Vec<NewPublication>,
}

/// A publication before it is there. Its short name and list id never change afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPublication {
    /// The short name in addresses: lower-case letters, digits and hyphens.
    pub slug: String,
    /// The List-Id: `slug.domain`.
    pub list_id: String,
    /// What staff can change later.
    pub about: About,
}

/// What a publication is: all of it that staff can change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The name in Dutch.
    pub name_nl: String,
    /// The name in English.
    pub name_en: String,
    /// What it is, in Dutch.
    pub description_nl: String,
    /// What it is, in English.
    pub description_en: String,
    /// How many issues a year are planned; 0 when it comes as needed.
    pub per_year: i32,
    /// What becomes of uncertain deliveries.
    pub on_uncertain: OnUncertain,
}

/// What came of founding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Founded {
    /// The centre is there, with these publications.
    Done(Vec<PublicationId>),
    /// There was a centre already; nothing was changed.
    AlreadyThere,
}

/// Founds the centre in the caller's transaction, unless there is one, with topics and areas to begin with.
///
/// # Errors
/// When both senders have the same address, or the database's.
pub async fn found(tx: &impl ConnectionTrait, app: &App, founding: &Founding) -> anyhow::Result<Founded> {
    let the = &founding.particulars;
    ensure!(
        the.sender_address.key() != the.letter_address.key(),
        "publications and personal letters must have different senders"
    );
    let now = app.clock.now();
    let row = centre::ActiveModel {
        id: Set(1),
        accessibility: Set("E".to_owned()),
        accessibility_on: Set(String::new()),
        accessibility_register: Set(String::new()),
        version: Set(1),
        set_up_at: Set(now),
        ..the.row()
    };
    let there = OnConflict::column(centre::Column::Id).do_nothing().to_owned();
    if centre::Entity::insert(row).on_conflict(there).exec_without_returning(tx).await? == 0 {
        return Ok(Founded::AlreadyThere);
    }
    let mut ids = Vec::new();
    for (publication, position) in founding.publications.iter().zip(1..) {
        ids.push(insert_publication(tx, publication, position, now).await?);
    }
    lay_down(tx).await?;
    Ok(Founded::Done(ids))
}

/// Writes a publication.
pub(super) async fn insert_publication(
    tx: &impl ConnectionTrait,
    new: &NewPublication,
    position: i32,
    now: Instant,
) -> Result<PublicationId, DbErr> {
    let row = publications::ActiveModel {
        id: NotSet,
        slug: Set(new.slug.clone()),
        name_nl: Set(new.about.name_nl.clone()),
        name_en: Set(new.about.name_en.clone()),
        description_nl: Set(new.about.description_nl.clone()),
        description_en: Set(new.about.description_en.clone()),
        list_id: Set(new.list_id.clone()),
        per_year: Set(new.about.per_year),
        on_uncertain: Set(new.about.on_uncertain),
        position: Set(position),
        created_at: Set(now),
    };
    Ok(publications::Entity::insert(row).exec(tx).await?.last_insert_id)
}

impl About {
    /// Whether a row says the same.
    pub(super) fn is_as(&self, row: &publications::Model) -> bool {
        self.name_nl == row.name_nl
            && self.name_en == row.name_en
            && self.description_nl == row.description_nl
            && self.description_en == row.description_en
            && self.per_year == row.per_year
            && self.on_uncertain == row.on_uncertain
    }
}
