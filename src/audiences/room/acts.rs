//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    AUDIENCE_CHANGE: "audience.change", "Wijzigde een doelgroep", "Changed an audience";
    AUDIENCE_MAKE: "audience.make", "Maakte een doelgroep", "Made an audience";
    AUDIENCE_REMOVE: "audience.remove", "Verwijderde een doelgroep", "Removed an audience";
}
