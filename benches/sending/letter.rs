//! What is sent.

use samenspraak::base::blocks::{Block, Blocks, Inline};
use samenspraak::base::{EmailAddress, Language};
use samenspraak::mail::{Dress, Letter, List, Mailbox, Part, Sheet};

/// A list letter of about 20 kB as it goes over the wire.
pub fn letter() -> Letter {
    let address = |text| EmailAddress::parse(text).unwrap();
    let words = "Wat het netwerk in de praktijk leerde, en wat u er morgen mee kunt doen. ".repeat(6);
    let paragraph = || Block::Paragraph { content: vec![Inline { text: words.clone(), ..Inline::default() }] };
    let mut letter = Letter {
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
            },
            parts: vec![Part::Salutation],
            footer: vec![Part::Linked {
                before: String::new(),
                label: "Afmelden".to_owned(),
                href: format!("https://samenspraak.example/afmelden/{}", samenspraak::mail::UNSUBSCRIBE),
                after: String::new(),
            }],
        },
        list: Some(List {
            id: "nieuwsbrief.centrum.example".to_owned(),
            name: "Nieuwsbrief".to_owned(),
            site: "https://samenspraak.example".to_owned(),
            owner: address("redactie@centrum.example"),
            feedback_id: "2026-3:nieuwsbrief:samenspraak:centrumexample".to_owned(),
        }),
        automatic: false,
    };
    while letter.freeze().unwrap().to_bytes().len() < 20_480 {
        letter.sheet.parts.push(Part::Blocks(Blocks(vec![paragraph()])));
    }
    letter
}
