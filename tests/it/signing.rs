//! Signatures on our mails, judged by two implementations that are not ours.

pub mod verifiers;

use std::sync::Arc;

use samenspraak::app::App;
use samenspraak::base::{EmailAddress, Instant, Random};
use samenspraak::delivery::{self, Opening};
use samenspraak::mail::{Letter, Part, Personal, Signer, Signing, SigningKey};
use samenspraak::settings::Settings;
use samenspraak::store::tables::people;
use samenspraak::store::tables::states::OnUncertain;
use sea_orm::sea_query::Query;

use crate::delivering::{letter, with_relay};
use crate::house::House;
use crate::sink::Start;
use verifiers::{Published, mail_auth_accepts, opendkim_accepts};

const KEY: &str = include_str!("../keys/rsa-2048-pkcs8.pem");
const SELECTOR: &str = "zomer2026";

pub fn signer() -> Signer {
    Signer::new(SELECTOR.to_owned(), SigningKey::from_pem(KEY.as_bytes()).unwrap())
}

fn published() -> Published {
    Published {
        selector: SELECTOR.to_owned(),
        domain: "centrum.example".to_owned(),
        record: format!("v=DKIM1; k=rsa; p={}", signer().key().public()),
    }
}

/// Both judges say yes, or both say no.
async fn both_say(expected: bool, mails: &[String]) {
    let theirs = opendkim_accepts(mails, &published());
    for (mail, theirs) in mails.iter().zip(theirs) {
        assert_eq!(theirs, expected, "OpenDKIM:\n{mail}");
        assert_eq!(mail_auth_accepts(mail, &published()).await, expected, "mail-auth:\n{mail}");
    }
}

fn reader(to: &str, name: &str) -> Personal {
    Personal {
        to: to.to_owned(),
        name: name.to_owned(),
        unsubscribe: "aebagbafaydqqcikbmga2dqpcaireeyuculbogazdinry".to_owned(),
        preferences: "mjrgcyjrmfrgcyjrmfrgcyjrmfrgcyjrmfrgcyjrmfrgc".to_owned(),
        leave: None,
        message_id: "m3ssag3".to_owned(),
        at: Instant(1_795_253_400_000),
    }
}

/// Every shape of letter: of a list and of a person's own act, with texts that are hard on canonical forms.
fn letters() -> Vec<Letter> {
    let text = |text: &str| Part::Text(text.to_owned());
    let mut hard = letter();
    hard.subject.clear();
    hard.subject.push_str(
        "Één lang onderwerp over veiligheid, oefenen met buren – en wat u er morgen mee kunt doen in uw \
                    eigen regio, met  twee spaties 👩‍🚒",
    );
    hard.sheet.parts.extend([
        text(".een punt aan het begin\n.\n..\n. \n"),
        text("spaties   in  het midden \t en aan het eind   \n\n\n"),
        text(&"een regel van gewone woorden die langer is dan een regel in een mail mag zijn ".repeat(9)),
        text("=3D =\n= \nFrom hier af\n\n\n\n"),
    ]);
    hard.sheet.footer.push(text("\n\n\n   \n\n"));
    let mut own = letter();
    own.list = None;
    own.automatic = true;
    own.reply_to = None;
    "x".clone_into(&mut own.subject);
    vec![letter(), hard, own]
}

const READERS: [(&str, &str); 7] = [
    ("anna@voorbeeld.example", "Anna de Vries"),
    ("zoe@voorbeeld.example", "Zoë van 't Höfke-Ünlü"),
    ("leeg@voorbeeld.example", ""),
    ("lang@voorbeeld.example", "Wilhelmina Alexandrina van Oranje-Nassau tot Lippe-Biesterfeld en nog veel meer namen"),
    ("jörg@voorbeeld.example", "Jörg"),
    ("\"met spatie\"@voorbeeld.example", ". <b>& \"J\" =3D"),
    ("arabisch@voorbeeld.example", "محمد 日本"),
];

fn signed_mails() -> Vec<String> {
    let signer = signer();
    let of = |letter: &Letter| {
        let frozen = letter.freeze().unwrap();
        READERS.map(|(to, name)| frozen.splice_signed(&reader(to, name), Some(&signer)).unwrap())
    };
    letters().iter().flat_map(of).collect()
}

#[tokio::test]
async fn d21_two_other_implementations_accept_every_shape_of_letter() {
    let mails = signed_mails();
    assert_eq!(mails.len(), 21);
    both_say(true, &mails).await;
}

