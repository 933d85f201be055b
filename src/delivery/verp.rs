//! The return path: whose bounce it is stands in the address that it comes back to.
//!
//! `bounces+TOKEN@domain`, where the token is the delivery's key and a MAC of 80 bits in lower-case base32, so that a
//! forged bounce suppresses nobody. The local part stays below 64 octets (RFC 5321 section 4.5.3.1.1).

use data_encoding::BASE32_NOPAD;

use super::engine::job::Job;
use crate::app::App;
use crate::base::id::{PersonId, SendingId};
use crate::mail::Frozen;

const MAC: usize = 10;
const ID: usize = 5;

/// The domain that bounces go to: that of the letter's sender, so that SPF and DMARC align.
pub(super) fn bounce_domain(letters: &[Frozen]) -> String {
    letters.first().map(|letter| letter.domain().to_owned()).unwrap_or_default()
}

/// The return path of one delivery.
pub(super) fn return_path(app: &App, job: &Job) -> String {
    format!("bounces+{}@{}", token(app, job.sending.id, job.person), job.sending.return_path)
}

fn token(app: &App, sending: SendingId, person: PersonId) -> String {
    let mut raw = Vec::with_capacity(2 * ID + MAC);
    raw.extend_from_slice(&sending.0.to_be_bytes()[8 - ID..]);
    raw.extend_from_slice(&person.0.to_be_bytes()[8 - ID..]);
    let mac = app.secrets.mac_of_message(&[b"verp".as_slice(), &raw].concat());
    raw.extend_from_slice(mac.get(..MAC).unwrap_or_default());
    BASE32_NOPAD.encode(&raw).to_ascii_lowercase()
}

/// Whose delivery a return path of ours names; `None` when it is forged or of another form.
#[must_use]
pub fn whose(app: &App, return_path: &str) -> Option<(SendingId, PersonId)> {
    let token = return_path.strip_prefix("bounces+")?.split('@').next()?;
    let raw = BASE32_NOPAD.decode(token.to_ascii_uppercase().as_bytes()).ok()?;
    let (ids, _) = raw.split_at_checked(2 * ID)?;
    let (sending, person) = ids.split_at_checked(ID)?;
    let number = |bytes: &[u8]| bytes.iter().fold(0, |id: i64, byte| (id << 8) | i64::from(*byte));
    let (sending, person) = (SendingId(number(sending)), PersonId(number(person)));
    let ours = token_matches(&self::token(app, sending, person), token);
    ours.then_some((sending, person))
}

fn token_matches(ours: &str, theirs: &str) -> bool {
    let theirs = theirs.to_ascii_lowercase();
    aws_lc_rs::constant_time::verify_slices_are_equal(ours.as_bytes(), theirs.as_bytes()).is_ok()
}
