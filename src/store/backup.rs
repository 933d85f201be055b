//! A backup while running: every table as lines of JSON out of one snapshot, and every file, in one tar file.
//!
//! The same form serves both engines, so a backup of SQLite restores into PostgreSQL. The secret file is part of it:
//! without it no link in a sent mail works and no suppression is recognised. The file is written beside its place,
//! synced and then renamed, so that a half backup never has a backup's name.
#![expect(clippy::disallowed_types, reason = "a snapshot to read for as long as it takes, and nothing to commit")]

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

use anyhow::Context;
use sea_orm::{AccessMode, DatabaseTransaction, IsolationLevel, TransactionTrait};
use serde::{Deserialize, Serialize};

use super::watched::take_time;
use super::{Engine, Kept, Shelf, Store};
use crate::base::Instant;

/// All that a backup holds.
#[derive(Debug)]
pub struct Whole<'a> {
    /// The database.
    pub store: &'a Store,
    /// The files.
    pub shelf: Shelf,
    /// The tables that are kept, as the rooms say.
    pub tables: Vec<Kept>,
}

/// The last file of a backup: what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackedUp {
    /// The version of the form, 1.
    pub form: u32,
    /// When it was made.
    pub made_at: Instant,
    /// Per table: its name, its number of rows and the SHA-256 of its lines.
    pub tables: Vec<(String, u64, String)>,
    /// How many files of images and papers are in it.
    #[serde(default)]
    pub files: u64,
    /// The files that rows name and that did not stand in the data folder: this backup lacks them.
    #[serde(default)]
    pub missing: Vec<String>,
}

/// Writes a backup of everything to `file`, with the files that stand on both shelves: they are gathered after the rows that name
/// them, and a file never changes under its name.
///
/// # Errors
/// When the database cannot be read or the file not be written; no file of that name is left then.
pub async fn back_up(whole: &Whole<'_>, secrets: &[u8], now: Instant, file: &Path) -> anyhow::Result<BackedUp> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let cannot = || format!("cannot write in {}; is there room and permission?", folder.display());
    sweep_backups(folder);
    let work = tempfile::Builder::new().prefix(PARTS).tempdir_in(folder).with_context(cannot)?;
    // Held as long as this process lives, so that another knows the folder of a backup that goes on.
    let lock = File::create(work.path().join(LOCK)).with_context(cannot)?;
    lock.lock().with_context(cannot)?;
    let tx = snapshot(whole.store).await?;
    take_time(&tx).await?;
    let mut manifest = BackedUp { form: 1, made_at: now, tables: Vec::new(), files: 0, missing: Vec::new() };
    for table in &whole.tables {
        let (rows, hash) = table.dump(&tx, work.path()).await?;
        manifest.tables.push((table.name(), rows, hash));
    }
    tx.rollback().await?;
    let named = named_files(work.path())?;
    pack(&mut manifest, (&whole.shelf, secrets), named, (work.path(), file))?;
    Ok(manifest)
}

/// How the folder is called in which the parts of a backup are gathered, and what stands in it while that goes on.
const PARTS: &str = ".samenspraak-backup-";
const LOCK: &str = "lock";
/// The tables whose rows name files, each with where those stand in a backup.
const FILE_ROWS: [(&str, &str); 2] = [("media_files", "media/"), ("media_papers", "papers/")];
/// The file that says what is in it: the last, because only then it is known what could be read.
pub(super) const MANIFEST: &str = "manifest.json";

/// Takes away what backups that were killed left in a folder: it holds everybody's data. What cannot be taken away stays.
pub fn sweep_backups(folder: &Path) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PARTS)) {
        // Without a lock it was killed before it had one, or has none yet: then it is empty.
        let is_left = match File::open(entry.path().join(LOCK)) {
            Ok(lock) => lock.try_lock().is_ok(),
            Err(_) => false,
        };
        if is_left && let Err(error) = std::fs::remove_dir_all(entry.path()) {
            tracing::warn!(error = %error, "what a killed backup left cannot be taken away");
        }
    }
}

async fn snapshot(store: &Store) -> anyhow::Result<DatabaseTransaction> {
    Ok(match store.engine() {
        Engine::Sqlite => store.reader.0.begin().await?,
        Engine::Postgres => {
            store.reader.0.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?
        }
    })
}

/// The names of the files that rows name, out of what was dumped of them.
fn named_files(folder: &Path) -> anyhow::Result<BTreeSet<String>> {
    #[derive(Deserialize)]
    struct Named {
        hash: String,
        form: String,
    }
    let mut all = BTreeSet::new();
    for (table, place) in FILE_ROWS {
        for line in std::fs::read_to_string(folder.join(table))?.lines() {
            let Named { hash, form } = serde_json::from_str(line)?;
            all.insert(format!("{place}{hash}.{form}"));
        }
    }
    Ok(all)
}

fn pack(
    manifest: &mut BackedUp,
    (shelf, secrets): (&Shelf, &[u8]),
    mut named: BTreeSet<String>,
    (folder, file): (&Path, &Path),
) -> anyhow::Result<()> {
    let mut packed = tempfile::NamedTempFile::new_in(folder)?;
    let mut tar = tar::Builder::new(packed.as_file_mut());
    add(&mut tar, "secret.json", secrets)?;
    for (table, _, _) in &manifest.tables {
        tar.append_path_with_name(folder.join(table), format!("tables/{table}.jsonl"))?;
    }
    for (place, shelf) in shelf.both() {
        for (name, _) in shelf.names().context("the files of images and papers cannot be read")? {
            // What was swept meanwhile, or is half-written yet, belongs to no row of this snapshot.
            if let Some((bytes, _)) = shelf.read(&name)? {
                let name = format!("{place}{name}");
                add(&mut tar, &name, &bytes)?;
                manifest.files += 1;
                named.remove(&name);
            }
        }
    }
    manifest.missing = named.into_iter().collect();
    add(&mut tar, MANIFEST, &serde_json::to_vec_pretty(manifest)?)?;
    tar.finish()?;
    drop(tar);
    packed.as_file().sync_all()?;
    packed.persist(file).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(())
}

fn add(tar: &mut tar::Builder<&mut File>, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    tar.append_data(&mut header, name, bytes)
}
