//! Whatever a person is called: the mail keeps its lines, gains no header field, and its body stays the same mail.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use samenspraak::base::Instant;
use samenspraak::mail::{Frozen, Part, Personal, SALUTATION, UNSUBSCRIBE};

#[path = "../../tests/it/letter.rs"]
mod letter;

/// A letter whose own words look like the places that are filled in.
fn frozen() -> &'static Frozen {
    static FROZEN: OnceLock<Frozen> = OnceLock::new();
    FROZEN.get_or_init(|| {
        let mut letter = letter::letter();
        letter.sheet.parts.push(Part::Text(format!("Er is meer. {SALUTATION} {UNSUBSCRIBE}")));
        letter.freeze().expect("a letter")
    })
}

fuzz_target!(|texts: (String, String)| {
    let (to, name) = texts;
    let personal = Personal {
        to,
        name,
        unsubscribe: "a".repeat(45),
        preferences: "b".repeat(45),
        leave: None,
        message_id: "m".to_owned(),
        at: Instant(1_795_253_400_000),
    };
    let mail = frozen().splice(&personal);
    let (head, body) = mail.split_once("\r\n\r\n").expect("a body");
    assert!(!mail.replace("\r\n", "").contains(['\r', '\n']), "only CRLF ends a line");
    assert!(body.is_ascii() && body.lines().all(|line| line.len() <= 76));
    let plain = Personal { to: "a@b.example".to_owned(), name: String::new(), ..personal.clone() };
    let usual = frozen().splice(&plain);
    let fields = |head: &str| head.lines().filter(|line| !line.starts_with([' ', '\t'])).count();
    assert_eq!(fields(head), fields(usual.split_once("\r\n\r\n").expect("a body").0), "no field was added");
    assert_eq!(mail.matches("\r\n--=_").count(), usual.matches("\r\n--=_").count(), "no part was added");
});
