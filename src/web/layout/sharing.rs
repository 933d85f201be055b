//! What a page says of itself to whoever shares it: a title, a sentence and a picture (the Open Graph protocol).

use maud::{Markup, html};

use super::Frame;
use crate::base::blocks::Shown;
use crate::base::{Instant, Language};

/// The longest description, in characters: what programs show of it.
const DESCRIPTION: usize = 200;

/// What a page says where it is shared.
#[derive(Clone, Copy, Debug)]
pub struct Sharing<'a> {
    /// The outside address of the installation, without a slash at the end.
    pub site: &'a str,
    /// The path of the page, without the prefix of a language.
    pub path: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What it is about.
    pub description: &'a str,
    /// The language of its content.
    pub language: Language,
    /// When it was published.
    pub published_at: Instant,
    /// What is shown beside it.
    pub picture: Option<&'a Shown>,
}

/// The lines of the head.
pub(super) fn lines(frame: &Frame, sharing: &Sharing<'_>) -> Markup {
    let address = format!("{}{}{}", sharing.site, frame.language.prefix(), sharing.path);
    let description = shortened(sharing.description);
    let card = if sharing.picture.is_some() { "summary_large_image" } else { "summary" };
    html! {
        link rel="canonical" href=(address);
        @if !description.is_empty() {
            meta name="description" content=(description);
            meta property="og:description" content=(description);
        }
        meta property="og:type" content="article";
        meta property="og:title" content=(sharing.title);
        meta property="og:url" content=(address);
        meta property="og:site_name" content=(frame.centre_name);
        meta property="og:locale" content=(sharing.language.pick("nl_NL", "en_GB"));
        meta property="article:published_time" content=(sharing.published_at.rfc3339());
        @if let Some(picture) = sharing.picture {
            meta property="og:image" content=(picture.address(sharing.site));
            meta property="og:image:width" content=(picture.width);
            meta property="og:image:height" content=(picture.height);
            @if !picture.alt.is_empty() { meta property="og:image:alt" content=(picture.alt); }
        }
        meta name="twitter:card" content=(card);
    }
}

/// A text on one line, cut between two words.
fn shortened(text: &str) -> String {
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() + 2 > DESCRIPTION {
            short.push('…');
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}
