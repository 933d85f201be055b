//! Written content: the tree of blocks, the Markdown that people type, and the only gate for HTML of others.

pub mod blocks;
pub mod markdown;
pub mod runs;
pub mod safe_html;
