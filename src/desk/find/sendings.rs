//! Sendings and their ledger.
//!
//! Raw SQL where a whole ledger is counted.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use crate::base::Instant;
use crate::base::clock::days;
use crate::base::id::SendingId;
use crate::base::page::Page;
use crate::desk::sending::{Counts, Delivery, Part, Row};
use crate::people;
use crate::returns;
use crate::store::tables::states::{DeliveryState, Lane, SendingState};
use crate::store::tables::{deliveries, sending_totals, sendings};
use crate::store::{page_after, page_before, sql};

const SENDINGS: usize = 25;
const ROWS: usize = 50;

/// A page of sendings to many, newest first, before the one of id `before`.
pub async fn sendings(on: &impl ConnectionTrait, before: Option<i64>) -> Result<Page<Row>, DbErr> {
    let query = sendings::Entity::find().filter(sendings::Column::Lane.eq(Lane::Bulk));
    let page = page_before(on, query, (sendings::Column::Id, |row| row.id.0), before, SENDINGS).await?;
    Ok(Page { rows: with_counts(on, page.rows).await?, next: page.next })
}

/// One sending to many.
pub async fn sending(on: &impl ConnectionTrait, id: SendingId) -> Result<Option<Row>, DbErr> {
    let found = sendings::Entity::find_by_id(id).filter(sendings::Column::Lane.eq(Lane::Bulk)).one(on).await?;
    Ok(with_counts(on, found.into_iter().collect()).await?.pop())
}

/// Puts the counts beside sendings.
pub async fn with_counts(on: &impl ConnectionTrait, rows: Vec<sendings::Model>) -> Result<Vec<Row>, DbErr> {
    let counts = counts_of(on, &rows).await?;
    let with = |row: sendings::Model| Row {
        counts: counts.get(&row.id).copied().unwrap_or_default(),
        id: row.id,
        label: row.label,
        state: row.state,
        reason: row.reason,
        opened_at: row.opened_at,
    };
    Ok(rows.into_iter().map(with).collect())
}

/// How many rows of each sending stand where: by the totals that were kept when it was over, and counted while it runs.
pub async fn counts_of(
    on: &impl ConnectionTrait,
    rows: &[sendings::Model],
) -> Result<BTreeMap<SendingId, Counts>, DbErr> {
    let is_over = |row: &&sendings::Model| matches!(row.state, SendingState::Closed | SendingState::Cancelled);
    let mut counts = BTreeMap::<_, Counts>::new();
    let over = rows.iter().filter(is_over).map(|row| row.id);
    let kept = sending_totals::Entity::find().filter(sending_totals::Column::SendingId.is_in(over)).all(on).await?;
    for total in kept {
        counts.entry(total.sending_id).or_default().add(total.state, total.many);
    }
    let to_count: Vec<SendingId> = rows.iter().map(|row| row.id).filter(|id| !counts.contains_key(id)).collect();
    for (id, state, many) in counted(on, &to_count).await? {
        counts.entry(id).or_default().add(state, many);
    }
    Ok(counts)
}

async fn counted(on: &impl ConnectionTrait, ids: &[SendingId]) -> Result<Vec<(SendingId, DeliveryState, i64)>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    deliveries::Entity::find()
        .select_only()
        .column(deliveries::Column::SendingId)
        .column(deliveries::Column::State)
        .column_as(deliveries::Column::PersonId.count(), "many")
        .filter(deliveries::Column::SendingId.is_in(ids.iter().copied()))
        .group_by(deliveries::Column::SendingId)
        .group_by(deliveries::Column::State)
        .into_tuple()
        .all(on)
        .await
}

/// Letters to one person of the last thirty days, counted.
pub async fn single_letters(on: &impl ConnectionTrait, now: Instant) -> Result<Counts, DbErr> {
    let statement = sql(
        on,
        "SELECT deliveries.state AS state, COUNT(*) AS many FROM deliveries
         JOIN sendings ON sendings.id = deliveries.sending_id
         WHERE sendings.lane = 'waiting' AND sendings.opened_at >= ? GROUP BY deliveries.state",
        [now.minus(days(30)).0.into()],
    );
    let mut counts = Counts::default();
    for row in on.query_all_raw(statement).await? {
        counts.add(row.try_get("", "state")?, row.try_get("", "many")?);
    }
    Ok(counts)
}

/// A page of the ledger of a sending by person, after the person of id `after`.
pub async fn ledger(
    on: &impl ConnectionTrait,
    id: SendingId,
    part: Part,
    after: Option<i64>,
) -> Result<Page<Delivery>, DbErr> {
    let mut query = deliveries::Entity::find().filter(deliveries::Column::SendingId.eq(id));
    if !part.states().is_empty() {
        query = query.filter(deliveries::Column::State.is_in(part.states().iter().copied()));
    }
    let page = page_after(on, query, (deliveries::Column::PersonId, |row| row.person_id.0), after, ROWS).await?;
    let addresses = people::masked(on, page.rows.iter().map(|row| row.person_id)).await?;
    let back = returns::came_back(on, id, page.rows.iter().map(|row| row.person_id)).await?;
    let with = |row: deliveries::Model| Delivery {
        came_back: back.get(&row.person_id).cloned(),
        address: addresses.get(&row.person_id).cloned(),
        person: row.person_id,
        state: row.state,
        attempts: row.attempts,
        at: row.settled_at.or(row.due_at).or(row.first_at),
        class: row.class,
        receipt: row.receipt,
    };
    Ok(Page { rows: page.rows.into_iter().map(with).collect(), next: page.next })
}
