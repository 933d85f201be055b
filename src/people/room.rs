//! What the house must know of this room.

mod tables;

use crate::app::Room;
use crate::base::Both;
use crate::room::{Forget, Kind, Processing, Thing, Turn, backed_up};

/// Somebody, as the log names them: by a number.
pub const PERSON: Thing = Thing { word: "person", name: Both("persoon", "person") };

/// This room.
pub const ROOM: Room = Room {
    tables: tables::TABLES,
    backup: backed_up![people],
    kinds: &[&LEFT],
    forget: &[Forget {
        turn: Turn::Person,
        call: |_, tx, who| Box::pin(async move { Ok(super::forget(tx, who.id).await?) }),
    }],
    words: &[("nl", Both("Nederlands", "Dutch")), ("en", Both("Engels", "English"))],
    ..Room::named("people")
};

/// Keeping who subscribed to what, with the proof of consent.
pub const SUBSCRIBING: Processing = Processing {
    word: "subscribing",
    turn: 10,
    of_readers: true,
    name: Both("Abonnementen en toestemming", "Subscriptions and consent"),
    whose: Both("abonnees en wie zich aanmeldt", "subscribers and who signs up"),
    purpose: Both(
        "de uitgaven sturen waar iemand om vroeg, en kunnen aantonen dat diegene erom vroeg",
        "sending the publications that somebody asked for, and being able to show that they did",
    ),
    basis: Both(
        "toestemming (AVG, artikel 6, lid 1, onder a); bij een lijst de grondslag die bij het toevoegen werd vastgelegd",
        "consent (GDPR, article 6(1)(a)); for a list the basis that was recorded when it was added",
    ),
    source: Both(
        "de persoon zelf, of een lijst die een medewerker toevoegde",
        "the person, or a list that a member of staff added",
    ),
    recipients: Processing::OURSELVES,
};

/// People who left everything, with the evidence of their consent.
pub const LEFT: Kind = Kind {
    word: "left",
    turn: 40,
    of_readers: true,
    usual: 730,
    bounds: (30, 1_830),
    name: Both("Lezers die zich overal afmeldden", "Readers who left everything"),
    since: Both("de laatste afmelding", "the last subscription was left"),
    goes: Both(
        "alles van deze lezer; een code waaruit het adres niet is terug te halen, houdt oude lijsten tegen",
        "everything of this reader; a hash of the address keeps old lists out",
    ),
};
