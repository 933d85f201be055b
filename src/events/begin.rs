//! Beginning a registration: the first screen keeps the places, for a quarter of an hour.
//!
//! All or nothing for a group, unless they were told that not all of them fit and go on. Where kinds of
//! organisations have limits each finds a place by their own kind. A form whose time is over keeps nothing from that moment on,
//! whether or not somebody swept it yet.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, SelectExt, Set};

use super::capacity::{self, Place};
use super::event::{Event, KEPT_FOR, KEPT_PER_NETWORK, Window};
use super::guest::{Belongs, Booking, Guest, Seat, fitting, guests, placed, seats};
use super::quota::{self, Face, Register};
use super::waiting::settle;
use crate::app::App;
use crate::base::id::{BookingId, EventId, EventInvitationId};
use crate::base::secrets::sha256_hex;
use crate::base::wall_time::date_of;
use crate::base::{Instant, Language};
use crate::organisations::OrganisationKind;
use crate::store::again;
use crate::store::tables::event_bookings::{ActiveModel, Column, Entity};
use crate::store::{self, DatabaseTransaction};

/// Who registers.
#[derive(Clone, Debug)]
pub struct Party {
    /// The people, the one who fills in first.
    pub guests: Vec<Guest>,
    /// The language of the page.
    pub language: Language,
    /// The network that it comes from.
    pub network: String,
    /// Whether they were told that not everybody fits, and go on: who does not fit waits.
    pub waits: bool,
    /// The invitation whose link led to the form.
    pub invitation: Option<EventInvitationId>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// The form goes on at the page of this token.
    Kept(String),
    /// There are only so many places.
    Full(i64),
    /// So many of them fit, because all places of these kinds of organisations are taken. Others may still come.
    KindsFull(i64, Vec<OrganisationKind>),
    /// The event takes no registrations now.
    Closed(Window),
    /// Only who was invited may register.
    NotInvited,
    /// This network keeps too many places already.
    TooMany,
}

/// Keeps places for a party.
///
/// # Errors
/// The database's.
pub async fn begin(app: &App, event: &Event, party: &Party) -> anyhow::Result<Begun> {
    again(|| begin_once(app, event, party)).await
}

async fn begin_once(app: &App, event: &Event, party: &Party) -> anyhow::Result<Begun> {
    let now = app.clock.now();
    let window = event.window(now);
    if window != Window::Open {
        return Ok(Begun::Closed(window));
    }
    if event.is_closed_circle() && party.invitation.is_none() {
        return Ok(Begun::NotInvited);
    }
    let (on, many) = (app.store.read(), i64::try_from(party.guests.len())?);
    let places = capacity::places(on, event.id, now).await?;
    let Some(day) = places.iter().find(|places| places.is_day()) else { anyhow::bail!("an event has no places") };
    let is_limited = places.iter().any(|places| places.kind.is_some());
    let waits = party.waits && event.offers(now);
    // A request takes no place, so it needs none. Only where nobody can get one any more it would be for nothing.
    let looks = event.quota.is_some() || !event.kinds.is_empty() || is_limited;
    let register = if looks { Some(Register::on(on, date_of(now)).await?) } else { None };
    let register = register.as_ref();
    let (guests, asking) = who_asks(on, (event, register), party, now).await?;
    let needed = many - asking;
    let (fit, full) = fitting(&places, &guests);
    let lacks = if needed == 0 { day.free == 0 && !event.offers(now) } else { fit < needed && !waits };
    // Whoever finds it full is told so without waiting for those who write.
    if lacks {
        return Ok(if full.is_empty() || day.free == 0 { Begun::Full(day.free) } else { Begun::KindsFull(fit, full) });
    }
    let network = sha256_hex(format!("booking {}", party.network).as_bytes());
    if kept_by(on, &network, now).await? + many > KEPT_PER_NETWORK {
        return Ok(Begun::TooMany);
    }
    // A request keeps no place, so nothing else bounds how many letters a stranger has us send.
    let asked = format!("ask {network}");
    if asking > 0 && store::take_some(&app.store, &asked, (asking, KEPT_PER_NETWORK), KEPT_FOR, now).await?.is_some() {
        return Ok(Begun::TooMany);
    }
    let token = app.random.token();
    let tx = app.store.begin_write().await?;
    if event.quota.is_some() || is_limited {
        // Of two forms of one organisation the second counts the first.
        capacity::hold(&tx, event.id).await?;
    }
    let (mut guests, asking) = who_asks(&tx, (event, register), party, now).await?;
    let needed = many - asking;
    let (kept, full) = if is_limited {
        seat_each(&tx, app, event, guests.iter_mut().filter(|guest| !guest.asks).collect()).await?
    } else if needed == 0 {
        (0, Vec::new())
    } else {
        (take(&tx, app, event, (day.pool, needed)).await?, Vec::new())
    };
    if kept < needed && !waits {
        return Ok(if full.is_empty() { Begun::Full(kept) } else { Begun::KindsFull(kept, full) });
    }
    keep(&tx, (event.id, party, &network), (&guests, &token), (kept, now)).await?;
    tx.commit().await?;
    Ok(Begun::Kept(token))
}

