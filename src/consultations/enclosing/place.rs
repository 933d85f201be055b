//! Putting a document on a consultation, a newer version of it, and taking one out before anybody was asked.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::document::document;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, DocumentId, MemberId, PaperId};
use crate::consultations::acts::Act;
use crate::consultations::draft::touch;
use crate::consultations::{ConsultationState, find};
use crate::media::{Received, Unfit, keep_paper, receive_paper, throw_away_papers};
use crate::store::DatabaseTransaction;
use crate::store::tables::consultations;
use crate::store::tables::{consultation_document_versions as versions, consultation_documents as rows};

/// The most documents of a consultation, and the most versions of one.
const MOST: u64 = 20;

/// What a file becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Titled {
    /// A document of this title.
    New(String),
    /// The next version of a document.
    VersionOf(DocumentId),
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// It is there, as this version.
    Done(i64),
    /// It is exactly the version that is there.
    Same,
    /// The file cannot be kept.
    Unfit(Unfit),
    /// The disk did not take it.
    NoRoom,
    /// There are as many as there may be.
    Full,
    /// The reaction is published, or there is no such document.
    Closed,
}

/// Puts a file on a consultation. Before it is open it is a draft again; afterwards whoever answers sees that it is new.
///
/// # Errors
/// The database's.
pub async fn place(
    app: &App,
    by: MemberId,
    id: ConsultationId,
    (what, bytes): (&Titled, Vec<u8>),
) -> anyhow::Result<Placed> {
    let ready = match receive_paper(app, bytes).await? {
        Received::Ready(ready) => ready,
        Received::Unfit(unfit) => return Ok(Placed::Unfit(unfit)),
        Received::NoRoom => return Ok(Placed::NoRoom),
    };
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    if !may_change(&tx, app, by, id).await? {
        return Ok(Placed::Closed);
    }
    let (of, number) = match what {
        Titled::New(title) => {
            let ours = rows::Entity::find().filter(rows::Column::ConsultationId.eq(id));
            if ours.filter(rows::Column::InvitationId.is_null()).count(&tx).await? >= MOST {
                return Ok(Placed::Full);
            }
            let row = rows::ActiveModel {
                consultation_id: Set(id),
                invitation_id: Set(None),
                entry_id: Set(None),
                title: Set(title.clone()),
                made_at: Set(now),
                removed_at: Set(None),
                ..Default::default()
            };
            (rows::Entity::insert(row).exec(&tx).await?.last_insert_id, 1)
        }
        Titled::VersionOf(of) => {
            let found = document(&tx, *of).await?;
            let is_ours = |row: &rows::Model| {
                row.consultation_id == id && row.invitation_id.is_none() && row.removed_at.is_none()
            };
            let Some(found) = found.filter(|found| is_ours(&found.row)) else { return Ok(Placed::Closed) };
            if found.versions.len() as u64 >= MOST {
                return Ok(Placed::Full);
            }
            let newest = found.versions.last();
            if newest.is_some_and(|newest| ready.is(&newest.paper)) {
                return Ok(Placed::Same);
            }
            (*of, newest.map_or(0, |newest| newest.row.number) + 1)
        }
    };
    let paper = keep_paper(&tx, &ready, now).await?;
    put(&tx, (of, number, paper), by, app).await?;
    let note = Note::of(Act::Place, id.0);
    audit::record(&tx, now, Actor::Member(by), note.with(format!("document {of}, version {number}")), "web").await?;
    tx.commit().await?;
    Ok(Placed::Done(number))
}

/// Holds a consultation whose documents may still change. What nobody was asked yet is a draft from now on: what was approved is
/// not what stands there any more.
async fn may_change(tx: &DatabaseTransaction, app: &App, by: MemberId, id: ConsultationId) -> anyhow::Result<bool> {
    let row = consultations::Entity::find_by_id(id).one(tx).await?;
    Ok(match row {
        Some(row) if row.opened_at.is_none() => touch(tx, app, by, (id, row.version)).await?,
        Some(row) => row.state == ConsultationState::Open && crate::consultations::open::hold_open(tx, id).await?,
        None => false,
    })
}

async fn put(
    tx: &DatabaseTransaction,
    (of, number, paper): (DocumentId, i64, PaperId),
    by: MemberId,
    app: &App,
) -> anyhow::Result<()> {
    let row = versions::ActiveModel {
        document_id: Set(of),
        number: Set(number),
        paper_id: Set(paper),
        made_by: Set(Some(by)),
        brought_by: Set(None),
        made_at: Set(app.clock.now()),
    };
    versions::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Takes a document with all its versions out of a consultation that was not opened yet. Gives whether it did.
///
/// # Errors
/// The database's.
pub async fn take_out(app: &App, by: MemberId, id: ConsultationId, which: DocumentId) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    let Some(the) = find::consultation(&tx, id).await?.filter(|the| the.row.opened_at.is_none()) else {
        return Ok(false);
    };
    let Some(found) = the.documents.iter().find(|one| one.row.id == which) else { return Ok(false) };
    if !touch(&tx, app, by, (id, the.row.version)).await? {
        return Ok(false);
    }
    versions::Entity::delete_many().filter(versions::Column::DocumentId.eq(which)).exec(&tx).await?;
    rows::Entity::delete_by_id(which).exec(&tx).await?;
    throw_away_papers(&tx, found.versions.iter().map(|one| one.paper.id).collect()).await?;
    let note = Note::of(Act::TakeOut, id.0).with(format!("document {which}"));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(true)
}
