//! Who of a list may be taken in, and taking them in: a few statements for thousands of rows.
//!
//! Raw SQL, measured.

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, DbErr};
use serde::Serialize;

use super::Tally;
use super::list::Row;
use crate::base::Instant;
use crate::base::id::{ImportId, PublicationId};
use crate::base::secrets::AddressHash;
use crate::people;
use crate::store::{as_json, sql_over};
use crate::subscribers::subscriber::Source;

/// Who is new to the publication; the others are counted.
pub(super) async fn newcomers<'r>(
    on: &impl ConnectionTrait,
    publication: PublicationId,
    rows: &'r [Row],
    tally: &mut Tally,
) -> Result<Vec<&'r Row>, DbErr> {
    let keys: Vec<&str> = rows.iter().map(Row::key).collect();
    newcomers_among(on, publication, rows, &keys, tally).await
}

/// The same when it is known who of them we know: the others need no look.
pub(super) async fn newcomers_among<'r>(
    on: &impl ConnectionTrait,
    publication: PublicationId,
    rows: &'r [Row],
    known: &[impl Serialize],
    tally: &mut Tally,
) -> Result<Vec<&'r Row>, DbErr> {
    let suppressed = suppressed(on, rows.iter()).await?;
    let known = if known.is_empty() { HashMap::new() } else { standing(on, publication, &known).await? };
    let mut new = Vec::with_capacity(rows.len());
    for row in rows {
        match known.get(row.key()) {
            _ if suppressed.contains(&row.hash) => tally.suppressed += 1,
            Some(Standing::In) => tally.present += 1,
            Some(Standing::Left) => tally.left += 1,
            None => new.push(row),
        }
    }
    Ok(new)
}

/// How someone stands to a publication. Whoever left everything is not taken in for something new either.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    In,
    Left,
}

/// Whether one of these became suppressed.
pub(super) async fn is_any_suppressed(on: &impl ConnectionTrait, rows: &[&Row]) -> Result<bool, DbErr> {
    Ok(!suppressed(on, rows.iter().copied()).await?.is_empty())
}

async fn suppressed<'r>(
    on: &impl ConnectionTrait,
    rows: impl Iterator<Item = &'r Row>,
) -> Result<HashSet<AddressHash>, DbErr> {
    let hashes: Vec<AddressHash> = rows.map(|row| row.hash).collect();
    let found = sql_over(
        on,
        "SELECT s.hash AS hash FROM suppressions s WHERE s.lifted_at IS NULL AND s.hash IN (SELECT j.value FROM {words})",
        [as_json(&hashes)?],
    );
    let mut suppressed = HashSet::new();
    for row in on.query_all_raw(found).await? {
        suppressed.extend(AddressHash::from_hex(&row.try_get::<String>("", "hash")?));
    }
    Ok(suppressed)
}

/// Keeps those whom we know from leaving, and from being erased, until the transaction ends: leaving holds the person too
/// ([`people::hold`]). Two lists do not wait for each other, and everyone is taken in the same order. Gives their normalised
/// addresses.
pub(super) async fn hold_known(tx: &impl ConnectionTrait, rows: &[Row]) -> Result<Vec<String>, DbErr> {
    let keys: Vec<&str> = rows.iter().map(Row::key).collect();
    let hold = sql_over(
        tx,
        "SELECT p.address_key AS key FROM people p WHERE p.address_key IN (SELECT j.value FROM {words})
         ORDER BY p.id FOR SHARE OF p",
        [as_json(&keys)?],
    );
    tx.query_all_raw(hold).await?.iter().map(|row| row.try_get("", "key")).collect()
}

