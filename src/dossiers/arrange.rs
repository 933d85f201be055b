//! The order by hand of what is of one and the same date.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::draft::{Saved, touching};
use super::find;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{DossierId, MemberId};
use crate::store::tables::dossier_entries;

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Before the one before it.
    Up,
    /// Behind the one behind it.
    Down,
}

/// Moves an entry past its neighbour of the same date. Without one nothing changes.
///
/// # Errors
/// The database's.
pub async fn arrange(app: &App, by: MemberId, id: DossierId, (number, to): (i64, Direction)) -> anyhow::Result<Saved> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    touching(id, by, now).exec(&tx).await?;
    let Some(the) = find::dossier(&tx, id).await? else { return Ok(Saved::Overtaken) };
    let Some(entry) = the.entry(number) else { return Ok(Saved::Overtaken) };
    let mut beside: Vec<_> = the.entries.iter().filter(|other| other.when.is_beside(&entry.when)).collect();
    let here = beside.iter().position(|other| other.row.id == entry.row.id);
    let there = here.and_then(|here| match to {
        Direction::Up => here.checked_sub(1),
        Direction::Down => Some(here + 1).filter(|there| *there < beside.len()),
    });
    let (Some(here), Some(there)) = (here, there) else { return Ok(Saved::Overtaken) };
    beside.swap(here, there);
    for (place, other) in (1..).zip(beside) {
        dossier_entries::Entity::update_many()
            .set(dossier_entries::ActiveModel { place: Set(place), ..Default::default() })
            .filter(dossier_entries::Column::Id.eq(other.row.id))
            .exec(&tx)
            .await?;
    }
    let note = Note::done("dossier.arrange", "dossier", id.0).with(format!("entry={number}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Done)
}
