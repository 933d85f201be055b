//! The mails that we have, mangled in all the ways that a seeded die thinks of, and names that nobody has.

use std::path::Path;

use proptest::prelude::*;
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;

use crate::hostile_input::{reads_any_mail, writes_to_anybody};

/// How often each mail is mangled.
const TIMES: usize = 30;
/// What readers of mail trip over.
const PIECES: [&[u8]; 12] = [
    b"\r\n\r\n",
    b"\r\n--=_",
    b"\0",
    b"\xff\xfe",
    b"=?utf-8?B?",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Type: multipart/report; boundary=\"\"\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Status: 5.1.1\r\n",
    b"Original-Recipient: rfc822;a@b.example\r\n",
    b"((((((((((((((((",
    b"X: \r\n \r\n \r\n ",
];

fn mangle(mail: &mut Vec<u8>, other: &[u8], die: &mut ChaCha8Rng) {
    let at = die.random_range(0..=mail.len());
    match die.random_range(0..5) {
        0 => mail.truncate(at),
        1 => drop(mail.splice(at..at, PIECES[die.random_range(0..PIECES.len())].iter().copied())),
        2 => mail.iter_mut().skip(at).step_by(97).for_each(|byte| *byte ^= 0x20),
        3 => drop(mail.drain(at..(at + 200).min(mail.len()))),
        _ => drop(mail.splice(at.., other[die.random_range(0..=other.len())..].iter().copied())),
    }
}

#[test]
fn d30_mails_that_came_back_and_were_mangled_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mails: Vec<_> = files.iter().filter(|file| file.extension().is_some_and(|end| end == "eml")).collect();
    let mails: Vec<_> = mails.into_iter().map(|file| std::fs::read(file).unwrap()).collect();
    assert!(mails.len() > 50, "this story reads too little");
    let mut die = ChaCha8Rng::seed_from_u64(1);
    for (number, mail) in mails.iter().enumerate() {
        let other = &mails[(number + 1) % mails.len()];
        let mut mangled = mail.clone();
        for time in 0..TIMES {
            // Now and then from the start, or little would be left to read.
            if time % 5 == 0 {
                mangled.clone_from(mail);
            }
            mangle(&mut mangled, other, &mut die);
            reads_any_mail(&mangled);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn m02_whatever_somebody_is_called_the_mail_stays_the_same_mail(to in any::<String>(), name in any::<String>()) {
        writes_to_anybody(to, name);
    }
}
