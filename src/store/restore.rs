//! Restoring a backup into an empty database, on either engine.
//!
//! What was going out when the backup was made is held until a person releases it: nobody can know what the relay has
//! accepted since.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};

use super::backup::{BackedUp, MANIFEST, Whole};
use super::kept::in_order;
use super::tables::people;
use super::{DatabaseTransaction, Shelf, sql};
use crate::base::Instant;
use crate::base::secrets::sha256_hex;

/// What came back.
#[derive(Clone, Debug)]
pub struct Restored {
    /// When the backup was made.
    pub made_at: Instant,
    /// How many rows were restored.
    pub rows: u64,
    /// How many files of images and papers came back.
    pub files: u64,
    /// The files that the backup itself lacked.
    pub missing: Vec<String>,
    /// How many sendings were going out then and are held now.
    pub held_sendings: u64,
    /// The secret file's contents.
    pub secrets: Vec<u8>,
}

/// Restores `file` into a migrated database without people, in one transaction, and its files onto the shelf.
///
/// # Errors
/// When the file is no backup or was damaged, or the database is not empty; nothing is changed then. Only when the disk does
/// not take the files, those that came before stay on the shelf until they are swept.
pub async fn restore(whole: &Whole<'_>, file: &Path) -> anyhow::Result<Restored> {
    let (store, shelf) = (whole.store, &whole.shelf);
    let (mut parts, files) = unpack(file, shelf)?;
    let manifest: BackedUp = serde_json::from_slice(&parts.remove(MANIFEST).context("the backup has no manifest")?)
        .context("the backup's manifest cannot be read")?;
    ensure!(manifest.form == 1, "this backup has form {}, and this version reads form 1", manifest.form);
    let secrets = parts.remove("secret.json").context("the backup has no secret file")?;
    for (table, _, hash) in &manifest.tables {
        let lines =
            parts.get(&format!("tables/{table}.jsonl")).with_context(|| format!("the backup has no table {table}"))?;
        ensure!(&sha256_hex(lines) == hash, "the backup is damaged: the table {table} does not have its checksum");
    }
    ensure!(files >= manifest.files, "the backup is damaged: it holds {files} files and says {}", manifest.files);
    let tx = store.begin_write().await?;
    tx.take_time().await?;
    if people::Entity::find().count(&tx).await? > 0 {
        bail!("this database is not empty; restore only into a new one");
    }
    let mut rows = 0;
    for table in in_order(&tx, &whole.tables).await? {
        let lines = parts.get(&format!("tables/{}.jsonl", table.name()));
        rows += table.load(&tx, lines.map(Vec::as_slice).unwrap_or_default()).await?;
    }
    let held_sendings = hold_open_sendings(&tx).await?;
    // The last that can fail before the commit: files are no part of a transaction.
    each_part(file, |name, bytes| {
        let Some((shelf, (_, form))) = on_shelf(shelf, &name) else { return Ok(()) };
        shelf.put(&bytes, form).map(drop).with_context(|| format!("cannot put the file {name} back"))
    })?;
    tx.commit().await?;
    let (made_at, missing) = (manifest.made_at, manifest.missing);
    Ok(Restored { made_at, rows, files, missing, held_sendings, secrets })
}

/// Everything in a backup but its files, which need not fit into memory together: they are counted, and each has its checksum.
fn unpack(file: &Path, shelf: &Shelf) -> anyhow::Result<(HashMap<String, Vec<u8>>, u64)> {
    let (mut parts, mut files) = (HashMap::new(), 0);
    each_part(file, |name, bytes| {
        let Some((_, (hash, _))) = on_shelf(shelf, &name) else {
            parts.insert(name, bytes);
            return Ok(());
        };
        ensure!(sha256_hex(&bytes) == hash, "the backup is damaged: the file {name} does not have its checksum");
        files += 1;
        Ok(())
    })?;
    Ok((parts, files))
}

/// On which shelf a part of a backup belongs, with its hash and form; none for what is no file.
fn on_shelf<'a>(shelf: &Shelf, name: &'a str) -> Option<(Shelf, (&'a str, &'a str))> {
    shelf.both().into_iter().find_map(|(place, shelf)| {
        let named = name.strip_prefix(place.as_str())?;
        Some((shelf, named.rsplit_once('.').unwrap_or((named, ""))))
    })
}

/// Goes through the parts of a backup: the name and the bytes of each.
fn each_part(file: &Path, mut does: impl FnMut(String, Vec<u8>) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let opened = File::open(file).with_context(|| format!("cannot open {}", file.display()))?;
    for entry in tar::Archive::new(opened).entries().context("this file is no backup")? {
        let mut entry = entry.context("this file is no backup, or it was cut off")?;
        let name = entry.path()?.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).context("the backup was cut off")?;
        does(name, bytes)?;
    }
    Ok(())
}

async fn hold_open_sendings(tx: &DatabaseTransaction) -> anyhow::Result<u64> {
    let held =
        sql(tx, "UPDATE sendings SET state = 'paused', reason = 'restored', told_at = NULL WHERE state = 'open'", []);
    let held = tx.execute_raw(held).await?.rows_affected();
    for text in [
        "UPDATE deliveries SET state = 'pending', worker = NULL, claim = NULL WHERE state = 'claimed'",
        "UPDATE deliveries SET state = 'uncertain', class = 'uncertain' WHERE state = 'submitting'",
    ] {
        tx.execute_raw(sql(tx, text, [])).await?;
    }
    Ok(held)
}
