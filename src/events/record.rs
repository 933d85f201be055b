//! Writing a registration down, with its letter and its line in the audit, in the transaction of the act.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel as _, NotSet, QueryFilter, Set, UpdateMany,
};

use super::event::name_key;
use super::find::Registration;
use super::guest::Guest;
use super::letters::{Written, ticket};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{BookingId, EventId, EventSessionId, PersonId, RegistrationId, SendingId};
use crate::base::{EmailAddress, Instant, Language};
use crate::delivery;
use crate::store::DatabaseTransaction;
use crate::store::tables::event_choices;
use crate::store::tables::event_registrations::{ActiveModel, Column, Entity};
use crate::store::tables::states::{EventApproval, RegistrationState};

/// Where a registration came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The public form.
    Form(BookingId),
    /// A member of staff.
    Staff,
    /// Somebody sent them instead of themselves.
    Colleague(RegistrationId),
}

/// A registration that is not written yet: with its codes, so that its letter can be made first.
pub(super) fn draft(
    app: &App,
    event: EventId,
    (guest, address, language): (&Guest, &EmailAddress, Language),
    (state, origin): (RegistrationState, Origin),
) -> Registration {
    let (code, ticket) = ticket::codes(&app.random);
    // Below 2⁴⁰, as a link holds it; never counted up, so nobody can guess the next.
    let number = i64::from_le_bytes(app.random.bytes::<8>()) & ((1 << 40) - 1);
    let host = app.base_url();
    let host = host.split_once("://").map_or(host.as_str(), |(_, host)| host);
    Registration {
        id: RegistrationId(0),
        event_id: event,
        person_id: None,
        number,
        epoch: 0,
        name: guest.name.clone(),
        name_key: name_key(&guest.name),
        organisation: guest.organisation.clone(),
        domain: address.domain().to_owned(),
        language,
        state,
        reason: String::new(),
        uid: format!("{}@{host}", ticket.to_ascii_lowercase()),
        code,
        ticket,
        booking_id: if let Origin::Form(id) = origin { Some(id) } else { None },
        replaces: if let Origin::Colleague(id) = origin { Some(id) } else { None },
        origin: match origin {
            Origin::Form(_) => "form",
            Origin::Staff => "staff",
            Origin::Colleague(_) => "colleague",
        }
        .to_owned(),
        sequence: 0,
        needs: String::new(),
        sending_id: None,
        made_at: app.clock.now(),
        ended_at: None,
        in_at: None,
        in_by: None,
        declined_at: None,
        reply: String::new(),
        reply_stamp: None,
        items: 1,
        evaluated: false,
        approval: EventApproval::None,
        approval_reason: String::new(),
        kind: guest.kind,
    }
}

/// Writes a draft for a person. Gives it with its id.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    draft: &Registration,
    person: PersonId,
) -> Result<Registration, DbErr> {
    let mut row = Registration { person_id: Some(person), ..draft.clone() };
    let mut new = sea_orm::ActiveModelTrait::reset_all(row.clone().into_active_model());
    new.id = NotSet;
    new.person_id = Set(Some(person));
    row.id = Entity::insert(new).exec(tx).await?.last_insert_id;
    Ok(row)
}

/// The update of a registration that is still in one of these states: of two who act on it at once, one wins.
pub(super) fn update(id: RegistrationId, states: &[RegistrationState]) -> UpdateMany<Entity> {
    Entity::update_many().filter(Column::Id.eq(id)).filter(Column::State.is_in(states.iter().copied()))
}

/// What the end of a registration makes of it; who was let in is in no longer.
pub(super) fn ended(state: RegistrationState, reason: &str, now: Instant) -> ActiveModel {
    let (state, reason, ended_at) = (Set(state), Set(reason.to_owned()), Set(Some(now)));
    ActiveModel { state, reason, ended_at, in_at: Set(None), ..Default::default() }
}

/// Writes down which sessions a registration has. The places were claimed before.
pub(super) async fn choose(
    tx: &impl ConnectionTrait,
    id: RegistrationId,
    sessions: &[EventSessionId],
    now: Instant,
) -> Result<(), DbErr> {
    let row = |session: &EventSessionId| event_choices::ActiveModel {
        registration_id: Set(id),
        session_id: Set(*session),
        made_at: Set(now),
    };
    event_choices::Entity::insert_many(sessions.iter().map(row)).exec_without_returning(tx).await.map(drop)
}

/// Hands a letter to the ledger that was written in this transaction, unless the person is gone.
pub(super) async fn post(
    tx: &DatabaseTransaction,
    app: &App,
    row: &Registration,
    letter: Written,
) -> anyhow::Result<Option<SendingId>> {
    tx.renders();
    post_ready(tx, app, row, letter).await
}

/// The same with one that was written before the transaction began.
pub(super) async fn post_ready(
    tx: &DatabaseTransaction,
    app: &App,
    row: &Registration,
    (label, letter): Written,
) -> anyhow::Result<Option<SendingId>> {
    let Some(person) = row.person_id else { return Ok(None) };
    delivery::post_frozen(tx, app, person, label, letter).await.map(Some)
}

/// Remembers the letter with the proof, so that it can be seen whether it arrived.
pub(super) async fn keep_sending(
    tx: &impl ConnectionTrait,
    id: RegistrationId,
    sending: Option<SendingId>,
) -> Result<(), DbErr> {
    let keep = ActiveModel { id: Set(id), sending_id: Set(sending), ..Default::default() };
    Entity::update(keep).exec_without_returning(tx).await.map(drop)
}

/// Writes one line about one change of a registration.
pub(super) async fn note(
    tx: &impl ConnectionTrait,
    app: &App,
    actor: Actor,
    action: &'static str,
    id: RegistrationId,
    detail: impl Into<String>,
) -> anyhow::Result<()> {
    let note = Note::done(action, "registration", id.0).with(detail);
    let origin = if actor == Actor::House { "bell" } else { "web" };
    audit::record(tx, app.clock.now(), actor, note, origin).await?;
    Ok(())
}
