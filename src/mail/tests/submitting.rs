//! Handing over, byte by byte: a relay of a few lines that takes one byte at a time, answers by a script, and hangs up
//! where it is told. What it kept is compared with what we believe.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _, duplex, join};
use tokio::task::JoinHandle;

use crate::mail::connection::{Connection, Stream};
use crate::mail::{Answer, Carrier, Login, Outcome, Parcel, Proof, Relay, Security, Tls};

/// At which point of which mail, counted from 1, a relay does something of its own.
type Point = (usize, &'static str);

/// How a relay behaves.
#[derive(Clone)]
struct Manners {
    offers: &'static str,
    /// Answers other than the polite ones.
    answers: Vec<(Point, &'static str)>,
    /// After how many bytes it hangs up.
    hangs_up_after: usize,
    /// Answers the end of a mail only after this line of the next one came in.
    waits_for: Option<&'static str>,
}

/// What a relay saw.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    kept: Vec<String>,
    lines: Vec<String>,
    bytes: usize,
}

const ALL: &str = "250-relay\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 1000\r\n";

impl Manners {
    fn polite() -> Self {
        Self { offers: ALL, answers: Vec::new(), hangs_up_after: usize::MAX, waits_for: None }
    }

    fn answering(point: Point, answer: &'static str) -> Self {
        Self { answers: vec![(point, answer)], ..Self::polite() }
    }

    fn answer(&self, mail: usize, point: &str, polite: &'static str) -> &'static str {
        self.answers.iter().find(|((at, which), _)| *at == mail && *which == point).map_or(polite, |(_, answer)| answer)
    }

    /// Opens a connection to such a relay: what we write it takes byte by byte.
    async fn connect(self) -> (Connection<impl Stream>, JoinHandle<Seen>) {
        let (to_read, to_write) = duplex(1);
        let (from_read, from_write) = duplex(1 << 16);
        let talking = tokio::spawn(talk(self, to_read, from_write));
        let connection = Connection::start(join(from_read, to_write), &relay(None)).await.unwrap();
        (connection, talking)
    }
}

fn relay(login: Option<Login>) -> Relay {
    Relay {
        host: "relay.example".to_owned(),
        port: 25,
        security: Security::None,
        login,
        patience: Duration::from_secs(5),
        greeting: "samenspraak.example".to_owned(),
        tls: Tls::default(),
    }
}

async fn talk(manners: Manners, mut from: impl AsyncRead + Unpin, mut to: impl tokio::io::AsyncWrite + Unpin) -> Seen {
    let mut seen = Seen::default();
    let (mut mail, mut in_data, mut held, mut line) = (1, false, "", Vec::new());
    let mut body = String::new();
    to.write_all(b"220 relay\r\n").await.unwrap();
    loop {
        if !seen.lines.is_empty() && seen.bytes == manners.hangs_up_after {
            return seen;
        }
        let mut byte = [0];
        if from.read(&mut byte).await.unwrap() == 0 {
            return seen;
        }
        line.push(byte[0]);
        // The greeting is not counted: it is over before the first mail.
        seen.bytes += usize::from(!seen.lines.is_empty());
        if !line.ends_with(b"\r\n") {
            continue;
        }
        let text = String::from_utf8(std::mem::take(&mut line)).unwrap();
        if in_data && text != ".\r\n" {
            body.push_str(text.strip_prefix('.').unwrap_or(&text));
            continue;
        }
        if !in_data {
            seen.lines.push(text.trim_end().to_owned());
        }
        let word = if in_data { "END" } else { text.trim_end().split([' ', ':']).next().unwrap() };
        let mut answer = match word {
            "EHLO" => manners.offers,
            "DATA" => manners.answer(mail, "DATA", "354 go on\r\n"),
            other => manners.answer(mail, other, "250 2.0.0 ok\r\n"),
        };
        if word == "QUIT" {
            return seen;
        }
        in_data = word == "DATA" && answer.starts_with("354");
        if word == "END" {
            if answer.starts_with("250") && !body.is_empty() {
                seen.kept.push(std::mem::take(&mut body));
            }
            body.clear();
            if manners.waits_for.is_some() && mail == 1 {
                held = std::mem::take(&mut answer);
            }
        }
        // A mail is over at its end, or when it is taken back.
        mail += usize::from(word == "END" || word == "RSET");
        if manners.waits_for == Some(word) {
            answer = [std::mem::take(&mut held), answer].concat().leak();
        }
        if to.write_all(answer.as_bytes()).await.is_err() || answer.starts_with("421") {
            return seen;
        }
    }
}

fn parcel(number: usize) -> Parcel {
    Parcel {
        return_path: format!("b{number}@centrum.example"),
        to: format!("lezer{number}@voorbeeld.example"),
        name: format!("m{number}"),
        mail: format!("Subject: {number}\r\n\r\n.dot\r\nmail {number}\r\n"),
    }
}

/// Hands over three mails as a connection does: one after another while the line lives.
async fn hand_over_three(connection: &mut Connection<impl Stream>) -> Vec<Outcome> {
    let parcels: Vec<_> = (1..=3).map(parcel).collect();
    let mut outcomes = Vec::new();
    for (at, parcel) in parcels.iter().enumerate() {
        let outcome = connection.submit(parcel, parcels.get(at + 1)).await;
        let is_over = match &outcome {
            Outcome::Unknown(_) | Outcome::NotHandedOver(_) => true,
            Outcome::Refused(answer) => answer.code == 421,
            Outcome::Accepted(_) => false,
        };
        outcomes.push(outcome);
        if is_over {
            break;
        }
    }
    outcomes
}

/// A letter for each outcome: accepted, refused, not handed over, unknown.
fn signs(outcomes: &[Outcome]) -> String {
    let sign = |outcome: &Outcome| match outcome {
        Outcome::Accepted(_) => 'a',
        Outcome::Refused(_) => 'r',
        Outcome::NotHandedOver(_) => 'n',
        Outcome::Unknown(_) => 'u',
    };
    outcomes.iter().map(sign).collect()
}

fn kept(seen: &Seen) -> Vec<usize> {
    seen.kept.iter().map(|mail| (1..=3).find(|number| *mail == parcel(*number).mail).expect("a whole mail")).collect()
}

#[tokio::test]
async fn d42_the_next_envelope_rides_on_the_end_of_the_mail_before() {
    let manners = Manners { waits_for: Some("DATA"), ..Manners::polite() };
    // The first DATA is answered at once: nothing was held back then.
    let (mut connection, talking) = manners.connect().await;
    let outcomes = hand_over_three(&mut connection).await;
    connection.quit().await;
    let seen = talking.await.unwrap();
    assert_eq!((signs(&outcomes).as_str(), kept(&seen)), ("aaa", vec![1, 2, 3]));
}

#[tokio::test]
async fn d42_without_pipelining_every_command_waits_for_its_answer() {
    let offers = "250-relay\r\n250 SIZE\r\n";
    let (mut connection, talking) = Manners { offers, ..Manners::polite() }.connect().await;
    assert!(!connection.is_pipelining());
    let outcomes = hand_over_three(&mut connection).await;
    connection.quit().await;
    assert_eq!((signs(&outcomes).as_str(), kept(&talking.await.unwrap())), ("aaa", vec![1, 2, 3]));
    // And the proof that the test above would see it: this relay waits for an envelope that does not come ahead.
    let manners = Manners { offers, waits_for: Some("MAIL"), ..Manners::polite() };
    let (mut connection, _talking) = manners.connect().await;
    let waiting = tokio::time::timeout(Duration::from_millis(300), hand_over_three(&mut connection));
    assert!(waiting.await.is_err(), "nothing came ahead");
}

#[tokio::test]
async fn d42_a_refusal_at_any_point_is_that_mails_own() {
    for offers in [ALL, "250 relay\r\n"] {
        for mail in 1..=3 {
            for point in ["MAIL", "RCPT", "DATA", "END"] {
                for answer in ["550 5.1.1 nobody\r\n", "451-4.3.0 later\r\n451 4.3.0 please\r\n"] {
                    let mut manners = Manners { offers, ..Manners::answering((mail, point), answer) };
                    let mut also = vec![None];
                    if offers == ALL && point != "DATA" && point != "END" {
                        // Some relays take DATA without a recipient, others do not.
                        also.push(Some("503 5.5.1 no recipient\r\n"));
                    }
                    for data in also {
                        manners.answers.truncate(1);
                        manners.answers.extend(data.map(|data| ((mail, "DATA"), data)));
                        let (mut connection, talking) = manners.clone().connect().await;
                        let outcomes = hand_over_three(&mut connection).await;
                        connection.quit().await;
                        let seen = talking.await.unwrap();
                        let expected: String = (1..=3).map(|one| if one == mail { 'r' } else { 'a' }).collect();
                        let case = format!("{mail} {point} {answer:?} {data:?}");
                        assert_eq!(signs(&outcomes), expected, "{case} {seen:?}");
                        assert_eq!(kept(&seen), (1..=3).filter(|one| *one != mail).collect::<Vec<_>>(), "{case}");
                        let Outcome::Refused(said) = &outcomes[mail - 1] else { panic!("{case}") };
                        assert_eq!(said.code, answer[..3].parse::<u16>().unwrap(), "{case}");
                        assert_eq!(said.enhanced.as_deref(), Some(&answer[4..9]), "{case}");
                        // What is refused at MAIL FROM is us, and the words say so.
                        assert_eq!(said.text.contains("MAIL FROM"), point == "MAIL", "{case}");
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn d42_hanging_up_at_any_byte_leaves_doubt_only_after_a_last_byte() {
    let (mut connection, talking) = Manners::polite().connect().await;
    hand_over_three(&mut connection).await;
    connection.quit().await;
    let whole = talking.await.unwrap().bytes;
    let mut doubts = 0;
    for cut in 0..whole {
        let (mut connection, talking) = Manners { hangs_up_after: cut, ..Manners::polite() }.connect().await;
        let outcomes = hand_over_three(&mut connection).await;
        drop(connection);
        let kept = kept(&talking.await.unwrap());
        let signs = signs(&outcomes);
        for number in 1..=3 {
            let (sign, is_kept) = (signs.chars().nth(number - 1), kept.contains(&number));
            let is_true = match sign {
                Some('a') => is_kept,
                Some('n') | None => !is_kept,
                Some('u') => true,
                _ => false,
            };
            assert!(is_true, "cut at {cut}: {signs} but kept {kept:?}");
        }
        assert!(signs.matches('u').count() <= 1, "cut at {cut}: {signs}");
        doubts += signs.matches('u').count();
    }
    // Per mail: the bytes of its end line, and the last one of them with the answer outstanding.
    assert!((3..=4 * 3).contains(&doubts), "{doubts} of {whole} cuts leave doubt");
}

#[tokio::test]
async fn d42_a_relay_that_closes_in_between_makes_only_its_own_mail_doubtful() {
    let (mut connection, talking) = Manners::answering((2, "MAIL"), "421 4.3.2 closing\r\n").connect().await;
    let outcomes = hand_over_three(&mut connection).await;
    assert_eq!((signs(&outcomes).as_str(), kept(&talking.await.unwrap())), ("an", vec![1]), "{outcomes:?}");

    let (mut connection, talking) = Manners::answering((1, "END"), "421 4.3.2 closing\r\n").connect().await;
    let outcomes = hand_over_three(&mut connection).await;
    assert_eq!((signs(&outcomes).as_str(), kept(&talking.await.unwrap())), ("r", vec![]), "{outcomes:?}");
}

#[tokio::test]
async fn d05_whoever_stops_with_an_open_envelope_delivers_nothing_more() {
    let (mut connection, talking) = Manners::polite().connect().await;
    assert_eq!(signs(&[connection.submit(&parcel(1), Some(&parcel(2))).await]), "a");
    connection.quit().await;
    let seen = talking.await.unwrap();
    assert_eq!((kept(&seen), seen.lines.last().map(String::as_str)), (vec![1], Some("DATA")));
}

#[tokio::test]
async fn d23_the_envelope_says_what_the_relay_wants_to_know() {
    let zoe = Parcel {
        to: "zoë@voorbeeld.example".to_owned(),
        mail: "To: zoë@voorbeeld.example\r\n\r\nx\r\n".to_owned(),
        ..parcel(2)
    };
    let (mut connection, talking) = Manners::polite().connect().await;
    assert_eq!(signs(&[connection.submit(&parcel(1), None).await, connection.submit(&zoe, None).await]), "aa");
    let large = Parcel { mail: "x".repeat(1_001), ..parcel(3) };
    let Outcome::Refused(answer) = connection.submit(&large, None).await else { panic!("it is too large") };
    assert_eq!(answer.enhanced.as_deref(), Some("5.3.4"));
    connection.quit().await;
    let lines = talking.await.unwrap().lines;
    assert_eq!(lines[1], format!("MAIL FROM:<b1@centrum.example> SIZE={}", parcel(1).mail.len()));
    assert_eq!(lines[4], format!("MAIL FROM:<b2@centrum.example> SIZE={} BODY=8BITMIME SMTPUTF8", zoe.mail.len()));
    let (mut connection, _talking) =
        Manners { offers: "250-relay\r\n250 SMTPUTF8\r\n", ..Manners::polite() }.connect().await;
    let Outcome::Refused(answer) = connection.submit(&zoe, None).await else { panic!("8BITMIME is not offered") };
    assert_eq!(answer.enhanced.as_deref(), Some("5.6.3"));
}

#[tokio::test]
async fn d12_a_token_logs_in_where_the_relay_offers_it() {
    let login = |proof| relay(Some(Login { user: "sanne".to_owned(), proof }));
    for (offer, proof, expected) in [
        ("XOAUTH2", Proof::Token("t0k3n".to_owned()), Some("AUTH XOAUTH2 dXNlcj1zYW5uZQFhdXRoPUJlYXJlciB0MGszbgEB")),
        ("LOGIN PLAIN", Proof::Password("geheim".to_owned()), Some("AUTH PLAIN AHNhbm5lAGdlaGVpbQ==")),
        ("PLAIN", Proof::Token("t0k3n".to_owned()), None),
        ("XOAUTH2", Proof::Password("geheim".to_owned()), None),
    ] {
        let offers = format!("250-relay\r\n250 AUTH {offer}\r\n").leak();
        let manners = Manners { offers, ..Manners::answering((1, "AUTH"), "235 2.7.0 welcome\r\n") };
        let (to_read, to_write) = duplex(1);
        let (from_read, from_write) = duplex(1 << 16);
        let talking = tokio::spawn(talk(manners, to_read, from_write));
        let opened = Connection::start(join(from_read, to_write), &login(proof)).await;
        assert_eq!(opened.is_ok(), expected.is_some(), "{offer}");
        drop(opened);
        assert_eq!(talking.await.unwrap().lines.get(1).map(String::as_str), expected);
    }
}

#[test]
fn d07_an_answer_is_read_whole_with_its_status_said_once() {
    let read = |text: &str| Answer::read(text.as_bytes()).unwrap();
    let (answer, used) = read("550-5.1.1 No such user\r\n550 5.1.1 at all\r\n250 next\r\n").unwrap();
    assert_eq!((answer.code, answer.enhanced.as_deref(), used), (550, Some("5.1.1"), 42));
    assert_eq!(answer.text, "5.1.1 No such user\nat all");
    for (text, enhanced) in [
        ("250 2.0.0 ok\r\n", Some("2.0.0")),
        ("250 2.0.0\r\n", Some("2.0.0")),
        ("250-first\r\n250 2.1.0 second\r\n", Some("2.1.0")),
        ("550 4.1.1 of another class\r\n", None),
        ("354 3.0.0 not a class\r\n", None),
        ("250 1.2.3.4 is an address\r\n", None),
        ("550 5.1234.1 too long\r\n", None),
        ("550 5.7.26 dmarc\r\n", Some("5.7.26")),
        ("250\r\n", None),
    ] {
        assert_eq!(read(text).unwrap().0.enhanced.as_deref(), enhanced, "{text}");
    }
    assert!(read("250-more to come\r\n").is_none() && read("250 half").is_none() && read("").is_none());
    for wrong in ["hello\r\n", "25\r\n", "250x\r\n", "999 no\r\n", "\r\n", "+50 ok\r\n"] {
        assert!(Answer::read(wrong.as_bytes()).is_err(), "{wrong}");
    }
    assert!(Answer::read("250-x\r\n".repeat(3_000).as_bytes()).is_err(), "it does not end");
}

#[tokio::test]
async fn d12_a_relay_at_an_ipv6_address_is_reached() {
    let case = include_str!("../../../tests/cases/13-relay-at-ipv6-literal.env");
    let setting = case.split('\'').nth(1).unwrap();
    let Carrier::Smtp(known) = Carrier::parse(setting, "samenspraak.example").unwrap() else { panic!("{setting}") };
    assert_eq!((known.host.as_str(), known.port), ("::1", 2525), "neither resolver nor certificate knows brackets");
    let carrier = Carrier::Smtp(known);
    assert_eq!((carrier.name().as_str(), carrier.is_protected()), ("[::1]:2525", true));
    // Some machines have no IPv6; on those that have, it is tried.
    let Ok(listener) = tokio::net::TcpListener::bind("[::1]:0").await else { return };
    let port = listener.local_addr().unwrap().port();
    let carrier = Carrier::parse(&setting.replace("2525", &port.to_string()), "samenspraak.example").unwrap();
    let (opened, talked) = tokio::join!(carrier.open(), async {
        let (stream, _) = listener.accept().await.unwrap();
        let (from, to) = stream.into_split();
        tokio::time::timeout(Duration::from_millis(200), talk(Manners::polite(), from, to)).await
    });
    assert!(opened.is_ok(), "{opened:?}");
    drop((opened, talked));
}
