//! How the states of sendings and deliveries look wherever they are shown.

use maud::Markup;

use crate::base::Language;
use crate::store::tables::states::{DeliveryState, SendingState};
use crate::web::components::{Tone, tag};

/// The tag of where a sending stands.
#[must_use]
pub fn sending_tag(language: Language, state: SendingState) -> Markup {
    let tone = match state {
        SendingState::Open => Tone::Info,
        SendingState::Paused => Tone::Warn,
        SendingState::Cancelled => Tone::Bad,
        SendingState::Closed => Tone::Good,
    };
    tag(tone, state.said().of(language))
}

/// In which tone it is said where a delivery stands.
#[must_use]
pub const fn tone(state: DeliveryState) -> Tone {
    match state {
        DeliveryState::Pending | DeliveryState::Claimed | DeliveryState::Suppressed => Tone::Quiet,
        DeliveryState::Submitting => Tone::Info,
        DeliveryState::Accepted => Tone::Good,
        DeliveryState::Retry | DeliveryState::Uncertain => Tone::Warn,
        DeliveryState::Refused => Tone::Bad,
    }
}
