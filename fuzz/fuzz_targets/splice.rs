//! Whatever a person is called: the mail keeps its lines, gains no header field, and its body stays the same mail.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use samenspraak::base::{EmailAddress, Instant, Language};
use samenspraak::mail::{Dress, Frozen, Letter, List, Mailbox, Part, Personal, SALUTATION, Sheet, UNSUBSCRIBE};

fn frozen() -> &'static Frozen {
    static FROZEN: OnceLock<Frozen> = OnceLock::new();
    FROZEN.get_or_init(|| {
        let address = |text| EmailAddress::parse(text).expect("an address");
        let letter = Letter {
            from: Mailbox { name: "Centrum".to_owned(), address: address("nieuws@centrum.example") },
            reply_to: None,
            subject: "Nieuws".to_owned(),
            sheet: Sheet {
                language: Language::Dutch,
                content_language: Language::Dutch,
                title: "Nieuws".to_owned(),
                preheader: String::new(),
                dress: Dress {
                    centre: "Centrum".to_owned(),
                    brand: "#0a5c5a".to_owned(),
                    postal_address: "Laan 1".to_owned(),
                },
                parts: vec![Part::Salutation, Part::Text(format!("Er is nieuws. {SALUTATION} {UNSUBSCRIBE}"))],
                footer: Vec::new(),
            },
            list: Some(List {
                id: "nieuws.centrum.example".to_owned(),
                name: "Nieuws".to_owned(),
                site: "https://centrum.example".to_owned(),
                owner: address("redactie@centrum.example"),
                feedback_id: "1:nieuws:samenspraak:centrum".to_owned(),
            }),
            automatic: false,
        };
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
