//! What the tests, the fault stories, the benches and the fuzzer send.

use samenspraak::base::{EmailAddress, Language};
use samenspraak::mail::{Dress, Letter, List, Mailbox, Part, Sheet};

/// A letter of a list, as an issue would be.
pub fn letter() -> Letter {
    let address = |text| EmailAddress::parse(text).unwrap();
    Letter {
        from: Mailbox {
            name: "Expertisecentrum Voorbeeld".to_owned(),
            address: address("nieuwsbrief@centrum.example"),
        },
        reply_to: Some(address("redactie@centrum.example")),
        subject: "Wat drie oefeningen ons leerden".to_owned(),
        sheet: Sheet {
            language: Language::Dutch,
            content_language: Language::Dutch,
            title: "Nieuwsbrief 3".to_owned(),
            preheader: String::new(),
            dress: Dress {
                centre: "Expertisecentrum Voorbeeld".to_owned(),
                brand: "#0a5c5a".to_owned(),
                postal_address: "Voorbeeldlaan 1".to_owned(),
                logo: None,
                site: "http://samenspraak.example".to_owned(),
            },
            parts: vec![Part::Salutation, Part::Text("Er is nieuws.".to_owned())],
            footer: vec![Part::Linked {
                before: "U kunt zich ".to_owned(),
                label: "afmelden".to_owned(),
                href: format!("http://samenspraak.example/afmelden/{}", samenspraak::mail::UNSUBSCRIBE),
                after: ".".to_owned(),
            }],
        },
        list: Some(List {
            id: "nieuwsbrief.centrum.example".to_owned(),
            name: "Nieuwsbrief".to_owned(),
            site: "http://samenspraak.example".to_owned(),
            owner: address("redactie@centrum.example"),
            feedback_id: "2026-3:nieuwsbrief:samenspraak:centrumexample".to_owned(),
        }),
        automatic: false,
    }
}
