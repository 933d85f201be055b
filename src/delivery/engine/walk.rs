//! Walks: how far each open sending to many has had its turns, and when it is finished.
//!
//! Rows that wait for their turn are taken along the key, from where the last claim ended: no index holds them, and no
//! claim looks at those before it again. A walk is only a memory of this process. When it comes to the end, the whole
//! sending is looked at once more, for rows that another process had locked and gave back. After that nothing waits for
//! its turn any more, for good: whatever is opened later or given back waits for a moment, and has an index.
//!
//! Raw SQL, measured: each question is answered by one row of a partial index.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use tokio::time::Instant as Moment;

use crate::app::App;
use crate::base::id::SendingId;
use crate::store::sql;
use crate::store::tables::sendings;
use crate::store::tables::states::{Lane, SendingState};

/// How long a look at a whole sending that found something is not repeated.
const AGAIN: Duration = Duration::from_secs(1);

/// The open sendings to many, oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Walks(BTreeMap<SendingId, Walk>);

#[derive(Clone, Copy, Debug, Default)]
struct Walk {
    after: i64,
    stage: Stage,
    looked: Option<Moment>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Walking,
    /// The last step found nothing; not yet known whether something was left behind.
    AtEnd,
    /// Every row has had its turn.
    Done,
}

impl Walks {
    /// Learns which sendings are open now. One that was closed or held is forgotten.
    pub(super) async fn refresh(&mut self, on: &impl ConnectionTrait) -> Result<(), DbErr> {
        let open: Vec<SendingId> = sendings::Entity::find()
            .select_only()
            .column(sendings::Column::Id)
            .filter(sendings::Column::State.eq(SendingState::Open))
            .filter(sendings::Column::Lane.eq(Lane::Bulk))
            .into_tuple()
            .all(on)
            .await?;
        self.0 = open.into_iter().map(|id| (id, self.0.get(&id).copied().unwrap_or_default())).collect();
        Ok(())
    }

    /// The open sendings, oldest first.
    pub(super) fn open(&self) -> Vec<SendingId> {
        self.0.keys().copied().collect()
    }

    /// After which person the turns of a sending go on; `None` at its end.
    pub(super) fn after(&self, sending: SendingId) -> Option<i64> {
        self.0.get(&sending).filter(|walk| walk.stage == Stage::Walking).map(|walk| walk.after)
    }

    /// Notes the last person that a claim found.
    pub(super) fn step(&mut self, sending: SendingId, last: Option<i64>) {
        if let Some(walk) = self.0.get_mut(&sending) {
            match last {
                Some(last) => walk.after = walk.after.max(last),
                None => walk.stage = Stage::AtEnd,
            }
        }
    }

    /// Looks at the sendings whose walk came to its end and of which this process holds no row, outside of any
    /// transaction, and gives those that are finished.
    pub(super) async fn finished(
        &mut self,
        app: &App,
        held: &HashMap<SendingId, usize>,
    ) -> Result<Vec<SendingId>, DbErr> {
        let (on, now) = (app.store.read(), Moment::now());
        let mut finished = Vec::new();
        for (id, walk) in &mut self.0 {
            let rests = walk.looked.is_some_and(|looked| now < looked + AGAIN);
            if walk.stage == Stage::AtEnd && !rests {
                if exists(on, LEFT_BEHIND, *id).await? {
                    *walk = Walk { looked: Some(now), ..Walk::default() };
                } else {
                    *walk = Walk { stage: Stage::Done, looked: None, ..*walk };
                }
            }
            let rests = walk.looked.is_some_and(|looked| now < looked + AGAIN);
            if walk.stage == Stage::Done && !rests && !held.contains_key(id) {
                if exists(on, WAITS, *id).await? || exists(on, IN_HAND, *id).await? {
                    walk.looked = Some(now);
                } else {
                    finished.push(*id);
                }
            }
        }
        Ok(finished)
    }
}

const LEFT_BEHIND: &str =
    "SELECT 1 FROM deliveries WHERE sending_id = ? AND state = 'pending' AND due_at IS NULL LIMIT 1";
const WAITS: &str = "SELECT 1 FROM deliveries WHERE sending_id = ? AND due_at IS NOT NULL LIMIT 1";
const IN_HAND: &str =
    "SELECT 1 FROM deliveries WHERE sending_id = ? AND state IN ('pending', 'retry', 'claimed', 'submitting') LIMIT 1";

async fn exists(on: &impl ConnectionTrait, text: &'static str, sending: SendingId) -> Result<bool, DbErr> {
    Ok(on.query_one_raw(sql(on, text, [sending.0.into()])).await?.is_some())
}

/// Closes a sending to many that was found finished, unless rows of it were opened again meanwhile.
pub(super) async fn close(tx: &impl ConnectionTrait, app: &App, sending: SendingId) -> Result<(), DbErr> {
    let now = app.clock.now();
    let text = "UPDATE sendings SET state = 'closed', closed_at = ?, changed_at = ?
         WHERE id = ? AND state = 'open' AND NOT EXISTS
           (SELECT 1 FROM deliveries WHERE sending_id = sendings.id AND due_at IS NOT NULL)";
    tx.execute_raw(sql(tx, text, [now.0.into(), now.0.into(), sending.0.into()])).await.map(drop)
}
