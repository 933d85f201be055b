//! Rules of passwords, codes and ways back.

use super::local::{local, wanted};
use super::sign_in::password::{self, PasswordFault, judge};
use super::sign_in::totp::{Shared, picture};
use crate::base::{Instant, Random};

const ADDRESS: &str = "sanne.devries@voorbeeld.nl";

#[test]
fn t1_a_password_is_long_and_not_well_known() {
    assert_eq!(judge("paard batterij nietje", ADDRESS), Ok(()));
    assert_eq!(judge("elf tekens!", ADDRESS), Err(PasswordFault::TooShort));
    assert_eq!(judge("éééééééééééa", ADDRESS), Ok(()), "characters count, not bytes");
    assert_eq!(judge(&"ab cde".repeat(34), ADDRESS), Err(PasswordFault::TooLong));
    assert_eq!(judge("Wachtwoord123", ADDRESS), Err(PasswordFault::Common));
    assert_eq!(judge("abcabcabcabcab", ADDRESS), Err(PasswordFault::Common));
    assert_eq!(judge("mijn Sanne.deVries@voorbeeld.nl", ADDRESS), Err(PasswordFault::HoldsAddress));
    assert_eq!(judge("Sanne.DeVries2026!", ADDRESS), Err(PasswordFault::HoldsAddress));
}

#[tokio::test]
async fn t1_only_the_right_password_opens_a_hash() {
    let random = Random::from_seed([3; 32]);
    let hash = password::hash("paard batterij nietje", &random).await.unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    assert_ne!(hash, password::hash("paard batterij nietje", &random).await.unwrap(), "each has its own salt");
    assert!(password::is_right("paard batterij nietje", Some(&hash)).await.unwrap());
    assert!(!password::is_right("paard batterij nietj", Some(&hash)).await.unwrap());
    assert!(!password::is_right("", None).await.unwrap(), "nobody has no password");
}

#[test]
fn t1_codes_follow_rfc_6238() {
    // Appendix B with the SHA-1 secret "12345678901234567890", the last six of its eight digits.
    let shared = Shared::from_bytes(b"12345678901234567890").unwrap();
    let at = |seconds: i64| Instant(seconds * 1_000);
    assert_eq!(shared.step_of("287082", at(59)).unwrap(), Some(1));
    assert_eq!(shared.step_of("081804", at(1_111_111_109)).unwrap(), Some(37_037_036));
    assert_eq!(shared.step_of("081 804", at(1_111_111_109)).unwrap(), Some(37_037_036), "as apps show it");
    assert_eq!(shared.step_of("287082", at(89)).unwrap(), Some(1), "one step late");
    assert_eq!(shared.step_of("287082", at(120)).unwrap(), None, "two steps late");
    assert_eq!(shared.step_of("28708", at(59)).unwrap(), None);
    assert_eq!(shared.step_of("", at(59)).unwrap(), None);
    assert_eq!(shared.code_at(at(59)), "287082");
}

#[test]
fn t1_the_address_for_the_app_names_centre_and_account() {
    let shared = Shared::from_bytes(b"12345678901234567890").unwrap();
    assert_eq!(
        shared.address("Centrum: Voorbeeld", "a@b.nl"),
        "otpauth://totp/Centrum%20%20Voorbeeld:a%40b%2Enl?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
         &issuer=Centrum%20%20Voorbeeld&algorithm=SHA1&digits=6&period=30"
    );
}

#[test]
fn t1_the_picture_begins_with_its_finder_pattern() {
    let picture = picture("otpauth://totp/x").unwrap();
    assert!(picture.path.starts_with("M0 0h7v1h-7z"), "the upper edge of the upper left square");
    assert!(picture.path.contains(&format!("M{} 0h7v1h-7z", picture.side - 7)), "and of the upper right one");
}

#[test]
fn t1_a_way_back_stays_on_this_site() {
    for evil in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/beheer//evil.example",
        "/beheer/../x",
        "beheer",
        "",
        "/beheer\r\nX: y",
        "/beheer/é",
        "/beheerder",
        "javascript:alert(1)",
        "/aanmelden",
    ] {
        assert_eq!(wanted(evil), "/beheer", "{evil:?}");
    }
    assert_eq!(wanted("/beheer/nummers/3?tab=mail"), "/beheer/nummers/3?tab=mail");
    assert_eq!(wanted("/beheer/aanmelden"), "/beheer", "not in a circle");
    assert_eq!(local("/postbus"), Some("/postbus"));
    assert_eq!(local("//evil.example"), None);
}

#[test]
fn no_invitation_outlives_what_it_leads_to() {
    let least = crate::base::clock::days(super::room::INVITATIONS.bounds.0.unsigned_abs());
    assert!(
        super::join::VALID_FOR <= least,
        "an invited member stays as long as the link works, however short the period"
    );
}
