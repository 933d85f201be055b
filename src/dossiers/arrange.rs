//! The order by hand of what is of one and the same date.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Set};

use super::draft::{Saved, touching};
use super::when::When;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{DossierEntryId, DossierId, MemberId};
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
    let mut beside = beside(&tx, id, number).await?;
    let here = beside.iter().position(|other| other.number == number);
    let there = here.and_then(|here| match to {
        Direction::Up => here.checked_sub(1),
        Direction::Down => Some(here + 1).filter(|there| *there < beside.len()),
    });
    let (Some(here), Some(there)) = (here, there) else { return Ok(Saved::Overtaken) };
    beside.swap(here, there);
    for (place, other) in (1..).zip(beside) {
        dossier_entries::Entity::update_many()
            .set(dossier_entries::ActiveModel { place: Set(place), ..Default::default() })
            .filter(dossier_entries::Column::Id.eq(other.id))
            .exec(&tx)
            .await?;
    }
    let note = Note::done("dossier.arrange", "dossier", id.0).with(format!("entry={number}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

/// An entry as far as its order goes.
struct Placed {
    id: DossierEntryId,
    number: i64,
    place: i64,
    when: When,
}

/// The entries of the same date as one of them, in their order; none when there is no such entry. Dates and places only: a dossier of
/// years has megabytes of texts, and everybody who writes waits for this.
async fn beside(tx: &impl ConnectionTrait, id: DossierId, number: i64) -> Result<Vec<Placed>, DbErr> {
    use dossier_entries::Column;
    let rows = dossier_entries::Entity::find()
        .filter(Column::DossierId.eq(id))
        .select_only()
        .columns([Column::Id, Column::Number, Column::Place, Column::Said])
        .into_tuple::<(DossierEntryId, i64, i64, String)>();
    let all = rows.all(tx).await?.into_iter();
    let mut all: Vec<Placed> =
        all.map(|(id, number, place, said)| Placed { id, number, place, when: When::from_stored(&said) }).collect();
    let Some(when) = all.iter().find(|entry| entry.number == number).map(|entry| entry.when.clone()) else {
        return Ok(Vec::new());
    };
    all.retain(|other| other.when.is_beside(&when));
    all.sort_by_cached_key(|entry| entry.when.turn(entry.place, entry.number));
    Ok(all)
}
