//! What can be done here, as the log names it.

use crate::base::Both;
use crate::room::{Thing, acts};

/// The domain, as the log names it.
pub const DOMAIN: Thing = Thing { word: "domain", name: Both("het domein", "the domain") };
/// Key, as the log names it.
pub const SIGNING_KEY: Thing = Thing { word: "signing-key", name: Both("sleutel", "key") };

acts! {
    Check = "sender.check", DOMAIN, "Controleerde de DNS", "Checked the DNS";
    MakeKey = "sender.make-key", SIGNING_KEY, "Maakte een sleutel voor ondertekening", "Made a signing key";
    RetireKey = "sender.retire-key", SIGNING_KEY, "Liet een sleutel vervallen", "Retired a signing key";
    StartKey = "sender.start-key", SIGNING_KEY, "Liet een sleutel de mail ondertekenen", "Let a key sign the mail";
    StopSigning = "sender.stop-signing", SIGNING_KEY, "Stopte met het ondertekenen van de mail", "Stopped signing the mail";
}
