//! The people on a form, and where each of them stands. Pure.

use serde::{Deserialize, Serialize};

use super::event::{Event, Places};
use crate::organisations::OrganisationKind;
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
    /// The kind of organisation that they count for: what they said, or what everybody can see at their domain.
    #[serde(default)]
    pub kind: Option<OrganisationKind>,
    /// Whether the form found no place for them and they wait, although it keeps places for people after them.
    #[serde(default)]
    pub waits: bool,
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
        Self { name, address, organisation, asks: false, belongs: Belongs::Yes, kind: None, waits: false }
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
        if guest.waits {
            return Seat::Waits;
        }
        places -= 1;
        if places >= 0 { Seat::Place } else { Seat::Waits }
    };
    people.iter().map(&mut seat).collect()
}

/// The people for whom a form keeps a place.
pub(super) fn placed(booking: &Booking) -> Vec<Guest> {
    let people = guests(booking).into_iter().filter(|guest| !guest.asks && !guest.waits);
    people.take(usize::try_from(booking.places).unwrap_or(0)).collect()
}

/// How many of those who do not ask find a place, who comes first first, and of which kinds there are too few.
pub(super) fn fitting(places: &[Places], people: &[Guest]) -> (i64, Vec<OrganisationKind>) {
    let mut left: Vec<(Option<OrganisationKind>, i64)> =
        places.iter().filter(|places| places.session.is_none()).map(|places| (places.kind, places.free)).collect();
    let (mut fit, mut full) = (0, Vec::new());
    for guest in people.iter().filter(|guest| !guest.asks) {
        let counts = |kind: Option<OrganisationKind>| kind.is_none() || kind == guest.kind;
        if left.iter().all(|(kind, free)| !counts(*kind) || *free > 0) {
            left.iter_mut().filter(|(kind, _)| counts(*kind)).for_each(|(_, free)| *free -= 1);
            fit += 1;
            continue;
        }
        let is_full = left.iter().any(|(kind, free)| kind.is_some() && *kind == guest.kind && *free == 0);
        full.extend(guest.kind.filter(|kind| is_full && !full.contains(kind)));
    }
    (fit, full)
}

/// The people on a form; none once it was sent.
#[must_use]
pub fn guests(booking: &Booking) -> Vec<Guest> {
    serde_json::from_str(&booking.guests).unwrap_or_default()
}
