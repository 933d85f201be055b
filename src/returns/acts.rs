//! What can be done here, as the log names it.

use crate::base::Both;
use crate::people::PERSON;
use crate::room::{Thing, acts};

/// Key, as the log names it.
pub const DOOR_KEY: Thing = Thing { word: "door-key", name: Both("sleutel", "key") };
/// Returned mail, as the log names it.
pub const FEEDBACK: Thing = Thing { word: "feedback", name: Both("teruggekomen mail", "returned mail") };
/// Suppression, as the log names it.
pub const SUPPRESSION: Thing = Thing { word: "suppression", name: Both("blokkade", "suppression") };

acts! {
    DoorKeyMake = "door-key.make", DOOR_KEY, "Maakte een sleutel voor teruggekomen mail", "Made a key for returned mail";
    DoorKeyRevoke = "door-key.revoke", DOOR_KEY, "Trok een sleutel voor teruggekomen mail in", "Revoked a key for returned mail";
    ReplySettle = "reply.settle", FEEDBACK, "Handelde een antwoord van een ontvanger af", "Settled an answer of a recipient";
    SuppressionBack = "suppression.back", PERSON, "Meldde zich na wissen opnieuw aan", "Came back after having been erased";
    SuppressionLift = "suppression.lift", SUPPRESSION, "Hief een blokkade op", "Lifted a suppression";
    SuppressionMake = "suppression.make", PERSON, "Blokkeerde een adres", "Suppressed an address";
}
