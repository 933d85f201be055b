//! What a record is: its permanent address, and the hash over everything that it says.

use serde::Serialize;

use crate::base::blocks::Cover;
use crate::base::id::{ArticleId, RecordId};
use crate::base::secrets::sha256_hex;
use crate::base::{Instant, Language};
use crate::store::tables::records;
use crate::store::tables::states::RecordKind;

/// An archived, unchangeable thing.
pub type Record = records::Model;

/// The permanent address of an issue, without the prefix of a language: `/archief/2026/nieuwsbrief-3`.
#[must_use]
pub fn issue_path(publication: &str, year: i32, number: i32) -> String {
    format!("/archief/{year}/{publication}-{number}")
}

/// The permanent address of an article, without the prefix of a language: `/archief/artikelen/12-titel`. The number
/// decides; the words may change.
#[must_use]
pub fn article_path(id: ArticleId, slug: &str) -> String {
    format!("/archief/artikelen/{id}-{slug}")
}

/// The id in the last part of an article's address, whatever words follow it.
pub(super) fn article_id(name: &str) -> Option<ArticleId> {
    let digits = name.split_once('-').map_or(name, |(digits, _)| digits);
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// The publication and the number in the last part of an issue's address.
pub(super) fn issue_name(name: &str) -> Option<(&str, i32)> {
    let (publication, number) = name.rsplit_once('-')?;
    // Anything else is no short name, and PostgreSQL breaks on a NUL.
    if !publication.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return None;
    }
    // "nieuwsbrief-03" and "nieuwsbrief-+3" are not addresses of ours.
    let canonical = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
    canonical.then(|| number.parse().ok()).flatten().map(|number| (publication, number))
}

/// An archived thing as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its record.
    pub id: RecordId,
    /// Whether it is a whole issue.
    pub is_issue: bool,
    /// Its address, without the prefix of a language.
    pub path: String,
    /// Its title.
    pub title: String,
    /// What it is about, in a sentence or two.
    pub lead: String,
    /// Who wrote it; may be empty.
    pub author: String,
    /// The language of its content.
    pub language: Language,
    /// When it went out.
    pub published_at: Instant,
    /// The name of the publication, in the reader's language.
    pub publication: String,
    /// The year of its issue.
    pub year: i32,
    /// The number of its issue.
    pub number: i32,
    /// The address of its issue.
    pub issue_path: String,
    /// When a correction took its place; `None` for what stands.
    pub corrected_at: Option<Instant>,
    /// The picture at its top.
    pub cover: Option<Cover>,
}

impl Piece {
    /// The address of exactly this record, whatever takes its place later.
    pub(super) fn version_path(&self) -> String {
        format!("{}?versie={}", self.path, self.id)
    }
}

/// The hash of a record: SHA-256, in hexadecimal, over JSON with these fields in this order and no white space.
#[must_use]
pub(super) fn hash(record: &Record) -> String {
    let said = Said {
        kind: record.kind,
        publication: record.publication_id.0,
        issue: record.issue_id.0,
        article: record.article_id.0,
        year: record.year,
        number: record.number,
        position: record.position,
        slug: &record.slug,
        language: record.language,
        title: &record.title,
        lead: &record.lead,
        author: &record.author,
        body: &record.body,
        published_at: record.published_at,
        version: (record.version > 1).then_some(record.version),
        picture: &record.picture,
    };
    // Strings and numbers always serialise; an empty hash would not verify.
    serde_json::to_vec(&said).map(|json| sha256_hex(&json)).unwrap_or_default()
}

/// Everything that a record says. The order of the fields is part of every hash ever made: it never changes.
#[derive(Serialize)]
struct Said<'a> {
    kind: RecordKind,
    publication: i64,
    issue: i64,
    article: i64,
    year: i32,
    number: i32,
    position: i32,
    slug: &'a str,
    language: Language,
    title: &'a str,
    lead: &'a str,
    author: &'a str,
    body: &'a str,
    published_at: Instant,
    /// Not there in the first version, which most records are and the oldest hashes were made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
    /// Not there without one.
    #[serde(skip_serializing_if = "str::is_empty")]
    picture: &'a str,
}
