use super::room::UNCONFIRMED;
use super::subscriber::{CONFIRM_WITHIN, MAX_NAME, NameFault, UNCONFIRMED_FOR, name};
use super::{links, texts};
use crate::base::clock::days;
use crate::base::{Instant, Language};

#[test]
fn a_name_is_one_line_of_at_most_a_hundred_characters() {
    assert_eq!(name("  Anna   de Vries "), Ok("Anna de Vries".to_owned()));
    assert_eq!(name(""), Ok(String::new()));
    assert_eq!(name("<b>Anna</b>"), Ok("<b>Anna</b>".to_owned()), "escaped where it is shown, not changed");
    assert_eq!(name(&"é".repeat(MAX_NAME)), Ok("é".repeat(MAX_NAME)));
    assert_eq!(name(&"é".repeat(MAX_NAME + 1)), Err(NameFault::TooLong));
    for hostile in ["Anna\r\nBcc: x@voorbeeld.nl", "Anna\nde Vries", "A\u{0}", "A\u{2028}B", "A\u{85}B"] {
        assert_eq!(name(hostile), Err(NameFault::Control), "{hostile:?}");
    }
    assert_eq!(name("Anna \u{f8f0}unsubscribe\u{f8f1}"), Ok("Anna unsubscribe".to_owned()), "no slot of a letter");
}

#[test]
fn s10_a_preferences_link_works_thirteen_months_and_not_from_the_future() {
    let made = Instant(20_000 * 86_400_000 + 5);
    assert_eq!(links::day_of(made), 20_000);
    assert!(links::is_in_time(20_000, made));
    assert!(links::is_in_time(20_000, made.plus(days(396))));
    assert!(!links::is_in_time(20_000, made.plus(days(397))));
    assert!(links::is_in_time(20_001, made), "a node that is ahead made it, a moment before midnight");
    assert!(!links::is_in_time(20_002, made));
}

#[test]
fn s03_the_text_of_consent_names_the_centre_in_both_languages() {
    let dutch = texts::consent("Centrum", Language::Dutch);
    let english = texts::consent("Centre", Language::English);
    assert!(dutch.contains("Centrum") && dutch.contains("afmelden"));
    assert!(english.contains("Centre") && english.contains("unsubscribe"));
}

#[test]
fn no_link_outlives_what_it_leads_to() {
    let least = |kind: &crate::room::Kind| days(kind.bounds.0.unsigned_abs());
    assert!(
        CONFIRM_WITHIN <= least(&UNCONFIRMED),
        "a sign-up stays as long as its link works, however short its period"
    );
    assert_eq!(days(UNCONFIRMED.usual.unsigned_abs()), UNCONFIRMED_FOR, "what the letter says of erasing");
    assert!(CONFIRM_WITHIN <= UNCONFIRMED_FOR, "so does a change of address");
}
