//! What is wrong with an issue, before anybody is asked to approve it and before it goes out. Pure.

use crate::base::blocks::{Block, Inline, text_of};
use crate::base::id::MediaId;
use crate::base::{Blocks, Language};
use crate::centre::Centre;
use crate::issues::letter::sheet;
use crate::issues::{Article, Issue};
use crate::mail::lint::{self, Fault};

/// The largest HTML of a letter, in bytes: a large mail program cuts off what is longer, and with it the way to leave.
pub const MAX_BYTES: usize = 90 * 1_000;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is approved or sent until it is solved.
    Blocks,
    /// A person decides.
    Warns,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// There is no subject.
    NoSubject,
    /// The subject holds a line break or another control character.
    SubjectBreaks,
    /// No article stands in it.
    NoArticles,
    /// An article has no text.
    EmptyBody,
    /// An article has no lead, so the mail shows only its title.
    EmptyLead,
    /// A heading skips a level; the words of the heading.
    HeadingJump(String),
    /// A heading has no words.
    EmptyHeading,
    /// The words of a link say nothing without what stands around it; these words.
    GenericLink(String),
    /// A whole paragraph is bold, so that it looks like a heading; how it begins.
    BoldParagraph(String),
    /// A table has a header and no rows.
    EmptyTable,
    /// Nobody said what there is to see in this image, nor that it only decorates.
    UndecidedImage(MediaId),
    /// The mail is larger than [`MAX_BYTES`]; its size in bytes.
    TooLarge(usize),
    /// The centre has no postal address.
    NoPostalAddress,
    /// A link goes without protection; its address.
    PlainLink(String),
    /// Something was left to be filled in; what it says.
    Placeholder(String),
    /// The finished mail would trip a mail program, screen reader or filter.
    Mail(Fault),
}

/// Where it is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the issue as a whole.
    Issue,
    /// In the subject or the preheader.
    Subject,
    /// In the editorial.
    Editorial,
    /// In an article; its title.
    Article(String),
    /// In the settings of the centre.
    Centre,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong.
    pub what: What,
    /// Where.
    pub where_: Place,
}

impl What {
    fn severity(&self) -> Severity {
        match self {
            Self::EmptyLead
            | Self::HeadingJump(_)
            | Self::GenericLink(_)
            | Self::BoldParagraph(_)
            | Self::PlainLink(_) => Severity::Warns,
            // Fetching from elsewhere is never sent; what else the renderer does wrong, no writer can mend.
            Self::Mail(fault) if !["M45", "P08"].contains(&fault.rule) => Severity::Warns,
            _ => Severity::Blocks,
        }
    }

    fn at(self, where_: Place) -> Finding {
        Finding { severity: self.severity(), what: self, where_ }
    }
}

/// Whether one of these blocks asking, approving and sending.
#[must_use]
pub fn is_blocked(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Blocks)
}

/// Everything that is wrong with an issue as this centre would send it, what blocks first. The larger of the two
/// languages of readers counts for the size.
///
/// # Errors
/// When the outside address of the installation is none.
pub fn examine(issue: &Issue, centre: &Centre, site: &str) -> anyhow::Result<Vec<Finding>> {
    let mut html = Vec::new();
    for reader in Language::ALL {
        html.push(sheet(issue, centre, reader, site)?.html());
    }
    let mut findings = checks(issue, html.iter().map(String::len).max().unwrap_or(0));
    if centre.row.postal_address.trim().is_empty() {
        findings.push(What::NoPostalAddress.at(Place::Centre));
    }
    findings.extend(of_mail(html.first().map_or("", String::as_str), site));
    findings.sort_by_key(|finding| finding.severity);
    Ok(findings)
}

/// What the finished mail does wrong, each rule once. Size, headings and links are checked in the content, where the
/// words say what to change.
fn of_mail(html: &str, site: &str) -> Vec<Finding> {
    let mut faults = lint::lint_with_images_of(html, site);
    faults.retain(|fault| !["M44", "M63", "M64"].contains(&fault.rule));
    faults.sort_by_key(|fault| fault.rule);
    faults.dedup_by_key(|fault| fault.rule);
    faults.into_iter().map(|fault| What::Mail(fault).at(Place::Issue)).collect()
}