/// The forms that keep places now.
pub(super) async fn live_forms(on: &impl ConnectionTrait, event: EventId, now: Instant) -> Result<Vec<Booking>, DbErr> {
    let live = Entity::find().filter(Column::EventId.eq(event)).filter(is_open());
    live.filter(Column::ExpiresAt.gt(now)).all(on).await
}

fn faces(guests: &[Guest]) -> Vec<Face<'_>> {
    guests.iter().map(|guest| (guest.address.as_str(), guest.organisation.as_str())).collect()
}

/// The people of a party with who of them asks for a place, and how many that are.
async fn who_asks(
    on: &impl ConnectionTrait,
    (event, register): (&Event, Option<&Register>),
    party: &Party,
    now: Instant,
) -> anyhow::Result<(Vec<Guest>, i64)> {
    let (mut guests, is_invited) = (party.guests.clone(), party.invitation.is_some());
    if let Some(register) = register {
        for guest in &mut guests {
            guest.kind = register.kind_at(&guest.address).or(guest.kind);
        }
    }
    if event.decides(is_invited) {
        for guest in &mut guests {
            guest.asks = true;
        }
        return Ok((guests, i64::try_from(party.guests.len())?));
    }
    let Some(register) = register else { return Ok((guests, 0)) };
    // The first on the form of an invitation was chosen.
    for guest in guests.iter_mut().skip(usize::from(is_invited)) {
        guest.belongs = register.belongs(event, &guest.address);
        guest.asks = guest.belongs != Belongs::Yes;
    }
    if let Some(quota) = event.quota.filter(|_| !is_invited) {
        let forms = live_forms(on, event.id, now).await?;
        let kept: Vec<Guest> = forms.iter().flat_map(super::guest::guests).collect();
        let over = quota::over(on, (event.id, quota), register, (&faces(&kept), &faces(&guests))).await?;
        for (guest, _) in guests.iter_mut().zip(over).filter(|(_, over)| *over) {
            guest.asks = true;
            if guest.belongs == Belongs::Known {
                // Whom the register knows comes above the number of their organisation as well.
                guest.belongs = Belongs::No;
            }
        }
    }
    let asking = i64::try_from(guests.iter().filter(|guest| guest.asks).count())?;
    Ok((guests, asking))
}

