//! Letters as the rooms write them, with invented people and centres.

use crate::base::blocks::{Blocks, Href};
use crate::base::{EmailAddress, Language};
use crate::mail::{Dress, Letter, List, Mailbox, PREFERENCES, Part, Sheet, UNSUBSCRIBE};

pub fn href(text: &str) -> Href {
    Href::parse(text).unwrap()
}

pub fn dress() -> Dress {
    Dress {
        centre: "Expertisecentrum Industriële Veiligheid".to_owned(),
        brand: "#0a5c5a".to_owned(),
        postal_address: "Postbus 1234, 3500 AB Utrecht".to_owned(),
        logo: None,
        site: "https://nieuws.voorbeeld.nl".to_owned(),
    }
}

pub fn blocks() -> Blocks {
    Blocks::from_json(
        r#"[
        {"type":"paragraph","content":[{"text":"De herfst is begonnen met een volle agenda. We kijken terug op een "},{"text":"geslaagde netwerkdag","bold":true},{"text":" en vooruit naar de "},{"text":"cursus in januari","link":"https://www.voorbeeld.nl/cursus?jaar=2027&plek=utrecht"},{"text":"."}]},
        {"type":"heading","level":2,"content":[{"text":"Wat u deze maand kunt doen"}]},
        {"type":"list","ordered":false,"items":[[{"text":"Meld u aan voor het webinar over batterijopslag."}],[{"text":"Stuur uw vragen aan "},{"text":"info@voorbeeld.nl","link":"mailto:info@voorbeeld.nl"},{"text":"."}]]},
        {"type":"list","ordered":true,"items":[[{"text":"Lees de nieuwe handreiking."}],[{"text":"Bespreek haar met uw team en leg vast wat er in uw regio anders moet, zodat we daar in het voorjaar op terug kunnen komen."}]]},
        {"type":"quote","content":[{"text":"Oefenen met buren scheelt minuten als het ertoe doet."}]},
        {"type":"heading","level":3,"content":[{"text":"Agenda"}]},
        {"type":"table","header":[[{"text":"Datum"}],[{"text":"Bijeenkomst"}],[{"text":"Plaats"}]],"rows":[[[{"text":"3 december"}],[{"text":"Webinar batterijopslag","link":"https://www.voorbeeld.nl/webinar"}],[{"text":"Online"}]],[[{"text":"14 januari"}],[{"text":"Cursus industriële brandbestrijding"}],[{"text":"Utrecht"}]]]},
        {"type":"button","label":"Bekijk de hele agenda","href":"https://www.voorbeeld.nl/agenda"}
        ]"#,
    )
    .unwrap()
}

pub fn article(title: &str, lead: &str, path: &str) -> Part {
    Part::Article {
        title: title.to_owned(),
        lead: lead.to_owned(),
        href: Some(href(&format!("https://nieuws.voorbeeld.nl/archief/artikelen/{path}"))),
        cover: None,
    }
}

/// An issue of a newsletter, its frame in one language and its content in another or the same.
pub fn issue(frame: Language, content: Language) -> Sheet {
    Sheet {
        language: frame,
        content_language: content,
        title: "Nieuwsbrief november: samen oefenen".to_owned(),
        preheader: "Drie lessen van de netwerkdag, een nieuwe handreiking en de agenda.".to_owned(),
        dress: dress(),
        parts: vec![
            Part::Salutation,
            Part::Blocks(blocks()),
            Part::Divider,
            article(
                "Drie lessen van de netwerkdag",
                "Ruim honderdvijftig collega’s oefenden samen een scenario met een tankput. Dit namen zij mee naar huis.",
                "12-drie-lessen",
            ),
            article(
                "Handreiking batterijopslag vernieuwd",
                "De handreiking telt nu ook mee wat we van recente incidenten leerden. De checklist past op één bladzijde.",
                "13-handreiking",
            ),
            article(
                "Zes regio’s, één rooster",
                "Piket en opleiding staan voortaan in hetzelfde rooster.",
                "14-rooster",
            ),
        ],
        footer: footer(frame),
    }
}

