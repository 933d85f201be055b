//! What invited people answer, and what becomes of an answer.

use sea_orm::{ConnectionTrait, DbErr};

use super::find::Invitation;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{EventId, EventInvitationId, PersonId, RegistrationId};
use crate::events::find::Registration;
use crate::store::{DatabaseTransaction, sql};

/// What came of declining.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declined {
    /// They do not come, and are not reminded.
    Done,
    /// They said so before.
    Already,
    /// They registered; that page takes it back.
    Registered,
}

/// Somebody says that they do not come.
///
/// # Errors
/// The database's.
pub async fn decline(app: &App, row: &Invitation) -> anyhow::Result<Declined> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let decline = sql(
        &tx,
        "UPDATE event_invitations SET state = 'declined', due = '', answered_at = ?
         WHERE id = ? AND state IN ('invited', 'reminded')",
        [now.0.into(), row.id.0.into()],
    );
    if tx.execute_raw(decline).await?.rows_affected() == 0 {
        let is_registered =
            sql(&tx, "SELECT 1 FROM event_invitations WHERE id = ? AND state = 'registered'", [row.id.0.into()]);
        let is_registered = tx.query_one_raw(is_registered).await?.is_some();
        return Ok(if is_registered { Declined::Registered } else { Declined::Already });
    }
    let note = Note::done("invitation.decline", "invitation", row.id.0);
    audit::record(&tx, now, Actor::Reader, note, "web").await?;
    tx.commit().await?;
    Ok(Declined::Done)
}

/// Somebody registered, by the link of an invitation or by any other way: that is the answer of the mailbox. `false` when somebody
/// else registered with the invitation before, and nothing may be kept then.
pub(in crate::events) async fn registered(
    tx: &DatabaseTransaction,
    app: &App,
    (event, invitation): (EventId, Option<EventInvitationId>),
    row: &Registration,
) -> Result<bool, DbErr> {
    let now = app.clock.now();
    if let Some(invitation) = invitation {
        let used = sql(
            tx,
            "UPDATE event_invitations SET state = 'registered', due = '', answered_at = ?, registration_id = ?
             WHERE id = ? AND event_id = ? AND (state <> 'registered' OR registration_id = ?)",
            [now.0.into(), row.id.0.into(), invitation.0.into(), event.0.into(), row.id.0.into()],
        );
        if tx.execute_raw(used).await?.rows_affected() == 0 {
            return Ok(false);
        }
    }
    answered(tx, (event, row.person_id), row.id, now).await?;
    Ok(true)
}

/// Whether staff chose somebody: they have an invitation, and did not register with it. One with which they asked for a place and were
/// refused says nothing any more.
pub(in crate::events) async fn is_chosen(
    on: &impl ConnectionTrait,
    event: EventId,
    person: PersonId,
) -> Result<bool, DbErr> {
    let open = sql(
        on,
        "SELECT 1 FROM event_invitations i LEFT JOIN event_registrations r ON r.id = i.registration_id
         WHERE i.event_id = ? AND i.person_id = ? AND i.state <> 'registered' AND (r.id IS NULL OR r.approval <> 'refused')",
        [event.0.into(), person.0.into()],
    );
    Ok(on.query_one_raw(open).await?.is_some())
}

/// The invitation of a mailbox is answered by a registration.
async fn answered(
    tx: &impl ConnectionTrait,
    (event, person): (EventId, Option<PersonId>),
    registration: RegistrationId,
    now: Instant,
) -> Result<(), DbErr> {
    let answered = sql(
        tx,
        "UPDATE event_invitations SET state = 'registered', due = '', answered_at = ?, registration_id = ?
         WHERE event_id = ? AND person_id = ? AND state <> 'registered'",
        [now.0.into(), registration.0.into(), event.0.into(), person.map(|id| id.0).into()],
    );
    tx.execute_raw(answered).await.map(drop)
}

/// A registration ended: who was invited does not come, and may register again with the same link.
pub(in crate::events) async fn came_off(
    tx: &impl ConnectionTrait,
    registration: RegistrationId,
    now: Instant,
) -> Result<(), DbErr> {
    let declined = sql(
        tx,
        "UPDATE event_invitations SET state = 'declined', answered_at = ? WHERE registration_id = ? AND state = 'registered'",
        [now.0.into(), registration.0.into()],
    );
    tx.execute_raw(declined).await.map(drop)
}

/// A colleague comes instead: the invitation stays answered, and so is the colleague's own.
pub(in crate::events) async fn passed_on(
    tx: &impl ConnectionTrait,
    (old, new): (RegistrationId, &Registration),
    now: Instant,
) -> Result<(), DbErr> {
    let goes_on = sql(
        tx,
        "UPDATE event_invitations SET registration_id = ? WHERE registration_id = ?",
        [new.id.0.into(), old.0.into()],
    );
    tx.execute_raw(goes_on).await?;
    answered(tx, (new.event_id, new.person_id), new.id, now).await
}

/// Blanks the invitations of somebody who is erased. Gives how many.
pub(in crate::events) async fn forget(tx: &impl ConnectionTrait, person: PersonId) -> Result<u64, DbErr> {
    let blank = sql(
        tx,
        "UPDATE event_invitations SET person_id = NULL, name = '', organisation = '', due = '', sending_id = NULL WHERE person_id = ?",
        [person.0.into()],
    );
    Ok(tx.execute_raw(blank).await?.rows_affected())
}

/// The same of invitations whose time is over. Gives how many.
pub(in crate::events) async fn forget_invited(
    tx: &impl ConnectionTrait,
    ids: &[EventInvitationId],
) -> Result<u64, DbErr> {
    let mut many = 0;
    for id in ids {
        let blank = sql(
            tx,
            "UPDATE event_invitations SET person_id = NULL, name = '', organisation = '', due = '', sending_id = NULL WHERE id = ? AND person_id IS NOT NULL",
            [id.0.into()],
        );
        many += tx.execute_raw(blank).await?.rows_affected();
    }
    Ok(many)
}