/// Takes `many` places, or as many as there are; gives how many were there, of which none were taken when that is less and
/// the caller goes back.
async fn take(
    tx: &DatabaseTransaction,
    app: &App,
    event: &Event,
    (pool, many): (crate::base::id::PoolId, i64),
) -> anyhow::Result<i64> {
    if capacity::claim(tx, pool, many).await? {
        return Ok(many);
    }
    // Sweeping holds every pool of the event. Whoever only finds it full must not do that: hundreds would, one after the other.
    if capacity::stale(tx, event.id, app.clock.now()).await? > 0 {
        sweep_event(tx, app, event).await?;
    }
    let free = capacity::places(tx, event.id, app.clock.now()).await?;
    let free = free.into_iter().find(|places| places.pool == pool).map_or(0, |places| places.free);
    let free = std::cmp::min(free, many);
    Ok(if free > 0 && capacity::claim(tx, pool, free).await? { free } else { 0 })
}

/// Takes a place for each of these people, by their kind. Who finds none is going to wait. Gives how many have one, and the kinds of
/// which there are too few. The pools of the event are held.
async fn seat_each(
    tx: &DatabaseTransaction,
    app: &App,
    event: &Event,
    people: Vec<&mut Guest>,
) -> anyhow::Result<(i64, Vec<OrganisationKind>)> {
    let now = app.clock.now();
    if capacity::stale(tx, event.id, now).await? > 0 {
        sweep_event(tx, app, event).await?;
    }
    let pools = capacity::hold(tx, event.id).await?;
    let (mut kept, mut left) = (0, Vec::new());
    for guest in people {
        let Some(place) = Place::of_day(&pools, guest.kind) else { continue };
        guest.waits = !place.claim(tx).await?;
        kept += i64::from(!guest.waits);
        left.extend(guest.waits.then(|| guest.clone()));
    }
    let full = fitting(&capacity::places(tx, event.id, now).await?, &left).1;
    Ok((kept, full))
}

