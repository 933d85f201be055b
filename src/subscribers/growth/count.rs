//! Counting.
//!
//! Who joined is what the total grew by and those who left made good, so the three figures of a month always add up.
//!
//! Raw SQL, measured: a million subscriptions are counted in the database.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Statement};

use crate::app::App;
use crate::base::Instant;
use crate::centre;
use crate::store::sql;
use crate::store::tables::growth::{Column, Entity, Model};
use crate::subscribers::leave::month_of;

/// Everyone together, instead of a publication.
pub(super) const EVERYONE: i64 = 0;
/// Sums are asked by the hour, which the statements hold too: every month of Amsterdam begins at a whole one, in summer and in winter.
const HOUR: i64 = 3_600_000;

/// Counts what changed since it rang last, for every publication and for everyone together. It may ring as often as it
/// likes, in several processes.
///
/// # Errors
/// The database's.
pub async fn count_growth(app: &App) -> anyhow::Result<()> {
    let publications = centre::publications(app.store.read()).await?;
    for id in std::iter::once(EVERYONE).chain(publications.iter().map(|publication| publication.id().0)) {
        match newest(app.store.read(), id).await? {
            None => look_back(app, id).await?,
            Some(last) => go_on(app, &last).await?,
        }
    }
    Ok(())
}

async fn newest(on: &impl ConnectionTrait, publication: i64) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(Column::PublicationId.eq(publication)).order_by_desc(Column::Month).one(on).await
}

async fn one_number(on: &impl ConnectionTrait, statement: Statement) -> Result<i64, DbErr> {
    on.query_one_raw(statement).await?.map_or(Ok(0), |row| row.try_get_by_index(0))
}

async fn total(on: &impl ConnectionTrait, publication: i64) -> Result<i64, DbErr> {
    let count = if publication == EVERYONE {
        sql(on, "SELECT COUNT(DISTINCT person_id) FROM subscriptions WHERE withdrawn_at IS NULL", [])
    } else {
        sql(
            on,
            "SELECT COUNT(*) FROM subscriptions WHERE publication_id = ? AND withdrawn_at IS NULL",
            [publication.into()],
        )
    };
    one_number(on, count).await
}

/// How many left since a moment; who moved to another address did not leave.
async fn gone_since(on: &impl ConnectionTrait, publication: i64, since: Instant) -> Result<i64, DbErr> {
    let count = if publication == EVERYONE {
        sql(
            on,
            "SELECT COUNT(DISTINCT person_id) FROM subscriptions WHERE withdrawn_at > ?
               AND withdrawn_through NOT IN ('moved', 'moved-back')
               AND NOT EXISTS (SELECT 1 FROM subscriptions still
                 WHERE still.person_id = subscriptions.person_id AND still.withdrawn_at IS NULL)",
            [since.0.into()],
        )
    } else {
        sql(
            on,
            "SELECT COUNT(*) FROM subscriptions WHERE withdrawn_at > ?
               AND withdrawn_through NOT IN ('moved', 'moved-back') AND publication_id = ?",
            [since.0.into(), publication.into()],
        )
    };
    one_number(on, count).await
}

/// Who joined and who left, so that the total is met: whoever is not there any more without having left was erased.
pub(super) const fn balanced(before: i64, now: i64, gone: i64) -> (i64, i64) {
    let joined = now - before + gone;
    if joined < 0 { (0, gone - joined) } else { (joined, gone) }
}

async fn go_on(app: &App, last: &Model) -> anyhow::Result<()> {
    let (on, now) = (app.store.read(), app.clock.now());
    let total = total(on, last.publication_id).await?;
    let gone = gone_since(on, last.publication_id, last.counted_at).await?;
    let (joined, gone) = balanced(last.total, total, gone);
    let month = month_of(now);
    let tx = app.store.begin_write().await?;
    let statement = if month == last.month {
        // Another process may have counted meanwhile; then the moment is another.
        sql(
            &tx,
            "UPDATE growth SET joined = joined + ?, gone = gone + ?, total = ?, counted_at = ?
             WHERE publication_id = ? AND month = ? AND counted_at = ?",
            [
                joined.into(),
                gone.into(),
                total.into(),
                now.0.into(),
                last.publication_id.into(),
                month.into(),
                last.counted_at.0.into(),
            ],
        )
    } else {
        keep(&tx, last.publication_id, (month, Figures { joined, gone, total }), now)
    };
    tx.execute_raw(statement).await?;
    tx.commit().await?;
    Ok(())
}

