//! Finding dossiers by their names.

use super::find;
use crate::app::App;
use crate::base::Language;
use crate::base::wall_time::number;
use crate::room::{Found, Sought};

/// Dossiers, what was changed last first: by title.
pub(super) async fn dossiers(app: &App, sought: &Sought, language: Language) -> anyhow::Result<Vec<Found>> {
    let all = find::all(app.store.read()).await?;
    Ok(sought.best(all.into_iter().map(|listed| (listed.row.title.clone(), listed)), |listed| {
        let many = i64::try_from(listed.entries).unwrap_or(i64::MAX);
        let word = if many == 1 { ("gebeurtenis", "entry") } else { ("gebeurtenissen", "entries") };
        Found {
            title: listed.row.title,
            more: format!("{} {}", number(many, language), language.pick(word.0, word.1)),
            link: format!("/beheer/dossiers/{}", listed.row.id),
        }
    }))
}
