//! A sheet as HTML and as plain text: the same words and links in the same order, rendered once per sending and
//! language.
//!
//! Which language a part is in: the preheader, blocks and articles are content; everything else is frame.
//! Everything that people typed passes [`typed`], so that no one can type a slot.

mod blocks;
mod html;
mod link;
mod palette;
mod text;

use super::slots::without_slots;
use super::{Part, Sheet};
use crate::base::Language;
use crate::base::blocks::{Href, Inline};

impl Sheet {
    /// The HTML of the letter: one document without anything from elsewhere.
    #[must_use]
    pub fn html(&self) -> String {
        html::draw(self)
    }

    /// The plain text of the letter: complete, wrapped at 72 characters.
    #[must_use]
    pub fn text(&self) -> String {
        text::write(self)
    }
}

/// What people typed, without slots and without control characters (a line break becomes a space).
fn typed(text: &str) -> String {
    without_slots(text).chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// Whether the small print does not say yet whose letter it is and where they are.
fn names_no_sender(sheet: &Sheet) -> bool {
    let address = sheet.dress.postal_address.trim();
    let says_it = |part: &Part| matches!(part, Part::Text(text) if text.contains(address));
    address.is_empty() || !sheet.footer.iter().any(says_it)
}

/// What the link to an article begins with.
fn article_link(language: Language) -> &'static str {
    language.pick("Lees verder", "Read on")
}

/// What stands above the titles of the other articles.
fn in_this_issue(language: Language) -> &'static str {
    language.pick("Verder in dit nummer", "Also in this issue")
}

/// Whether a space belongs between the words before a link and the link.
fn space_after(before: &str) -> &'static str {
    if before.is_empty() || before.ends_with([' ', '(', '\u{a0}']) { "" } else { " " }
}

/// Whether a space belongs between a link and the words after it: not before a full stop or a comma.
fn space_before(after: &str) -> &'static str {
    if after.chars().next().is_some_and(char::is_alphanumeric) { " " } else { "" }
}

/// Runs of text by the link that they share, so that a link with one bold word stays one link.
fn by_link(content: &[Inline]) -> impl Iterator<Item = (Option<&Href>, &[Inline])> {
    content
        .chunk_by(|one, next| one.link == next.link)
        .filter_map(|runs| runs.first().map(|first| (first.link.as_ref(), runs)))
}
