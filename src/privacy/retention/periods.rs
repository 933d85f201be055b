//! The periods that are in force: the usual ones, or what an administrator chose within the bounds.

use std::collections::BTreeMap;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, Set};

use crate::app::{App, Rooms};
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::clock::days;
use crate::base::id::MemberId;
use crate::privacy::acts::Act;
use crate::room::Kind;
use crate::store::tables::retention_periods::{self, Column};

/// Periods in days, by kind.
pub type Periods = BTreeMap<&'static Kind, i64>;

/// The period of each kind in days.
///
/// # Errors
/// The database's.
pub async fn periods(on: &impl ConnectionTrait, rooms: &Rooms) -> Result<Periods, DbErr> {
    let mut periods: Periods = rooms.kinds().into_iter().map(|kind| (kind, kind.usual)).collect();
    for row in retention_periods::Entity::find().all(on).await? {
        if let Some(kind) = rooms.kind(&row.kind) {
            let (least, most) = kind.bounds;
            periods.insert(kind, row.days.clamp(least, most));
        }
    }
    Ok(periods)
}

/// Before which moment a row counts as over.
pub(super) fn before(periods: &Periods, kind: &'static Kind, now: Instant) -> Instant {
    let period = periods.get(kind).copied().unwrap_or(kind.usual);
    now.minus(days(u64::try_from(period).unwrap_or_default()))
}

/// Changes periods. What lies outside the bounds of its kind is brought within them; what stays the same is not noted.
/// Gives how many changed.
///
/// # Errors
/// The database's.
pub async fn change(app: &App, by: MemberId, chosen: &Periods) -> anyhow::Result<usize> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let present = periods(&tx, &app.rooms).await?;
    let mut changed = 0;
    for (kind, period) in chosen {
        let (least, most) = kind.bounds;
        let period = (*period).clamp(least, most);
        if present.get(kind) == Some(&period) {
            continue;
        }
        let row = retention_periods::ActiveModel {
            kind: Set(kind.word.to_owned()),
            days: Set(period),
            changed_by: Set(by),
            changed_at: Set(now),
        };
        let instead = OnConflict::column(Column::Kind)
            .update_columns([Column::Days, Column::ChangedBy, Column::ChangedAt])
            .to_owned();
        retention_periods::Entity::insert(row).on_conflict(instead).exec_without_returning(&tx).await?;
        let note = Note::of(Act::RetentionChange, 0).with(format!("kind={} days={period}", kind.word));
        audit::record(&tx, now, Actor::Member(by), note, "web").await?;
        changed += 1;
    }
    tx.commit().await?;
    Ok(changed)
}
