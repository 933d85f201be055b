//! When a form was drawn and with which words of consent: a moment with a MAC in a hidden field. Programs send a form without having drawn it, at once,
//! or for days on end; people do not. Whoever does is asked to press once more. Only when more people sign up in an hour than
//! ever do, a browser does a little work for it, and the letter of whoever has no script has its turn.

use std::time::Duration;

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use sea_orm::DbErr;

use crate::app::App;
use crate::base::Instant;
use crate::base::clock::{days, minutes};
use crate::base::secrets::sha256_hex;
use crate::store;

/// Nobody types an address in less.
const AT_LEAST: Duration = Duration::from_secs(2);
/// A page that lies open longer is drawn anew.
const AT_MOST: Duration = days(1);
/// So far may the clocks of two processes differ.
const SKEW: Duration = minutes(15);
const MAC: usize = 10;
/// One drawn form is taken so often: a press too many, or a slip that is set right.
const SERVES: i64 = 3;
/// So many zeros the work of a browser brings forth: about a second.
pub(in crate::subscribers) const WORK: u32 = 16;

/// What the hidden field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drawn {
    /// The form was drawn a while ago.
    InTime,
    /// Faster than a person types.
    TooSoon,
    /// Too long ago, with other words of consent than those of now, or not by us.
    TooLate,
}

/// The value of the hidden field of a form that is drawn at a moment, with these words of consent. No two are the same.
#[must_use]
pub fn drawn_at(app: &App, at: Instant, words: &str) -> String {
    let own = HEXLOWER.encode(&app.random.bytes::<8>());
    format!("{}.{own}.{}", at.0, mac(app, (at, &own), words))
}

/// The same for a form that somebody filled in already: pressing its button at once is not too soon.
pub(super) fn drawn_again(app: &App, words: &str) -> String {
    drawn_at(app, app.clock.now().minus(AT_LEAST), words)
}

/// The value for a form that was not drawn by us and yet comes from one of ours: its button was pressed just now.
pub(in crate::subscribers) fn drawn_now(app: &App, words: &str) -> String {
    drawn_again(app, words)
}

/// With which words of consent a form was given out that others draw. It says nothing of when.
pub(in crate::subscribers) fn mark_of_words(app: &App, words: &str) -> String {
    let mac = app.secrets.mac_of_message(&[b"form given out/".as_slice(), words.as_bytes()].concat());
    BASE32_NOPAD.encode(mac.get(..MAC).unwrap_or_default()).to_ascii_lowercase()
}

/// Whether a form was given out with these words.
pub(in crate::subscribers) fn fits_words(app: &App, mark: &str, words: &str) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(mark_of_words(app, words).as_bytes(), mark.as_bytes()).is_ok()
}

fn mac(app: &App, (at, own): (Instant, &str), words: &str) -> String {
    let message = [b"form drawn".as_slice(), &at.0.to_be_bytes(), own.as_bytes(), b"/", words.as_bytes()].concat();
    let mac = app.secrets.mac_of_message(&message);
    BASE32_NOPAD.encode(mac.get(..MAC).unwrap_or_default()).to_ascii_lowercase()
}

/// Whether a form that is ours may serve once more: it is a few times, for the slips of a person.
pub(super) async fn serves(app: &App, value: &str) -> Result<bool, DbErr> {
    let key = sha256_hex(format!("form drawn {value}").as_bytes());
    Ok(store::take(&app.store, &key, SERVES, AT_MOST, app.clock.now()).await?.is_none())
}

/// Whether the browser did the work for a form: a number with which the hash of the form begins with zeros.
pub(super) fn is_worked(value: &str, number: &str) -> bool {
    let hash = sha256_hex(format!("{value}.{number}").as_bytes());
    number.len() < 20
        && hash
            .get(..8)
            .and_then(|head| u32::from_str_radix(head, 16).ok())
            .is_some_and(|head| head.leading_zeros() >= WORK)
}

/// Reads the hidden field; `words` are the words of consent that the form has now.
pub(super) fn look(app: &App, value: &str, words: &str) -> Drawn {
    let now = app.clock.now();
    let mut parts = value.split('.');
    let (Some(moment), Some(own), Some(proof), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Drawn::TooLate;
    };
    // Written otherwise it would be the same moment to the MAC, and another form to whoever counts how often one serves.
    let Some(at) = moment.parse().ok().map(Instant).filter(|at| at.0.to_string() == moment) else {
        return Drawn::TooLate;
    };
    let is_ours =
        aws_lc_rs::constant_time::verify_slices_are_equal(mac(app, (at, own), words).as_bytes(), proof.as_bytes())
            .is_ok();
    if !is_ours || at > now.plus(SKEW) || now.since(at) > AT_MOST {
        Drawn::TooLate
    } else if at <= now && now.since(at) < AT_LEAST {
        Drawn::TooSoon
    } else {
        Drawn::InTime
    }
}
