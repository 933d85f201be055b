//! Taking files away that no row names: of images that are gone, and what an upload that broke off left.

use std::collections::HashSet;
use std::time::Duration;

use sea_orm::{EntityTrait, QuerySelect};

use crate::app::App;
use crate::base::work::FILES;
use crate::store::tables::media_files;

/// How long a file stays without a row. An upload writes its files first.
const GRACE: Duration = Duration::from_hours(24);

/// Sweeps the shelf.
///
/// # Errors
/// The database's, or when a file cannot be taken away.
pub async fn sweep(app: &App) -> anyhow::Result<()> {
    let (shelf, before) = (app.shelf(), app.clock.now().minus(GRACE));
    // Looked at before the rows are read: what is put on the shelf meanwhile is young.
    let standing = FILES.work(move |_| shelf.names()).await??;
    let old: Vec<_> = standing.into_iter().filter(|(_, since)| *since < before).map(|(name, _)| name).collect();
    if old.is_empty() {
        return Ok(());
    }
    let named: HashSet<String> = media_files::Entity::find()
        .select_only()
        .column(media_files::Column::Hash)
        .into_tuple::<String>()
        .all(app.store.read())
        .await?
        .into_iter()
        .collect();
    let shelf = app.shelf();
    let sweeping = move |_: &_| {
        let is_named = |name: &&String| name.split('.').next().is_some_and(|hash| named.contains(hash));
        // Each is looked at once more as it goes: what was placed again meanwhile is as young as its rows.
        old.iter().filter(|name| !is_named(name)).try_for_each(|name| shelf.remove_older(name, before).map(drop))
    };
    Ok(FILES.work(sweeping).await??)
}
