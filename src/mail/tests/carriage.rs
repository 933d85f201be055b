//! Frozen and spliced mail: what every recipient shares and what is one's own.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

use data_encoding::HEXLOWER;

use super::sheets::{list_letter, personal_letter};
use crate::base::secrets::sha256_hex;
use crate::base::{Instant, Language, Random};
use crate::mail::dkim::straightforward;
use crate::mail::{Frozen, Personal, Signer, SigningKey};

/// A recipient.
pub fn anna() -> Personal {
    Personal {
        to: "anna@voorbeeld.nl".to_owned(),
        name: "Anna de Vries".to_owned(),
        unsubscribe: "aebagbafaydqqcikbmga2dqpcaireeyuculbogazdinry".to_owned(),
        preferences: "mjrgcyjrmfrgcyjrmfrgcyjrmfrgcyjrmfrgcyjrmfrgc".to_owned(),
        leave: None,
        message_id: "m3ssag3".to_owned(),
        at: Instant(1_795_253_400_000),
    }
}

/// Reads a mail with a reader that is not ours.
pub fn read(mail: &str) -> Message<'_> {
    MessageParser::default().parse(mail).unwrap()
}

fn parts(mail: &str) -> (String, String) {
    let mail = read(mail);
    (mail.body_text(0).unwrap().into_owned(), mail.body_html(0).unwrap().into_owned())
}

#[test]
fn d23_a_mail_is_text_first_then_html_and_nothing_else() {
    for letter in [list_letter(), personal_letter()] {
        let mail = letter.freeze().unwrap().splice(&anna());
        let parsed = read(&mail);
        let kinds: Vec<_> =
            parsed.parts.iter().map(|part| part.content_type().and_then(|kind| kind.c_subtype.as_deref())).collect();
        assert_eq!(kinds, [Some("alternative"), Some("plain"), Some("html")]);
        assert!(matches!(parsed.parts[1].body, PartType::Text(_)) && matches!(parsed.parts[2].body, PartType::Html(_)));
        assert!(parsed.parts.iter().all(|part| !part.is_encoding_problem));
    }
}

#[test]
fn d23_both_parts_arrive_as_they_were_rendered() {
    let letter = list_letter();
    let (text, html) = parts(&letter.freeze().unwrap().splice(&anna()));
    let filled = |rendering: String| {
        rendering
            .replace("\u{f8f0}salutation\u{f8f1}", "Beste Anna de Vries,")
            .replace("\u{f8f0}unsubscribe\u{f8f1}", &anna().unsubscribe)
            .replace("\u{f8f0}preferences\u{f8f1}", &anna().preferences)
    };
    assert_eq!(text.replace("\r\n", "\n").trim_end(), filled(letter.sheet.text()).trim_end());
    assert_eq!(html.replace("\r\n", "\n").trim_end(), filled(letter.sheet.html()).trim_end());
}

#[test]
fn d23_a_mail_is_seven_bit_clean_and_has_short_lines() {
    for name in names() {
        for letter in [list_letter(), personal_letter()] {
            let mail = letter.freeze().unwrap().splice(&Personal { name: name.clone(), ..anna() });
            assert!(mail.is_ascii());
            assert!(!mail.replace("\r\n", "").contains(['\r', '\n', '\0']));
            let (head, body) = mail.split_once("\r\n\r\n").unwrap();
            assert!(head.split("\r\n").all(|line| line.len() <= 998));
            // The head of a part is no quoted-printable, but has to be short as well.
            for line in body.split("\r\n") {
                assert!(line.len() <= 76, "{line}");
            }
        }
    }
}

