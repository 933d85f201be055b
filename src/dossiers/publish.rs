//! Making a dossier public, and taking it off the website again.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::check::findings;
use super::find;
use super::timeline::Timeline;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{DossierId, MemberId};
use crate::base::secrets::sha256_hex;
use crate::store::tables::dossier_publications::Column;
use crate::store::tables::{dossier_publications, dossiers};

/// What came of publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// Everybody can read it now.
    Done,
    /// So often it names somebody still, or says where that lies which is not public.
    Names(usize),
    /// Nothing happened in it yet.
    Empty,
    /// It is not what the page showed any more.
    Overtaken,
}

/// What came of withdrawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawn {
    /// Nobody can read it any more.
    Done,
    /// It was not public.
    NotPublic,
}

/// Publishes what the page showed under the fingerprint `seen`, when the check finds nothing.
///
/// # Errors
/// The database's.
pub async fn publish(app: &App, by: MemberId, id: DossierId, seen: &str) -> anyhow::Result<Published> {
    let on = app.store.read();
    let Some(the) = find::dossier(on, id).await? else { return Ok(Published::Overtaken) };
    let timeline = Timeline::of(&the)?;
    if timeline.entries.is_empty() {
        return Ok(Published::Empty);
    }
    let (content, sought) = (timeline.to_json(), find::sought(&the, &find::names(app, &the).await?));
    if sha256_hex(content.as_bytes()) != seen {
        return Ok(Published::Overtaken);
    }
    let found = findings(&timeline, &sought, &find::cleared(on, id).await?).len();
    if found > 0 {
        return Ok(Published::Names(found));
    }
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    // Whatever changed in it since it was read made another revision: also an actor who was added.
    let same = dossiers::Entity::update_many()
        .set(dossiers::ActiveModel { revision: Set(the.row.revision), ..Default::default() })
        .filter(dossiers::Column::Id.eq(id))
        .filter(dossiers::Column::Revision.eq(the.row.revision));
    if same.exec(&tx).await?.rows_affected == 0 {
        return Ok(Published::Overtaken);
    }
    let row = dossier_publications::ActiveModel {
        dossier_id: Set(id),
        revision: Set(the.row.revision),
        content: Set(content),
        hash: Set(seen.to_owned()),
        first_at: Set(the.public.map_or(now, |before| before.first_at)),
        published_by: Set(by),
        published_at: Set(now),
        withdrawn_at: Set(None),
        withdrawn_why: Set(String::new()),
    };
    let newest = OnConflict::column(Column::DossierId)
        .update_columns([
            Column::Revision,
            Column::Content,
            Column::Hash,
            Column::FirstAt,
            Column::PublishedBy,
            Column::PublishedAt,
            Column::WithdrawnAt,
            Column::WithdrawnWhy,
        ])
        .to_owned();
    dossier_publications::Entity::insert(row).on_conflict(newest).exec_without_returning(&tx).await?;
    let note = Note::done("dossier.publish", "dossier", id.0).with(format!("hash={seen}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Published::Done)
}

/// Takes a dossier off the website. What was public of it is emptied; its address says why.
///
/// # Errors
/// The database's.
pub async fn withdraw(app: &App, by: MemberId, id: DossierId, why: &str) -> anyhow::Result<Withdrawn> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let gone = dossier_publications::ActiveModel {
        content: Set(String::new()),
        hash: Set(String::new()),
        withdrawn_at: Set(Some(now)),
        withdrawn_why: Set(why.to_owned()),
        ..Default::default()
    };
    let update = dossier_publications::Entity::update_many()
        .set(gone)
        .filter(dossier_publications::Column::DossierId.eq(id))
        .filter(dossier_publications::Column::WithdrawnAt.is_null());
    if update.exec(&tx).await?.rows_affected == 0 {
        return Ok(Withdrawn::NotPublic);
    }
    audit::record(&tx, now, Actor::Member(by), Note::done("dossier.withdraw", "dossier", id.0), "web").await?;
    tx.commit().await?;
    Ok(Withdrawn::Done)
}
