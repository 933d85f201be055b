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
    /// Whether they ask for a place: their organisation has its number, or they are not seen to belong to those it is for.
    #[serde(default)]
    pub asks: bool,
    /// Whether they belong to the kinds of organisations that the event is for.
    #[serde(default)]
    pub belongs: Belongs,
}

/// Whether somebody belongs to the kinds of organisations that an event is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Belongs {
    /// Their domain says so, or the event is for everybody.
    #[default]
    Yes,
    /// The register knows their mailbox. No page says so: whoever types somebody's address would read where they work. They ask as
    /// others do and are let in at once, which only their mail says.
    Known,
    /// Nothing says so.
    No,
}

impl Guest {
    /// Somebody of whom nothing is known yet.
    #[must_use]
    pub fn new(name: String, address: String, organisation: String) -> Self {
        Self { name, address, organisation, asks: false, belongs: Belongs::Yes }
    }
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
