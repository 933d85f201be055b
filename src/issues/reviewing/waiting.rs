//! What waits for an answer, for the first page.
//!
//! Raw SQL where the remarks of many issues and their articles are counted at once.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbErr};

use crate::base::id::IssueId;
use crate::store::sql;

/// How many open remarks each issue has that is being written or waits for approval; those without are left out.
///
/// # Errors
/// The database's.
pub async fn waiting(on: &impl ConnectionTrait) -> Result<BTreeMap<IssueId, i64>, DbErr> {
    let counted = sql(
        on,
        "SELECT issues.id, COUNT(*) AS many FROM issues
         JOIN review_remarks ON review_remarks.closed_at IS NULL AND (review_remarks.issue_id = issues.id
           OR review_remarks.article_id IN
             (SELECT issue_articles.article_id FROM issue_articles WHERE issue_articles.issue_id = issues.id))
         WHERE issues.state IN ('draft', 'in-review') GROUP BY issues.id",
        [],
    );
    let rows = on.query_all_raw(counted).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "many")?))).collect()
}
