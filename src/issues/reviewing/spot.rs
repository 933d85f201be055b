//! A place in a text that somebody reads along: what a remark is about.

use crate::base::Blocks;
use crate::base::blocks::Block;
use crate::base::id::ArticleId;
use crate::issues::Article;
use crate::issues::passages::of_block;

/// The longest passage that is kept with a remark, in characters.
const LONGEST: usize = 1_000;

/// What a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The article; `None` for the issue itself.
    pub article: Option<ArticleId>,
    /// [`Spot::WHOLE`], [`Spot::OPENING`], or the number of a block from 1.
    pub part: i64,
}

impl Spot {
    /// All of it.
    pub const WHOLE: i64 = -1;
    /// What stands above the text: title and lead of an article, subject and editorial of an issue.
    pub const OPENING: i64 = 0;

    /// A place in an article.
    #[must_use]
    pub const fn of(article: ArticleId, part: i64) -> Self {
        Self { article: Some(article), part }
    }

    /// A place in the issue itself.
    #[must_use]
    pub const fn of_issue(part: i64) -> Self {
        Self { article: None, part }
    }

    /// The name of its field in a form: `bij-12-3`, `bij-nummer-0`.
    #[must_use]
    pub fn field(self) -> String {
        let part = if self.part == Self::WHOLE { "alles".to_owned() } else { self.part.to_string() };
        match self.article {
            Some(id) => format!("bij-{id}-{part}"),
            None => format!("bij-nummer-{part}"),
        }
    }

    /// The place of a field.
    #[must_use]
    pub fn from_field(name: &str) -> Option<Self> {
        let (article, part) = name.strip_prefix("bij-")?.rsplit_once('-')?;
        let part = if part == "alles" { Self::WHOLE } else { part.parse().ok().filter(|part| *part >= 0)? };
        let article = if article == "nummer" { None } else { Some(article.parse().ok()?) };
        Some(Self { article, part })
    }
}

/// Whether somebody can remark on a block of its own.
pub(super) fn can_be_remarked_on(block: &Block) -> bool {
    match block {
        Block::Divider | Block::Heading { .. } => false,
        Block::Paragraph { .. }
        | Block::List { .. }
        | Block::Quote { .. }
        | Block::Table { .. }
        | Block::Button { .. }
        | Block::Image { .. } => true,
    }
}

/// The words of a block, as a remark keeps them.
pub(super) fn words_of(block: &Block) -> String {
    match block {
        Block::Image { media, alt, shown } => {
            let alt = shown.as_ref().map_or(alt, |shown| &shown.alt);
            if alt.is_empty() { media.to_string() } else { alt.clone() }
        }
        other => of_block(other).join("\n"),
    }
    .chars()
    .take(LONGEST)
    .collect()
}

/// What stands at a place of an article with this title, lead and text; nothing for the whole of it or when there is no such place.
pub(super) fn passage(title: &str, lead: &str, body: &Blocks, part: i64) -> String {
    if part == Spot::OPENING {
        return opening(title, lead);
    }
    let at = usize::try_from(part - 1).ok();
    at.and_then(|at| body.0.get(at)).map(words_of).unwrap_or_default()
}

/// What stands above a text, as a remark keeps it.
pub(super) fn opening(title: &str, below: &str) -> String {
    format!("{title}\n{below}").trim().chars().take(LONGEST).collect()
}

/// Where a passage stands in an article now; `None` when it stands there no longer.
pub(super) fn find(article: &Article, part: i64, passage: &str) -> Option<i64> {
    if part == Spot::OPENING {
        return (opening(&article.row.title, &article.row.lead) == passage).then_some(part);
    }
    let is_it = |part: i64| {
        let at = usize::try_from(part - 1).ok();
        at.and_then(|at| article.body.0.get(at)).is_some_and(|block| words_of(block) == passage)
    };
    let many = i64::try_from(article.body.0.len()).unwrap_or_default();
    if is_it(part) { Some(part) } else { (1..=many).find(|part| is_it(*part)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i20_the_field_of_a_place_says_which_place_it_is() {
        for spot in [
            Spot::of(ArticleId(12), 3),
            Spot::of(ArticleId(12), Spot::OPENING),
            Spot::of(ArticleId(12), Spot::WHOLE),
            Spot::of_issue(Spot::WHOLE),
            Spot::of_issue(Spot::OPENING),
        ] {
            assert_eq!(Spot::from_field(&spot.field()), Some(spot), "{}", spot.field());
        }
        for other in ["bij-", "bij-12", "bij-12--3", "bij-x-1", "bij-12-", "woorden", "bij-12-99999999999999999999"] {
            assert_eq!(Spot::from_field(other), None, "{other}");
        }
    }
}
