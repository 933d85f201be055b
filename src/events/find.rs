//! Reads for pages and verbs.
//!
//! SQL for who has which sessions, in the order of another table.

use std::collections::BTreeMap;

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};

use super::capacity;
use super::event::{Event, Places, Session};
use super::letters::Desk;
use crate::app::App;
use crate::base::id::{EventId, EventSessionId, PersonId, PoolId, RegistrationId};
use crate::base::{Instant, Link, Purpose};
use crate::centre::{self, Centre};
use crate::organisations::OrganisationKind;
use crate::store::sql;
use crate::store::tables::states::{EventState, RegistrationState, WaitingState};
use crate::store::tables::{event_choices, event_registrations, event_sessions, event_waiting, events};

/// A registration.
pub type Registration = event_registrations::Model;
/// A turn on a waiting list.
pub type Turn = event_waiting::Model;

/// An event.
pub(super) async fn event(on: &impl ConnectionTrait, id: EventId) -> Result<Option<Event>, DbErr> {
    events::Entity::find_by_id(id).one(on).await
}

/// What an event offers, and how full it is.
#[derive(Clone, Debug)]
pub struct Programme {
    /// The parts, in order of time.
    pub sessions: Vec<Session>,
    /// The places, the day first.
    pub places: Vec<Places>,
}

impl Programme {
    /// The places of the day.
    #[must_use]
    pub fn day(&self) -> Option<&Places> {
        self.places.iter().find(|places| places.is_day())
    }

    /// The places of each kind of organisation that has a limit.
    pub fn kinds(&self) -> impl Iterator<Item = (OrganisationKind, &Places)> {
        self.places.iter().filter_map(|places| Some((places.kind?, places)))
    }

    /// The kind of somebody, when all places of that kind are taken and there are others.
    #[must_use]
    pub fn full_kind(&self, kind: Option<OrganisationKind>) -> Option<OrganisationKind> {
        let is_full = |(of, places): &(OrganisationKind, &Places)| Some(*of) == kind && places.taken >= places.capacity;
        self.day().filter(|day| day.free > 0)?;
        self.kinds().find(is_full).map(|(kind, _)| kind)
    }

    /// The places of a session that one chooses; `None` for a part that is for everybody.
    #[must_use]
    pub fn places_of(&self, session: EventSessionId) -> Option<&Places> {
        self.places.iter().find(|places| places.session == Some(session))
    }

    /// A session.
    #[must_use]
    pub fn session(&self, id: EventSessionId) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == id)
    }

    /// The sessions of each round, from 1.
    #[must_use]
    pub fn rounds(&self) -> BTreeMap<i64, Vec<&Session>> {
        let mut rounds: BTreeMap<i64, Vec<&Session>> = BTreeMap::new();
        for session in self.sessions.iter().filter(|session| session.round > 0) {
            rounds.entry(session.round).or_default().push(session);
        }
        for sessions in rounds.values_mut() {
            sessions.sort_by(|one, other| one.code.cmp(&other.code).then(one.id.cmp(&other.id)));
        }
        rounds
    }
}

/// The programme of an event.
pub(super) async fn programme(on: &impl ConnectionTrait, event: EventId, now: Instant) -> Result<Programme, DbErr> {
    let sessions = event_sessions::Entity::find()
        .filter(event_sessions::Column::EventId.eq(event))
        .order_by_asc(event_sessions::Column::StartsAt)
        .order_by_asc(event_sessions::Column::Code)
        .order_by_asc(event_sessions::Column::Id)
        .all(on)
        .await?;
    Ok(Programme { sessions, places: capacity::places(on, event, now).await? })
}

/// Which events a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// What everybody sees and is not over.
    Coming,
    /// What everybody saw and is over.
    Past,
    /// Everything, for staff.
    All,
}

