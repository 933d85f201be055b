//! How many subscribers there are, without counting a million rows at every look: exactly while they are few, else as they
//! were counted last.
//!
//! Raw SQL, measured: counting stops where it is many.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use crate::app::App;
use crate::base::Instant;
use crate::base::id::PublicationId;
use crate::centre;
use crate::store::tables::subscriber_counts;
use crate::store::{Engine, sql};
use crate::subscribers::find::{count_reachable, count_subscribers};

/// Up to so many are counted at every look, which takes some milliseconds.
const EXACT: i64 = 5_000;
/// The row that counts everyone who has a subscription.
const EVERYONE: i64 = 0;

/// A number, and since when it has stood when it was not counted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::subscribers) struct Count {
    pub(in crate::subscribers) many: i64,
    pub(in crate::subscribers) counted_at: Option<Instant>,
}

/// Counts everything anew, for lists that are too long to count at every look. A bell.
///
/// # Errors
/// The database's.
pub async fn recount(app: &App) -> anyhow::Result<()> {
    let (on, now) = (app.store.read(), app.clock.now());
    let mut counts = vec![(EVERYONE, count_subscribers(on).await?)];
    for publication in centre::publications(on).await? {
        counts.push((publication.id().0, count_reachable(on, publication.id(), now).await?));
    }
    let tx = app.store.begin_write().await?;
    for (publication, many) in counts {
        let keep = sql(
            &tx,
            "INSERT INTO subscriber_counts (publication_id, many, counted_at) VALUES (?, ?, ?)
             ON CONFLICT (publication_id) DO UPDATE SET many = excluded.many, counted_at = excluded.counted_at",
            [publication.into(), many.into(), now.0.into()],
        );
        tx.execute_raw(keep).await?;
    }
    if app.store.engine() == Engine::Postgres {
        // After a large import the planner would otherwise not know how common a word is.
        tx.execute_unprepared("ANALYZE people, subscriptions").await?;
        // Words that came lately lie beside the index, where each search reads all of them.
        tx.execute_unprepared("SELECT gin_clean_pending_list('people_found')").await?;
    }
    tx.commit().await?;
    Ok(())
}

/// How many can be reached through a publication; `None` for how many have any subscription.
pub(in crate::subscribers) async fn count(
    on: &impl ConnectionTrait,
    publication: Option<PublicationId>,
    now: Instant,
) -> Result<Count, DbErr> {
    let key = publication.map_or(EVERYONE, |id| id.0);
    let kept = subscriber_counts::Entity::find_by_id(key).one(on).await?;
    // Whether there are few is told by going no further than that.
    let few = match publication {
        Some(publication) => sql(
            on,
            "SELECT COUNT(*) AS many FROM (SELECT 1 FROM subscriptions
               WHERE publication_id = ? AND withdrawn_at IS NULL LIMIT ?) AS few",
            [publication.0.into(), (EXACT + 1).into()],
        ),
        None => sql(
            on,
            "SELECT COUNT(*) AS many FROM (SELECT 1 FROM subscriptions WHERE withdrawn_at IS NULL LIMIT ?) AS few",
            [(EXACT + 1).into()],
        ),
    };
    let many: i64 = on.query_one_raw(few).await?.map_or(Ok(0), |row| row.try_get("", "many"))?;
    if let Some(kept) = kept.filter(|_| many > EXACT) {
        return Ok(Count { many: kept.many, counted_at: Some(kept.counted_at) });
    }
    let many = match publication {
        Some(publication) => count_reachable(on, publication, now).await?,
        None => count_subscribers(on).await?,
    };
    Ok(Count { many, counted_at: None })
}
