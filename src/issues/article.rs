//! A piece that stands in an issue.

use anyhow::Context;
use sea_orm::ConnectionTrait;

use super::pictures::{self, Images};
use crate::base::blocks::Cover;
use crate::base::id::MediaId;

use crate::base::markdown::{self, Remark};
use crate::base::{Blocks, Language};
use crate::media;
use crate::store::tables::articles::Model;

/// The longest title, in characters.
pub(super) const TITLE: usize = 160;
/// The longest lead.
pub(super) const LEAD: usize = 600;
/// The longest name of an author.
pub(super) const AUTHOR: usize = 120;
/// The longest body, in characters of Markdown.
pub(super) const SOURCE: usize = 200_000;

/// An article as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The row.
    pub row: Model,
    /// The body, read from the row.
    pub body: Blocks,
    /// The picture at its top.
    pub cover: Option<Cover>,
}

impl Article {
    /// Reads rows, with what they show of images.
    ///
    /// # Errors
    /// The database's, or when a stored body is no block tree, which a save never leaves behind.
    pub(super) async fn of(on: &impl ConnectionTrait, rows: Vec<Model>) -> anyhow::Result<Vec<Self>> {
        let mut articles = Vec::with_capacity(rows.len());
        for row in rows {
            let body = stored_blocks(&row.body).with_context(|| format!("article {}", row.id))?;
            articles.push(Self { row, body, cover: None });
        }
        let shown = articles.iter().flat_map(|article| article.body.images().chain(article.row.picture_id));
        let images = media::images(on, shown).await?;
        for article in &mut articles {
            article.show(&images);
        }
        Ok(articles)
    }

    fn show(&mut self, images: &Images) {
        pictures::fill(&mut self.body, images);
        self.cover = pictures::cover(self.row.picture_id, images);
    }

    /// Its page for staff.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/beheer/artikelen/{}", self.row.id)
    }

    /// What an editor can change of it.
    pub(super) fn piece(&self) -> Piece {
        Piece {
            title: self.row.title.clone(),
            lead: self.row.lead.clone(),
            author: self.row.author.clone(),
            language: self.row.language,
            source: self.row.source.clone(),
            picture: self.row.picture_id,
        }
    }
}

/// What an editor writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    /// The title.
    pub title: String,
    /// The lead.
    pub lead: String,
    /// Who wrote it.
    pub author: String,
    /// The language it is in.
    pub language: Language,
    /// The body in Markdown, with plain line ends.
    pub source: String,
    /// The picture at the top.
    pub picture: Option<MediaId>,
}

/// Reads a stored block tree.
///
/// # Errors
/// The path of the fault.
pub(super) fn stored_blocks(json: &str) -> anyhow::Result<Blocks> {
    Blocks::from_json(json)
        .map_err(|fault| anyhow::anyhow!("a stored block is wrong at {}: {}", fault.path, fault.reason))
}

/// The tree that is kept of a text, as JSON. It is read before a transaction begins: a long text takes its time, and
/// nobody can write meanwhile.
///
/// # Errors
/// When it took too long.
pub(super) async fn body_of(on: &impl ConnectionTrait, source: &str) -> anyhow::Result<String> {
    let mut blocks = markdown::kept(source).await?.blocks;
    let images = media::images(on, blocks.images()).await?;
    pictures::fill(&mut blocks, &images);
    Ok(blocks.to_json())
}

/// What did not fit of a text, for the page that shows it.
///
/// # Errors
/// When it took too long.
pub(super) async fn remarks_of(on: &impl ConnectionTrait, source: &str) -> anyhow::Result<Vec<Remark>> {
    let mut read = markdown::kept(source).await?;
    pictures::remark_missing(on, read.images, &mut read.remarks).await?;
    Ok(read.remarks)
}

/// Reads Markdown into a tree that can be stored.
#[cfg(test)]
pub(super) fn written_blocks(source: &str) -> markdown::Read {
    markdown::storable(source, || true)
}
