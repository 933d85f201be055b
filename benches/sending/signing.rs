//! Signing: a key for the sending with DKIM, and what one core does.

use std::hint::black_box;
use std::time::{Duration, Instant as Watch};

use samenspraak::base::Instant;
use samenspraak::mail::dkim::BodyHash;
use samenspraak::mail::{Letter, Personal, Signer, Signing, SigningKey};

/// How long each figure is measured.
const SPAN: Duration = Duration::from_secs(2);

/// A signer with a fresh key of 2048 bits.
pub fn signer() -> Signer {
    Signer::new("bench".to_owned(), SigningKey::make().unwrap())
}

/// The signing of a house that signs.
pub fn with_key() -> Signing {
    Signing::from_file(signer())
}

/// Prints what one core does with this letter: signatures alone, mails without and with one.
pub fn micro(letter: &Letter) {
    let (signer, frozen) = (signer(), letter.freeze().unwrap());
    let reader = |number: usize| Personal {
        to: format!("lezer{number}@voorbeeld.example"),
        name: format!("Lezer {number}"),
        unsubscribe: "a".repeat(45),
        preferences: "b".repeat(45),
        leave: None,
        message_id: format!("bericht{number}"),
        at: Instant(1_795_258_800_000),
    };
    let head = "From: a@centrum.example\r\nTo: b@voorbeeld.example\r\n";
    let bare = rate(|_| signer.sign("centrum.example", Instant(0), head, BodyHash::default()).unwrap().len());
    let plain = rate(|number| frozen.splice(&reader(number)).len());
    let mails = rate(|number| frozen.splice_signed(&reader(number), Some(&signer)).unwrap().len());
    figure("D40-signature", bare, "/s", "RSA-2048 signatures of a short head, one core");
    figure("D40-splice", plain, "/s", "mails spliced without a signature, one core");
    figure("D40-signed", mails, "/s", "mails spliced and signed, one core");
    figure("D40-signed-part", mails / bare, "x", "signatures alone; the rest is splicing and hashing");
}

fn figure(id: &str, value: f64, unit: &str, against: &str) {
    println!("{id}\t{value:.2}\t{unit}\t{against}");
}

fn rate(mut act: impl FnMut(usize) -> usize) -> f64 {
    let (began, mut count) = (Watch::now(), 0_u32);
    while began.elapsed() < SPAN {
        black_box(act(count as usize));
        count += 1;
    }
    f64::from(count) / began.elapsed().as_secs_f64()
}
