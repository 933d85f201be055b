//! How the rows of one table go into a backup and come back. Each room says which of its tables are kept so.
#![expect(clippy::disallowed_types, reason = "a snapshot to read for as long as it takes, and nothing to commit")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::pin::Pin;

use anyhow::{Context, bail};
use futures_util::TryStreamExt;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, Iterable, PrimaryKeyToColumn, QueryOrder,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{DatabaseTransaction, Engine, sql};
use crate::base::secrets::sha256_hex;

/// What a table does with a backup, at its own pace.
type Doing<'a, T> = Pin<Box<dyn Future<Output = anyhow::Result<T>> + Send + 'a>>;

/// A table that is part of a backup.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    name: fn() -> String,
    dump: for<'a> fn(&'a sea_orm::DatabaseTransaction, &'a Path) -> Doing<'a, (u64, String)>,
    load: for<'a> fn(&'a DatabaseTransaction, &'a [u8]) -> Doing<'a, u64>,
}

impl Kept {
    /// The table of an entity.
    #[must_use]
    pub const fn of<E>() -> Self
    where
        E: EntityTrait,
        E::Model: Serialize + DeserializeOwned + IntoActiveModel<E::ActiveModel> + Send + Sync,
        E::ActiveModel: Send,
    {
        Self {
            name: || E::default().table_name().to_owned(),
            dump: |tx, folder| Box::pin(dump::<E>(tx, folder)),
            load: |tx, lines| Box::pin(load::<E>(tx, lines)),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> String {
        (self.name)()
    }

    /// Writes its rows as lines of JSON into a file of its name. Gives how many there are, and the SHA-256 of the file.
    pub(super) async fn dump(&self, tx: &sea_orm::DatabaseTransaction, folder: &Path) -> anyhow::Result<(u64, String)> {
        (self.dump)(tx, folder).await
    }

    /// Writes such lines as rows. Gives how many there were.
    pub(super) async fn load(&self, tx: &DatabaseTransaction, lines: &[u8]) -> anyhow::Result<u64> {
        (self.load)(tx, lines).await
    }
}

/// Rows per INSERT: far below both engines' limits on bound values.
const CHUNK: usize = 200;

async fn dump<E>(tx: &sea_orm::DatabaseTransaction, folder: &Path) -> anyhow::Result<(u64, String)>
where
    E: EntityTrait,
    E::Model: Serialize + Send + Sync,
{
    let path = folder.join(E::default().table_name());
    let mut out = BufWriter::new(File::create(&path)?);
    let mut count = 0;
    // In the order of keys, so that rows that refer to rows of their own table come after them.
    let by_key = E::PrimaryKey::iter().fold(E::find(), |find, key| find.order_by_asc(key.into_column()));
    let mut rows = by_key.stream(tx).await?;
    while let Some(row) = rows.try_next().await? {
        serde_json::to_writer(&mut out, &row)?;
        out.write_all(b"\n")?;
        count += 1;
    }
    out.flush()?;
    Ok((count, sha256_hex(&std::fs::read(&path)?)))
}

async fn load<E>(tx: &DatabaseTransaction, lines: &[u8]) -> anyhow::Result<u64>
where
    E: EntityTrait,
    E::Model: DeserializeOwned + IntoActiveModel<E::ActiveModel>,
{
    let entity = E::default();
    let name = entity.table_name();
    let mut models = Vec::new();
    for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let model: E::Model =
            serde_json::from_slice(line).with_context(|| format!("a row of {name} cannot be read"))?;
        models.push(model.into_active_model().reset_all());
    }
    let count = models.len() as u64;
    while !models.is_empty() {
        let rest = models.split_off(models.len().min(CHUNK));
        E::insert_many(std::mem::replace(&mut models, rest)).exec_without_returning(tx).await?;
    }
    if Engine::of(tx) == Engine::Postgres && has_id::<E>() {
        // The ids were given, so the sequence, where there is one, has to be told where it is.
        let text = format!(
            "SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM {name}), false)"
        );
        tx.execute_unprepared(&text).await?;
    }
    Ok(count)
}

fn has_id<E: EntityTrait>() -> bool {
    use sea_orm::sea_query::Iden;
    E::Column::iter().any(|column| column.unquoted() == "id")
}

/// The tables, those that are referred to first, as the database itself says it.
///
/// # Errors
/// The database's; when tables refer to each other in a circle.
pub(super) async fn in_order(tx: &DatabaseTransaction, tables: &[Kept]) -> anyhow::Result<Vec<Kept>> {
    let mut waiting: BTreeMap<String, Kept> = tables.iter().map(|table| (table.name(), *table)).collect();
    let references = references(tx).await?;
    let mut ordered = Vec::new();
    while !waiting.is_empty() {
        let held = |name: &str| references.iter().any(|(from, to)| from == name && waiting.contains_key(to));
        let ready: Vec<String> = waiting.keys().filter(|name| !held(name)).cloned().collect();
        if ready.is_empty() {
            bail!("these tables refer to each other in a circle: {:?}", waiting.keys());
        }
        ordered.extend(ready.iter().filter_map(|name| waiting.remove(name)));
    }
    Ok(ordered)
}

/// Which table refers to which other. Raw SQL: it asks the engine's catalogue.
async fn references(tx: &DatabaseTransaction) -> Result<BTreeSet<(String, String)>, DbErr> {
    let text = match Engine::of(tx) {
        Engine::Sqlite => {
            r#"SELECT made.name AS from_table, refers."table" AS to_table
               FROM sqlite_schema AS made JOIN pragma_foreign_key_list(made.name) AS refers
               WHERE made.type = 'table' AND refers."table" <> made.name"#
        }
        Engine::Postgres => {
            "SELECT conrelid::regclass::text AS from_table, confrelid::regclass::text AS to_table
             FROM pg_constraint
             WHERE contype = 'f' AND conrelid <> confrelid AND connamespace = current_schema()::regnamespace"
        }
    };
    let rows = tx.query_all_raw(sql(tx, text, [])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "from_table")?, row.try_get("", "to_table")?))).collect()
}
