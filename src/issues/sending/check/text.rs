//! What is wrong with a text, whatever it is of. Pure.

use super::{Finding, Place, What};
use crate::base::Blocks;
use crate::base::blocks::{Block, Inline, text_of};

/// What is wrong with a text, in reading order. `site` is the outside address.
pub(super) fn of_blocks(blocks: &Blocks, place: &Place, site: &str) -> Vec<Finding> {
    let mut found: Vec<(What, String)> = Vec::new();
    // What stands above the first heading is the title of the piece, of level 1.
    let mut level = 1;
    for block in &blocks.0 {
        if let Block::Heading { level: here, content } = block {
            if *here > level + 1 {
                found.push((What::HeadingJump(text_of(content)), String::new()));
            }
            level = *here;
        }
        found.extend(of_block(block, site).into_iter().map(|what| (what, said_in(block))));
    }
    let long = blocks.0.iter().flat_map(long_sentences).take(LONG_SENTENCES);
    found.extend(long.map(|words| (What::LongSentence(words), String::new())));
    found.into_iter().map(|(what, passage)| what.in_passage(place.clone(), "source", passage)).collect()
}

/// A block to the letter, with its marks and links.
fn said_in(block: &Block) -> String {
    serde_json::json!(block).to_string()
}

fn of_block(block: &Block, site: &str) -> Vec<What> {
    let mut found = Vec::new();
    match block {
        Block::Heading { content, .. } if text_of(content).trim().is_empty() => found.push(What::EmptyHeading),
        Block::Paragraph { content } if is_all_bold(content) => {
            found.push(What::BoldParagraph(beginning(&text_of(content))));
        }
        Block::Table { rows, .. } if rows.is_empty() => found.push(What::EmptyTable),
        Block::Table { header, .. } if header.iter().all(|cell| text_of(cell).trim().is_empty()) => {
            found.push(What::NoTableHeader);
        }
        Block::Image { media, shown, .. } if shown.as_ref().is_some_and(|shown| !shown.decided) => {
            found.push(What::UndecidedImage(*media));
        }
        Block::Button { label, href } => {
            found.extend(of_link(label, href.as_str(), site));
            found.extend(placeholder(label).map(What::Placeholder));
        }
        _ => {}
    }
    for run in runs(block) {
        found.extend(links(run).iter().flat_map(|(words, href)| of_link(words, href, site)));
        found.extend(placeholder(&text_of(run)).map(What::Placeholder));
    }
    found
}

/// The runs of text of a block: an item of a list and a cell of a table each stand alone.
fn runs(block: &Block) -> Vec<&[Inline]> {
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content } | Block::Quote { content } => vec![content],
        Block::List { items, .. } => items.iter().map(Vec::as_slice).collect(),
        Block::Table { header, rows } => header.iter().chain(rows.iter().flatten()).map(Vec::as_slice).collect(),
        Block::Button { .. } | Block::Divider | Block::Image { .. } => Vec::new(),
    }
}

/// The links of a run with all their words: a link that is partly bold is one link.
fn links(run: &[Inline]) -> Vec<(String, &str)> {
    run.chunk_by(|one, next| one.link == next.link)
        .filter_map(|chunk| {
            let href = chunk.first()?.link.as_ref()?;
            Some((text_of(chunk), href.as_str()))
        })
        .collect()
}

fn of_link(words: &str, href: &str, site: &str) -> Vec<What> {
    let mut found = Vec::new();
    if is_of_one_person(href, site) {
        found.push(What::PersonalLink(words.trim().to_owned()));
    }
    if is_generic(words) {
        found.push(What::GenericLink(words.trim().to_owned()));
    }
    if href.starts_with("http://") {
        found.push(What::PlainLink(href.to_owned()));
    }
    found
}

