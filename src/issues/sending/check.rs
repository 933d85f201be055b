//! What is wrong with an issue, before anybody is asked to approve it and before it goes out. Pure, but for [`with_surroundings`].

mod text;

use self::text::{long_in, of_blocks, placeholder};
use crate::app::App;
use crate::base::Language;
use crate::base::id::{ArticleId, IssueId, MediaId};
use crate::base::secrets::sha256_hex;
use crate::centre::Centre;
use crate::issues::issue::Explained;
use crate::issues::letter::sheet;
use crate::issues::{Article, Issue, agenda, content_hash, find};
use crate::mail::lint::{self, Fault};

/// The largest HTML of a letter, in bytes: a large mail program cuts off what is longer, and with it the way to leave.
pub const MAX_BYTES: usize = 90 * 1_000;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is approved or sent until it is solved, or somebody says why it stays.
    Blocks,
    /// It would block, and somebody said why it stays.
    Explained,
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
    /// The first row of a table, which says what stands below it, is empty.
    NoTableHeader,
    /// A link leads to a page of staff or of one reader, or into a network that readers do not reach; its words.
    PersonalLink(String),
    /// A sentence is long; how it begins.
    LongSentence(String),
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
    /// The agenda names something that was moved or called off, or is past.
    OldAgenda,
    /// An earlier issue of the publication had this subject: its number and year.
    SameSubject(String),
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
    /// In an article; which one, and its title.
    Article(ArticleId, String),
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
    /// The field of the form in which that is mended.
    pub field: &'static str,
    /// The words of the place, or what else it is in: when they change, what was explained of it is over.
    pub passage: String,
    /// Why it stays.
    pub explained: Option<Explained>,
}

impl Finding {
    /// What was found and where, as an explanation names it; `None` when no reason is good enough.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        let what = self.what.may_stay()?;
        let place = match &self.where_ {
            Place::Article(id, _) => format!("article {id}"),
            Place::Issue => "issue".to_owned(),
            Place::Subject => "subject".to_owned(),
            Place::Editorial => "editorial".to_owned(),
            Place::Centre => "centre".to_owned(),
        };
        let all = serde_json::json!([what, place, self.field, self.what.words(), self.passage]);
        Some(sha256_hex(all.to_string().as_bytes()))
    }

    fn look_for(&mut self, explained: &[Explained]) {
        let key = self.key();
        self.explained = explained.iter().rfind(|one| Some(&one.finding) == key.as_ref()).cloned();
        if self.explained.is_some() && self.severity == Severity::Blocks {
            self.severity = Severity::Explained;
        }
    }

    /// The page and the field in which it is mended, for an issue.
    #[must_use]
    pub fn address(&self, issue: IssueId) -> String {
        let field = self.field;
        match &self.where_ {
            Place::Article(id, _) => format!("/beheer/artikelen/{id}#{field}"),
            Place::Centre => "/beheer/instellingen".to_owned(),
            Place::Issue | Place::Subject | Place::Editorial => format!("/beheer/nummers/{issue}#{field}"),
        }
    }
}

impl What {
    fn severity(&self) -> Severity {
        match self {
            Self::EmptyLead
            | Self::HeadingJump(_)
            | Self::GenericLink(_)
            | Self::BoldParagraph(_)
            | Self::LongSentence(_)
            | Self::PlainLink(_)
            | Self::SameSubject(_) => Severity::Warns,
            // Fetching from elsewhere is never sent; what else the renderer does wrong, no writer can mend.
            Self::Mail(fault) if !["M45", "P08"].contains(&fault.rule) => Severity::Warns,
            _ => Severity::Blocks,
        }
    }

    fn at(self, where_: Place, field: &'static str) -> Finding {
        self.in_passage(where_, field, String::new())
    }

    fn in_passage(self, where_: Place, field: &'static str, passage: String) -> Finding {
        Finding { severity: self.severity(), what: self, where_, field, passage, explained: None }
    }

    /// What it is called in an explanation, when a person may decide that it stays. What is missing, reaches nobody, or lets a
    /// stranger in stays for no reason; an image is decided about at the image.
    const fn may_stay(&self) -> Option<&'static str> {
        match self {
            Self::EmptyTable => Some("empty table"),
            Self::NoTableHeader => Some("no table header"),
            Self::Placeholder(_) => Some("placeholder"),
            Self::TooLarge(_) => Some("too large"),
            Self::EmptyBody => Some("empty body"),
            Self::NoSubject
            | Self::SubjectBreaks
            | Self::NoArticles
            | Self::EmptyLead
            | Self::HeadingJump(_)
            | Self::EmptyHeading
            | Self::GenericLink(_)
            | Self::BoldParagraph(_)
            | Self::PersonalLink(_)
            | Self::LongSentence(_)
            | Self::UndecidedImage(_)
            | Self::NoPostalAddress
            | Self::PlainLink(_)
            | Self::OldAgenda
            | Self::SameSubject(_)
            | Self::Mail(_) => None,
        }
    }

    /// The words of the text, or the address of the image, by which the place is found; `None` when there are none.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        match self {
            Self::HeadingJump(words)
            | Self::GenericLink(words)
            | Self::BoldParagraph(words)
            | Self::PersonalLink(words)
            | Self::LongSentence(words)
            | Self::Placeholder(words) => Some(words.trim_end_matches('…').to_owned()),
            Self::UndecidedImage(id) => Some(format!("(media:{id})")),
            _ => None,
        }
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
    let mut findings = checks(issue, html.iter().map(String::len).max().unwrap_or(0), site);
    if centre.row.postal_address.trim().is_empty() {
        findings.push(What::NoPostalAddress.at(Place::Centre, ""));
    }
    findings.extend(of_mail(html.first().map_or("", String::as_str), site));
    for finding in &mut findings {
        finding.look_for(&issue.explained);
    }
    findings.sort_by_key(|finding| finding.severity);
    Ok(findings)
}

