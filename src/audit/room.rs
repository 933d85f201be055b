//! What the house must know of this room.

mod tables;

use crate::app::Room;
use crate::base::Both;
use crate::room::{Processing, Thing, backed_up};

/// This room.
pub const ROOM: Room = Room { tables: tables::TABLES, backup: backed_up![audit], words: WORDS, ..Room::named("audit") };

/// The whole of it, as the log names it.
pub const INSTALLATION: Thing = Thing { word: "installation", name: Both("de installatie", "the installation") };

/// Keeping who did what.
pub(crate) const ACCOUNTING: Processing = Processing {
    word: "accounting",
    turn: 60,
    of_readers: false,
    name: Both("Logboek", "Log"),
    whose: Both("medewerkers, en lezers met een nummer", "members of staff, and readers by a number"),
    purpose: Both(
        "kunnen verantwoorden wie wat deed; er staan nummers in en geen namen of adressen",
        "being able to account for who did what; it holds numbers, and no names or addresses",
    ),
    basis: Processing::DUTY,
    source: Both("het systeem zelf", "the system itself"),
    recipients: Both("beheerders", "administrators"),
};

const WORDS: &[(&str, Both)] = &[
    ("person", Both("deze persoon", "this person")),
    ("member", Both("deze medewerker", "this member of staff")),
    ("reader", Both("een lezer", "a reader")),
    ("house", Both("het systeem", "the system")),
    ("bell", Both("het systeem", "the system")),
    ("terminal", Both("iemand aan de server", "someone at the server")),
    ("web", Both("de website", "the website")),
    ("done", Both("gedaan", "done")),
];
