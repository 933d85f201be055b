//! Beginning a registration: the first screen keeps the places, for a quarter of an hour.
//!
//! All or nothing for a group, unless they were told that not all of them fit and go on. A form whose time is over keeps
//! nothing from that moment on, whether or not somebody swept it yet.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};
use serde::{Deserialize, Serialize};

use super::capacity;
use super::event::{Event, KEPT_FOR, KEPT_PER_NETWORK, Window};
use super::quota::{self, Face};
use super::waiting::settle;
use crate::app::App;
use crate::base::id::{BookingId, EventId, EventInvitationId};
use crate::base::secrets::sha256_hex;
use crate::base::{Instant, Language};
use crate::store::again;
use crate::store::tables::event_bookings::{self, Column, Entity, Model};
use crate::store::{self, DatabaseTransaction, sql};

/// A form that is being filled in.
pub type Booking = Model;

/// One of the people on a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    /// The name.
    pub name: String,
    /// The address, as typed.
    pub address: String,
    /// The organisation; empty for none.
    pub organisation: String,
    /// Whether they ask for a place, because their organisation has its number.
    #[serde(default)]
    pub asks: bool,
}

/// Where somebody on a form stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// The form keeps a place for them.
    Place,
    /// They are going to wait.
    Waits,
    /// They are going to ask for a place, and somebody decides.
    Asks,
}

/// Where each of the people on a form stands: who comes first gets the places that it keeps.
#[must_use]
pub fn seats(event: &Event, booking: &Booking, people: &[Guest]) -> Vec<Seat> {
    let mut places = booking.places;
    let all_ask = event.decides(booking.invitation_id.is_some());
    let mut seat = |guest: &Guest| {
        if all_ask || guest.asks {
            return Seat::Asks;
        }
        places -= 1;
        if places >= 0 { Seat::Place } else { Seat::Waits }
    };
    people.iter().map(&mut seat).collect()
}

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
    let day = capacity::places(on, event.id, now).await?.into_iter().find(|places| places.session.is_none());
    let Some(day) = day else { anyhow::bail!("an event has no places") };
    let waits = party.waits && event.offers(now);
    // A request takes no place, so it needs none. Only where nobody can get one any more it would be for nothing.
    let asking = who_asks(on, event, party, now).await?.1;
    let needed = many - asking;
    let lacks = if needed == 0 { day.free == 0 && !event.offers(now) } else { day.free < needed && !waits };
    // Whoever finds it full is told so without waiting for those who write.
    if lacks {
        return Ok(Begun::Full(day.free));
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
    if event.quota.is_some() {
        // Of two forms of one organisation the second counts the first.
        capacity::hold(&tx, event.id).await?;
    }
    let (guests, asking) = who_asks(&tx, event, party, now).await?;
    let needed = many - asking;
    let kept = if needed == 0 { 0 } else { take(&tx, app, event, (day.pool, needed)).await? };
    if kept < needed && !waits {
        return Ok(Begun::Full(kept));
    }
    keep(&tx, (event.id, party, &network), (&guests, &token), (kept, now)).await?;
    tx.commit().await?;
    Ok(Begun::Kept(token))
}

/// The forms that keep places now.
async fn live_forms(on: &impl ConnectionTrait, event: EventId, now: Instant) -> Result<Vec<Booking>, DbErr> {
    let live = Entity::find().filter(Column::EventId.eq(event)).filter(Column::EndedAt.is_null());
    live.filter(Column::ExpiresAt.gt(now)).all(on).await
}

fn faces(guests: &[Guest]) -> Vec<Face<'_>> {
    guests.iter().map(|guest| (guest.address.as_str(), guest.organisation.as_str())).collect()
}

