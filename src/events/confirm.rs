//! The second screen: a form that keeps places becomes registrations, with their letters, in one transaction.
//!
//! The letters are made before it, because drawing takes longer than writing. Sending the same form twice is sending it once:
//! whoever comes second reads what the first did. The places of the day were kept by the form, so nothing is claimed for them
//! now; sessions are claimed here, all that the form asks for or none.
//!
//! Where somebody decides who may come, whoever was invited is let in at once, also by the public page. That page says nothing of it:
//! whoever types somebody's address would read that they were invited. Their mail does. So it is with whom the register knows to be of
//! a kind of organisation that the event is for.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, Set};

use super::capacity::{self, Place};
use super::event::{LETTERS_PER_DAY, Window};
use super::find::{self, Registration, Scene};
use super::guest::{Belongs, Booking, Guest, Seat, guests, seats};
use super::inviting;
use super::let_in::let_in;
use super::letters::Written;
use super::record::{self, Origin, note, post};
use super::tell::once;
use super::waiting::{join_line, settle};
use crate::app::App;
use crate::audit::Actor;
use crate::base::id::{EventInvitationId, EventQuestionId, EventSessionId, PoolId, SendingId};
use crate::base::{EmailAddress, Instant, clock};
use crate::organisations::OrganisationKind;
use crate::people::{self, Person};
use crate::store::DatabaseTransaction;
use crate::store::again;
use crate::store::tables::states::{EventApproval, RegistrationState};
use crate::store::tables::{event_bookings, event_pools, event_registrations};

/// What one of the people on a form wishes.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// The sessions, which do not overlap.
    pub sessions: Vec<EventSessionId>,
    /// What they answered to the questions of the event; empty for nothing.
    pub answers: Vec<(EventQuestionId, String)>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// The form became registrations, now or before.
    Done,
    /// These sessions are full; nothing was changed.
    SessionsFull(Vec<EventSessionId>),
    /// The time of the form is over; what it kept was given back.
    Expired,
    /// There is a place after all for somebody who was going to wait: look again.
    PlaceAfterAll,
    /// The event takes no registrations now.
    Closed(Window),
    /// Somebody else registered with this invitation.
    InvitationUsed,
}

/// One of the people, with the letters that they get.
struct Ready {
    draft: Registration,
    address: EmailAddress,
    sessions: Vec<EventSessionId>,
    answers: Vec<(EventQuestionId, String)>,
    letters: Vec<Written>,
    /// Whether the register knows that they belong to those whom the event is for.
    is_known: bool,
}

impl Ready {
    /// Whether somebody has to decide about them first.
    fn asks(&self) -> bool {
        self.draft.approval == EventApproval::Asked
    }

    /// Whether they join the waiting list.
    fn waits(&self) -> bool {
        self.draft.state == RegistrationState::Waiting && !self.asks()
    }
}

/// Makes registrations of a form; `wishes` has one for each of its people.
///
/// # Errors
/// The database's.
pub async fn confirm(app: &App, booking: &Booking, wishes: &[Wish]) -> anyhow::Result<Confirmed> {
    // Somebody may register the same person at this very moment: the next look finds it.
    again(|| attempt(app, booking, wishes)).await
}

async fn attempt(app: &App, booking: &Booking, wishes: &[Wish]) -> anyhow::Result<Confirmed> {
    let now = app.clock.now();
    if let Some(over) = outcome_of(booking, now) {
        return Ok(over);
    }
    let Some(scene) = Scene::of(app.store.read(), booking.event_id, now).await? else {
        anyhow::bail!("a form without its event")
    };
    let window = scene.event.window(now);
    // Whoever began in time may end in time.
    if !matches!(window, Window::Open | Window::Closed) {
        return Ok(Confirmed::Closed(window));
    }
    let people = guests(booking);
    let ready = prepare(app, &scene, (booking, &people), wishes)?;
    let tx = app.store.begin_write().await?;
    if !close(&tx, booking, now).await? {
        tx.rollback().await?;
        return Ok(reread(app, booking, now).await?.unwrap_or(Confirmed::Expired));
    }
    let day = scene.programme.day().map(|day| day.pool).ok_or_else(|| anyhow::anyhow!("an event has no places"))?;
    let asks = ready.iter().filter(|one| one.asks()).count();
    let waits = ready.iter().filter(|one| one.waits()).count();
    // One of those who ask may have been invited: of two forms of one mailbox the first is let in.
    let held = if asks + waits > 0 { capacity::hold(&tx, booking.event_id).await? } else { Vec::new() };
    // A list that ended while somebody filled in the form takes nobody any more.
    if waits > 0 && waits == ready.len() && !scene.event.offers(now) {
        return Ok(Confirmed::Closed(window));
    }
    // The day comes before its sessions, as everywhere.
    for one in ready.iter().filter(|one| one.waits()) {
        if !Place::of(&held, day, one.draft.kind).join(&tx).await? {
            return Ok(Confirmed::PlaceAfterAll);
        }
    }
    let full = claim_sessions(&tx, &scene, &ready).await?;
    if !full.is_empty() {
        return Ok(Confirmed::SessionsFull(full));
    }
    let mut freed = Vec::new();
    for (at, one) in ready.iter().enumerate() {
        let invitation = booking.invitation_id.filter(|_| at == 0);
        let admitted = admit(&tx, app, (&scene, invitation), one, (day, &held)).await?;
        let Some(pools) = admitted else { return Ok(Confirmed::InvitationUsed) };
        freed.extend(pools);
    }
    if !freed.is_empty() {
        free(&tx, app, &scene, freed).await?;
    }
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Confirmed::Done)
}

