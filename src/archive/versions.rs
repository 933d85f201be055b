//! Corrections: an issue that was corrected has records of each text that went out. The newest stands at its address;
//! the older ones stay as they were, are reached from it, and say when they were corrected.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::record::Record;
use crate::base::Instant;
use crate::base::id::{ArticleId, IssueId, RecordId};
use crate::store::tables::records::{Column, Entity};
use crate::store::tables::states::RecordKind;

/// How a record came to say what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Past {
    /// The first record of the same piece in the same issue.
    pub first: RecordId,
    /// When that went out.
    pub first_at: Instant,
    /// Since when it says what it says: later than `first_at` when it was corrected.
    pub since: Instant,
    /// The last record that said something else.
    pub before: Option<RecordId>,
}

impl Past {
    /// Of a record that was never corrected.
    pub(super) const fn of(record: &Record) -> Self {
        Self { first: record.id, first_at: record.published_at, since: record.published_at, before: None }
    }
}

/// The pasts of records, by their ids. Only issues that were corrected are asked for.
pub(super) async fn pasts(on: &impl ConnectionTrait, records: &[Record]) -> Result<BTreeMap<RecordId, Past>, DbErr> {
    let corrected: Vec<IssueId> = records.iter().filter(|one| one.version > 1).map(|one| one.issue_id).collect();
    let mut pieces: BTreeMap<(IssueId, ArticleId), Vec<Record>> = BTreeMap::new();
    if !corrected.is_empty() {
        let query = Entity::find().filter(Column::IssueId.is_in(corrected)).order_by_asc(Column::Version);
        for record in query.all(on).await? {
            pieces.entry((record.issue_id, record.article_id)).or_default().push(record);
        }
    }
    let past = |record: &Record| {
        let versions = pieces.get(&(record.issue_id, record.article_id)).map_or(&[][..], Vec::as_slice);
        (record.id, past_of(record, versions))
    };
    Ok(records.iter().map(past).collect())
}

/// `versions` are those of the same piece, the oldest first.
pub(super) fn past_of(record: &Record, versions: &[Record]) -> Past {
    let mut past: Option<(Past, &Record)> = None;
    for version in versions.iter().filter(|version| version.version <= record.version) {
        past = Some(match past {
            None => (Past::of(version), version),
            Some((past, last)) if says_the_same(last, version) => (past, version),
            Some((past, last)) => (Past { since: version.published_at, before: Some(last.id), ..past }, version),
        });
    }
    past.map_or(Past::of(record), |(past, _)| past)
}

/// An issue that was corrected says something else in any case: its articles are part of it.
fn says_the_same(one: &Record, other: &Record) -> bool {
    one.kind == RecordKind::Article
        && (&one.title, &one.lead, &one.author, &one.body) == (&other.title, &other.lead, &other.author, &other.body)
}
