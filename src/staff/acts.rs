//! What can be done here, as the log names it.

use crate::base::Both;
use crate::room::{Thing, acts};

/// Member, as the log names it.
pub const MEMBER: Thing = Thing { word: "member", name: Both("medewerker", "member") };

acts! {
    MemberChangePassword = "member.change-password", MEMBER, "Wijzigde het eigen wachtwoord", "Changed their own password";
    MemberChangeRoles = "member.change-roles", MEMBER, "Wijzigde de rollen van een medewerker", "Changed the roles of a member";
    MemberDisable = "member.disable", MEMBER, "Sloot een medewerker buiten", "Shut a member out";
    MemberEnable = "member.enable", MEMBER, "Liet een medewerker weer toe", "Let a member in again";
    MemberEndSessions = "member.end-sessions", MEMBER, "Beëindigde sessies", "Ended sessions";
    MemberForgotPassword = "member.forgot-password", MEMBER, "Vroeg om een ander wachtwoord", "Asked for another password";
    MemberInvite = "member.invite", MEMBER, "Nodigde een medewerker uit", "Invited a member";
    MemberJoin = "member.join", MEMBER, "Sloot zich aan als medewerker", "Joined the staff";
    MemberNewApp = "member.new-app", MEMBER, "Koppelde een andere app", "Connected another app";
    MemberNewCodes = "member.new-codes", MEMBER, "Maakte nieuwe herstelcodes", "Made new recovery codes";
    MemberNewPassword = "member.new-password", MEMBER, "Koos een ander wachtwoord met een link", "Chose another password by a link";
    MemberRecoveryCode = "member.recovery-code", MEMBER, "Kwam binnen met een herstelcode", "Came in by a recovery code";
    MemberRename = "member.rename", MEMBER, "Wijzigde een naam", "Changed a name";
    MemberRenew = "member.renew", MEMBER, "Gaf een medewerker een nieuwe toegang", "Gave a member a new way in";
    MemberSignIn = "member.sign-in", MEMBER, "Logde in", "Signed in";
    MemberSignOut = "member.sign-out", MEMBER, "Logde uit", "Signed out";
}
