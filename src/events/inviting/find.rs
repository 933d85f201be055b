//! Reads: the invitation of a link, and the list.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::app::App;
use crate::base::id::{EventId, EventInvitationId, PersonId};
use crate::base::{Link, Purpose};
use crate::store::tables::{event_invitations, people};

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

/// Everybody who was invited to an event, with the address; the newest last.
pub(super) async fn everybody(
    on: &impl ConnectionTrait,
    event: EventId,
) -> Result<Vec<(Invitation, Option<people::Model>)>, DbErr> {
    let rows = event_invitations::Entity::find()
        .filter(event_invitations::Column::EventId.eq(event))
        .order_by_asc(event_invitations::Column::Id)
        .all(on)
        .await?;
    let ids: Vec<PersonId> = rows.iter().filter_map(|row| row.person_id).collect();
    let mut known = std::collections::HashMap::new();
    for some in ids.chunks(500) {
        for person in people::Entity::find().filter(people::Column::Id.is_in(some.iter().copied())).all(on).await? {
            known.insert(person.id, person);
        }
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let person = row.person_id.and_then(|id| known.remove(&id));
            (row, person)
        })
        .collect())
}
