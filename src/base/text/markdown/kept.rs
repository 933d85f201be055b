//! Markdown that is kept.

use super::{Read, read_while};
use crate::base::blocks::{Block, Blocks};
use crate::base::work::QUICK;

/// Reads Markdown into a tree that can be stored, beside the requests and within a budget: a long text takes longer than a
/// transaction may, so it is read before one begins. A block without a single visible letter (`**&nbsp;**`) is left out,
/// because reading it back would be refused.
///
/// # Errors
/// When it took too long.
pub async fn kept(source: &str) -> anyhow::Result<Read> {
    let source = source.to_owned();
    QUICK.work(move |budget| storable(&source, || !budget.is_over())).await
}

/// The same without images, where nobody sees them.
///
/// # Errors
/// When it took too long.
pub async fn kept_without_images(source: &str) -> anyhow::Result<Blocks> {
    let mut blocks = kept(source).await?.blocks;
    blocks.0.retain(|block| !matches!(block, Block::Image { .. }));
    Ok(blocks)
}

/// The blocks of a text that can be stored, as long as somebody waits for them.
#[must_use]
pub fn storable(source: &str, waits: impl Fn() -> bool) -> Read {
    let mut read = read_while(source, &waits);
    read.blocks.0.retain(|block| waits() && Blocks::from_json(&Blocks(vec![block.clone()]).to_json()).is_ok());
    read
}
