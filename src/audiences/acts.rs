//! What can be done here, as the log names it.

use crate::base::Both;
use crate::room::{Thing, acts};

/// Audience, as the log names it.
pub const AUDIENCE: Thing = Thing { word: "audience", name: Both("doelgroep", "audience") };

acts! {
    Change = "audience.change", AUDIENCE, "Wijzigde een doelgroep", "Changed an audience";
    Make = "audience.make", AUDIENCE, "Maakte een doelgroep", "Made an audience";
    Remove = "audience.remove", AUDIENCE, "Verwijderde een doelgroep", "Removed an audience";
}
