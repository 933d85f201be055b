//! Header fields: which ones a letter has, and that what people typed arrives as they typed it.

use mail_parser::{HeaderValue, MessageParser};

use super::carriage::{anna, read};
use super::sheets::{address, list_letter, personal_letter};
use crate::base::Random;

/// The unfolded value of a field, and how often it stands there.
fn field(mail: &str, name: &str) -> (usize, String) {
    let head = mail.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ").replace("\r\n\t", " ");
    let start = format!("{}:", name.to_lowercase());
    let found: Vec<_> = head.split("\r\n").filter(|line| line.to_lowercase().starts_with(&start)).collect();
    (found.len(), found.first().map_or(String::new(), |line| line[start.len()..].trim().to_owned()))
}

#[test]
fn m01_a_list_letter_can_be_left_with_one_click() {
    let mail = list_letter().freeze().unwrap().splice(&anna());
    let token = anna().unsubscribe;
    assert_eq!(
        field(&mail, "List-Unsubscribe"),
        (
            1,
            format!(
                "<https://nieuws.voorbeeld.nl/afmelden/{token}>, <mailto:info@voorbeeld.nl?subject=afmelden%20{token}>"
            )
        )
    );
    assert_eq!(field(&mail, "List-Unsubscribe-Post"), (1, "List-Unsubscribe=One-Click".to_owned()));
    let mail = read(&mail);
    assert!(matches!(mail.header("List-Unsubscribe"), Some(HeaderValue::Address(_))));
}

#[test]
fn d20_a_list_letter_has_the_headers_of_its_list() {
    let mail = list_letter().freeze().unwrap().splice(&anna());
    for (name, value) in [
        ("List-Help", "<https://nieuws.voorbeeld.nl/privacy>"),
        ("List-Subscribe", "<https://nieuws.voorbeeld.nl/aanmelden>"),
        ("List-Owner", "<mailto:info@voorbeeld.nl>"),
        ("List-Archive", "<https://nieuws.voorbeeld.nl/archief>"),
        ("List-Post", "NO"),
        ("Feedback-ID", "2026-6:nieuwsbrief:samenspraak:voorbeeldnl"),
        ("Content-Language", "nl"),
        ("Reply-To", "info@voorbeeld.nl"),
        ("MIME-Version", "1.0"),
    ] {
        assert_eq!(field(&mail, name), (1, value.to_owned()), "{name}");
    }
    assert_eq!(field(&mail, "Auto-Submitted").0, 0);
}

#[test]
fn m01_a_personal_letter_has_no_header_of_a_list_and_says_that_it_is_automatic() {
    let mut letter = personal_letter();
    let mail = letter.freeze().unwrap().splice(&anna());
    let head = mail.split("\r\n\r\n").next().unwrap().to_lowercase();
    assert!(!head.contains("list-") && !head.contains("feedback-id"));
    assert_eq!(field(&mail, "Auto-Submitted"), (1, "auto-generated".to_owned()));
    letter.automatic = false;
    assert_eq!(field(&letter.freeze().unwrap().splice(&anna()), "Auto-Submitted").0, 0);
}

#[test]
fn m06_the_list_keeps_its_id_when_its_name_changes() {
    for name in
        ["Nieuwsbrief", "Nieuwsbrief (arbo), veiligheid & zo", "Één \"heel\" goede nieuwsbrief voor iedereen <3"]
    {
        let mut letter = list_letter();
        letter.list.as_mut().unwrap().name = name.to_owned();
        let mail = letter.freeze().unwrap().splice(&anna());
        assert!(field(&mail, "List-Id").1.ends_with(" <nieuwsbrief.voorbeeld.nl>"));
        let parsed = read(&mail);
        let id = parsed.header("List-Id").and_then(HeaderValue::as_address).and_then(|list| list.first()).unwrap();
        assert_eq!((id.name(), id.address()), (Some(name), Some("nieuwsbrief.voorbeeld.nl")));
    }
}

#[test]
fn m20_there_is_one_of_each_field_that_may_stand_once() {
    for letter in [list_letter(), personal_letter()] {
        let mail = letter.freeze().unwrap().splice(&anna());
        for name in ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Reply-To"] {
            assert_eq!(field(&mail, name).0, 1, "{name}");
        }
        let parsed = read(&mail);
        assert_eq!(parsed.message_id(), Some("m3ssag3@voorbeeld.nl"));
        assert_eq!(parsed.date().unwrap().to_rfc3339(), "2026-11-21T09:30:00Z");
        assert_eq!(parsed.to().unwrap().first().unwrap().address(), Some("anna@voorbeeld.nl"));
    }
}