fn outcome_of(booking: &Booking, now: Instant) -> Option<Confirmed> {
    match booking.outcome.as_str() {
        "sent" => Some(Confirmed::Done),
        "expired" => Some(Confirmed::Expired),
        _ if booking.expires_at <= now => Some(Confirmed::Expired),
        _ => None,
    }
}

async fn reread(app: &App, booking: &Booking, now: Instant) -> Result<Option<Confirmed>, DbErr> {
    let row = event_bookings::Entity::find_by_id(booking.id).one(app.store.read()).await?;
    Ok(row.and_then(|row| outcome_of(&row, now)))
}

/// The registrations and letters of a form. Who comes first gets the places that it keeps.
fn prepare(
    app: &App,
    scene: &Scene,
    (booking, people): (&Booking, &[Guest]),
    wishes: &[Wish],
) -> anyhow::Result<Vec<Ready>> {
    let desk = scene.desk(app);
    let mut ready = Vec::new();
    for (at, (guest, seat)) in people.iter().zip(seats(&scene.event, booking, people)).enumerate() {
        let address = EmailAddress::parse(&guest.address).map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
        let has_place = seat == Seat::Place;
        let state = if has_place { RegistrationState::Registered } else { RegistrationState::Waiting };
        let wish = wishes.get(at).cloned().unwrap_or_default();
        let origin = Origin::Form(booking.id);
        let mut draft = record::draft(app, booking.event_id, (guest, &address, booking.language), (state, origin));
        if seat == Seat::Asks {
            draft.approval = EventApproval::Asked;
        }
        let (sessions, answers) = if has_place { (wish.sessions, wish.answers) } else { Default::default() };
        let booker = people.first().filter(|_| at > 0).map(|booker| booker.name.as_str());
        let letters = if has_place {
            let to = address.wire();
            draft.items = desk.items();
            let ticket = desk.ticket(&draft, &sessions, booker)?;
            std::iter::once(ticket).chain(desk.invitations(&draft, &to, app.clock.now())?).collect()
        } else if seat == Seat::Asks {
            vec![desk.asked(&draft, booker)?]
        } else {
            vec![desk.waiting(&draft, booker)?]
        };
        let is_known = guest.belongs == Belongs::Known;
        ready.push(Ready { draft, address, sessions, answers, letters, is_known });
    }
    Ok(ready)
}

/// Claims what all of them want, in the order of the pools. Gives what is full; the caller then goes back.
async fn claim_sessions(
    tx: &DatabaseTransaction,
    scene: &Scene,
    ready: &[Ready],
) -> Result<Vec<EventSessionId>, DbErr> {
    let mut wanted: BTreeMap<PoolId, (EventSessionId, i64)> = BTreeMap::new();
    for session in ready.iter().flat_map(|one| &one.sessions) {
        if let Some(places) = scene.programme.places_of(*session) {
            wanted.entry(places.pool).or_insert((*session, 0)).1 += 1;
        }
    }
    let mut full = Vec::new();
    for (pool, (session, many)) in wanted {
        if !capacity::claim(tx, pool, many).await? {
            full.push(session);
        }
    }
    Ok(full)
}

