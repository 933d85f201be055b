//! The corpus, hostile bytes, and what must never be kept.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::fixtures::EXPECTED;
use super::{Kind, LIMIT, Returned, read, scrub};
use crate::base::Random;
use crate::mail::refusal::Class;

const PATH: &str = "bounces+aaaaaaabaaaaaaacmfrggzdfmztwq2lkmnxw@centrum.example";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/mails")
}

fn mail(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(format!("{name}.eml"))).unwrap()
}

#[test]
fn d31_every_mail_of_the_corpus_is_read_as_expected() {
    let mut wrong = Vec::new();
    for (name, kind, class, enhanced) in EXPECTED {
        let found = read(&mail(name));
        if (found.kind, found.class, found.enhanced.as_deref()) != (*kind, *class, *enhanced) {
            wrong.push(format!("{name}: {:?} {:?} {:?} {}", found.kind, found.class, found.enhanced, found.words));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let listed: BTreeSet<String> = EXPECTED.iter().map(|(name, ..)| format!("{name}.eml")).collect();
    let there: BTreeSet<String> =
        std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(listed, there, "every mail has its expectation");
    assert!(EXPECTED.len() >= 80);
}

#[test]
fn d31_our_mail_is_found_in_what_reports_repeat_of_it() {
    for (name, kind, ..) in EXPECTED {
        let found = read(&mail(name));
        let is_found = found.paths.iter().any(|path| path == PATH);
        match *name {
            "arf-auth-failure" | "arf-not-spam" | "found-by-message-id-only" => {}
            _ => assert!(is_found, "{name}: {:?}", found.paths),
        }
        if *kind == Kind::Complaint || *name == "found-by-message-id-only" || name.starts_with("qmail") {
            assert_eq!(found.message_ids, ["mfrggzdfmztwq2lkmnxw64dp@centrum.example"], "{name}");
        }
    }
    let by_id = read(&mail("found-by-message-id-only"));
    assert!(by_id.recipients.contains(&"anna@voorbeeld.nl".to_owned()) && !by_id.paths.contains(&PATH.to_owned()));
    let by_jmrp = read(&mail("arf-outlook-com"));
    assert!(by_jmrp.recipients.contains(&"anna@voorbeeld.nl".to_owned()));
    let utf8 = read(&mail("postfix-internationalised"));
    assert!(utf8.recipients.contains(&"josé@voorbeeld.nl".to_owned()), "{:?}", utf8.recipients);
}

/// How much of a mail is kept, in characters.
fn longest(kind: Kind) -> usize {
    if kind == Kind::Other { 2_000 } else { 300 }
}

#[test]
fn d31_what_is_kept_holds_no_address() {
    for (name, ..) in EXPECTED {
        let Returned { kind, words, .. } = read(&mail(name));
        // What a person wrote reaches staff as it was written, with the name below it; no address does.
        let is_letter = kind == Kind::Other;
        assert!(!words.contains('@') && (is_letter || !words.to_lowercase().contains("anna")), "{name}: {words}");
        assert!(words.chars().count() <= longest(kind), "{name}");
    }
    let anna = ["anna.devries@voorbeeld.nl".to_owned()];
    for said in [
        "550 anna.devries@voorbeeld.nl unknown",
        "550 5.1.1 <anna.devries@voorbeeld.nl>... User unknown",
        "unknown user: \"anna.devries\"",
        "bounce=anna.devries=voorbeeld.nl@lijst.example",
        "anna.devries=voorbeeld.nl",
        "anna.devries%40voorbeeld.nl",
        "anna.devries(at)voorbeeld.nl",
    ] {
        assert!(!scrub(said, &anna).contains("anna"), "{said}: {}", scrub(said, &anna));
    }
    assert_eq!(scrub("550 5.1.1\r\n  User\tunknown", &anna), "550 5.1.1 User unknown");
}

#[test]
fn d31_the_copy_of_our_mail_is_never_read_whatever_announces_it() {
    let copy = "Received: from x (HELO y) by z\nDKIM-Signature: v=1; d=centrum.example\nFrom: a@centrum.example\n\
                Subject: Spam, virus, quota exceeded\n\nYour mailbox is full. SPF and DMARC explained.\n";
    for announced in [
        "",
        "--- Hier volgt uw bericht ---",
        "Included is a copy of the message header:",
        "=== 8< ===",
        "|----- Text -----|",
    ] {
        let mail = format!(
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: {PATH}\nSubject: Undelivered mail\n\n\
             <a@ontvangst.example>: 550 User unknown\n\n{announced}\n{copy}"
        );
        let found = read(mail.as_bytes());
        assert_eq!((found.kind, found.class), (Kind::Bounce, Class::Hard), "{announced}: {}", found.words);
        assert!(!found.words.contains("quota"), "{announced}: {}", found.words);
    }
}

#[test]
fn d31_what_stands_between_the_report_and_its_words_does_not_hide_them() {
    let text = "Your message\n\n  To:      lezer@ontvangst.example\n  Subject: Over quota\n  Sent:    Thu, 29 Apr 2026\n\n\
                did not reach the following recipient(s):\n\nThe recipient name is not recognized\n";
    let mail = format!(
        "Return-Path: <>\nFrom: System Administrator <postmaster@mx.example>\nTo: {PATH}\nSubject: Undeliverable: x\n\n{text}"
    );
    assert_eq!(read(mail.as_bytes()).class, Class::Hard);
}

#[test]
fn d31_a_wish_is_told_from_an_absence() {
    let marked = |head: &str| read(format!("Auto-Submitted: auto-replied\n{head}\nTo: {PATH}\n\nx\n").as_bytes()).kind;
    assert_eq!(marked("Subject: unsubscribe"), Kind::Wish);
    assert_eq!(marked("X-Apple-Unsubscribe: true"), Kind::Wish);
    assert_eq!(marked("Subject: unsubscribe\nIn-Reply-To: <x@centrum.example>"), Kind::Automatic, "it answers a mail");
    assert_eq!(marked("Subject: unsubscribe\nReturn-Path: <>"), Kind::Automatic);
    assert_eq!(marked("Subject: Automatic reply: unsubscribe"), Kind::Automatic);
}

#[test]
fn d31_somebody_who_left_and_brings_our_mail_along_is_no_bounce() {
    let away = |head: &str| {
        let mail = format!(
            "Return-Path: <>\n{head}\nFrom: lezer@ontvangst.example\nTo: {PATH}\n\
             Content-Type: multipart/mixed; boundary=b\n\n--b\n\nThis address is no longer in use.\n\n\
             --b\nContent-Type: message/rfc822\n\nSubject: Nieuwsbrief\n\nx\n--b--\n"
        );
        read(mail.as_bytes()).kind
    };
    assert_eq!(away("Subject: Uit dienst\nAuto-Submitted: auto-replied"), Kind::Automatic);
    assert_eq!(away("Subject: Afwezig"), Kind::Automatic);
}

#[test]
fn d31_two_copies_of_one_report_are_the_same_and_two_reports_are_not() {
    let first = mail("postfix-user-unknown");
    let again =
        [b"Received: from elsewhere by here\r\nDelivered-To: x@centrum.example\r\n".as_slice(), &first].concat();
    assert_eq!(read(&first).identity, read(&again).identity);
    assert_ne!(read(&first).identity, read(&mail("postfix-over-quota")).identity);
    let nameless = String::from_utf8(first).unwrap().replace("Message-ID: <report-", "X-Was: <report-");
    let copy = format!("Received: by another\r\n{nameless}");
    assert_eq!(read(nameless.as_bytes()).identity, read(copy.as_bytes()).identity);
}

/// A mail changed at random: bytes flipped, pieces taken out, doubled, put elsewhere or taken from another mail.
fn mutated(random: &Random, corpus: &[Vec<u8>]) -> Vec<u8> {
    let below = |bound: usize| usize::try_from(random.below(bound.max(1) as u64)).unwrap();
    let mut mail = corpus[below(corpus.len())].clone();
    for _ in 0..=below(6) {
        let at = below(mail.len());
        let span = below(200).min(mail.len() - at);
        match below(7) {
            0 => mail.truncate(at),
            1 => drop(mail.drain(at..at + span)),
            2 => mail[at..at + span].iter_mut().for_each(|byte| *byte ^= 1 << below(8)),
            3 => mail.splice(at..at, vec![b"\r\n:;<>@=\"\\\0\xff\xc3"[below(12)]; 1 + below(300)]).for_each(drop),
            4 => {
                let other = &corpus[below(corpus.len())];
                let from = below(other.len());
                let piece = other[from..other.len().min(from + below(2_000))].to_vec();
                mail.splice(at..at, piece).for_each(drop);
            }
            5 => {
                let piece = mail[at..at + span].to_vec();
                for _ in 0..below(40) {
                    mail.splice(at..at, piece.iter().copied()).for_each(drop);
                }
            }
            _ => mail.splice(at..at, b"\r\nContent-Type: message/rfc822\r\n\r\n".repeat(below(30))).for_each(drop),
        }
        if mail.is_empty() {
            break;
        }
    }
    mail
}

#[test]
fn d30_hostile_mail_never_panics_and_keeps_no_address() {
    let corpus: Vec<Vec<u8>> = EXPECTED.iter().map(|(name, ..)| mail(name)).collect();
    let random = Random::from_seed([30; 32]);
    let mut kinds = BTreeSet::new();
    for _ in 0..4_000 {
        let found = read(&mutated(&random, &corpus));
        assert!(!found.words.contains('@') && found.words.chars().count() <= longest(found.kind));
        assert!(found.paths.len() <= 20 && found.recipients.len() <= 20 && found.message_ids.len() <= 20);
        kinds.insert(format!("{:?}", found.kind));
    }
    assert_eq!(kinds.len(), 7, "the changes leave enough to be read: {kinds:?}");
}

#[test]
fn d30_a_mail_of_any_size_and_shape_is_read() {
    let nested = b"Content-Type: message/rfc822\r\n\r\n".repeat(20_000);
    let boundaries = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n".repeat(20_000);
    let fields = b"A: b\r\n".repeat(100_000);
    let long = [b"To: ".as_slice(), &b"a@b,".repeat(400_000)].concat();
    for hostile in [&b""[..], b"\n", b":", b"\xff\xfe", &nested, &boundaries, &fields, &long, &vec![0; 2 * LIMIT]] {
        assert!(read(hostile).words.len() <= 4 * 300);
    }
    // Words that belong together, hundreds of times and never near each other.
    let many = ["user ".repeat(390), "x ".repeat(40), "unknown ".repeat(240)].concat();
    let mail = format!("From: MAILER-DAEMON@x\nSubject: Undelivered\n\n{many}\n");
    let begun = std::time::Instant::now();
    assert_eq!(read(mail.as_bytes()).kind, Kind::Bounce);
    assert!(begun.elapsed() < std::time::Duration::from_secs(1), "{:?}", begun.elapsed());
}