#[tokio::test]
async fn d21_one_changed_byte_is_noticed_by_both() {
    let mail = signed_mails().remove(1);
    let changes = [
        mail.replacen("nieuws.", "nieuwz.", 1),
        mail.replacen("/afmelden/aeba", "/afmelden/aebb", 1),
        mail.replacen("List-Unsubscribe=One-Click", "List-Unsubscribe=One-Clack", 1),
        mail.replacen("Subject: Wat", "Subject: Dat", 1),
        mail.replacen("\r\nFrom: ", "\r\nFrom: \"Iemand anders\" <ander@centrum.example>\r\nFrom: ", 1),
        mail.replacen("\r\nSubject: ", "\r\nSubject: Nog een onderwerp\r\nSubject: ", 1),
        mail.replacen("\r\nDate: ", "\r\nCc: iedereen@voorbeeld.example\r\nDate: ", 1),
        mail.replacen("List-Id: ", "List-Id: x", 1),
        mail.replacen("Feedback-ID: ", "Feedback-ID: x", 1),
        format!("{mail}meer\r\n"),
    ];
    assert!(changes.iter().all(|changed| *changed != mail), "every change changes something");
    both_say(false, &changes).await;
}

#[tokio::test]
async fn d21_what_relays_do_to_white_space_breaks_nothing() {
    let mail = signed_mails().remove(0);
    let (head, body) = mail.split_once("\r\n\r\n").unwrap();
    let refolded = head.replace(">,\r\n <mailto", ">, <mailto").replace("Subject: ", "subject:   ");
    let changes = [format!("{refolded}\r\n\r\n{body}"), format!("{mail}\r\n\r\n"), format!("Received: by x\r\n{mail}")];
    assert!(changes.iter().all(|changed| *changed != mail));
    both_say(true, &changes).await;
}

/// Opens a sending to everyone.
async fn send_to_all(house: &House, app: &App, letter: &Letter) {
    let opening = Opening {
        label: "Nieuwsbrief".to_owned(),
        publication: Some(house.publication("nieuwsbrief").await),
        letters: vec![letter.freeze().unwrap()],
        on_uncertain: OnUncertain::Resend,
        not_after: None,
    };
    let tx = app.store.begin_write().await.unwrap();
    let everyone = Query::select().column(people::Column::Id).from(people::Entity).to_owned();
    delivery::open(&tx, app, &opening, everyone).await.unwrap();
    tx.commit().await.unwrap();
}

