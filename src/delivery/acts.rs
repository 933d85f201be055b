//! What can be done here, as the log names it.

use crate::base::Both;
use crate::room::{Thing, acts};

/// Sending, as the log names it.
pub const SENDING: Thing = Thing { word: "sending", name: Both("verzending", "sending") };

acts! {
    Cancel = "sending.cancel", SENDING, "Stopte een verzending", "Stopped a sending";
    Pause = "sending.pause", SENDING, "Pauzeerde een verzending", "Paused a sending";
    Resume = "sending.resume", SENDING, "Liet een verzending doorgaan", "Let a sending go on";
}
