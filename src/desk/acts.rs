//! What can be done here, as the log names it.

use crate::delivery::SENDING;
use crate::room::acts;

acts! {
    SendingAgain = "sending.again", SENDING, "Liet een verzending opnieuw gaan naar wie haar miste", "Sent again to whoever missed a sending";
    SendingExport = "sending.export", SENDING, "Downloadde wie een verzending kreeg", "Downloaded who received a sending";
    SendingLetBe = "sending.let-be", SENDING, "Liet onzekere mails rusten", "Let uncertain mails be";
}
