//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    SENDER_CHECK: "sender.check", "Controleerde de DNS", "Checked the DNS";
    SENDER_MAKE_KEY: "sender.make-key", "Maakte een sleutel voor ondertekening", "Made a signing key";
    SENDER_RETIRE_KEY: "sender.retire-key", "Liet een sleutel vervallen", "Retired a signing key";
    SENDER_START_KEY: "sender.start-key", "Liet een sleutel de mail ondertekenen", "Let a key sign the mail";
    SENDER_STOP_SIGNING: "sender.stop-signing", "Stopte met het ondertekenen van de mail", "Stopped signing the mail";
}
