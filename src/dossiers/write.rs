//! Writing an entry, changing it, taking it away.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::dossier::EntryWanted;
use super::draft::{Added, Saved, next_number, touching};
use super::when::When;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{DossierEntryId, DossierId, MemberId};
use crate::base::{Blocks, Instant, markdown};
use crate::store::DatabaseTransaction;
use crate::store::tables::{dossier_entries, dossier_entry_sources, dossier_sources, dossiers};

/// Writes a new entry. A dossier shows no images: what is seen on one cannot be searched for names. `once` is the token of the form.
///
/// # Errors
/// The database's; a theme that is not there is one.
pub async fn write(
    app: &App,
    by: MemberId,
    id: DossierId,
    (wanted, once): (&EntryWanted, &str),
) -> anyhow::Result<Added> {
    let body = markdown::kept_without_images(&wanted.source).await?;
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let added = insert(&tx, (id, by, now), (wanted, &body, once)).await?;
    let Added::New(number) = added else { return Ok(added) };
    let note = Note::done("dossier.write", "dossier", id.0).with(format!("entry={number}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Added::New(number))
}

/// Writes an entry in the caller's transaction, which holds the dossier by it.
pub(super) async fn insert(
    tx: &DatabaseTransaction,
    (id, by, now): (DossierId, MemberId, Instant),
    (wanted, body, once): (&EntryWanted, &Blocks, &str),
) -> Result<Added, DbErr> {
    let Some(number) = next_number(tx, (id, by, now), dossiers::Column::EntriesGiven).await? else {
        return Ok(Added::Nowhere);
    };
    // Once the dossier is held: the same form sent twice at once makes one, and what is not committed gives no number.
    if let Some(row) = dossier_entries::Entity::find().filter(dossier_entries::Column::Once.eq(once)).one(tx).await? {
        return Ok(if row.dossier_id == id { Added::Before(row.number) } else { Added::Nowhere });
    }
    let row = dossier_entries::ActiveModel {
        dossier_id: Set(id),
        number: Set(number),
        place: Set(last_place(tx, id, (&wanted.when, number)).await?),
        version: Set(1),
        once: Set(once.to_owned()),
        changed_by: Set(by),
        changed_at: Set(now),
        ..face(wanted, body)
    };
    let entry = dossier_entries::Entity::insert(row).exec(tx).await?.last_insert_id;
    put_sources(tx, (id, entry), &wanted.sources).await?;
    Ok(Added::New(number))
}

/// Changes version `version` of an entry.
///
/// # Errors
/// As [`write`].
pub async fn rewrite(
    app: &App,
    by: MemberId,
    id: DossierId,
    ((number, version), wanted): ((i64, i64), &EntryWanted),
) -> anyhow::Result<Saved> {
    let body = markdown::kept_without_images(&wanted.source).await?;
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    touching(id, by, now).exec(&tx).await?;
    let before = dossier_entries::Entity::find()
        .filter(dossier_entries::Column::DossierId.eq(id))
        .filter(dossier_entries::Column::Number.eq(number))
        .filter(dossier_entries::Column::Version.eq(version));
    let Some(before) = before.one(&tx).await? else { return Ok(Saved::Overtaken) };
    let stays = When::from_stored(&before.said).is_beside(&wanted.when);
    let place = if stays { before.place } else { last_place(&tx, id, (&wanted.when, number)).await? };
    let next = dossier_entries::ActiveModel {
        place: Set(place),
        version: Set(version + 1),
        changed_by: Set(by),
        changed_at: Set(now),
        ..face(wanted, &body)
    };
    let update = dossier_entries::Entity::update_many().set(next).filter(dossier_entries::Column::Id.eq(before.id));
    update.exec(&tx).await?;
    put_sources(&tx, (id, before.id), &wanted.sources).await?;
    let note = Note::done("dossier.rewrite", "dossier", id.0).with(format!("entry={number}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

/// Takes version `version` of an entry away. Its number is not given again.
///
/// # Errors
/// The database's.
pub async fn strike(app: &App, by: MemberId, id: DossierId, (number, version): (i64, i64)) -> anyhow::Result<Saved> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    touching(id, by, now).exec(&tx).await?;
    let found = dossier_entries::Entity::find()
        .filter(dossier_entries::Column::DossierId.eq(id))
        .filter(dossier_entries::Column::Number.eq(number))
        .filter(dossier_entries::Column::Version.eq(version));
    let Some(row) = found.one(&tx).await? else { return Ok(Saved::Overtaken) };
    put_sources(&tx, (id, row.id), &[]).await?;
    dossier_entries::Entity::delete_by_id(row.id).exec(&tx).await?;
    let note = Note::done("dossier.strike", "dossier", id.0).with(format!("entry={number}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

fn face(wanted: &EntryWanted, body: &Blocks) -> dossier_entries::ActiveModel {
    dossier_entries::ActiveModel {
        said: Set(wanted.when.said().to_owned()),
        theme: Set(wanted.theme),
        is_turn: Set(wanted.is_turn),
        title: Set(wanted.title.clone()),
        source: Set(wanted.source.clone()),
        body: Set(body.to_json()),
        ..Default::default()
    }
}

/// The place of an entry that comes to a date: behind the others when these were put in order by hand, else none.
async fn last_place(tx: &impl ConnectionTrait, id: DossierId, (when, number): (&When, i64)) -> Result<i64, DbErr> {
    let placed = dossier_entries::Entity::find()
        .filter(dossier_entries::Column::DossierId.eq(id))
        .filter(dossier_entries::Column::Number.ne(number))
        .filter(dossier_entries::Column::Place.gt(0));
    let beside = placed.all(tx).await?.into_iter().filter(|row| When::from_stored(&row.said).is_beside(when));
    Ok(beside.map(|row| row.place + 1).max().unwrap_or(0))
}

async fn put_sources(
    tx: &impl ConnectionTrait,
    (id, entry): (DossierId, DossierEntryId),
    numbers: &[i64],
) -> Result<(), DbErr> {
    dossier_entry_sources::Entity::delete_many()
        .filter(dossier_entry_sources::Column::EntryId.eq(entry))
        .exec(tx)
        .await?;
    let numbers: BTreeSet<i64> = numbers.iter().copied().collect();
    let sources = dossier_sources::Entity::find()
        .filter(dossier_sources::Column::DossierId.eq(id))
        .filter(dossier_sources::Column::Number.is_in(numbers))
        .all(tx)
        .await?;
    for source in sources {
        let row = dossier_entry_sources::ActiveModel { entry_id: Set(entry), source_id: Set(source.id) };
        dossier_entry_sources::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}