/// What is wrong with an issue whose letter has `html_bytes` of HTML, in reading order.
#[must_use]
pub fn checks(issue: &Issue, html_bytes: usize) -> Vec<Finding> {
    let mut findings = of_subject(issue);
    findings.extend(of_blocks(&issue.editorial, &Place::Editorial));
    if issue.articles.is_empty() {
        findings.push(What::NoArticles.at(Place::Issue));
    }
    findings.extend(issue.articles.iter().flat_map(of_article));
    if html_bytes > MAX_BYTES {
        findings.push(What::TooLarge(html_bytes).at(Place::Issue));
    }
    findings
}

fn of_subject(issue: &Issue) -> Vec<Finding> {
    let (subject, preheader) = (&issue.row.subject, &issue.row.preheader);
    let mut found = Vec::new();
    if subject.trim().is_empty() {
        found.push(What::NoSubject);
    }
    if subject.chars().any(char::is_control) {
        found.push(What::SubjectBreaks);
    }
    found.extend([subject, preheader].into_iter().filter_map(|text| placeholder(text)).map(What::Placeholder));
    found.into_iter().map(|what| what.at(Place::Subject)).collect()
}

fn of_article(article: &Article) -> Vec<Finding> {
    let place = Place::Article(article.row.title.clone());
    let mut found = Vec::new();
    if article.row.lead.trim().is_empty() {
        found.push(What::EmptyLead);
    }
    if article.body.words().trim().is_empty() {
        found.push(What::EmptyBody);
    }
    if let (Some(id), Some(cover)) = (article.row.picture_id, &article.cover)
        && !cover.lead.decided
    {
        found.push(What::UndecidedImage(id));
    }
    let texts = [&article.row.title, &article.row.lead];
    found.extend(texts.into_iter().filter_map(|text| placeholder(text)).map(What::Placeholder));
    let mut findings: Vec<_> = found.into_iter().map(|what| what.at(place.clone())).collect();
    findings.extend(of_blocks(&article.body, &place));
    findings
}

fn of_blocks(blocks: &Blocks, place: &Place) -> Vec<Finding> {
    let mut found = Vec::new();
    // What stands above the first heading is the title of the piece, of level 1.
    let mut level = 1;
    for block in &blocks.0 {
        if let Block::Heading { level: here, content } = block {
            if *here > level + 1 {
                found.push(What::HeadingJump(text_of(content)));
            }
            level = *here;
        }
        found.extend(of_block(block));
    }
    found.into_iter().map(|what| what.at(place.clone())).collect()
}

fn of_block(block: &Block) -> Vec<What> {
    let mut found = Vec::new();
    match block {
        Block::Heading { content, .. } if text_of(content).trim().is_empty() => found.push(What::EmptyHeading),
        Block::Paragraph { content } if is_all_bold(content) => {
            found.push(What::BoldParagraph(beginning(&text_of(content))));
        }
        Block::Table { rows, .. } if rows.is_empty() => found.push(What::EmptyTable),
        Block::Image { media, shown, .. } if shown.as_ref().is_some_and(|shown| !shown.decided) => {
            found.push(What::UndecidedImage(*media));
        }
        Block::Button { label, href } => {
            found.extend(of_link(label, href.as_str()));
            found.extend(placeholder(label).map(What::Placeholder));
        }
        _ => {}
    }
    for run in runs(block) {
        found.extend(links(run).iter().flat_map(|(words, href)| of_link(words, href)));
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

fn of_link(words: &str, href: &str) -> Vec<What> {
    let mut found = Vec::new();
    if is_generic(words) {
        found.push(What::GenericLink(words.trim().to_owned()));
    }
    if href.starts_with("http://") {
        found.push(What::PlainLink(href.to_owned()));
    }
    found
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
fn placeholder(text: &str) -> Option<String> {
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