/// Ends the form; only one of those who send it at once does. Its page can be opened for a day.
async fn close(tx: &impl ConnectionTrait, booking: &Booking, now: Instant) -> Result<bool, DbErr> {
    use event_bookings::{ActiveModel, Column, Entity};
    let close = Entity::update_many()
        .set(ActiveModel { ended_at: Set(Some(now)), outcome: Set("sent".to_owned()), ..Default::default() })
        .filter(Column::Id.eq(booking.id))
        .filter(Column::EndedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .filter(Column::Places.eq(booking.places));
    Ok(close.exec(tx).await?.rows_affected == 1)
}

/// Writes one of them down. Gives the places that they do not need: somebody is registered once. `None` when somebody else
/// registered with the invitation, and then nothing may be kept.
async fn admit(
    tx: &DatabaseTransaction,
    app: &App,
    (scene, invitation): (&Scene, Option<EventInvitationId>),
    one: &Ready,
    (day, held): (PoolId, &[event_pools::Model]),
) -> anyhow::Result<Option<Vec<Unneeded>>> {
    let now = app.clock.now();
    let draft = &one.draft;
    let person = people::meet(tx, &one.address, draft.language, now).await?;
    let sessions =
        || one.sessions.iter().filter_map(|id| scene.programme.places_of(*id)).map(|places| (places.pool, None));
    let is_waiting = draft.state == RegistrationState::Waiting;
    let earlier = find::live(tx, draft.event_id, person.id, &draft.name_key).await?;
    if earlier.is_some() || writes_too_often(tx, &person, now).await? {
        // Once a day: whoever fills in somebody else's address again and again brings them no more letters.
        if let Some(earlier) = &earlier
            && once(tx, earlier.id, ("already", now.0 / 86_400_000), now).await?
        {
            post(tx, app, earlier, scene.desk(app).already(earlier)?).await?;
        }
        if let Some(earlier) = earlier {
            // Asked before, or registered before: that is the answer too.
            inviting::registered(tx, app, (draft.event_id, invitation), &earlier).await?;
        }
        if one.asks() {
            return Ok(Some(Vec::new()));
        }
        if is_waiting {
            Place::of(held, day, draft.kind).quit(tx).await?;
            return Ok(Some(Vec::new()));
        }
        return Ok(Some(std::iter::once((day, draft.kind)).chain(sessions()).collect()));
    }
    let is_chosen = one.asks() && (one.is_known || inviting::is_chosen(tx, draft.event_id, person.id).await?);
    let mut owned = Registration { person_id: Some(person.id), ..draft.clone() };
    if !is_chosen {
        owned.sending_id = post_all(tx, app, &owned, &one.letters).await?;
    }
    let row = record::write(tx, &owned, person.id).await?;
    record::choose(tx, row.id, &one.sessions, now).await?;
    super::asking::write(tx, row.id, &one.answers).await?;
    if !inviting::registered(tx, app, (row.event_id, invitation), &row).await? {
        return Ok(None);
    }
    if is_chosen {
        let acts = (Actor::Reader, ["registration.register", "registration.wait"]);
        if let_in(tx, app, (scene, &row, day), acts).await?.is_some() {
            return Ok(Some(Vec::new()));
        }
        // All is taken and the list is closed: they ask, as everybody does.
        let sent = post_all(tx, app, &row, &one.letters).await?;
        record::keep_sending(tx, row.id, sent).await?;
    }
    let action = if one.asks() {
        "registration.ask"
    } else if is_waiting {
        join_line(tx, (row.event_id, day), row.id, now).await?;
        "registration.wait"
    } else {
        "registration.register"
    };
    note(tx, app, Actor::Reader, action, row.id, String::new()).await?;
    Ok(Some(Vec::new()))
}

/// Hands all letters of somebody to the ledger. Gives the first, which is the proof.
async fn post_all(
    tx: &DatabaseTransaction,
    app: &App,
    row: &Registration,
    letters: &[Written],
) -> anyhow::Result<Option<SendingId>> {
    let mut first = None;
    for letter in letters.iter().cloned() {
        let sent = record::post_ready(tx, app, row, letter).await?;
        first = first.or(sent);
    }
    Ok(first)
}

/// Whether an address had so many letters about registrations today that somebody else must be at work.
async fn writes_too_often(tx: &impl ConnectionTrait, person: &Person, now: Instant) -> Result<bool, DbErr> {
    use event_registrations::{Column, Entity};
    let today =
        Entity::find().filter(Column::PersonId.eq(person.id)).filter(Column::MadeAt.gt(now.minus(clock::days(1))));
    Ok(today.count(tx).await? >= LETTERS_PER_DAY)
}

/// A pool with a place that was not needed, and for whom of which kind it was.
type Unneeded = (PoolId, Option<OrganisationKind>);

/// Gives back what was not needed.
async fn free(tx: &DatabaseTransaction, app: &App, scene: &Scene, freed: Vec<Unneeded>) -> anyhow::Result<()> {
    let held = capacity::hold(tx, scene.event.id).await?;
    for (pool, kind) in &freed {
        Place::of(&held, *pool, *kind).give_back(tx).await?;
    }
    let mut pools: Vec<PoolId> = freed.into_iter().map(|(pool, _)| pool).collect();
    pools.sort_unstable();
    pools.dedup();
    for pool in pools {
        settle(tx, app, &scene.event, pool).await?;
    }
    Ok(())
}