#[derive(Clone, Copy, Debug, Default)]
struct Figures {
    joined: i64,
    gone: i64,
    total: i64,
}

fn keep(tx: &impl ConnectionTrait, publication: i64, (month, figures): (String, Figures), now: Instant) -> Statement {
    sql(
        tx,
        "INSERT INTO growth (publication_id, month, joined, gone, total, counted_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (publication_id, month) DO NOTHING",
        [
            publication.into(),
            month.into(),
            figures.joined.into(),
            figures.gone.into(),
            figures.total.into(),
            now.0.into(),
        ],
    )
}

/// The first count: the months that the subscriptions tell of.
async fn look_back(app: &App, publication: i64) -> anyhow::Result<()> {
    let (on, now) = (app.store.read(), app.clock.now());
    let mut months: BTreeMap<String, Figures> = BTreeMap::from([(month_of(now), Figures::default())]);
    for (month, many) in by_month(on, joined_by_hour(on, publication)).await? {
        months.entry(month).or_default().joined += many;
    }
    for (month, many) in by_month(on, gone_by_hour(on, publication)).await? {
        months.entry(month).or_default().gone += many;
    }
    let tx = app.store.begin_write().await?;
    let mut total = 0;
    for (month, figures) in months {
        total += figures.joined - figures.gone;
        tx.execute_raw(keep(&tx, publication, (month, Figures { total, ..figures }), now)).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn joined_by_hour(on: &impl ConnectionTrait, publication: i64) -> Statement {
    if publication == EVERYONE {
        return sql(
            on,
            "SELECT began / 3600000 AS hour, COUNT(*) AS many
             FROM (SELECT MIN(confirmed_at) AS began FROM subscriptions GROUP BY person_id) AS everyone
             GROUP BY began / 3600000",
            [],
        );
    }
    sql(
        on,
        "SELECT confirmed_at / 3600000 AS hour, COUNT(*) AS many FROM subscriptions WHERE publication_id = ?
         GROUP BY confirmed_at / 3600000",
        [publication.into()],
    )
}

fn gone_by_hour(on: &impl ConnectionTrait, publication: i64) -> Statement {
    if publication == EVERYONE {
        return sql(
            on,
            "SELECT ended / 3600000 AS hour, COUNT(*) AS many
             FROM (SELECT MAX(withdrawn_at) AS ended FROM subscriptions GROUP BY person_id
                   HAVING COUNT(withdrawn_at) = COUNT(*)) AS everyone GROUP BY ended / 3600000",
            [],
        );
    }
    sql(
        on,
        "SELECT withdrawn_at / 3600000 AS hour, COUNT(*) AS many FROM subscriptions
         WHERE withdrawn_at IS NOT NULL AND publication_id = ? GROUP BY withdrawn_at / 3600000",
        [publication.into()],
    )
}

async fn by_month(on: &impl ConnectionTrait, by_hour: Statement) -> Result<Vec<(String, i64)>, DbErr> {
    let rows = on.query_all_raw(by_hour).await?;
    let read = |row: &sea_orm::QueryResult| {
        let hour: i64 = row.try_get("", "hour")?;
        Ok((month_of(Instant(hour * HOUR)), row.try_get("", "many")?))
    };
    rows.iter().map(read).collect()
}

/// The months that were kept of every publication, oldest first.
pub(super) async fn kept(on: &impl ConnectionTrait, since: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Month.gte(since))
        .order_by_asc(Column::PublicationId)
        .order_by_asc(Column::Month)
        .all(on)
        .await
}

#[cfg(test)]
mod tests {
    use super::balanced;

    #[test]
    fn joined_and_left_always_make_the_total() {
        for (before, now, gone, expected) in
            [(10, 12, 1, (3, 1)), (10, 9, 1, (0, 1)), (10, 10, 0, (0, 0)), (10, 7, 1, (0, 3)), (0, 5, 0, (5, 0))]
        {
            let (joined, left) = balanced(before, now, gone);
            assert_eq!((joined, left), expected);
            assert_eq!(before + joined - left, now);
        }
    }
}
