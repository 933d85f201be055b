//! The Atom feed (RFC 4287): the newest articles with their full content and ids that never change.

use atom_syndication::{Content, Entry, FixedDateTime, Generator, Link, Person, Text};

use super::record::Piece;
use super::texts::texts;
use super::versions::Past;
use crate::base::wall_time::date_of;
use crate::base::{Blocks, Instant, Language};
use crate::web::blocks::draw_for;

/// What a feed is made of, beside its articles.
#[derive(Clone, Debug)]
pub(super) struct About {
    /// The outside address without a slash at the end.
    pub site: String,
    /// The name of the centre.
    pub centre: String,
    /// The language of the frame.
    pub language: Language,
    /// The short name and the name of the publication, when it is a feed of one.
    pub publication: Option<(String, String)>,
    /// When the centre was set up: what the feed was changed last, before its first article.
    pub since: Instant,
}

/// Draws the feed.
pub(super) fn atom(about: &About, articles: &[(Piece, Past, Blocks)]) -> String {
    let title = texts(about.language).feed_title;
    let title = match &about.publication {
        Some((_, name)) => format!("{}: {name}", about.centre),
        None => format!("{}: {title}", about.centre),
    };
    let mut feed = atom_syndication::Feed::default();
    feed.set_title(plain(&title));
    feed.set_id(format!("{}:{}", tag(about, about.since), own_path(about)));
    feed.set_updated(moment(articles.iter().map(|(_, past, _)| past.since).max().unwrap_or(about.since)));
    feed.set_authors(vec![person(&about.centre)]);
    feed.set_links(vec![
        link("self", &format!("{}{}", about.site, own_path(about)), "application/atom+xml", about.language),
        link("alternate", &page(about, "/archief"), "text/html", about.language),
    ]);
    feed.set_generator(Generator { value: "Samenspraak".to_owned(), ..Generator::default() });
    feed.set_lang(Some(about.language.tag().to_owned()));
    feed.set_entries(articles.iter().map(|(piece, past, body)| entry(about, piece, *past, body)).collect::<Vec<_>>());
    feed.to_string()
}

fn entry(about: &About, piece: &Piece, past: Past, body: &Blocks) -> Entry {
    let mut entry = Entry::default();
    entry.set_title(plain(&piece.title));
    // The id holds the host and the day of publication, as RFC 4151 asks, and the number of the record: of the first one,
    // so that a correction is the same entry, updated.
    entry.set_id(format!("{}:record:{}", tag(about, past.first_at), past.first));
    entry.set_updated(moment(past.since));
    entry.set_published(Some(moment(past.first_at)));
    entry.set_links(vec![link("alternate", &page(about, &piece.path), "text/html", piece.language)]);
    if !piece.author.is_empty() {
        entry.set_authors(vec![person(&piece.author)]);
    }
    if !piece.lead.is_empty() {
        entry.set_summary(Some(plain(&piece.lead)));
    }
    entry.set_content(Some(Content {
        lang: Some(piece.language.tag().to_owned()),
        content_type: Some("html".to_owned()),
        // A reader elsewhere fetches images from our site.
        value: Some(legal(&draw_for(&about.site, body, 1).into_string())),
        ..Content::default()
    }));
    entry
}

/// `tag:host,2026-11-21`: who may give out ids, and since when (RFC 4151).
fn tag(about: &About, since: Instant) -> String {
    let host = url::Url::parse(&about.site).ok().and_then(|url| url.host_str().map(str::to_owned));
    format!("tag:{},{}", host.unwrap_or_default(), date_of(since).format("%Y-%m-%d"))
}

/// The path of the feed itself.
fn own_path(about: &About) -> String {
    let query = about.publication.as_ref().map(|(slug, _)| format!("?uitgave={slug}")).unwrap_or_default();
    format!("{}/archief/feed.atom{query}", about.language.prefix())
}

fn page(about: &About, path: &str) -> String {
    format!("{}{}{path}", about.site, about.language.prefix())
}

fn link(rel: &str, href: &str, kind: &str, language: Language) -> Link {
    Link {
        href: href.to_owned(),
        rel: rel.to_owned(),
        hreflang: Some(language.tag().to_owned()),
        mime_type: Some(kind.to_owned()),
        ..Link::default()
    }
}

fn person(name: &str) -> Person {
    Person { name: legal(name), ..Person::default() }
}

fn plain(text: &str) -> Text {
    Text::plain(legal(text))
}

fn moment(at: Instant) -> FixedDateTime {
    at.utc().fixed_offset()
}

/// XML 1.0 has no way to write most control characters, escaped or not: one of them would make the feed unreadable.
fn legal(text: &str) -> String {
    let is_legal = |letter: &char| match *letter {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        other => other >= ' ',
    };
    text.chars().filter(is_legal).collect()
}
