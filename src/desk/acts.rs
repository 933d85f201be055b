//! What can be done here, as the log names it.

use crate::delivery::SENDING;
use crate::room::acts;

acts! {
    Again = "sending.again", SENDING, "Liet een verzending opnieuw gaan naar wie haar miste", "Sent again to whoever missed a sending";
    Export = "sending.export", SENDING, "Downloadde wie een verzending kreeg", "Downloaded who received a sending";
    LetBe = "sending.let-be", SENDING, "Liet onzekere mails rusten", "Let uncertain mails be";
}
