//! What can be done here, as the log names it.

use crate::base::Both;
use crate::room::{Thing, acts};

/// Member, as the log names it.
pub const MEMBER: Thing = Thing { word: "member", name: Both("medewerker", "member") };

/// A list, as the log names it.
const LIST: Thing = Thing { word: "list", name: Both("lijst", "list") };

acts! {
    ListTake = "list.take", LIST, "Nam een lijst mee als bestand", "Took a list along as a file";
    ChangePassword = "member.change-password", MEMBER, "Wijzigde het eigen wachtwoord", "Changed their own password";
    ChangeRoles = "member.change-roles", MEMBER, "Wijzigde de rollen van een medewerker", "Changed the roles of a member";
    Disable = "member.disable", MEMBER, "Sloot een medewerker buiten", "Shut a member out";
    Enable = "member.enable", MEMBER, "Liet een medewerker weer toe", "Let a member in again";
    EndSessions = "member.end-sessions", MEMBER, "Beëindigde sessies", "Ended sessions";
    ForgotPassword = "member.forgot-password", MEMBER, "Vroeg om een ander wachtwoord", "Asked for another password";
    Invite = "member.invite", MEMBER, "Nodigde een medewerker uit", "Invited a member";
    Join = "member.join", MEMBER, "Sloot zich aan als medewerker", "Joined the staff";
    NewApp = "member.new-app", MEMBER, "Koppelde een andere app", "Connected another app";
    NewCodes = "member.new-codes", MEMBER, "Maakte nieuwe herstelcodes", "Made new recovery codes";
    NewPassword = "member.new-password", MEMBER, "Koos een ander wachtwoord met een link", "Chose another password by a link";
    RecoveryCode = "member.recovery-code", MEMBER, "Kwam binnen met een herstelcode", "Came in by a recovery code";
    Rename = "member.rename", MEMBER, "Wijzigde een naam", "Changed a name";
    Renew = "member.renew", MEMBER, "Gaf een medewerker een nieuwe toegang", "Gave a member a new way in";
    SignIn = "member.sign-in", MEMBER, "Logde in", "Signed in";
    SignOut = "member.sign-out", MEMBER, "Logde uit", "Signed out";
}
