//! What holds for whatever comes in: asked of a few thousand made-up inputs here, and without end by `script/fuzz`.

use std::sync::OnceLock;

use samenspraak::base::Instant;
use samenspraak::mail::{Frozen, Part, Personal, SALUTATION, UNSUBSCRIBE};
use samenspraak::returns::{self, Kind};

use crate::letter::letter;

/// Reading a mail that came back never panics, and what would be kept of it holds no address and has a bound.
pub fn reads_any_mail(mail: &[u8]) {
    let found = returns::read(mail);
    // What a person wrote is kept longer than what a server says.
    let longest = if found.kind == Kind::Other { 2_000 } else { 300 };
    assert!(!found.words.contains('@') && found.words.chars().count() <= longest);
    assert!(found.paths.len() <= 20 && found.recipients.len() <= 20 && found.message_ids.len() <= 20);
}

/// A letter whose own words look like the places that are filled in.
fn frozen() -> &'static Frozen {
    static FROZEN: OnceLock<Frozen> = OnceLock::new();
    FROZEN.get_or_init(|| {
        let mut letter = letter();
        letter.sheet.parts.push(Part::Text(format!("Er is meer. {SALUTATION} {UNSUBSCRIBE}")));
        letter.freeze().expect("a letter")
    })
}

/// Whatever a person is called: the mail keeps its lines, gains no header field, and its body stays the same mail.
pub fn writes_to_anybody(to: String, name: String) {
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
    let plain = Personal { to: "a@b.example".to_owned(), name: String::new(), ..personal };
    let usual = frozen().splice(&plain);
    let fields = |head: &str| head.lines().filter(|line| !line.starts_with([' ', '\t'])).count();
    assert_eq!(fields(head), fields(usual.split_once("\r\n\r\n").expect("a body").0), "no field was added");
    assert_eq!(mail.matches("\r\n--=_").count(), usual.matches("\r\n--=_").count(), "no part was added");
}
