//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    LIST_TAKE: "list.take", "Nam een lijst mee als bestand", "Took a list along as a file";
    MEMBER_CHANGE_PASSWORD: "member.change-password", "Wijzigde het eigen wachtwoord", "Changed their own password";
    MEMBER_CHANGE_ROLES: "member.change-roles", "Wijzigde de rollen van een medewerker", "Changed the roles of a member";
    MEMBER_DISABLE: "member.disable", "Sloot een medewerker buiten", "Shut a member out";
    MEMBER_ENABLE: "member.enable", "Liet een medewerker weer toe", "Let a member in again";
    MEMBER_END_SESSIONS: "member.end-sessions", "Beëindigde sessies", "Ended sessions";
    MEMBER_FORGOT_PASSWORD: "member.forgot-password", "Vroeg om een ander wachtwoord", "Asked for another password";
    MEMBER_INVITE: "member.invite", "Nodigde een medewerker uit", "Invited a member";
    MEMBER_JOIN: "member.join", "Sloot zich aan als medewerker", "Joined the staff";
    MEMBER_NEW_APP: "member.new-app", "Koppelde een andere app", "Connected another app";
    MEMBER_NEW_CODES: "member.new-codes", "Maakte nieuwe herstelcodes", "Made new recovery codes";
    MEMBER_NEW_PASSWORD: "member.new-password", "Koos een ander wachtwoord met een link", "Chose another password by a link";
    MEMBER_RECOVERY_CODE: "member.recovery-code", "Kwam binnen met een herstelcode", "Came in by a recovery code";
    MEMBER_RENAME: "member.rename", "Wijzigde een naam", "Changed a name";
    MEMBER_RENEW: "member.renew", "Gaf een medewerker een nieuwe toegang", "Gave a member a new way in";
    MEMBER_SIGN_IN: "member.sign-in", "Logde in", "Signed in";
    MEMBER_SIGN_OUT: "member.sign-out", "Logde uit", "Signed out";
}
