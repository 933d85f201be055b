//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    DOOR_KEY_MAKE: "door-key.make", "Maakte een sleutel voor teruggekomen mail", "Made a key for returned mail";
    DOOR_KEY_REVOKE: "door-key.revoke", "Trok een sleutel voor teruggekomen mail in", "Revoked a key for returned mail";
    REPLY_SETTLE: "reply.settle", "Handelde een antwoord van een ontvanger af", "Settled an answer of a recipient";
    SUPPRESSION_BACK: "suppression.back", "Meldde zich na wissen opnieuw aan", "Came back after having been erased";
    SUPPRESSION_LIFT: "suppression.lift", "Hief een blokkade op", "Lifted a suppression";
    SUPPRESSION_MAKE: "suppression.make", "Blokkeerde een adres", "Suppressed an address";
}
