//! How the relays are, for pages: what each may still take, and whether it can be reached.
//!
//! Raw SQL: a row is made, or changed only when it differs, in one statement.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use crate::app::App;
use crate::base::Instant;
use crate::mail::Terms;
use crate::store::sql;
use crate::store::tables::relays;

/// The bucket of a relay counts millionths of a mail, so that a slow rate fills it too and rounding loses nothing that counts.
pub(super) const MAIL: i64 = 1_000_000;

/// What a full bucket holds: one minute's mails, and at least one.
pub(super) fn full_allowance(per_hour: u32) -> i64 {
    (i64::from(per_hour) * MAIL / 60).max(MAIL)
}

/// A relay as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relay {
    /// What staff call it.
    pub name: String,
    /// On which terms it is used.
    pub terms: Terms,
    /// How many connections it gets for sendings to many, in this process.
    pub connections: u16,
    /// Whether mail on the way to it is protected by TLS.
    pub is_protected: bool,
    /// Since when it cannot be reached and what was said, or `None` while it can.
    pub down: Option<(Instant, String)>,
}

/// All relays of this installation.
///
/// # Errors
/// The database's.
pub async fn relays(app: &App) -> Result<Vec<Relay>, DbErr> {
    let known = relays::Entity::find().all(app.store.read()).await?;
    let standing = |(at, outlet): (usize, &crate::mail::Outlet)| {
        let row = known.iter().find(|row| row.name == outlet.name && row.is_down);
        Relay {
            name: outlet.name.clone(),
            terms: outlet.terms.clone(),
            connections: app.outlets.connections(at, app.settings.connections),
            is_protected: outlet.carrier.is_protected(),
            down: row.map(|row| (row.changed_at, row.words.clone())),
        }
    };
    Ok(app.outlets.all().iter().enumerate().map(standing).collect())
}

/// Whether none of the relays can be reached: mail waits for them, costs nobody an attempt, and goes on by itself.
///
/// # Errors
/// The database's.
pub async fn all_down(app: &App) -> Result<bool, DbErr> {
    Ok(relays(app).await?.iter().all(|relay| relay.down.is_some()))
}

/// Makes the rows of relays that are new, with a full allowance. What an earlier process found out about them is forgotten:
/// this one finds out anew.
pub(super) async fn remember(tx: &impl ConnectionTrait, app: &App) -> Result<(), DbErr> {
    let now = app.clock.now();
    for outlet in app.outlets.all() {
        let allowance = full_allowance(outlet.terms.per_hour.unwrap_or_default());
        let row = sql(
            tx,
            "INSERT INTO relays (name, allowance, allowed_at, is_down, changed_at, words) VALUES (?, ?, ?, ?, ?, '')
             ON CONFLICT (name) DO UPDATE SET is_down = excluded.is_down, words = ''",
            [outlet.name.as_str().into(), allowance.into(), now.0.into(), false.into(), now.0.into()],
        );
        tx.execute_raw(row).await?;
    }
    Ok(())
}

/// Notes that a relay cannot be reached, or can be again; `words` says what went wrong. The first to notice counts.
pub(super) async fn note(app: &App, name: &str, is_down: bool, words: &str) -> Result<(), DbErr> {
    let tx = app.store.begin_write().await?;
    let change = sql(
        &tx,
        "UPDATE relays SET is_down = ?, changed_at = ?, words = ? WHERE name = ? AND is_down <> ?",
        [is_down.into(), app.clock.now().0.into(), words.into(), name.into(), is_down.into()],
    );
    tx.execute_raw(change).await?;
    tx.commit().await
}