/// The letter is frozen, kept in the database, loaded, spliced, signed, stuffed and carried: what arrives verifies.
#[tokio::test]
async fn d21_what_the_sink_received_verifies() {
    let house = House::open().await;
    let sink = Start::polite().offering(&["PIPELINING", "SMTPUTF8", "8BITMIME"]).start().await;
    let app = App { signing: Signing::from_file(signer()), ..with_relay(&house, sink.port) };
    for (to, name) in READERS {
        let tx = app.store.begin_write().await.unwrap();
        let address = EmailAddress::parse(to).unwrap();
        let person = samenspraak::people::meet(&tx, &address, samenspraak::base::Language::Dutch, app.clock.now())
            .await
            .unwrap();
        let name = name.replace('\'', "''");
        sea_orm::ConnectionTrait::execute_unprepared(
            &tx,
            &format!("UPDATE people SET name = '{name}' WHERE id = {}", person.id),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
    for letter in letters() {
        send_to_all(&house, &app, &letter).await;
    }
    // A letter that a person waits for is signed too.
    let waiting = house.person("anna@voorbeeld.example").await;
    let tx = app.store.begin_write().await.unwrap();
    delivery::post_later(&tx, &app, waiting, "code", &letters().remove(2)).await.unwrap();
    tx.commit().await.unwrap();
    delivery::work_off(&app).await.unwrap();
    let mails: Vec<String> = sink.arrived().into_iter().map(|mail| mail.body).collect();
    assert_eq!(mails.len(), 22);
    both_say(true, &mails).await;
}

#[tokio::test]
async fn d21_many_random_readers_get_mails_that_verify() {
    let random = Random::from_seed([8; 32]);
    let alphabet = ['a', 'B', 'é', 'ß', '👩', '"', '\'', '<', '&', '=', '.', ' ', ' ', '-', ',', '\t', '日'];
    let signer = Arc::new(signer());
    let frozen: Vec<_> = letters().iter().map(|letter| letter.freeze().unwrap()).collect();
    let mut mails = Vec::new();
    for number in 0..90 {
        let name: String = (0..random.below(60))
            .map(|_| alphabet[usize::try_from(random.below(alphabet.len() as u64)).unwrap()])
            .collect();
        let mut reader = reader(&format!("lezer{number}@voorbeeld.example"), &name);
        reader.message_id = random.token();
        mails.push(frozen[number % 3].splice_signed(&reader, Some(&signer)).unwrap());
    }
    both_say(true, &mails).await;
}

#[tokio::test]
async fn d21_without_a_key_nothing_is_signed() {
    let house = House::open().await;
    let tx = house.app.store.begin_write().await.unwrap();
    let anna = samenspraak::people::meet(
        &tx,
        &EmailAddress::parse("anna@voorbeeld.example").unwrap(),
        samenspraak::base::Language::Dutch,
        house.clock().now(),
    )
    .await
    .unwrap();
    delivery::post_later(&tx, &house.app, anna.id, "code", &letters().remove(2)).await.unwrap();
    tx.commit().await.unwrap();
    let mails = house.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(!mails[0].raw.contains("DKIM-Signature"));
}

/// The return path and the address to leave, as one delivery gets them with this setting.
async fn returned_to(form: Option<&str>) -> (String, String, House) {
    let mut house = House::open().await;
    let bounce_address = form.map(|form| form.parse().unwrap());
    house.change(|app| app.settings = Arc::new(Settings { bounce_address, ..(*app.settings).clone() }));
    let sink = Start::polite().start().await;
    let app = with_relay(&house, sink.port);
    house.person("anna@voorbeeld.example").await;
    send_to_all(&house, &app, &letter()).await;
    delivery::work_off(&app).await.unwrap();
    let mail = sink.arrived().remove(0);
    let leave = mail.body.split("<mailto:").nth(1).unwrap().split('>').next().unwrap().to_owned();
    (mail.return_path, leave, house)
}

#[tokio::test]
async fn d22_the_return_path_has_the_form_of_the_settings() {
    for (form, before, at, leave) in [
        (None, "bounces+", "@centrum.example", None),
        (Some("bounces+{token}@terug.centrum.example"), "bounces+", "@terug.centrum.example", Some("unsubscribe+")),
        (Some("retour-{token}@centrum.example"), "retour-", "@centrum.example", Some("unsubscribe-")),
        (Some("{token}@terug.centrum.example"), "", "@terug.centrum.example", Some("unsubscribe+")),
    ] {
        let (path, mailto, house) = returned_to(form).await;
        let token =
            path.strip_prefix(before).and_then(|rest| rest.strip_suffix(at)).unwrap_or_else(|| panic!("{path}"));
        assert_eq!(token.len(), 32);
        assert!(token.bytes().all(|byte| byte.is_ascii_lowercase() || (b'2'..=b'7').contains(&byte)), "{token}");
        assert!(path.split('@').next().unwrap().len() <= 64);
        let (sending, anna) = delivery::whose(&house.app, &path).unwrap();
        // What relays do to letters on the way changes nothing.
        assert_eq!(delivery::whose(&house.app, &path.to_uppercase()), Some((sending, anna)));
        assert_eq!(delivery::who_leaves(&house.app, &path), None, "a bounce makes nobody leave");
        match leave {
            None => assert!(mailto.starts_with("redactie@centrum.example?subject=afmelden%20"), "{mailto}"),
            Some(leave) => {
                let token = mailto.strip_prefix(leave).and_then(|rest| rest.strip_suffix(at)).unwrap();
                assert_eq!(token.len(), 32);
                assert_eq!(delivery::who_leaves(&house.app, &mailto), Some((sending, anna)));
                assert_eq!(delivery::whose(&house.app, &mailto), None, "leaving is no bounce");
            }
        }
        // Any changed letter of the token is noticed: key and MAC alike.
        for place in 0..32 {
            let mut forged = token.as_bytes().to_vec();
            forged[place] = if forged[place] == b'a' { b'b' } else { b'a' };
            let forged = format!("bounces+{}@x.example", String::from_utf8(forged).unwrap());
            assert_eq!(delivery::whose(&house.app, &forged), None, "{forged}");
        }
    }
}
