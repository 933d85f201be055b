//! Reads: the invitation of a link, and the list.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::app::App;
use crate::base::id::{EventId, EventInvitationId, RegistrationId};
use crate::base::{Link, Purpose};
use crate::events::EventApproval;
use crate::people::{self, Person};
use crate::store::tables::{event_invitations, event_registrations};

/// Somebody who was invited.
pub type Invitation = event_invitations::Model;

/// The invitation of a link, if the link is ours and its person is not gone.
///
/// # Errors
/// The database's.
pub async fn of_link(app: &App, on: &impl ConnectionTrait, token: &str) -> Result<Option<Invitation>, DbErr> {
    let Some(link) = Link::read(&app.secrets, Purpose::Invitation, token) else { return Ok(None) };
    if !link.is_valid(&app.secrets, 0) {
        return Ok(None);
    }
    let found = event_invitations::Entity::find_by_id(EventInvitationId(link.holder)).one(on).await?;
    Ok(found.filter(|row| row.event_id == EventId(link.subject) && row.person_id.is_some()))
}

/// The invitation of an id, unless its person is gone.
pub(in crate::events) async fn of_id(
    on: &impl ConnectionTrait,
    id: Option<EventInvitationId>,
) -> Result<Option<Invitation>, DbErr> {
    let Some(id) = id else { return Ok(None) };
    let found = event_invitations::Entity::find_by_id(id).one(on).await?;
    Ok(found.filter(|row| row.person_id.is_some()))
}

/// Why somebody got no place who asked for one with an invitation; `None` when they were not refused.
///
/// # Errors
/// The database's.
pub async fn refusal(on: &impl ConnectionTrait, row: &Invitation) -> Result<Option<String>, DbErr> {
    let Some(id) = row.registration_id else { return Ok(None) };
    let asked = event_registrations::Entity::find_by_id(id).one(on).await?;
    Ok(asked.filter(|row| row.approval == EventApproval::Refused).map(|row| row.approval_reason))
}

/// Somebody who was invited, as lists show them.
pub(super) struct Listed {
    pub(super) row: Invitation,
    /// The person, while there is one.
    pub(super) person: Option<Person>,
    /// Whether they asked for a place and were refused.
    pub(super) is_refused: bool,
}

/// Everybody who was invited to an event; the newest last.
pub(super) async fn everybody(on: &impl ConnectionTrait, event: EventId) -> Result<Vec<Listed>, DbErr> {
    let rows = event_invitations::Entity::find()
        .filter(event_invitations::Column::EventId.eq(event))
        .order_by_asc(event_invitations::Column::Id)
        .all(on)
        .await?;
    let mut known = people::by_ids(on, rows.iter().filter_map(|row| row.person_id)).await?;
    let refused = event_registrations::Entity::find()
        .filter(event_registrations::Column::EventId.eq(event))
        .filter(event_registrations::Column::Approval.eq(EventApproval::Refused))
        .select_only()
        .column(event_registrations::Column::Id);
    let refused: BTreeSet<RegistrationId> = refused.into_tuple().all(on).await?.into_iter().collect();
    let listed = |row: Invitation| Listed {
        person: row.person_id.and_then(|id| known.remove(&id)),
        is_refused: row.registration_id.is_some_and(|id| refused.contains(&id)),
        row,
    };
    Ok(rows.into_iter().map(listed).collect())
}