/// Names that people, and people who mean harm, may leave in a form.
fn names() -> Vec<String> {
    let random = Random::from_seed([5; 32]);
    let alphabet = [
        'a', 'B', 'é', 'ß', '👩', '"', '\'', '<', '>', '&', '=', '.', '\r', '\n', '\t', ' ', '\u{f8f0}', '\u{f8f1}',
        '-', '\u{202e}', ',',
    ];
    let made = (0..60).map(|_| {
        let length = random.below(90);
        (0..length).map(|_| alphabet[usize::try_from(random.below(alphabet.len() as u64)).unwrap()]).collect()
    });
    let typed = [
        "",
        "Anna",
        "<b>Anna</b>",
        "\"A\" & 'B'",
        "👩‍🚒 Jansen",
        "=\r\n",
        "=41=0D=0A",
        "é\r\n\r\n--=_boundary--",
        "\u{f8f0}unsubscribe\u{f8f1}",
        ".",
        "From a",
        " ",
    ];
    typed.iter().map(|name| (*name).to_owned()).chain([100, 200].map(|length| "x".repeat(length))).chain(made).collect()
}

/// What a name is to a reader: words with single spaces, no slots, no letters that turn the line around.
fn greeted(name: &str) -> String {
    let name = name.replace(['\u{f8f0}', '\u{f8f1}', '\u{202e}'], "");
    let words: Vec<_> = name.split_whitespace().collect();
    if words.is_empty() || name.len() >= 200 && !name.contains('é') {
        "Beste lezer,".to_owned()
    } else {
        format!("Beste {},", words.join(" "))
    }
}

#[test]
fn any_name_is_greeted_with_the_same_words_in_both_parts() {
    let frozen = list_letter().freeze().unwrap();
    for name in names() {
        let mail = frozen.splice(&Personal { name: name.clone(), ..anna() });
        let (text, html) = parts(&mail);
        let expected = if name.chars().count() > 100 { "Beste lezer,".to_owned() } else { greeted(&name) };
        assert!(text.replace("\r\n", "\n").contains(&format!("\n\n{expected}\n\n")), "{name:?} in {text}");
        let document = scraper::Html::parse_document(&html);
        let paragraphs = scraper::Selector::parse("p").unwrap();
        let found = document.select(&paragraphs).filter(|one| one.text().collect::<String>() == expected).count();
        assert_eq!(found, 1, "{name:?}");
        assert!(crate::mail::lint::lint(&html).is_empty());
    }
}

#[test]
fn a_name_that_is_a_link_is_not_greeted() {
    let frozen = personal_letter().freeze().unwrap();
    for name in [
        "Win nu https://kwaad.example/x",
        "WWW.kwaad.example",
        "bel kwaad@voorbeeld.nl",
        "Kwaad.nl",
        "ga naar kwaad.co.uk/win!",
        "x.com kwaad",
        "Kwaad 06-12345678",
        "bel kwaad: +31 (0)6 1234 5678",
    ] {
        let (text, _) = parts(&frozen.splice(&Personal { name: name.to_owned(), ..anna() }));
        assert!(text.contains("Beste lezer,") && !text.to_lowercase().contains("kwaad"), "{name}");
    }
}

#[test]
fn a_name_with_dots_and_figures_is_a_name() {
    let frozen = personal_letter().freeze().unwrap();
    for name in ["J.P.de Vries", "drs.de Wit", "A. B. Jansen", "St.Jan", "Willem II", "Team 112", "Jansen c.s."] {
        let (text, _) = parts(&frozen.splice(&Personal { name: name.to_owned(), ..anna() }));
        assert!(text.contains(&format!("Beste {name},")), "{name}");
    }
}

#[test]
fn p08_two_recipients_differ_only_in_what_is_their_own() {
    let frozen = list_letter().freeze().unwrap();
    let other = Personal {
        to: "bram@voorbeeld.nl".to_owned(),
        name: String::new(),
        unsubscribe: "b".repeat(45),
        preferences: "c".repeat(45),
        leave: None,
        message_id: "0th3r".to_owned(),
        at: Instant(1_795_253_999_000),
    };
    let neutral = |personal: &Personal, salutation: &str| {
        frozen
            .splice(personal)
            .replace(&format!("To: {}\r\n", personal.to), "")
            .replace(&format!("Date: {}\r\n", personal.at.rfc5322()), "")
            .replace(&format!("<{}@", personal.message_id), "<@")
            .replace(&personal.unsubscribe, "U")
            .replace(&personal.preferences, "P")
            .replace(salutation, "S")
    };
    assert_ne!(frozen.splice(&anna()), frozen.splice(&other));
    assert_eq!(neutral(&anna(), "Beste Anna de Vries,"), neutral(&other, "Beste lezer,"));
}

