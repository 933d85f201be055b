//! What a text says, paragraph by paragraph, to compare it and to point at it.

use crate::base::Blocks;
use crate::base::blocks::{Block, Inline, text_of};

/// A text as paragraphs of plain words, with the addresses of links, because a link that leads elsewhere is a change.
pub(super) fn paragraphs(blocks: &Blocks) -> Vec<String> {
    blocks.0.iter().flat_map(of_block).collect()
}

/// The words of a block, a line for each of its paragraphs.
pub(super) fn of_block(block: &Block) -> Vec<String> {
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content } => vec![words(content)],
        Block::Quote { content } => vec![format!("“{}”", words(content))],
        Block::List { items, .. } => items.iter().map(|item| format!("• {}", words(item))).collect(),
        Block::Table { header, rows } => {
            let row = |cells: &Vec<Vec<Inline>>| cells.iter().map(|cell| words(cell)).collect::<Vec<_>>().join(" | ");
            std::iter::once(header).chain(rows).map(row).collect()
        }
        Block::Button { label, href } => vec![format!("[{label}] ({})", href.as_str())],
        Block::Image { .. } | Block::Divider => Vec::new(),
    }
}

fn words(content: &[Inline]) -> String {
    let chunks = content.chunk_by(|one, next| one.link == next.link);
    let said = chunks.map(|chunk| match chunk.first().and_then(|first| first.link.as_ref()) {
        Some(href) => format!("{} ({})", text_of(chunk), href.as_str()),
        None => text_of(chunk),
    });
    said.collect()
}
