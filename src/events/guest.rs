//! The people on a form, and where each of them stands. Pure.

use serde::{Deserialize, Serialize};

use super::event::Event;
use crate::store::tables::event_bookings::Model;

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

/// The people on a form; none once it was sent.
#[must_use]
pub fn guests(booking: &Booking) -> Vec<Guest> {
    serde_json::from_str(&booking.guests).unwrap_or_default()
}
