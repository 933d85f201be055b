//! Finding images by their names and descriptions.

use super::find;
use crate::app::App;
use crate::base::Language;
use crate::room::{Found, Sought};

/// Images, the newest first.
pub(super) async fn images(app: &App, sought: &Sought, _: Language) -> anyhow::Result<Vec<Found>> {
    let page = find::library(app.store.read(), (&sought.typed, false), None).await?;
    let named = page.rows.into_iter().map(|image| (format!("{} {}", image.row.name, image.row.alt), image.row));
    Ok(sought.best(named, |row| Found { link: format!("/beheer/beelden/{}", row.id), title: row.name, more: row.alt }))
}
