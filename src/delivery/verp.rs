//! The return path: whose bounce it is stands in the address that it comes back to.
//!
//! `bounces+TOKEN@domain`, or as the settings say. The token is the delivery's key, masked, and a MAC of 80 bits in
//! lower-case base32, so that a forged bounce suppresses nobody. The local part stays within 64 octets (RFC 5321 section 4.5.3.1.1).

use data_encoding::BASE32_NOPAD;

use crate::app::App;
use crate::base::ReturnAddress;
use crate::base::id::{PersonId, SendingId};
use crate::mail::Frozen;

const MAC: usize = 10;
const ID: usize = 5;

/// The domain that bounces go to: that of the letter's sender, so that SPF and DMARC align.
pub(super) fn bounce_domain(letters: &[Frozen]) -> String {
    letters.first().map(|letter| letter.domain().to_owned()).unwrap_or_default()
}

/// The return path of one delivery, at a domain.
pub(super) fn return_path(app: &App, (sending, person): (SendingId, PersonId), domain: &str) -> String {
    let token = token(app, Use::Bounce, sending, person);
    match &app.settings.bounce_address {
        Some(form) => form.bounce(&token),
        None => ReturnAddress::usual(domain).bounce(&token),
    }
}

/// The address that a reader's mail program may write to instead of following the link; `None` where no mailbox for
/// returned mail was set up.
pub(super) fn leave_address(app: &App, (sending, person): (SendingId, PersonId)) -> Option<String> {
    let form = app.settings.bounce_address.as_ref()?;
    Some(form.leave(&token(app, Use::Leave, sending, person)))
}

/// What an address of ours is good for: a bounce must not make anyone leave, nor the other way round.
#[derive(Clone, Copy)]
enum Use {
    Bounce,
    Leave,
}

impl Use {
    const fn word(self) -> &'static [u8] {
        match self {
            Self::Bounce => b"verp",
            Self::Leave => b"leave",
        }
    }
}

fn token(app: &App, what_for: Use, sending: SendingId, person: PersonId) -> String {
    let mut raw = Vec::with_capacity(2 * ID + MAC);
    raw.extend_from_slice(&sending.0.to_be_bytes()[8 - ID..]);
    raw.extend_from_slice(&person.0.to_be_bytes()[8 - ID..]);
    let mac = app.secrets.mac_of_message(&[what_for.word(), &raw].concat());
    let mac = mac.get(..MAC).unwrap_or_default();
    mask(app, mac, &mut raw);
    raw.extend_from_slice(mac);
    BASE32_NOPAD.encode(&raw).to_ascii_lowercase()
}

/// Hides the ids of a token, or shows them again: nobody can count by them.
fn mask(app: &App, mac: &[u8], ids: &mut [u8]) {
    let mask = app.secrets.mac_of_message(&[b"mask".as_slice(), mac].concat());
    ids.iter_mut().zip(mask).for_each(|(byte, mask)| *byte ^= mask);
}

/// Whose delivery a return path of ours names; `None` when it is forged or of another form.
#[must_use]
pub fn whose(app: &App, return_path: &str) -> Option<(SendingId, PersonId)> {
    read(app, Use::Bounce, return_path)
}

/// Who leaves by writing to this address, and by which sending they got it; `None` as for [`whose`].
#[must_use]
pub fn who_leaves(app: &App, address: &str) -> Option<(SendingId, PersonId)> {
    read(app, Use::Leave, address)
}

fn read(app: &App, what_for: Use, address: &str) -> Option<(SendingId, PersonId)> {
    let theirs = ReturnAddress::token_in(address)?;
    let mut raw = BASE32_NOPAD.decode(theirs.to_ascii_uppercase().as_bytes()).ok()?;
    let (ids, mac) = raw.split_at_mut_checked(2 * ID)?;
    mask(app, mac, ids);
    let (sending, person) = ids.split_at_checked(ID)?;
    let number = |bytes: &[u8]| bytes.iter().fold(0, |id: i64, byte| (id << 8) | i64::from(*byte));
    let (sending, person) = (SendingId(number(sending)), PersonId(number(person)));
    let ours = token(app, what_for, sending, person);
    let same = aws_lc_rs::constant_time::verify_slices_are_equal(ours.as_bytes(), theirs.as_bytes()).is_ok();
    same.then_some((sending, person))
}