#[test]
fn d06_every_attempt_is_the_same_mail_but_for_its_date() {
    let frozen = Frozen::from_bytes(&list_letter().freeze().unwrap().to_bytes()).unwrap();
    assert_eq!(frozen, list_letter().freeze().unwrap());
    assert_eq!(frozen.hash(), list_letter().freeze().unwrap().hash());
    let later = Personal { at: Instant(1_795_253_999_000), ..anna() };
    let undated = |personal: &Personal| frozen.splice(personal).replace(&personal.at.rfc5322(), "");
    assert_eq!(undated(&anna()), undated(&later));
    assert_eq!(frozen.message_id(&anna()), "<m3ssag3@voorbeeld.nl>");
}

#[test]
fn a_letter_in_english_greets_in_english() {
    let mut letter = personal_letter();
    letter.sheet.language = Language::English;
    let (text, _) = parts(&letter.freeze().unwrap().splice(&anna()));
    assert!(text.contains("Dear Anna de Vries,"));
}

#[test]
fn splicing_a_long_letter_twice_gives_the_same_bytes() {
    let mut letter = list_letter();
    letter.sheet.parts.extend(
        (0..40).map(|number| crate::mail::Part::Text(format!("Alinea {number}. {}", "Veiligheid één. ".repeat(20)))),
    );
    let frozen = letter.freeze().unwrap();
    let mail = frozen.splice(&anna());
    assert!(mail.len() > 20_000);
    // What two readers share is the same to the byte, so it was copied and not made anew.
    let other = frozen.splice(&anna());
    assert_eq!(mail, other);
}

/// What is kept canonical and what is made canonical per recipient give together what the whole body would give.
#[test]
fn d21_the_body_hash_is_that_of_the_mail_as_it_goes_out() {
    for letter in [list_letter(), personal_letter()] {
        let frozen = letter.freeze().unwrap();
        let loaded = Frozen::from_bytes(&frozen.to_bytes()).unwrap();
        assert_eq!(loaded, frozen);
        for name in names() {
            let personal = Personal { name, ..anna() };
            let mail = frozen.splice(&personal);
            let canonical = straightforward(mail.split_once("\r\n\r\n").unwrap().1);
            let expected = sha256_hex(canonical.as_bytes());
            for letter in [&frozen, &loaded] {
                assert_eq!(HEXLOWER.encode(letter.body_hash(&letter.slots(&personal)).finish().as_ref()), expected);
            }
        }
    }
}

#[test]
fn d21_a_signed_mail_is_the_mail_with_a_signature_on_top() {
    let signer = Signer::new("zomer".to_owned(), SigningKey::make().unwrap());
    let frozen = list_letter().freeze().unwrap();
    let mail = frozen.splice_signed(&anna(), Some(&signer)).unwrap();
    let (signature, rest) = mail.split_at(mail.find("\r\nTo: ").unwrap() + 2);
    assert!(signature.starts_with("DKIM-Signature: v=1;"));
    assert_eq!(rest, frozen.splice(&anna()));
    assert_eq!(frozen.splice_signed(&anna(), None).unwrap(), frozen.splice(&anna()));
    assert_eq!(frozen.splice_signed(&anna(), Some(&signer)).unwrap(), mail, "a second attempt is the same mail");
}

/// The mailbox for returned mail takes the mail that leaves; without one, people at the centre read it.
#[test]
fn d22_the_mailto_to_leave_goes_where_mail_is_read() {
    let mail = list_letter().freeze().unwrap().splice(&Personal {
        leave: Some("unsubscribe+aebagbafaydqqcikbmga2dqpcaireeyu@bounces.voorbeeld.nl".to_owned()),
        ..anna()
    });
    let line = "\r\n <mailto:unsubscribe+aebagbafaydqqcikbmga2dqpcaireeyu@bounces.voorbeeld.nl>\r\n";
    assert!(mail.contains(line), "{mail}");
    assert!(list_letter().freeze().unwrap().splice(&anna()).contains("<mailto:info@voorbeeld.nl?subject=afmelden%20"));
}