async fn keep(
    tx: &DatabaseTransaction,
    (event, party, network): (EventId, &Party, &str),
    (guests, token): (&[Guest], &str),
    (places, now): (i64, Instant),
) -> anyhow::Result<()> {
    let row = ActiveModel {
        event_id: Set(event),
        token_hash: Set(sha256_hex(token.as_bytes())),
        guests: Set(serde_json::to_string(guests)?),
        places: Set(places),
        language: Set(party.language),
        network: Set(network.to_owned()),
        made_at: Set(now),
        expires_at: Set(now.plus(KEPT_FOR)),
        extended: Set(false),
        ended_at: Set(None),
        outcome: Set(String::new()),
        invitation_id: Set(party.invitation),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

async fn kept_by(on: &impl ConnectionTrait, network: &str, now: Instant) -> Result<i64, DbErr> {
    let kept = Entity::find().select_only().expr(Column::Places.sum().cast_as("BIGINT"));
    let kept = kept.filter(Column::Network.eq(network)).filter(is_open()).filter(Column::ExpiresAt.gt(now));
    Ok(kept.into_tuple::<Option<i64>>().one(on).await?.flatten().unwrap_or(0))
}

/// Whether a form was not ended, by whoever filled it in or by a sweep.
fn is_open() -> Expr {
    Column::EndedAt.is_null()
}

/// The form of a token.
///
/// # Errors
/// The database's.
pub async fn booking(on: &impl ConnectionTrait, event: EventId, token: &str) -> Result<Option<Booking>, DbErr> {
    let form = Entity::find().filter(Column::TokenHash.eq(sha256_hex(token.as_bytes())));
    form.filter(Column::EventId.eq(event)).one(on).await
}

/// Gives a form a quarter of an hour more, once; `false` when that was done before, or its time is over.
///
/// # Errors
/// The database's.
pub async fn extend(app: &App, booking: BookingId) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    let span = i64::try_from(KEPT_FOR.as_millis())?;
    let extend = Entity::update_many()
        .set(ActiveModel { extended: Set(true), ..Default::default() })
        .col_expr(Column::ExpiresAt, Expr::col(Column::ExpiresAt).add(span))
        .filter(Column::Id.eq(booking))
        .filter(Column::Extended.eq(false))
        .filter(is_open())
        .filter(Column::ExpiresAt.gt(app.clock.now()));
    let done = extend.exec(&tx).await?.rows_affected == 1;
    tx.commit().await?;
    Ok(done)
}

/// Takes places that came free for people on a form who were going to wait.
pub(super) async fn top_up(app: &App, event: &Event, booking: &Booking) -> anyhow::Result<()> {
    again(|| top_up_once(app, event, booking)).await
}

async fn top_up_once(app: &App, event: &Event, booking: &Booking) -> anyhow::Result<()> {
    let mut people = guests(booking);
    let seats = seats(event, booking, &people);
    let tx = app.store.begin_write().await?;
    capacity::hold(&tx, event.id).await?;
    let waiting = people.iter_mut().zip(seats).filter(|(_, seat)| *seat == Seat::Waits).map(|(guest, _)| guest);
    let (taken, _) = seat_each(&tx, app, event, waiting.collect()).await?;
    let people = Set(serde_json::to_string(&people)?);
    let more = ActiveModel { places: Set(booking.places + taken), guests: people, ..Default::default() };
    let seen = Column::Id.eq(booking.id).and(Column::Places.eq(booking.places));
    if Entity::update_many().set(more).filter(seen).filter(is_open()).exec(&tx).await?.rows_affected == 1 {
        tx.commit().await?;
    }
    Ok(())
}

/// Whether the time of a form is over that nobody swept yet.
fn is_over(now: Instant) -> Expr {
    is_open().and(Column::ExpiresAt.lte(now))
}

/// Ends the forms of an event whose time is over; what they kept goes to whoever waits, or to everybody.
pub(super) async fn sweep_event(tx: &DatabaseTransaction, app: &App, event: &Event) -> anyhow::Result<()> {
    let pools = capacity::hold(tx, event.id).await?;
    let Some(day) = pools.iter().find(|pool| pool.session_id.is_none() && pool.kind.is_none()) else { return Ok(()) };
    let now = app.clock.now();
    let ended = ActiveModel { ended_at: Set(Some(now)), outcome: Set("expired".to_owned()), ..Default::default() };
    let end = Entity::update_many().set(ended).filter(Column::EventId.eq(event.id)).filter(is_over(now));
    let over = end.exec_with_returning(tx).await?;
    let many: i64 = over.iter().map(|form| form.places).sum();
    if many > 0 {
        capacity::give_back(tx, day.id, many).await?;
        let people: Vec<Guest> = over.iter().flat_map(placed).collect();
        for pool in pools.iter().filter(|pool| pool.kind.is_some()) {
            let of_kind = people.iter().filter(|guest| guest.kind == pool.kind).count();
            capacity::give_back(tx, pool.id, i64::try_from(of_kind)?).await?;
        }
        capacity::hold_up(tx, day.id).await?;
        settle(tx, app, event, day.id).await?;
    }
    Ok(())
}

async fn sweep_once(app: &App, id: EventId) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    if let Some(event) = super::find::event(&tx, id).await? {
        sweep_event(&tx, app, &event).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Ends all forms whose time is over, and forgets those that ended a day ago with what was typed into them.
///
/// # Errors
/// The database's.
pub async fn sweep(app: &App) -> anyhow::Result<()> {
    let (on, now) = (app.store.read(), app.clock.now());
    let over = Entity::find().select_only().column(Column::EventId).distinct().filter(is_over(now));
    for id in over.into_tuple::<EventId>().all(on).await? {
        again(|| sweep_once(app, id)).await?;
    }
    let is_old = Column::EndedAt.lte(now.minus(crate::base::clock::days(1)));
    if Entity::find().filter(is_old.clone()).exists(on).await? {
        let tx = app.store.begin_write().await?;
        Entity::delete_many().filter(is_old).exec(&tx).await?;
        tx.commit().await?;
    }
    Ok(())
}