fn footer(frame: Language) -> Vec<Part> {
    let linked =
        |before: (&str, &str), label: (&str, &str), path: &str, slot: &str, after: (&str, &str)| Part::Linked {
            before: frame.pick(before.0, before.1).to_owned(),
            label: frame.pick(label.0, label.1).to_owned(),
            href: format!("https://nieuws.voorbeeld.nl/{path}/{slot}"),
            after: frame.pick(after.0, after.1).to_owned(),
        };
    vec![
        Part::Text(
            frame
                .pick(
                    "U krijgt deze mail omdat u zich hebt aangemeld voor de nieuwsbrief.",
                    "You get this mail because you signed up for the newsletter.",
                )
                .to_owned(),
        ),
        linked(
            ("Andere onderwerpen of een andere taal?", "Other topics or another language?"),
            ("Pas uw voorkeuren aan", "Change your preferences"),
            "voorkeuren",
            PREFERENCES,
            (".", "."),
        ),
        linked(
            ("Liever geen nieuwsbrief meer?", "No more newsletters?"),
            ("Meld u af voor de nieuwsbrief", "Leave the newsletter"),
            "afmelden",
            UNSUBSCRIBE,
            (". Dat werkt meteen.", ". It works at once."),
        ),
    ]
}

/// A letter that asks to confirm a sign-up.
pub fn confirmation() -> Sheet {
    Sheet {
        language: Language::Dutch,
        content_language: Language::Dutch,
        title: "Bevestig uw aanmelding".to_owned(),
        preheader: "Eén klik en u krijgt het volgende nummer.".to_owned(),
        dress: dress(),
        parts: vec![
            Part::Salutation,
            Part::Text("U wilt de nieuwsbrief van het expertisecentrum krijgen. Klik op de knop om dat te bevestigen. De knop werkt zeven dagen.".to_owned()),
            Part::Button {
                label: "Bevestig mijn aanmelding".to_owned(),
                href: "https://nieuws.voorbeeld.nl/bevestigen/aebagbafaydqqcikbmga2dqpcaireeyuculbogazdinryhi6d4q".to_owned(),
            },
            Part::Text("Hebt u zich niet aangemeld? Dan hoeft u niets te doen. U krijgt dan geen nieuwsbrief en we wissen uw gegevens.".to_owned()),
        ],
        footer: vec![Part::Text("U krijgt deze mail één keer, omdat iemand dit adres invulde op nieuws.voorbeeld.nl.".to_owned())],
    }
}

pub fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

/// The issue as list mail.
pub fn list_letter() -> Letter {
    Letter {
        from: Mailbox {
            name: "Expertisecentrum Industriële Veiligheid".to_owned(),
            address: address("nieuwsbrief@voorbeeld.nl"),
        },
        reply_to: Some(address("info@voorbeeld.nl")),
        subject: "Nieuwsbrief november: samen oefenen – en één nieuwe handreiking".to_owned(),
        sheet: issue(Language::Dutch, Language::Dutch),
        list: Some(List {
            id: "nieuwsbrief.voorbeeld.nl".to_owned(),
            name: "Nieuwsbrief Industriële Veiligheid".to_owned(),
            site: "https://nieuws.voorbeeld.nl".to_owned(),
            owner: address("info@voorbeeld.nl"),
            feedback_id: "2026-6:nieuwsbrief:samenspraak:voorbeeldnl".to_owned(),
        }),
        automatic: false,
    }
}

/// The confirmation as a letter on a person's own action.
pub fn personal_letter() -> Letter {
    Letter {
        from: Mailbox {
            name: "Expertisecentrum Industriële Veiligheid".to_owned(),
            address: address("post@voorbeeld.nl"),
        },
        reply_to: Some(address("info@voorbeeld.nl")),
        subject: "Bevestig uw aanmelding".to_owned(),
        sheet: confirmation(),
        list: None,
        automatic: true,
    }
}
