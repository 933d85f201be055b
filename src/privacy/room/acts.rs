//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    HOLD_END: "hold.end", "Beëindigde een bewaarplicht", "Ended a hold";
    HOLD_MAKE: "hold.make", "Legde een bewaarplicht vast", "Put data on hold";
    PERSON_ERASE: "person.erase", "Wiste de gegevens van een persoon", "Erased the data of a person";
    PERSON_EXPORT: "person.export", "Downloadde de gegevens van een persoon op verzoek", "Downloaded the data of a person on request";
    PRIVACY_CODE: "privacy.code", "Vroeg een code voor de eigen gegevens", "Asked for a code for their own data";
    PRIVACY_OPEN: "privacy.open", "Vulde een code voor de eigen gegevens in", "Entered a code for their own data";
    RETENTION_CHANGE: "retention.change", "Wijzigde een bewaartermijn", "Changed a period of retention";
    RETENTION_CLOCK: "retention.clock-is-right", "Liet weer opruimen: de klok klopt", "Let clearing go on: the clock is right";
    RETENTION_PURGE: "retention.purge", "Ruimde op wat voorbij zijn termijn was", "Purged what was past its period";
}