/// Events with the places of the day.
pub(super) async fn events(
    on: &impl ConnectionTrait,
    which: Which,
    now: Instant,
) -> Result<Vec<(Event, Option<Places>)>, DbErr> {
    let find = events::Entity::find();
    let find = match which {
        Which::Coming => find
            .filter(events::Column::State.ne(EventState::Draft))
            .filter(events::Column::EndsAt.gt(now))
            .order_by_asc(events::Column::StartsAt),
        Which::Past => find
            .filter(events::Column::State.eq(EventState::Open))
            .filter(events::Column::EndsAt.lte(now))
            .order_by_desc(events::Column::StartsAt),
        Which::All => find.order_by_desc(events::Column::StartsAt),
    };
    let mut found = Vec::new();
    for event in find.all(on).await? {
        let places = capacity::places(on, event.id, now).await?;
        found.push((event, places.into_iter().find(Places::is_day)));
    }
    Ok(found)
}

/// The registration of a link of its own, if the link is ours and was not revoked.
pub(super) async fn registration_of(
    app: &App,
    on: &impl ConnectionTrait,
    token: &str,
) -> Result<Option<Registration>, DbErr> {
    let Some(link) = Link::read(&app.secrets, Purpose::Registration, token) else { return Ok(None) };
    let found = event_registrations::Entity::find()
        .filter(event_registrations::Column::Number.eq(link.holder))
        .filter(event_registrations::Column::EventId.eq(EventId(link.subject)))
        .one(on)
        .await?;
    Ok(found.filter(|row| link.is_valid(&app.secrets, row.epoch)))
}

/// A registration of an event.
pub(super) async fn registration(on: &impl ConnectionTrait, id: RegistrationId) -> Result<Option<Registration>, DbErr> {
    event_registrations::Entity::find_by_id(id).one(on).await
}

/// The sessions that a registration has.
pub(super) async fn choices(on: &impl ConnectionTrait, id: RegistrationId) -> Result<Vec<EventSessionId>, DbErr> {
    let rows = event_choices::Entity::find()
        .filter(event_choices::Column::RegistrationId.eq(id))
        .order_by_asc(event_choices::Column::SessionId)
        .all(on)
        .await?;
    Ok(rows.into_iter().map(|row| row.session_id).collect())
}

/// The turns of a registration that are not over.
pub(super) async fn open_turns(on: &impl ConnectionTrait, id: RegistrationId) -> Result<Vec<Turn>, DbErr> {
    event_waiting::Entity::find()
        .filter(event_waiting::Column::RegistrationId.eq(id))
        .filter(event_waiting::Column::State.is_in([WaitingState::Waiting, WaitingState::Offered]))
        .order_by_asc(event_waiting::Column::PoolId)
        .all(on)
        .await
}

/// Of a line, those who are not passed over because all places of their kind of organisation are taken; those of `mine` stay.
pub(super) async fn not_held(
    on: &impl ConnectionTrait,
    (event, pool): (EventId, PoolId),
    mine: Option<OrganisationKind>,
) -> Result<Condition, DbErr> {
    let rows = capacity::all(on, event).await?;
    let is_of_day = rows.iter().any(|row| row.id == pool && row.session_id.is_none());
    let full = rows.iter().filter(|row| is_of_day && row.taken >= row.capacity).filter_map(|row| row.kind);
    let full: Vec<_> = full.filter(|kind| Some(*kind) != mine).collect();
    if full.is_empty() {
        return Ok(Condition::all());
    }
    let held = event_registrations::Entity::find().select_only().column(event_registrations::Column::Id);
    let held = held.filter(event_registrations::Column::EventId.eq(event));
    let held = held.filter(event_registrations::Column::Kind.is_in(full)).into_query();
    Ok(Condition::all().add(event_waiting::Column::RegistrationId.not_in_subquery(held)))
}

