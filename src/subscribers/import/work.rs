//! Moving imports on: what the bell and the terminal do, step by step, whoever of them comes first.
//!
//! Raw SQL where a fault is noted only when it differs.

pub(super) mod at_once;

use std::time::Duration;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::check::check;
use super::ending::{cancel, clear_away, fail};
use super::hand::Hand;
use super::merge::merge;
use super::stage::{forget, is_whole};
use super::{FileFault, Import, Trouble, by_id};
use crate::app::App;
use crate::audit::Actor;
use crate::base::clock::days;
use crate::base::id::ImportId;
use crate::store::tables::imports;
use crate::store::tables::states::ImportState;
use crate::store::{Class, class_of, sql};

/// A file lies no longer than this.
const KEEP_FILE: Duration = days(1);

/// Moves every import on that waits for it, and ends those with which nobody went on for a day. A bell that may ring
/// twice, and in two processes at once.
///
/// # Errors
/// The first error, after all were tried.
pub async fn move_imports(app: &App) -> anyhow::Result<()> {
    let open = imports::Entity::find()
        .filter(imports::Column::EndedAt.is_null())
        .order_by_asc(imports::Column::Id)
        .all(app.store.read())
        .await?;
    let stale = app.clock.now().minus(KEEP_FILE);
    let mut first = Ok(());
    for import in open {
        let moved = match import.state {
            ImportState::Mapped | ImportState::Merging => work(app, import.id).await,
            ImportState::Done | ImportState::Cancelled | ImportState::Failed => clear_away(app, &import).await,
            ImportState::Uploaded | ImportState::Checked if !is_whole(app, &import).await? => {
                fail(app, &import, &FileFault::Gone).await
            }
            _ if import.changed_at > stale => Ok(()),
            ImportState::Arriving => forget(app, import.id).await.map(drop),
            _ => cancel(app, import.id, Actor::House).await.map(drop),
        };
        if first.is_ok() {
            first = moved;
        }
    }
    first
}

/// Moves one import on until it waits for a person, ends, or turns out to be in the hands of another worker. When it goes
/// wrong it stays in hand until that ends by itself, so that nobody tries again within a minute, and the page says why.
pub(super) async fn work(app: &App, id: ImportId) -> anyhow::Result<()> {
    let hand = Hand::of(app, id);
    if !hand.prolong().await? {
        return Ok(());
    }
    let worked = work_on(app, id, &hand).await;
    let noted = note_trouble(app, id, worked.as_ref().err().map(trouble_of)).await;
    worked?;
    hand.let_go().await?;
    noted
}

/// Keeps why the last attempt went wrong, or that it went well.
async fn note_trouble(app: &App, id: ImportId, trouble: Option<Trouble>) -> anyhow::Result<()> {
    let (word, now) = (trouble.map_or("", Trouble::word), app.clock.now());
    let tx = app.store.begin_write().await?;
    let values = [word.into(), trouble.map(|_| now.0).into(), id.0.into(), word.into(), word.into()];
    let note = "UPDATE imports SET trouble = ?, troubled_at = ? WHERE id = ? AND (trouble <> ? OR ? <> '')";
    tx.execute_raw(sql(&tx, note, values)).await?;
    tx.commit().await?;
    Ok(())
}

fn trouble_of(error: &anyhow::Error) -> Trouble {
    match error.chain().find_map(|cause| cause.downcast_ref::<DbErr>()).map(class_of) {
        Some(Class::DiskFull) => Trouble::DiskFull,
        Some(Class::Unavailable | Class::Retry) => Trouble::Unavailable,
        _ => Trouble::Broken,
    }
}

async fn work_on(app: &App, id: ImportId, hand: &Hand<'_>) -> anyhow::Result<()> {
    let Some(import) = by_id(app.store.read(), id).await? else { return Ok(()) };
    match import.state {
        ImportState::Mapped => check(app, &import, hand).await,
        ImportState::Merging => merge(app, &import, hand).await,
        _ => Ok(()),
    }
}

/// Who an import waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// A person.
    Waits,
    /// A worker.
    Moves,
    /// Nobody: all was done.
    Done,
    /// Nobody: it was stopped, or its file cannot be read.
    Over,
}

impl Pace {
    /// Of an import.
    pub(super) const fn of(import: &Import) -> Self {
        match import.state {
            ImportState::Arriving | ImportState::Mapped | ImportState::Merging => Self::Moves,
            ImportState::Uploaded | ImportState::Checked => Self::Waits,
            ImportState::Done => Self::Done,
            ImportState::Cancelled | ImportState::Failed => Self::Over,
        }
    }

    /// Whether a person can stop it.
    pub(super) fn can_stop(import: &Import) -> bool {
        import.ended_at.is_none() && import.state != ImportState::Arriving
    }
}
