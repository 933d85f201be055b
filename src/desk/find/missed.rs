//! Who missed a letter, and how fast it went.
//!
//! Raw SQL: counts over a whole ledger.

use sea_orm::{ConnectionTrait, DbErr};

use crate::base::Instant;
use crate::base::id::SendingId;
use crate::delivery::Missed;
use crate::desk::sending::{Pace, Tried};
use crate::store::sql;
use crate::store::tables::states::{DeliveryReason, DeliveryState};

/// How many missed it, by reason; and how many uncertain ones nobody decided about.
pub async fn missed(on: &impl ConnectionTrait, id: SendingId) -> Result<Tried, DbErr> {
    let counts = sql(
        on,
        "SELECT state, class, COUNT(*) AS many FROM deliveries
         WHERE sending_id = ? AND state IN ('refused', 'uncertain') GROUP BY state, class",
        [id.0.into()],
    );
    let mut tried = Tried::default();
    for row in on.query_all_raw(counts).await? {
        let (state, class, many): (DeliveryState, Option<String>, i64) =
            (row.try_get("", "state")?, row.try_get("", "class")?, row.try_get("", "many")?);
        let reason = class.as_deref().and_then(DeliveryReason::from_word);
        let Some(missed) = Missed::of(state, reason) else { continue };
        if missed == Missed::Uncertain && reason == Some(DeliveryReason::Uncertain) {
            tried.undecided += many;
        }
        tried.add(missed, many);
    }
    Ok(tried)
}

/// How many mails were accepted, span by span: at most 60 spans of the same length, of at least a second.
pub async fn pace(on: &impl ConnectionTrait, id: SendingId) -> Result<Option<Pace>, DbErr> {
    let ends = sql(
        on,
        "SELECT MIN(settled_at) AS first, MAX(settled_at) AS last FROM deliveries WHERE sending_id = ? AND state = 'accepted'",
        [id.0.into()],
    );
    let Some(row) = on.query_one_raw(ends).await? else { return Ok(None) };
    let (first, last): (Option<i64>, Option<i64>) = (row.try_get("", "first")?, row.try_get("", "last")?);
    let (Some(first), Some(last)) = (first, last) else { return Ok(None) };
    let span = Pace::span_for(last - first);
    let start = first - first.rem_euclid(span);
    let counts = sql(
        on,
        // By its place: to PostgreSQL two placeholders are two expressions, whatever they hold.
        "SELECT (settled_at - ?) / ? AS at, COUNT(*) AS many FROM deliveries
         WHERE sending_id = ? AND state = 'accepted' GROUP BY 1",
        [start.into(), span.into(), id.0.into()],
    );
    let spans = usize::try_from((last - start) / span + 1).unwrap_or(1);
    let mut mails = vec![0; spans];
    for row in on.query_all_raw(counts).await? {
        let at: i64 = row.try_get("", "at")?;
        if let Some(mail) = usize::try_from(at).ok().and_then(|at| mails.get_mut(at)) {
            *mail = row.try_get("", "many")?;
        }
    }
    Ok(Some(Pace { start: Instant(start), span, mails }))
}
