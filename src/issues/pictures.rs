//! What articles and issues show of images: looked up when they are read, so that a description that was filled in later
//! counts.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbErr};

use crate::base::blocks::{Block, Cover};
use crate::base::id::MediaId;
use crate::base::markdown::{Loss, Remark};
use crate::base::{Blocks, Instant};
use crate::media::{self, About, Image, Size};
use crate::store::DatabaseTransaction;

/// Images by their number.
pub(super) type Images = BTreeMap<MediaId, Image>;

/// Looks up what is shown of every image of a tree. One that is not in the library is left out.
pub(super) fn fill(blocks: &mut Blocks, images: &Images) {
    blocks.0.retain_mut(|block| {
        let Block::Image { media, alt, shown } = block else { return true };
        *shown = images.get(media).and_then(|image| image.shown(Size::Wide)).map(|mut found| {
            if !alt.is_empty() {
                found.alt.clone_from(alt);
                found.decided = true;
            }
            found
        });
        shown.is_some()
    });
}

/// The picture at the top of an article.
pub(super) fn cover(id: Option<MediaId>, images: &Images) -> Option<Cover> {
    let image = images.get(&id?)?;
    Some(Cover { lead: image.shown(Size::Lead)?, small: image.shown(Size::Small)?, share: image.shown(Size::Share) })
}

/// Adds a remark for every image that is not in the library.
pub(super) async fn remark_missing(
    on: &impl ConnectionTrait,
    shown: Vec<(usize, MediaId)>,
    remarks: &mut Vec<Remark>,
) -> Result<(), DbErr> {
    let there = media::images(on, shown.iter().map(|(_, id)| *id)).await?;
    let missing = shown.into_iter().filter(|(_, id)| !there.contains_key(id));
    remarks.extend(missing.map(|(line, _)| Remark { line, what: Loss::NoImage }));
    remarks.sort_by_key(|remark| remark.line);
    Ok(())
}

/// Says where the images of a text stand.
///
/// # Errors
/// The database's.
pub(super) async fn note(
    tx: &DatabaseTransaction,
    about: About,
    label: &str,
    (body, picture): (&str, Option<MediaId>),
    now: Instant,
) -> Result<(), DbErr> {
    let blocks = Blocks::from_json(body).unwrap_or_default();
    media::used_in(tx, about, label, blocks.images().chain(picture), now).await
}