/// How those stand who have, or had, any subscription; by normalised address.
async fn standing(
    on: &impl ConnectionTrait,
    publication: PublicationId,
    keys: &impl Serialize,
) -> Result<HashMap<String, Standing>, DbErr> {
    let known = sql_over(
        on,
        "SELECT p.address_key AS key,
           (SELECT MAX(CASE WHEN s.publication_id = ? THEN CASE WHEN s.withdrawn_at IS NULL THEN 3 ELSE 2 END
                       ELSE CASE WHEN s.withdrawn_at IS NULL THEN 1 ELSE 0 END END)
            FROM subscriptions s WHERE s.person_id = p.id) AS stands
         FROM people p WHERE p.address_key IN (SELECT j.value FROM {words})",
        [publication.0.into(), as_json(keys)?],
    );
    let mut standing = HashMap::new();
    for row in on.query_all_raw(known).await? {
        let stands = match row.try_get::<Option<i32>>("", "stands")? {
            Some(3) => Standing::In,
            // Left this one, or everything.
            Some(2 | 0) => Standing::Left,
            _ => continue,
        };
        standing.insert(row.try_get("", "key")?, stands);
    }
    Ok(standing)
}

/// Makes subscribers of rows, with evidence; gives how many became one. Someone who signs up at this very moment is left
/// to that.
pub(super) async fn take_in(
    tx: &impl ConnectionTrait,
    (import, publication): (ImportId, PublicationId),
    rows: &[&Row],
    now: Instant,
) -> Result<u64, DbErr> {
    if rows.is_empty() {
        return Ok(0);
    }
    let met = people::meet_many(tx, rows.iter().map(|row| &row.newcomer), now).await?;
    let ids: Vec<i64> = met.iter().map(|(id, _)| id.0).collect();
    let subscribe = sql_over(
        tx,
        "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at)
         SELECT CAST(j.value AS BIGINT), CAST(? AS BIGINT), ?, CAST(? AS BIGINT) FROM {words} WHERE true
         ON CONFLICT (person_id, publication_id) DO NOTHING RETURNING person_id",
        [publication.0.into(), Source::Import.word().into(), now.0.into(), as_json(&ids)?],
    );
    let joined = tx.query_all_raw(subscribe).await?;
    let joined: HashSet<i64> = joined.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    let proven: Vec<_> = met.iter().filter(|(id, _)| joined.contains(&id.0)).map(|(id, tag)| (id.0, tag)).collect();
    let evidence = sql_over(
        tx,
        "INSERT INTO consents (person_id, publication_id, publication_name, act, language, source, basis, import_id, at)
         SELECT CAST(j.value ->> 0 AS BIGINT), b.id, CASE j.value ->> 1 WHEN 'en' THEN b.name_en ELSE b.name_nl END,
           'imported', j.value ->> 1, ?, '', CAST(? AS BIGINT), CAST(? AS BIGINT)
         FROM publications b CROSS JOIN {rows} WHERE b.id = ?",
        [Source::Import.word().into(), import.0.into(), now.0.into(), as_json(&proven)?, publication.0.into()],
    );
    tx.execute_raw(evidence).await?;
    choose(tx, rows, now).await?;
    Ok(joined.len() as u64)
}

/// Keeps the topics and areas that rows name, of people who are new to us: what others chose is theirs.
async fn choose(tx: &impl ConnectionTrait, rows: &[&Row], now: Instant) -> Result<(), DbErr> {
    let chosen: Vec<_> = rows.iter().filter_map(|row| Some((row.key(), row.chosen.as_deref()?))).collect();
    let topics: Vec<_> = chosen.iter().flat_map(|(key, by)| by.topics.iter().map(move |id| (key, id.0))).collect();
    let areas: Vec<_> = chosen.iter().flat_map(|(key, by)| by.areas.iter().map(move |id| (key, id.0))).collect();
    let topic = "INSERT INTO person_topics (person_id, topic_id)
         SELECT p.id, CAST(j.value ->> 1 AS BIGINT) FROM {rows} JOIN people p ON p.address_key = j.value ->> 0
         WHERE p.created_at = CAST(? AS BIGINT) ON CONFLICT (person_id, topic_id) DO NOTHING";
    let area = "INSERT INTO person_areas (person_id, area_id)
         SELECT p.id, CAST(j.value ->> 1 AS BIGINT) FROM {rows} JOIN people p ON p.address_key = j.value ->> 0
         WHERE p.created_at = CAST(? AS BIGINT) ON CONFLICT (person_id, area_id) DO NOTHING";
    for (insert, named) in [(topic, topics), (area, areas)] {
        if !named.is_empty() {
            tx.execute_raw(sql_over(tx, insert, [as_json(&named)?, now.0.into()])).await?;
        }
    }
    Ok(())
}
