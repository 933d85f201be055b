//! When a form was drawn and with which words of consent: a moment with a MAC in a hidden field. Programs send a form without having drawn it, at once,
//! or for days on end; people do not. Whoever does is asked to press once more, never to solve a puzzle.

use std::time::Duration;

use data_encoding::BASE32_NOPAD;

use crate::app::App;
use crate::base::Instant;
use crate::base::clock::{days, minutes};

/// Nobody types an address in less.
const AT_LEAST: Duration = Duration::from_secs(2);
/// A page that lies open longer is drawn anew.
const AT_MOST: Duration = days(1);
/// So far may the clocks of two processes differ.
const SKEW: Duration = minutes(15);
const MAC: usize = 10;

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

/// The value of the hidden field of a form that is drawn at a moment, with these words of consent.
#[must_use]
pub fn drawn_at(app: &App, at: Instant, words: &str) -> String {
    format!("{}.{}", at.0, mac(app, at, words))
}

/// The same for a form that somebody filled in already: pressing its button at once is not too soon.
pub(super) fn drawn_again(app: &App, words: &str) -> String {
    drawn_at(app, app.clock.now().minus(AT_LEAST), words)
}

fn mac(app: &App, at: Instant, words: &str) -> String {
    let message = [b"form drawn".as_slice(), &at.0.to_be_bytes(), words.as_bytes()].concat();
    let mac = app.secrets.mac_of_message(&message);
    BASE32_NOPAD.encode(mac.get(..MAC).unwrap_or_default()).to_ascii_lowercase()
}

/// Reads the hidden field; `words` are the words of consent that the form has now.
pub(super) fn look(app: &App, value: &str, words: &str) -> Drawn {
    let now = app.clock.now();
    let Some((moment, proof)) = value.split_once('.') else { return Drawn::TooLate };
    let Ok(at) = moment.parse().map(Instant) else { return Drawn::TooLate };
    let is_ours =
        aws_lc_rs::constant_time::verify_slices_are_equal(mac(app, at, words).as_bytes(), proof.as_bytes()).is_ok();
    if !is_ours || at > now.plus(SKEW) || now.since(at) > AT_MOST {
        Drawn::TooLate
    } else if at <= now && now.since(at) < AT_LEAST {
        Drawn::TooSoon
    } else {
        Drawn::InTime
    }
}
