//! Taking files away that no row names: of images and papers that are gone, and what an upload that broke off left.

use std::collections::HashSet;
use std::time::Duration;

use sea_orm::{EntityTrait, QuerySelect};

use crate::app::App;
use crate::base::work::FILES;
use crate::store::Shelf;
use crate::store::tables::{media_files, media_papers};

/// How long a file stays without a row. An upload writes its files first.
const GRACE: Duration = Duration::from_hours(24);

/// Sweeps both shelves.
///
/// # Errors
/// The database's, or when a file cannot be taken away.
pub async fn sweep(app: &App) -> anyhow::Result<()> {
    let images = media_files::Entity::find().select_only().column(media_files::Column::Hash).into_tuple();
    sweep_one(app, app.shelf(), async { images.all(app.store.read()).await }).await?;
    let papers = media_papers::Entity::find().select_only().column(media_papers::Column::Hash).into_tuple();
    sweep_one(app, app.shelf().closed(), async { papers.all(app.store.read()).await }).await
}

async fn sweep_one(
    app: &App,
    shelf: Shelf,
    named: impl Future<Output = Result<Vec<String>, sea_orm::DbErr>>,
) -> anyhow::Result<()> {
    let before = app.clock.now().minus(GRACE);
    // Looked at before the rows are read: what is put on the shelf meanwhile is young.
    let looking = shelf.clone();
    let standing = FILES.work(move |_| looking.names()).await??;
    let old: Vec<_> = standing.into_iter().filter(|(_, since)| *since < before).map(|(name, _)| name).collect();
    if old.is_empty() {
        return Ok(());
    }
    let named: HashSet<String> = named.await?.into_iter().collect();
    let sweeping = move |_: &_| {
        let is_named = |name: &&String| name.split('.').next().is_some_and(|hash| named.contains(hash));
        // Each is looked at once more as it goes: what was placed again meanwhile is as young as its rows.
        old.iter().filter(|name| !is_named(name)).try_for_each(|name| shelf.remove_older(name, before).map(drop))
    };
    Ok(FILES.work(sweeping).await??)
}