const TEXTS: [&str; 12] = [
    "Nieuwsbrief",
    "Eén nieuwe handreiking – en meer",
    "👩‍🚒 Oefenen met buren, en waarom dat werkt: een lang onderwerp dat zeker over meer dan één regel loopt én doorgaat",
    "Expertisecentrum (arbo); toxicologie: \"A\" & \\B\\, <C>",
    "Expertisecentrum (arbo); toxicologië: \"A\" & \\B\\, <C>",
    "=?utf-8?q?=41?= is geen A",
    "twee  spaties",
    "Re: [lijst] 100% <b>vet</b> @voorbeeld.nl",
    "العربية ελληνικά 日本語",
    "een_woord_zonder_spaties_dat_veel_te_lang_is_voor_een_regel_van_achtenzeventig_tekens_en_nog_langer",
    "een gewone zin van gewone woorden die samen langer zijn dan een regel in een kop mag zijn",
    "a",
];

#[test]
fn m42_subjects_and_names_arrive_as_they_were_typed() {
    let random = Random::from_seed([3; 32]);
    let made = (0..200).map(|_| {
        (0..=random.below(120))
            .map(|_| {
                ['a', 'é', ' ', '"', '\\', ',', '<', '👩', '=', '?', '_', '.']
                    [usize::try_from(random.below(12)).unwrap()]
            })
            .collect::<String>()
    });
    for text in TEXTS.iter().map(|text| (*text).to_owned()).chain(made) {
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let mut letter = list_letter();
        letter.subject = text.to_owned();
        letter.from.name = text.to_owned();
        let mail = letter.freeze().unwrap().splice(&anna());
        let head = mail.split("\r\n\r\n").next().unwrap();
        assert!(head.is_ascii());
        for line in head.split("\r\n").filter(|line| !line.contains("://") && !line.contains("mailto:")) {
            assert!(line.len() <= 78, "{line}");
        }
        assert!(field(&mail, "From").1.ends_with("<nieuwsbrief@voorbeeld.nl>"), "{text}");
        let parsed = read(&mail);
        assert_eq!(parsed.subject(), Some(text));
        let from = parsed.from().unwrap().first().unwrap();
        assert_eq!((from.name(), from.address()), (Some(text), Some("nieuwsbrief@voorbeeld.nl")));
    }
}

#[test]
fn m42_a_control_character_in_any_field_is_refused() {
    for bad in ["\r\nBcc: iedereen@voorbeeld.nl", "\n", "\r", "\t", "\0", "\u{85}"] {
        let text = format!("Nieuws{bad}");
        let changes: [fn(&mut crate::mail::Letter, &str); 6] = [
            |letter, text| text.clone_into(&mut letter.subject),
            |letter, text| text.clone_into(&mut letter.from.name),
            |letter, text| text.clone_into(&mut letter.list.as_mut().unwrap().name),
            |letter, text| text.clone_into(&mut letter.list.as_mut().unwrap().id),
            |letter, text| text.clone_into(&mut letter.list.as_mut().unwrap().site),
            |letter, text| text.clone_into(&mut letter.list.as_mut().unwrap().feedback_id),
        ];
        for change in changes {
            let mut letter = list_letter();
            change(&mut letter, &text);
            assert!(letter.freeze().is_err(), "{text:?}");
        }
    }
}

#[test]
fn m43_our_own_addresses_are_ascii_and_their_domains_may_be_anything() {
    let mut letter = list_letter();
    letter.from.address = address("nieuws@vóórbeeld.nl");
    let mail = letter.freeze().unwrap().splice(&anna());
    assert!(field(&mail, "From").1.ends_with("<nieuws@xn--vrbeeld-l0aa.nl>"), "{}", field(&mail, "From").1);
    letter.from.address = address("niéuws@voorbeeld.nl");
    assert!(letter.freeze().is_err());
}

#[test]
fn m42_a_hostile_recipient_cannot_begin_a_header() {
    let mut personal = anna();
    personal.to = "anna@voorbeeld.nl\r\nBcc: iedereen@voorbeeld.nl".to_owned();
    let mail = personal_letter().freeze().unwrap().splice(&personal);
    assert_eq!(field(&mail, "Bcc").0, 0);
    assert!(MessageParser::default().parse(&mail).unwrap().bcc().is_none());
}