/// The true place in the line of somebody of a kind who waits, from 1. Who is passed over does not stand before them.
pub(super) async fn position(
    on: &impl ConnectionTrait,
    turn: &Turn,
    kind: Option<OrganisationKind>,
) -> Result<i64, DbErr> {
    use event_waiting::{Column, Entity};
    let as_soon = Column::JoinedAt.eq(turn.joined_at).and(Column::Id.lt(turn.id));
    let as_urgent = Column::Priority.eq(turn.priority).and(Column::JoinedAt.lt(turn.joined_at).or(as_soon));
    let line = Entity::find().filter(Column::PoolId.eq(turn.pool_id)).filter(Column::State.eq(WaitingState::Waiting));
    let line = line.filter(not_held(on, (turn.event_id, turn.pool_id), kind).await?);
    let before = line.filter(Column::Priority.gt(turn.priority).or(as_urgent)).count(on).await?;
    Ok(i64::try_from(before + 1).unwrap_or(i64::MAX))
}

/// A live registration of this person under this name, if there is one.
pub(super) async fn live(
    on: &impl ConnectionTrait,
    event: EventId,
    person: PersonId,
    name_key: &str,
) -> Result<Option<Registration>, DbErr> {
    event_registrations::Entity::find()
        .filter(event_registrations::Column::EventId.eq(event))
        .filter(event_registrations::Column::PersonId.eq(person))
        .filter(event_registrations::Column::NameKey.eq(name_key))
        .filter(event_registrations::Column::State.is_in([RegistrationState::Waiting, RegistrationState::Registered]))
        .one(on)
        .await
}

/// Everybody who registered for an event, by name, with the sessions that they have.
pub(super) async fn everybody(
    on: &impl ConnectionTrait,
    event: EventId,
) -> Result<Vec<(Registration, Vec<EventSessionId>)>, DbErr> {
    let rows = event_registrations::Entity::find()
        .filter(event_registrations::Column::EventId.eq(event))
        .order_by_asc(event_registrations::Column::NameKey)
        .order_by_asc(event_registrations::Column::Id)
        .all(on)
        .await?;
    let chosen = sql(
        on,
        "SELECT event_choices.registration_id AS registration, event_choices.session_id AS session FROM event_choices
         JOIN event_sessions ON event_sessions.id = event_choices.session_id WHERE event_sessions.event_id = ?
         ORDER BY event_sessions.starts_at, event_sessions.id",
        [event.0.into()],
    );
    let mut of: BTreeMap<i64, Vec<EventSessionId>> = BTreeMap::new();
    for row in on.query_all_raw(chosen).await? {
        of.entry(row.try_get("", "registration")?).or_default().push(EventSessionId(row.try_get("", "session")?));
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let chosen = of.remove(&row.id.0).unwrap_or_default();
            (row, chosen)
        })
        .collect())
}

/// The address of a registration's person.
pub(super) async fn address_of(on: &impl ConnectionTrait, row: &Registration) -> Result<Option<String>, DbErr> {
    let Some(person) = row.person_id else { return Ok(None) };
    Ok(crate::people::by_id(on, person).await?.map(|person| person.address))
}

/// What an act about one event needs: the centre, the event and its programme.
pub(super) struct Scene {
    pub(super) centre: Centre,
    pub(super) event: Event,
    pub(super) programme: Programme,
}

impl Scene {
    /// Of an event; `None` when there is no such event.
    pub(super) async fn of(on: &impl ConnectionTrait, id: EventId, now: Instant) -> anyhow::Result<Option<Self>> {
        let Some(event) = event(on, id).await? else { return Ok(None) };
        let centre = centre::current(on).await?.ok_or_else(|| anyhow::anyhow!("there is no centre"))?;
        Ok(Some(Self { centre, event, programme: programme(on, id, now).await? }))
    }

    /// Where its letters are written.
    pub(super) fn desk<'a>(&'a self, app: &'a App) -> Desk<'a> {
        Desk { app, centre: &self.centre, event: &self.event, programme: &self.programme }
    }
}
