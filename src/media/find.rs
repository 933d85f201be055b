//! Reading the library.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::picture::Size;
use crate::base::Instant;
use crate::base::blocks::Shown;
use crate::base::id::{MediaId, MemberId};
use crate::base::page::Page;
use crate::base::words::fold;
use crate::store::page_before;
use crate::store::tables::{media, media_files, media_uses};

/// How many images a page of the library shows.
const PAGE: usize = 48;
/// How many images a list to choose from shows.
const CHOICE: u64 = 200;

/// An image with its files and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The row.
    pub row: media::Model,
    /// Its files, the newest first.
    pub files: Vec<media_files::Model>,
    /// Where it stands.
    pub uses: Vec<media_uses::Model>,
}

impl Image {
    /// Whether somebody said what there is to see, or that it only decorates.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        !self.row.alt.is_empty() || self.row.decorative_at.is_some()
    }

    /// What is shown of it in a size.
    #[must_use]
    pub fn shown(&self, size: Size) -> Option<Shown> {
        let file = self.files.iter().find(|file| file.size == size.word())?;
        Some(Shown {
            file: format!("{}.{}", file.hash, file.form),
            width: file.width.cast_unsigned(),
            height: file.height.cast_unsigned(),
            alt: self.row.alt.clone(),
            decided: self.is_decided(),
        })
    }

    /// Its page for staff.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/beheer/beelden/{}", self.row.id)
    }
}

/// What a search looks in.
pub(super) fn words_of(name: &str, alt: &str) -> String {
    fold(&format!("{name} {alt}"))
}

/// A page of the library, newest first, of which every word of `query` stands in name or description.
///
/// # Errors
/// The database's.
pub async fn library(
    on: &impl ConnectionTrait,
    (query, undecided): (&str, bool),
    before: Option<i64>,
) -> Result<Page<Image>, DbErr> {
    let mut select = media::Entity::find();
    for word in fold(query).split_whitespace().take(8) {
        select = select.filter(media::Column::Words.contains(word));
    }
    if undecided {
        select = select.filter(media::Column::Alt.eq("")).filter(media::Column::DecorativeAt.is_null());
    }
    let page = page_before(on, select, (media::Column::Id, |row| row.id.0), before, PAGE).await?;
    Ok(Page { rows: with_files(on, page.rows).await?, next: page.next })
}

/// The newest images to choose from: id and name.
///
/// # Errors
/// The database's.
pub async fn names(on: &impl ConnectionTrait) -> Result<Vec<(MediaId, String)>, DbErr> {
    media::Entity::find()
        .select_only()
        .columns([media::Column::Id, media::Column::Name])
        .order_by_desc(media::Column::Id)
        .limit(CHOICE)
        .into_tuple()
        .all(on)
        .await
}

/// An image; `None` when there is none of this id.
///
/// # Errors
/// The database's.
pub async fn load(on: &impl ConnectionTrait, id: MediaId) -> Result<Option<Image>, DbErr> {
    let row = media::Entity::find_by_id(id).one(on).await?;
    Ok(with_files(on, row.into_iter().collect()).await?.pop())
}

/// These images. Who is not there is left out.
///
/// # Errors
/// The database's.
pub async fn images(
    on: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = MediaId>,
) -> Result<BTreeMap<MediaId, Image>, DbErr> {
    let ids: Vec<_> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = media::Entity::find().filter(media::Column::Id.is_in(ids)).all(on).await?;
    Ok(with_files(on, rows).await?.into_iter().map(|image| (image.row.id, image)).collect())
}

/// Who changed these images last, and when each of them was.
///
/// # Errors
/// The database's.
pub async fn last_changes(
    on: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = MediaId>,
) -> Result<Vec<(MemberId, Instant)>, DbErr> {
    let ids: Vec<_> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = media::Entity::find().select_only().columns([media::Column::ChangedBy, media::Column::ChangedAt]);
    select.filter(media::Column::Id.is_in(ids)).into_tuple().all(on).await
}

async fn with_files(on: &impl ConnectionTrait, rows: Vec<media::Model>) -> Result<Vec<Image>, DbErr> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let files = media_files::Entity::find()
        .filter(media_files::Column::MediaId.is_in(ids.clone()))
        .order_by_desc(media_files::Column::MadeAt)
        .all(on)
        .await?;
    let uses = media_uses::Entity::find()
        .filter(media_uses::Column::MediaId.is_in(ids))
        .order_by_asc(media_uses::Column::Kind)
        .order_by_desc(media_uses::Column::About)
        .all(on)
        .await?;
    let image = |row: media::Model| Image {
        files: files.iter().filter(|file| file.media_id == row.id).cloned().collect(),
        uses: uses.iter().filter(|one| one.media_id == row.id).cloned().collect(),
        row,
    };
    Ok(rows.into_iter().map(image).collect())
}
