//! Finding audiences by their names.

use super::find;
use crate::app::App;
use crate::base::Language;
use crate::base::wall_time::short_moment;
use crate::room::{Found, Sought};

/// Audiences by name.
pub(super) async fn audiences(app: &App, sought: &Sought, language: Language) -> anyhow::Result<Vec<Found>> {
    let all = find::all(app.store.read()).await?;
    Ok(sought.best(all.into_iter().map(|audience| (audience.row.name.clone(), audience)), |audience| {
        let changed = short_moment(audience.row.changed_at, language);
        Found {
            more: language.pick(format!("gewijzigd {changed}"), format!("changed {changed}")),
            link: audience.address(),
            title: audience.row.name,
        }
    }))
}
