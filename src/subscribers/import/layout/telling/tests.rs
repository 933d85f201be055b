//! The words of many programs.

use super::*;

#[test]
fn s20_columns_that_tell_who_is_out_are_known_by_their_names() {
    let role = |name: &str| role_of_name(&plain(name));
    for name in [
        "UNSUB_TIME",
        "Unsubscribed from all email",
        "Portal Bounce",
        "HasOptedOutOfEmail",
        "EMAIL_BLACKLISTED",
        "email_disabled",
        "deleted_at",
        "IsExcludedFromCampaigns",
        "IsOptInPending",
        "IsSpamComplaining",
        "unsubscribed_at",
        "Bounced",
        "afgemeld",
        "Uitgeschreven op",
        "Datum afmelding",
        "Reden van uitschrijving",
        "Geblokkeerd",
        "niet mailen",
        "Opt-out",
        "Is this subscriber blacklisted",
        "inactief",
    ] {
        assert_eq!(role(name), Some((Role::Gone, true)), "{name}");
    }
    for name in [
        "Status",
        "Email status",
        "subscribed_to_emails",
        "Actief",
        "opt-in",
        "Toestemming",
        "Abonneestatus",
        "E-mail marketing",
        "Status nieuwsbrief",
        "Is this user confirmed",
    ] {
        assert_eq!(role(name), Some((Role::Standing, true)), "{name}");
    }
    for name in ["State", "Nieuwsbrief", "newsletter", "Toestemming nieuwsbrieven", "Lidstatus", "Email_Consent"] {
        assert_eq!(role(name), Some((Role::Standing, false)), "{name}");
    }
    for name in [
        "active_subscription",
        "complimentary_plan",
        "unsubscribe_url",
        "Afmeldlink",
        "OPTIN_TIME",
        "confirmed_at",
        "created_at",
        "labels",
        "Plaats",
        "E-mailadres",
        "HasOptedOutOfFax",
        "subscription_id",
        "Abonneenummer",
    ] {
        assert_eq!(role(name), None, "{name}");
    }
}

#[test]
fn s20_cells_say_in_many_words_who_is_out() {
    for cell in ["Actief", "active", "Subscribed", " JA ", "1", "TRUE", "opt-in", "2024-01-15T10:00:00.000Z"] {
        assert_eq!(standing(cell), Word::In, "{cell}");
    }
    for cell in [
        "Afgemeld",
        "Uitgeschreven per 1 maart 2024",
        "unsubscribed",
        "Blocklisted",
        "Bounced (hard)",
        "Opt-out",
        "Awaiting Confirmation",
        "No Permissions Set",
        "non-subscribed",
        "nee",
        "0",
        "false",
        "cleaned",
        "Niet actief",
    ] {
        assert_eq!(standing(cell), Word::Out, "{cell}");
    }
    assert_eq!((standing(" - "), standing("NULL")), (Word::Blank, Word::Blank));
    assert_eq!((standing("Lid"), standing("2")), (Word::Unknown, Word::Unknown));
    for cell in ["2024-01-02", "ja", "1", "3", "mailbox vol", "TRUE"] {
        assert_eq!(gone(cell), Word::Out, "{cell}");
    }
    for cell in ["", "nee", "0", "FALSE", "0000-00-00 00:00:00", "-", "geen"] {
        assert_eq!(gone(cell), Word::In, "{cell}");
    }
}

#[test]
fn s20_a_remark_that_says_who_is_out_is_heard_and_a_name_is_not() {
    for cell in ["afgemeld", "Uitgeschreven, verhuisd", "UNSUBSCRIBED", "bounced", "Opt-out 2023"] {
        assert!(is_plainly_out(cell), "{cell}");
    }
    for cell in ["", "Afgemelden", "Bouncer BV", "Anna", "Geen bijzonderheden", "aangemeld", "é"] {
        assert!(!is_plainly_out(cell), "{cell}");
    }
    assert!(is_out_alone("Uitgeschreven.") && !is_out_alone("Bounce de Vries") && !is_out_alone("(x)"));
}
