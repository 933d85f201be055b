//! Canonical forms and keys. That whole mails verify is for others to say: see `tests/it/signing.rs`.

use aws_lc_rs::digest::{SHA256, digest};

use super::header::Fields;
use super::{BodyHash, KeyFault, Piece, Signer, SigningKey, is_selector};
use crate::base::{Instant, Random};

/// The relaxed canonical form of a whole body, as RFC 6376 section 3.4.4 says it, step by step.
pub fn straightforward(body: &str) -> String {
    let mut lines: Vec<String> = body
        .split("\r\n")
        .map(|line| line.replace('\t', " ").split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
        .zip(body.split("\r\n"))
        .map(
            |(words, line)| {
                if line.starts_with([' ', '\t']) && !words.is_empty() { format!(" {words}") } else { words }
            },
        )
        .collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.push(String::new());
    if lines.len() == 1 { String::new() } else { lines.join("\r\n") }
}

fn hash_of(pieces: &[&str]) -> Vec<u8> {
    let mut hash = BodyHash::default();
    for piece in pieces {
        hash.feed(&Piece::of(piece));
    }
    hash.finish().as_ref().to_vec()
}

fn expected(body: &str) -> Vec<u8> {
    digest(&SHA256, straightforward(body).as_bytes()).as_ref().to_vec()
}

#[test]
fn d21_the_example_of_the_standard_comes_out_as_it_says() {
    // RFC 6376 section 3.4.5.
    assert_eq!(straightforward(" C \r\nD \t E\r\n\r\n\r\n"), " C\r\nD E\r\n");
    assert_eq!(hash_of(&[" C \r\nD \t E\r\n\r\n\r\n"]), expected(" C\r\nD E\r\n"));
    let fields = Fields::read("A: X\r\nB : Y\t\r\n\tZ  \r\n");
    assert_eq!(fields.canonical(&["A", "B"]), "a:X\r\nb:Y Z\r\n");
    // An empty body hashes as nothing at all (section 3.4.4).
    assert_eq!(hash_of(&["\r\n\r\n"]), digest(&SHA256, b"").as_ref());
}

#[test]
fn d21_pieces_hash_as_the_whole_body_does() {
    let random = Random::from_seed([11; 32]);
    let words = ["a", " ", "\t", "  \t", ".", "=", "é", "\r\n", "\r\n\r\n", "\r", "\n", "..", "woord"];
    let pick = || words[usize::try_from(random.below(13)).unwrap()];
    for _ in 0..2_000 {
        let pieces: Vec<String> =
            (0..=random.below(4)).map(|_| (0..random.below(9)).map(|_| pick()).collect::<String>() + "\r\n").collect();
        let borrowed: Vec<&str> = pieces.iter().map(String::as_str).collect();
        assert_eq!(hash_of(&borrowed), expected(&pieces.concat()), "{pieces:?}");
        let mut hash = BodyHash::default();
        for piece in &pieces {
            let canonical = Piece::of(piece);
            if canonical.is(piece) { hash.feed_canonical(piece) } else { hash.feed(&canonical) }
        }
        assert_eq!(hash.finish().as_ref(), expected(&pieces.concat()), "{pieces:?}");
    }
}

#[test]
fn d21_what_may_stand_once_is_signed_once_more_than_it_stands_there() {
    let fields = Fields::read("From: a@b.nl\r\nSubject: x\r\nList-Id: <l.b.nl>\r\nX-Other: y\r\n");
    let names = fields.signed_names();
    let count = |name: &str| names.iter().filter(|other| **other == name).count();
    assert_eq!(
        [count("From"), count("Subject"), count("Reply-To"), count("List-Id"), count("X-Other")],
        [2, 2, 1, 1, 0]
    );
    assert_eq!(fields.canonical(&["Subject", "Subject", "To"]), "subject:x\r\n");
    let twice = Fields::read("To: a\r\nTo: b\r\n");
    assert_eq!(twice.canonical(&["To", "To", "To"]), "to:b\r\nto:a\r\n");
}

#[test]
fn d21_the_signature_is_folded_and_names_key_and_domain() {
    let signer = Signer::new("zomer2026".to_owned(), SigningKey::make().unwrap());
    let head = "From: a@voorbeeld.nl\r\nTo: b@voorbeeld.nl\r\nSubject: x\r\n";
    let field = signer.sign("voorbeeld.nl", Instant(1_795_253_400_123), head, BodyHash::default()).unwrap();
    assert!(field.ends_with("\r\n") && field.split("\r\n").all(|line| line.len() <= 78), "{field}");
    let unfolded = field.replace("\r\n ", " ");
    for tag in ["v=1;", "a=rsa-sha256;", "c=relaxed/relaxed;", "d=voorbeeld.nl;", "s=zomer2026;", "t=1795253400;"] {
        assert!(unfolded.contains(tag), "{tag}: {unfolded}");
    }
}

#[test]
fn d21_a_key_is_read_from_both_forms_and_a_short_one_is_refused() {
    let made = SigningKey::make().unwrap();
    assert_eq!(made.bits(), 2_048);
    let again = SigningKey::from_der(&made.to_der().unwrap()).unwrap();
    assert_eq!(again.public(), made.public());
    for (pem, expected) in [
        (include_str!("../../../tests/keys/rsa-2048-pkcs1.pem"), Ok(2_048)),
        (include_str!("../../../tests/keys/rsa-2048-pkcs8.pem"), Ok(2_048)),
        (include_str!("../../../tests/keys/rsa-1024.pem"), Err(KeyFault::Length)),
        (include_str!("../../../tests/keys/ec-p256.pem"), Err(KeyFault::Unreadable)),
        ("geen sleutel", Err(KeyFault::Unreadable)),
    ] {
        assert_eq!(SigningKey::from_pem(pem.as_bytes()).map(|key| key.bits()), expected, "{pem}");
    }
}

#[test]
fn d21_a_selector_is_a_name_in_the_dns() {
    for good in ["samenspraak", "nieuws-2026", "a.b", "s1"] {
        assert!(is_selector(good), "{good}");
    }
    for bad in ["", "A", "a_b", "-a", "a-", "a..b", "a b", "é", "a;b"] {
        assert!(!is_selector(bad), "{bad}");
    }
}
