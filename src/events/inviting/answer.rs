//! What invited people answer, and what becomes of an answer.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::find::{Invitation, refusal};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{EventId, EventInvitationId, PersonId, RegistrationId};
use crate::events::find::Registration;
use crate::events::{InvitationDue, InvitationState};
use crate::store::DatabaseTransaction;
use crate::store::tables::event_invitations::{ActiveModel, Column, Entity};

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
    let declined = ActiveModel { due: Set(InvitationDue::Nothing), ..answer(InvitationState::Declined, now) };
    let open = Column::State.is_in([InvitationState::Invited, InvitationState::Reminded]);
    let decline = Entity::update_many().set(declined).filter(Column::Id.eq(row.id)).filter(open);
    if decline.exec(&tx).await?.rows_affected == 0 {
        let is_registered = Column::State.eq(InvitationState::Registered);
        let is_registered = Entity::find_by_id(row.id).filter(is_registered).one(&tx).await?.is_some();
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
        let is_free = Column::State.ne(InvitationState::Registered).or(Column::RegistrationId.eq(row.id));
        let used = Entity::update_many().set(used(row.id, now)).filter(Column::Id.eq(invitation));
        if used.filter(Column::EventId.eq(event)).filter(is_free).exec(tx).await?.rows_affected == 0 {
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
    let own = Entity::find().filter(Column::EventId.eq(event)).filter(Column::PersonId.eq(person));
    let open = own.filter(Column::State.ne(InvitationState::Registered)).one(on).await?;
    let Some(open) = open else { return Ok(false) };
    Ok(refusal(on, &open).await?.is_none())
}

/// What an answer makes of an invitation.
fn answer(state: InvitationState, now: Instant) -> ActiveModel {
    ActiveModel { state: Set(state), answered_at: Set(Some(now)), ..Default::default() }
}

/// What a registration makes of it.
fn used(registration: RegistrationId, now: Instant) -> ActiveModel {
    let (due, registration_id) = (Set(InvitationDue::Nothing), Set(Some(registration)));
    ActiveModel { due, registration_id, ..answer(InvitationState::Registered, now) }
}

/// The invitation of a mailbox is answered by a registration.
async fn answered(
    tx: &impl ConnectionTrait,
    (event, person): (EventId, Option<PersonId>),
    registration: RegistrationId,
    now: Instant,
) -> Result<(), DbErr> {
    let Some(person) = person else { return Ok(()) };
    let own = Entity::update_many().filter(Column::EventId.eq(event)).filter(Column::PersonId.eq(person));
    let answered = own.set(used(registration, now)).filter(Column::State.ne(InvitationState::Registered));
    answered.exec(tx).await.map(drop)
}

/// A registration ended: who was invited does not come, and may register again with the same link.
pub(in crate::events) async fn came_off(
    tx: &impl ConnectionTrait,
    registration: RegistrationId,
    now: Instant,
) -> Result<(), DbErr> {
    let its = Entity::update_many().filter(Column::RegistrationId.eq(registration));
    let declined = its.set(answer(InvitationState::Declined, now));
    declined.filter(Column::State.eq(InvitationState::Registered)).exec(tx).await.map(drop)
}

/// A colleague comes instead: the invitation stays answered, and so is the colleague's own.
pub(in crate::events) async fn passed_on(
    tx: &impl ConnectionTrait,
    (old, new): (RegistrationId, &Registration),
    now: Instant,
) -> Result<(), DbErr> {
    let goes_on = ActiveModel { registration_id: Set(Some(new.id)), ..Default::default() };
    Entity::update_many().set(goes_on).filter(Column::RegistrationId.eq(old)).exec(tx).await?;
    answered(tx, (new.event_id, new.person_id), new.id, now).await
}

/// Blanks the invitations of somebody who is erased. Gives how many.
pub(in crate::events) async fn forget(tx: &impl ConnectionTrait, person: PersonId) -> Result<u64, DbErr> {
    blank(tx, Column::PersonId.eq(person)).await
}

/// The same of invitations whose time is over. Gives how many.
pub(in crate::events) async fn forget_invited(
    tx: &impl ConnectionTrait,
    ids: &[EventInvitationId],
) -> Result<u64, DbErr> {
    blank(tx, Column::Id.is_in(ids.iter().copied()).and(Column::PersonId.is_not_null())).await
}

async fn blank(tx: &impl ConnectionTrait, these: Expr) -> Result<u64, DbErr> {
    let nobody = ActiveModel {
        person_id: Set(None),
        name: Set(String::new()),
        organisation: Set(String::new()),
        due: Set(InvitationDue::Nothing),
        sending_id: Set(None),
        ..Default::default()
    };
    Entity::update_many().set(nobody).filter(these).exec(tx).await.map(|done| done.rows_affected)
}
