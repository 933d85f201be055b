//! Adding an attachment to an answer, and taking one away again, by link.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter};

use super::document::{attached_of, document};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{DocumentId, InvitationId};
use crate::consultations::acts::Act;
use crate::consultations::answering::{Seat, hold_seat, seat};
use crate::media::{Received, Unfit, keep_paper, receive_paper, throw_away_papers};
use crate::store::tables::{consultation_document_versions as versions, consultation_documents as rows};

/// How many attachments an organisation can add, also when it takes some away: a link is no place to fill a disk.
pub(super) const MOST: u64 = 20;

/// What came of adding one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is there. It counts once the answer is released.
    Done,
    /// The file cannot be kept.
    Unfit(Unfit),
    /// The disk did not take it.
    NoRoom,
    /// The organisation added as many as it can.
    Full,
    /// The reaction is published.
    Closed,
    /// The link opens nothing.
    Unknown,
}

/// Whether an organisation added as many as it can.
async fn is_full(on: &impl ConnectionTrait, of: InvitationId) -> Result<bool, DbErr> {
    let theirs = rows::Entity::find().filter(rows::Column::InvitationId.eq(of));
    Ok(theirs.filter(rows::Column::EntryId.is_null()).count(on).await? >= MOST)
}

/// Adds a file to the answer of the organisation of a link.
///
/// # Errors
/// The database's.
pub async fn attach(app: &App, token: &str, title: &str, bytes: Vec<u8>) -> anyhow::Result<Added> {
    // Nobody’s file is looked at who may not bring one.
    match seat(app, app.store.read(), token).await? {
        None => return Ok(Added::Unknown),
        Some(seat) if !seat.is_open() => return Ok(Added::Closed),
        // Nor kept: what is refused only afterwards would lie on the disk for a day.
        Some(seat) if is_full(app.store.read(), seat.invited.row.id).await? => return Ok(Added::Full),
        Some(_) => {}
    }
    let ready = match receive_paper(app, bytes).await? {
        Received::Ready(ready) => ready,
        Received::Unfit(unfit) => return Ok(Added::Unfit(unfit)),
        Received::NoRoom => return Ok(Added::NoRoom),
    };
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let Some(seat) = hold_seat(app, &tx, token).await? else { return Ok(Added::Unknown) };
    if !seat.is_open() {
        return Ok(Added::Closed);
    }
    let of = seat.invited.row.id;
    if is_full(&tx, of).await? {
        return Ok(Added::Full);
    }
    let row = rows::ActiveModel {
        consultation_id: Set(seat.the.row.id),
        invitation_id: Set(Some(of)),
        entry_id: Set(None),
        title: Set(title.to_owned()),
        made_at: Set(now),
        removed_at: Set(None),
        ..Default::default()
    };
    let id = rows::Entity::insert(row).exec(&tx).await?.last_insert_id;
    let version = versions::ActiveModel {
        document_id: Set(id),
        number: Set(1),
        paper_id: Set(keep_paper(&tx, &ready, now).await?),
        made_by: Set(None),
        brought_by: Set(Some(seat.invitee.id)),
        made_at: Set(now),
    };
    versions::Entity::insert(version).exec_without_returning(&tx).await?;
    let note = Note::of(Act::Attach, seat.the.row.id.0);
    audit::record(&tx, now, Actor::Reader, note.with(format!("invitation {of}, document {id}")), "web").await?;
    tx.commit().await?;
    Ok(Added::Done)
}

/// Takes an attachment away from what the organisation will release. One that was released stays with that version; of another
/// nothing stays but that it was there. Gives whether it did.
///
/// # Errors
/// The database's.
pub async fn detach(app: &App, token: &str, which: DocumentId) -> anyhow::Result<bool> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let Some(seat) = hold_seat(app, &tx, token).await?.filter(Seat::is_open) else {
        return Ok(false);
    };
    let of = seat.invited.row.id;
    let found = document(&tx, which).await?;
    let is_theirs =
        |row: &rows::Model| row.invitation_id == Some(of) && row.entry_id.is_none() && row.removed_at.is_none();
    let Some(found) = found.filter(|found| is_theirs(&found.row)) else { return Ok(false) };
    let mut was_released = false;
    for sent in &seat.invited.submissions {
        was_released |= attached_of(sent)?.iter().any(|one| one.document == which);
    }
    let mut gone = rows::ActiveModel { id: Set(which), removed_at: Set(Some(now)), ..Default::default() };
    if !was_released {
        versions::Entity::delete_many().filter(versions::Column::DocumentId.eq(which)).exec(&tx).await?;
        throw_away_papers(&tx, found.versions.iter().map(|one| one.paper.id).collect()).await?;
        gone.title = Set(String::new());
    }
    rows::Entity::update(gone).exec(&tx).await?;
    let note = Note::of(Act::Detach, seat.the.row.id.0);
    audit::record(&tx, now, Actor::Reader, note.with(format!("invitation {of}, document {which}")), "web").await?;
    tx.commit().await?;
    Ok(true)
}
