//! The history of an article, and going back to a version of it.

use sea_orm::EntityTrait;

use super::article::Piece;
use super::find;
use super::save_article::{Saved, Way, save};
use crate::app::App;
use crate::base::id::{ArticleId, MemberId};
use crate::media;
use crate::store::tables::articles;

/// Makes a version the newest again: a save like any other, so what was there stays in the history too. `from` is the
/// version that the page was drawn from.
///
/// # Errors
/// The database's.
pub(super) async fn restore(app: &App, id: ArticleId, version: i64, from: i64, by: MemberId) -> anyhow::Result<Saved> {
    let on = app.store.read();
    let kept = find::version(on, id, version).await?;
    let row = articles::Entity::find_by_id(id).one(on).await?;
    let (Some(kept), Some(row)) = (kept, row) else { return Ok(Saved::NotThere) };
    let picture = match kept.picture_id {
        Some(id) => media::load(on, id).await?.map(|image| image.row.id),
        None => None,
    };
    let piece = Piece {
        title: kept.title,
        lead: kept.lead,
        author: kept.author,
        source: kept.source,
        language: row.language,
        picture,
    };
    save(app, id, from, &piece, (by, Way::Apart)).await
}