/// Whether an address is no page for everyone: of staff, of one reader, or of a machine or network inside.
fn is_of_one_person(href: &str, site: &str) -> bool {
    const PERSONAL: [&str; 12] = [
        "/beheer",
        "/postbus",
        "/afgemeld/",
        "/afmelden/",
        "/bevestigen/",
        "/nieuw-adres/",
        "/oud-adres/",
        "/voorkeuren/",
        "/mijn-gegevens/",
        "/bijeenkomsten/aanmelding/",
        "/consultaties/antwoord/",
        "/besluiten/antwoord/",
    ];
    let Ok(url) = url::Url::parse(href) else { return false };
    let path = url.path().strip_prefix("/en").filter(|rest| rest.starts_with('/')).unwrap_or(url.path());
    let ours = url::Url::parse(site).is_ok_and(|site| site.host() == url.host());
    let is_inside = match url.host() {
        Some(url::Host::Domain(name)) => {
            // The crate gives names in lower case.
            matches!(name.trim_end_matches('.').rsplit('.').next(), Some("localhost" | "local"))
        }
        Some(url::Host::Ipv4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
        None => false,
    };
    let is_form = path.starts_with("/bijeenkomsten/") && path.contains("/aanmelden/");
    is_inside && !ours || ours && (is_form || PERSONAL.iter().any(|start| path.starts_with(start)))
}

/// How many words a sentence may have before a reader at B1 has to read it twice.
const SENTENCE: usize = 25;
/// So many long sentences of one text are named: it is a hint.
const LONG_SENTENCES: usize = 5;

/// How the sentences of a block begin that are longer than [`SENTENCE`] words.
fn long_sentences(block: &Block) -> Vec<String> {
    let texts = match block {
        Block::Paragraph { .. } | Block::Quote { .. } | Block::List { .. } => runs(block),
        _ => Vec::new(),
    };
    texts.into_iter().flat_map(|run| long_in(&text_of(run))).collect()
}

/// How the sentences of a text begin that are longer than [`SENTENCE`] words.
pub(super) fn long_in(text: &str) -> Vec<String> {
    let (mut long, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let end = rest.char_indices().find(|(at, letter)| {
            let after = rest[at + letter.len_utf8()..].chars().next();
            *letter == '\n' || ['.', '!', '?', ';'].contains(letter) && after.is_none_or(char::is_whitespace)
        });
        let (sentence, after) = rest.split_at(end.map_or(rest.len(), |(at, letter)| at + letter.len_utf8()));
        if sentence.split_whitespace().count() > SENTENCE {
            long.push(beginning(sentence));
        }
        rest = after;
    }
    long
}

/// Whether the words of a link say nothing to someone who hears only the links of a page (WCAG 2.4.4).
fn is_generic(words: &str) -> bool {
    const GENERIC: [&str; 22] = [
        "",
        "hier",
        "klik hier",
        "klik",
        "lees meer",
        "lees verder",
        "meer",
        "meer lezen",
        "meer informatie",
        "meer info",
        "link",
        "deze link",
        "via deze link",
        "here",
        "click here",
        "click",
        "read more",
        "more",
        "more information",
        "more info",
        "this link",
        "learn more",
    ];
    let plain: String = words.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    GENERIC.contains(&plain.as_str())
}

fn is_all_bold(content: &[Inline]) -> bool {
    let mut words = content.iter().filter(|run| !run.text.trim().is_empty()).peekable();
    words.peek().is_some() && words.all(|run| run.bold)
}

/// What was left to be filled in. `TODO` and `XXX` count as words in capitals only, so that "todo-app" is left alone.
pub(super) fn placeholder(text: &str) -> Option<String> {
    if let Some(at) = text.find("{{") {
        return text.get(at..).map(beginning);
    }
    if text.to_lowercase().contains("lorem ipsum") {
        return Some("lorem ipsum".to_owned());
    }
    text.split(|letter: char| !letter.is_alphanumeric()).find(|word| ["TODO", "XXX"].contains(word)).map(str::to_owned)
}

/// The first words of a text, to find it by.
fn beginning(text: &str) -> String {
    let short: String = text.trim().chars().take(40).collect();
    if short.len() < text.trim().len() { format!("{}…", short.trim_end()) } else { short }
}
