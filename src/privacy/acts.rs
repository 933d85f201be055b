//! What can be done here, as the log names it.

use crate::audit::INSTALLATION;
use crate::people::PERSON;
use crate::room::acts;

acts! {
    HoldEnd = "hold.end", INSTALLATION, "Beëindigde een bewaarplicht", "Ended a hold";
    HoldMake = "hold.make", INSTALLATION, "Legde een bewaarplicht vast", "Put data on hold";
    PersonErase = "person.erase", PERSON, "Wiste de gegevens van een persoon", "Erased the data of a person";
    PersonExport = "person.export", PERSON, "Downloadde de gegevens van een persoon op verzoek", "Downloaded the data of a person on request";
    PrivacyCode = "privacy.code", PERSON, "Vroeg een code voor de eigen gegevens", "Asked for a code for their own data";
    PrivacyOpen = "privacy.open", PERSON, "Vulde een code voor de eigen gegevens in", "Entered a code for their own data";
    RetentionChange = "retention.change", INSTALLATION, "Wijzigde een bewaartermijn", "Changed a period of retention";
    RetentionClock = "retention.clock-is-right", INSTALLATION, "Liet weer opruimen: de klok klopt", "Let clearing go on: the clock is right";
    RetentionPurge = "retention.purge", INSTALLATION, "Ruimde op wat voorbij zijn termijn was", "Purged what was past its period";
}
