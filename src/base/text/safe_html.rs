//! The only home of ammonia: what people paste is never trusted.
//!
//! Content is a block tree, so HTML is never kept as HTML. What is pasted into a Markdown field as HTML loses its tags
//! here, scripts and styles with their content, and goes on as text.

use ammonia::Builder;

/// The text of an HTML fragment: no tag survives, and of scripts and styles nothing does.
#[must_use]
pub fn text_of(fragment: &str) -> String {
    let cleaned = Builder::empty()
        .clean_content_tags(["script", "style", "iframe", "object", "svg", "math"].into())
        .clean(fragment)
        .to_string();
    unescape(&cleaned)
}

/// Undoes the five entities that the cleaner writes.
fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}
