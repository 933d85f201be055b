//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    SENDING_AGAIN: "sending.again", "Liet een verzending opnieuw gaan naar wie haar miste", "Sent again to whoever missed a sending";
    SENDING_CANCEL: "sending.cancel", "Stopte een verzending", "Stopped a sending";
    SENDING_EXPORT: "sending.export", "Downloadde wie een verzending kreeg", "Downloaded who received a sending";
    SENDING_LET_BE: "sending.let-be", "Liet onzekere mails rusten", "Let uncertain mails be";
    SENDING_PAUSE: "sending.pause", "Pauzeerde een verzending", "Paused a sending";
    SENDING_RESUME: "sending.resume", "Liet een verzending doorgaan", "Let a sending go on";
}
