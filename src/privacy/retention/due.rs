//! The dry run: what the purge would take away now.

use sea_orm::DbErr;

use super::periods::{before, periods};
use super::rules::rulings;
use crate::app::App;
use crate::base::Instant;
use crate::privacy::holds;
use crate::room::Kind;

/// What of a kind would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The kind.
    pub kind: &'static Kind,
    /// Its period in days.
    pub days: i64,
    /// How many rows are over and not on hold.
    pub many: i64,
    /// Since when the period of the oldest of them counts.
    pub oldest: Option<Instant>,
    /// Whether the whole kind is on hold, so that nothing of it goes.
    pub is_held: bool,
}

/// Counts what would go, kind by kind. Changes nothing.
///
/// # Errors
/// The database's.
pub async fn due(app: &App) -> Result<Vec<Due>, DbErr> {
    let (on, now) = (app.store.read(), app.clock.now());
    let periods = periods(on, &app.rooms).await?;
    let held = holds::kinds_on_hold(on, &app.rooms, now).await?;
    let rulings = rulings(&app.rooms);
    let mut all = Vec::new();
    for kind in app.rooms.kinds() {
        let days = periods.get(kind).copied().unwrap_or(kind.usual);
        let mut due = Due { kind, days, many: 0, oldest: None, is_held: held.contains(&kind) };
        for ruling in rulings.iter().filter(|ruling| ruling.rule.kind == kind) {
            let count = ruling.count(on, before(&periods, kind, now), now).await?;
            due.many += count.many;
            due.oldest = [due.oldest, count.oldest].into_iter().flatten().min();
        }
        all.push(due);
    }
    Ok(all)
}
