//! Sources: added under a number for ever, changed, taken away.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::draft::{Added, Saved, next_number, touching};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{DossierId, MemberId};
use crate::store::tables::{dossier_entry_sources, dossier_sources, dossiers};

/// What staff write of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceWanted {
    /// What it is called.
    pub title: String,
    /// Its date, as it is written; empty for none.
    pub said_on: String,
    /// Whose it is.
    pub origin: String,
    /// Whether everybody may read it.
    pub is_public: bool,
    /// Where it is; empty for on paper.
    pub address: String,
    /// What the public reads of one that is not public.
    pub why_closed: String,
}

impl SourceWanted {
    /// What is saved of a source.
    pub(super) fn of(row: &dossier_sources::Model) -> Self {
        Self {
            title: row.title.clone(),
            said_on: row.said_on.clone(),
            origin: row.origin.clone(),
            is_public: row.is_public,
            address: row.address.clone(),
            why_closed: row.why_closed.clone(),
        }
    }
}

/// Adds a source. `once` is the token of the form.
///
/// # Errors
/// The database's.
pub async fn cite(
    app: &App,
    by: MemberId,
    id: DossierId,
    (wanted, once): (&SourceWanted, &str),
) -> anyhow::Result<Added> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let Some(number) = next_number(&tx, (id, by, now), dossiers::Column::SourcesGiven).await? else {
        return Ok(Added::Nowhere);
    };
    // Once the dossier is held: the same form sent twice at once makes one, and what is not committed gives no number.
    if let Some(row) = dossier_sources::Entity::find().filter(dossier_sources::Column::Once.eq(once)).one(&tx).await? {
        return Ok(if row.dossier_id == id { Added::Before(row.number) } else { Added::Nowhere });
    }
    let row = dossier_sources::ActiveModel {
        dossier_id: Set(id),
        number: Set(number),
        version: Set(1),
        once: Set(once.to_owned()),
        changed_by: Set(by),
        changed_at: Set(now),
        ..face(wanted)
    };
    dossier_sources::Entity::insert(row).exec_without_returning(&tx).await?;
    let note = Note::done("dossier.cite", "dossier", id.0).with(format!("source={number}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Added::New(number))
}

/// Changes version `version` of a source.
///
/// # Errors
/// The database's.
pub async fn recite(
    app: &App,
    by: MemberId,
    id: DossierId,
    ((number, version), wanted): ((i64, i64), &SourceWanted),
) -> anyhow::Result<Saved> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    touching(id, by, now).exec(&tx).await?;
    let next = dossier_sources::ActiveModel {
        version: Set(version + 1),
        changed_by: Set(by),
        changed_at: Set(now),
        ..face(wanted)
    };
    let update = dossier_sources::Entity::update_many()
        .set(next)
        .filter(dossier_sources::Column::DossierId.eq(id))
        .filter(dossier_sources::Column::Number.eq(number))
        .filter(dossier_sources::Column::Version.eq(version));
    if update.exec(&tx).await?.rows_affected == 0 {
        return Ok(Saved::Overtaken);
    }
    let note = Note::done("dossier.recite", "dossier", id.0).with(format!("source={number}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

/// Takes version `version` of a source away. Entries that have no other are shown as without a source; its number is not given
/// again.
///
/// # Errors
/// The database's.
pub async fn drop_source(
    app: &App,
    by: MemberId,
    id: DossierId,
    (number, version): (i64, i64),
) -> anyhow::Result<Saved> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    touching(id, by, now).exec(&tx).await?;
    let found = dossier_sources::Entity::find()
        .filter(dossier_sources::Column::DossierId.eq(id))
        .filter(dossier_sources::Column::Number.eq(number))
        .filter(dossier_sources::Column::Version.eq(version));
    let Some(row) = found.one(&tx).await? else { return Ok(Saved::Overtaken) };
    dossier_entry_sources::Entity::delete_many()
        .filter(dossier_entry_sources::Column::SourceId.eq(row.id))
        .exec(&tx)
        .await?;
    dossier_sources::Entity::delete_by_id(row.id).exec(&tx).await?;
    let note = Note::done("dossier.drop_source", "dossier", id.0).with(format!("source={number}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

fn face(wanted: &SourceWanted) -> dossier_sources::ActiveModel {
    dossier_sources::ActiveModel {
        title: Set(wanted.title.clone()),
        said_on: Set(wanted.said_on.clone()),
        origin: Set(wanted.origin.clone()),
        is_public: Set(wanted.is_public),
        address: Set(wanted.address.clone()),
        why_closed: Set(wanted.why_closed.clone()),
        ..Default::default()
    }
}
