//! A piece that stands in an issue.

use anyhow::Context;

use crate::base::Blocks;
use crate::base::markdown::{self, Read};
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
}

impl Article {
    /// Reads a row.
    ///
    /// # Errors
    /// When the stored body is no block tree, which a save never leaves behind.
    pub fn of(row: Model) -> anyhow::Result<Self> {
        let body = stored_blocks(&row.body).with_context(|| format!("article {}", row.id))?;
        Ok(Self { row, body })
    }
}

/// Reads a stored block tree.
///
/// # Errors
/// The path of the fault.
pub(super) fn stored_blocks(json: &str) -> anyhow::Result<Blocks> {
    Blocks::from_json(json)
        .map_err(|fault| anyhow::anyhow!("a stored block is wrong at {}: {}", fault.path, fault.reason))
}

/// Reads Markdown into a tree that can be stored. A block without a single visible letter (`**&nbsp;**`) is left out,
/// because reading it back would be refused.
pub(super) fn written_blocks(source: &str) -> Read {
    let mut read = markdown::read(source);
    read.blocks.0.retain(|block| Blocks::from_json(&Blocks(vec![block.clone()]).to_json()).is_ok());
    read
}
