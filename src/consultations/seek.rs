//! Finding consultations by their names.

use super::{Step, find, texts};
use crate::app::App;
use crate::base::Language;
use crate::room::{Found, Sought};

/// Consultations, the newest first: by title and reference number.
pub(super) async fn consultations(app: &App, sought: &Sought, language: Language) -> anyhow::Result<Vec<Found>> {
    let rows = find::all(app.store.read(), None).await?.into_iter().map(|(row, ..)| row);
    let named = rows.map(|row| (format!("{} {}", row.title, row.kenmerk), row));
    Ok(sought.best(named, |row| Found {
        more: [row.kenmerk.as_str(), texts::step(Step::of(&row, app.clock.now()), language)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        link: format!("/beheer/consultaties/{}", row.id),
        title: row.title,
    }))
}