/// The same findings, and what only the house around the issue can tell: whether its agenda still says what is so, and whether an
/// earlier issue had the same subject.
///
/// # Errors
/// The database's.
pub async fn with_surroundings(app: &App, issue: &Issue, mut findings: Vec<Finding>) -> anyhow::Result<Vec<Finding>> {
    if issue.is_open() && agenda::is_outdated(app, issue).await? {
        findings.insert(0, What::OldAgenda.at(Place::Issue, "agenda"));
    }
    if let Some(earlier) = find::with_subject(app.store.read(), issue).await? {
        findings.push(What::SameSubject(format!("{}/{}", earlier.number, earlier.year)).at(Place::Subject, "subject"));
    }
    Ok(findings)
}

/// What the finished mail does wrong, each rule once. Size, headings and links are checked in the content, where the
/// words say what to change.
fn of_mail(html: &str, site: &str) -> Vec<Finding> {
    let mut faults = lint::lint_with_images_of(html, site);
    faults.retain(|fault| !["M44", "M63", "M64"].contains(&fault.rule));
    faults.sort_by_key(|fault| fault.rule);
    faults.dedup_by_key(|fault| fault.rule);
    faults.into_iter().map(|fault| What::Mail(fault).at(Place::Issue, "artikelen")).collect()
}

/// What is wrong with an issue whose letter has `html_bytes` of HTML, in reading order.
#[must_use]
pub fn checks(issue: &Issue, html_bytes: usize, site: &str) -> Vec<Finding> {
    let mut findings = of_subject(issue);
    findings.extend(of_blocks(&issue.editorial, &Place::Editorial, site));
    if issue.articles.is_empty() {
        findings.push(What::NoArticles.at(Place::Issue, "artikelen"));
    }
    findings.extend(issue.articles.iter().flat_map(|article| of_article(article, site)));
    if html_bytes > MAX_BYTES {
        // Whatever changes may make it larger still.
        findings.push(What::TooLarge(html_bytes).in_passage(Place::Issue, "artikelen", content_hash(issue)));
    }
    findings
}

fn of_subject(issue: &Issue) -> Vec<Finding> {
    let (subject, preheader) = (&issue.row.subject, &issue.row.preheader);
    let mut found = Vec::new();
    if subject.trim().is_empty() {
        found.push((What::NoSubject, "subject"));
    }
    if subject.chars().any(char::is_control) {
        found.push((What::SubjectBreaks, "subject"));
    }
    found.extend(placeholders(&[("subject", subject), ("preheader", preheader)]));
    let passage = format!("{subject}\n{preheader}");
    found.into_iter().map(|(what, field)| what.in_passage(Place::Subject, field, passage.clone())).collect()
}

fn placeholders(texts: &[(&'static str, &String)]) -> Vec<(What, &'static str)> {
    let found = |(field, text): &(&'static str, &String)| Some((What::Placeholder(placeholder(text)?), *field));
    texts.iter().filter_map(found).collect()
}

/// What is wrong with an article, in reading order. `site` is the outside address.
#[must_use]
pub fn of_article(article: &Article, site: &str) -> Vec<Finding> {
    let place = Place::Article(article.row.id, article.row.title.clone());
    let mut found = Vec::new();
    if article.row.lead.trim().is_empty() {
        found.push((What::EmptyLead, "lead"));
    }
    if article.body.words().trim().is_empty() {
        found.push((What::EmptyBody, "source"));
    }
    if let (Some(id), Some(cover)) = (article.row.picture_id, &article.cover)
        && !cover.lead.decided
    {
        found.push((What::UndecidedImage(id), "picture"));
    }
    found.extend(placeholders(&[("title", &article.row.title), ("lead", &article.row.lead)]));
    found.extend(long_in(&article.row.lead).into_iter().map(|words| (What::LongSentence(words), "lead")));
    let passage = format!("{}\n{}", article.row.title, article.row.lead);
    let of_it = |(what, field): (What, &'static str)| what.in_passage(place.clone(), field, passage.clone());
    let mut findings: Vec<_> = found.into_iter().map(of_it).collect();
    findings.extend(of_blocks(&article.body, &place, site));
    findings
}
