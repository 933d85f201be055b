//! `backup FILE` and `restore FILE`.

use std::path::Path;

use anyhow::Context;

use crate::app::{App, keep_secrets};
use crate::audit::{self, Actor, Note};
use crate::base::Clock;
use crate::mail::{Carrier, Outlets};
use crate::rooms::Act;
use crate::rooms::rooms;
use crate::settings::Settings;
use crate::store::{self, Shelf, Store, Whole};

/// Writes a backup, also while a server runs.
pub(super) async fn back_up(settings: Settings, file: &Path) -> anyhow::Result<()> {
    let secret_file = settings.secret_file();
    let app = App::open(settings, Outlets::single(Carrier::Folder("postbus".into())), rooms(), false).await?;
    super::must_be_migrated(&app.store).await?;
    let secrets = std::fs::read(&secret_file).context("the secret file cannot be read")?;
    let now = app.clock.now();
    let made = store::back_up(&app.whole(), &secrets, now, file).await?;
    let (rows, files) = (made.tables.iter().map(|(_, rows, _)| rows).sum::<u64>(), made.files);
    let tx = app.store.begin_write().await?;
    let said = format!("rows={rows}, files={files}, missing={}", made.missing.len());
    let note = Note::of(Act::BackupMake, 0).with(said);
    audit::record(&tx, now, Actor::Terminal, note, "terminal").await?;
    tx.commit().await?;
    println!(
        "Backup of {rows} rows and {files} files written to {}. It holds the secret keys: keep it safe.",
        file.display()
    );
    // Whoever makes backups by a timer hears of it by the exit code.
    anyhow::ensure!(
        made.missing.is_empty(),
        "the backup lacks {} files that the database names and that are not in {}: {}",
        made.missing.len(),
        app.settings.data_dir.display(),
        some_of(&made.missing)
    );
    Ok(())
}

/// The first names of a list, and how many more there are: a folder that was not mounted lacks thousands.
fn some_of(names: &[String]) -> String {
    let first = names.iter().take(10).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > 10 { format!("{first} and {} more", names.len() - 10) } else { first }
}

/// Restores a backup into a new database and puts its secret file in place.
pub(super) async fn restore(settings: &Settings, file: &Path) -> anyhow::Result<()> {
    let secret_file = settings.secret_file();
    if secret_file.exists() {
        anyhow::bail!(
            "{} exists already, so this is no new installation; move it away first if you are sure",
            secret_file.display()
        );
    }
    let store = Store::open(&settings.database_url()).await?;
    store::migrate(&store).await?;
    let whole = Whole { store: &store, shelf: Shelf::of(&settings.data_dir), tables: rooms().backed_up() };
    let restored = store::restore(&whole, file).await?;
    keep_secrets(&secret_file, &restored.secrets)?;
    let tx = store.begin_write().await?;
    let note = Note::of(Act::BackupRestore, 0).with(format!("rows={}", restored.rows));
    audit::record(&tx, Clock::Machine.now(), Actor::Terminal, note, "terminal").await?;
    tx.commit().await?;
    let (rows, files) = (restored.rows, restored.files);
    println!("Restored {rows} rows and {files} files of the backup of {}.", restored.made_at.rfc3339());
    if !restored.missing.is_empty() {
        let many = restored.missing.len();
        println!("{many} files were not in this backup; take them from an older one: {}", some_of(&restored.missing));
    }
    if restored.held_sendings > 0 {
        println!(
            "{} sendings were going out then and are paused now; let them go on under Verzendingen.",
            restored.held_sendings
        );
    }
    Ok(())
}
