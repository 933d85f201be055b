//! Searching by stems: the same results in the same order on both engines, newest first.
//!
//! Raw SQL, measured: each engine searches in its own way.

use sea_orm::{DbErr, EntityTrait as _};

use super::find::PAGE;
use super::record::Record;
use crate::base::Language;
use crate::base::id::RecordId;
use crate::base::page::Page;
use crate::base::words::search_stems;
use crate::store::tables::records::Entity;
use crate::store::{Engine, Store, sql};

/// The longest search, in characters.
pub(super) const LONGEST: usize = 200;

/// What is searched for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Search<'a> {
    /// As someone typed it.
    pub words: &'a str,
    /// Only this year.
    pub year: Option<i32>,
    /// The page after this record.
    pub after: Option<RecordId>,
}

// The unary plus keeps SQLite from fetching every match before it sorts: it walks the index of moments and stops.
const ON_SQLITE: &str = "SELECT r.* FROM records AS r
    WHERE +r.id IN (SELECT rowid FROM record_words WHERE record_words MATCH ?)
      AND r.withdrawn_at IS NULL AND r.corrected_at IS NULL AND (? = 0 OR r.year = ?)
      AND (? = 0 OR (r.published_at, r.id) < (SELECT published_at, id FROM records WHERE id = ?))
      AND NOT EXISTS (SELECT 1 FROM records AS n WHERE n.article_id = r.article_id AND n.article_id <> 0 AND n.id > r.id)
    ORDER BY r.published_at DESC, r.id DESC LIMIT ?";

const ON_POSTGRES: &str = "SELECT r.* FROM records AS r
    WHERE r.found @@ to_tsquery('simple', ?)
      AND r.withdrawn_at IS NULL AND r.corrected_at IS NULL AND (? = 0 OR r.year = ?)
      AND (? = 0 OR (r.published_at, r.id) < (SELECT published_at, id FROM records WHERE id = ?))
      AND NOT EXISTS (SELECT 1 FROM records AS n WHERE n.article_id = r.article_id AND n.article_id <> 0 AND n.id > r.id)
    ORDER BY r.published_at DESC, r.id DESC LIMIT ?";

/// A page of what a search finds: issues and articles that hold all its words, the last word perhaps longer. An article
/// that stood in two issues is found once. Nothing to search for finds nothing.
pub(super) async fn search(store: &Store, asked: Search<'_>) -> Result<Page<Record>, DbErr> {
    let on = store.read();
    let (text, query) = match store.engine() {
        Engine::Sqlite => (ON_SQLITE, match_query(asked.words)),
        Engine::Postgres => (ON_POSTGRES, ts_query(asked.words)),
    };
    let Some(query) = query else { return Ok(Page { rows: Vec::new(), next: None }) };
    let (year, after) = (i64::from(asked.year.unwrap_or(0)), asked.after.map_or(0, |id| id.0));
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let values = [query.into(), year.into(), year.into(), after.into(), after.into(), limit.into()];
    let rows = Entity::find().from_raw_sql(sql(on, text, values)).all(on).await?;
    Ok(Page::of(rows, PAGE, |record| record.id.0))
}

/// The query in FTS5's language: `("oefen" AND "waterstof"*) OR (…)`, once with Dutch and once with English stems.
pub(super) fn match_query(words: &str) -> Option<String> {
    in_both_languages(words, " AND ", " OR ", |stem, is_last| format!("\"{stem}\"{}", if is_last { "*" } else { "" }))
}

/// The query in PostgreSQL's language: `('oefen' & 'waterstof':*) | (…)`.
pub(super) fn ts_query(words: &str) -> Option<String> {
    in_both_languages(words, " & ", " | ", |stem, is_last| format!("'{stem}'{}", if is_last { ":*" } else { "" }))
}

/// Stems hold letters and digits only, so a quoted one is never an operator.
fn in_both_languages(words: &str, and: &str, or: &str, quote: impl Fn(&str, bool) -> String) -> Option<String> {
    let of = |language| {
        let stems = search_stems(words, language);
        let last = stems.len().checked_sub(1)?;
        let quoted: Vec<_> = stems.iter().enumerate().map(|(at, stem)| quote(stem, at == last)).collect();
        Some(format!("({})", quoted.join(and)))
    };
    let (dutch, english) = (of(Language::Dutch)?, of(Language::English)?);
    Some(if dutch == english { dutch } else { format!("{dutch}{or}{english}") })
}