/// The people of a party with who of them asks for a place, and how many that are.
async fn who_asks(
    on: &impl ConnectionTrait,
    event: &Event,
    party: &Party,
    now: Instant,
) -> anyhow::Result<(Vec<Guest>, i64)> {
    let (mut guests, is_invited) = (party.guests.clone(), party.invitation.is_some());
    if event.decides(is_invited) {
        for guest in &mut guests {
            guest.asks = true;
        }
    } else if let Some(quota) = event.quota.filter(|_| !is_invited) {
        let forms = live_forms(on, event.id, now).await?;
        let kept: Vec<Guest> = forms.iter().flat_map(self::guests).collect();
        let over = quota::over(on, (event.id, quota), (&faces(&kept), &faces(&guests)), now).await?;
        guests.iter_mut().zip(over).for_each(|(guest, over)| guest.asks = over);
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
    let free = free.into_iter().find(|places| places.pool == pool).map_or(0, |places| places.free).min(many);
    Ok(if free > 0 && capacity::claim(tx, pool, free).await? { free } else { 0 })
}

async fn keep(
    tx: &DatabaseTransaction,
    (event, party, network): (EventId, &Party, &str),
    (guests, token): (&[Guest], &str),
    (places, now): (i64, Instant),
) -> anyhow::Result<()> {
    let row = event_bookings::ActiveModel {
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
    let kept = sql(
        on,
        "SELECT CAST(COALESCE(SUM(places), 0) AS BIGINT) AS many FROM event_bookings
         WHERE network = ? AND ended_at IS NULL AND expires_at > ?",
        [network.into(), now.0.into()],
    );
    on.query_one_raw(kept).await?.map_or(Ok(0), |row| row.try_get("", "many"))
}

/// The form of a token.
///
/// # Errors
/// The database's.
pub async fn booking(on: &impl ConnectionTrait, event: EventId, token: &str) -> Result<Option<Booking>, DbErr> {
    Entity::find()
        .filter(Column::TokenHash.eq(sha256_hex(token.as_bytes())))
        .filter(Column::EventId.eq(event))
        .one(on)
        .await
}

/// The people on a form; none once it was sent.
#[must_use]
pub fn guests(booking: &Booking) -> Vec<Guest> {
    serde_json::from_str(&booking.guests).unwrap_or_default()
}

/// Gives a form a quarter of an hour more, once; `false` when that was done before, or its time is over.
///
/// # Errors
/// The database's.
pub async fn extend(app: &App, booking: BookingId) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    let span = i64::try_from(KEPT_FOR.as_millis())?;
    let extend = sql(
        &tx,
        "UPDATE event_bookings SET expires_at = expires_at + ?, extended = ?
         WHERE id = ? AND extended = ? AND ended_at IS NULL AND expires_at > ?",
        [span.into(), true.into(), booking.0.into(), false.into(), app.clock.now().0.into()],
    );
    let done = tx.execute_raw(extend).await?.rows_affected() == 1;
    tx.commit().await?;
    Ok(done)
}

/// Takes places that came free for people on a form who were going to wait.
pub(super) async fn top_up(app: &App, event: &Event, booking: &Booking) -> anyhow::Result<()> {
    again(|| top_up_once(app, event, booking)).await
}

async fn top_up_once(app: &App, event: &Event, booking: &Booking) -> anyhow::Result<()> {
    let waiting = seats(event, booking, &guests(booking)).into_iter().filter(|seat| *seat == Seat::Waits).count();
    let lacking = i64::try_from(waiting)?;
    let tx = app.store.begin_write().await?;
    let pools = capacity::hold(&tx, event.id).await?;
    let Some(day) = pools.iter().find(|pool| pool.session_id.is_none()) else { return Ok(()) };
    let taken = take(&tx, app, event, (day.id, lacking)).await?;
    let more = sql(
        &tx,
        "UPDATE event_bookings SET places = places + ? WHERE id = ? AND ended_at IS NULL AND places = ?",
        [taken.into(), booking.id.0.into(), booking.places.into()],
    );
    if tx.execute_raw(more).await?.rows_affected() == 1 {
        tx.commit().await?;
    }
    Ok(())
}

/// Ends the forms of an event whose time is over; what they kept goes to whoever waits, or to everybody.
pub(super) async fn sweep_event(tx: &DatabaseTransaction, app: &App, event: &Event) -> anyhow::Result<()> {
    let pools = capacity::hold(tx, event.id).await?;
    let Some(day) = pools.iter().find(|pool| pool.session_id.is_none()) else { return Ok(()) };
    let now = app.clock.now();
    let end = sql(
        tx,
        "UPDATE event_bookings SET ended_at = ?, outcome = 'expired'
         WHERE event_id = ? AND ended_at IS NULL AND expires_at <= ? RETURNING places",
        [now.0.into(), event.id.0.into(), now.0.into()],
    );
    let mut many: i64 = 0;
    for row in tx.query_all_raw(end).await? {
        many += row.try_get::<i64>("", "places")?;
    }
    if many > 0 {
        capacity::give_back(tx, day.id, many).await?;
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
    let over = sql(
        on,
        "SELECT DISTINCT event_id FROM event_bookings WHERE ended_at IS NULL AND expires_at <= ?",
        [now.0.into()],
    );
    for row in on.query_all_raw(over).await? {
        let id = EventId(row.try_get("", "event_id")?);
        again(|| sweep_once(app, id)).await?;
    }
    let old = now.minus(crate::base::clock::days(1));
    let forget = sql(on, "SELECT 1 FROM event_bookings WHERE ended_at <= ? LIMIT 1", [old.0.into()]);
    if on.query_one_raw(forget).await?.is_some() {
        let tx = app.store.begin_write().await?;
        let forget = sql(&tx, "DELETE FROM event_bookings WHERE ended_at <= ?", [old.0.into()]);
        tx.execute_raw(forget).await?;
        tx.commit().await?;
    }
    Ok(())
}
