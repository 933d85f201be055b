//! What the states of sendings and deliveries, and the reasons for them, are called wherever they are shown.

use super::engine::GIVE_UP;
use crate::base::{Both, Language};
use crate::store::tables::states::{DeliveryReason, DeliveryState, HaltReason, SendingState};
use crate::web::components::Tone;

/// Where a sending stands.
#[must_use]
pub const fn sending_state(state: SendingState) -> (Tone, Both) {
    match state {
        SendingState::Open => (Tone::Info, Both("wordt verzonden", "being sent")),
        SendingState::Paused => (Tone::Warn, Both("gepauzeerd", "paused")),
        SendingState::Cancelled => (Tone::Bad, Both("gestopt", "stopped")),
        SendingState::Closed => (Tone::Good, Both("verzonden", "sent")),
    }
}

/// Why a sending stands still or was stopped. A word that is not ours is shown as it is.
#[must_use]
pub fn halt_reason(word: &str, language: Language) -> &str {
    let Some(reason) = HaltReason::from_word(word) else { return word };
    let said = match reason {
        HaltReason::ByHand => {
            Both("een medewerker heeft de verzending stilgezet of gestopt", "a member of staff paused or stopped it")
        }
        HaltReason::Refusals => Both(
            "de mailserver weigerde te veel mails achter elkaar",
            "the mail server refused too many mails in a row",
        ),
        HaltReason::NoRelay => Both(
            "geen mailserver mag mail van dit afzenderdomein versturen",
            "no mail server may send mail from this sender’s domain",
        ),
        HaltReason::Restored => {
            Both("de gegevens zijn teruggezet uit een back-up", "the data were restored from a backup")
        }
        HaltReason::NotAfter => Both("het uiterste moment is voorbij", "the latest moment is over"),
    };
    said.of(language)
}

/// Where a delivery stands.
#[must_use]
pub const fn delivery_state(state: DeliveryState) -> (Tone, Both) {
    match state {
        DeliveryState::Pending | DeliveryState::Claimed => (Tone::Quiet, Both("wacht", "waiting")),
        DeliveryState::Submitting => (Tone::Info, Both("onderweg", "on its way")),
        DeliveryState::Accepted => (Tone::Good, Both("aangenomen", "accepted")),
        DeliveryState::Retry => (Tone::Warn, Both("wordt opnieuw geprobeerd", "will be tried again")),
        DeliveryState::Refused => (Tone::Bad, Both("geweigerd", "refused")),
        DeliveryState::Suppressed => (Tone::Quiet, Both("niet verstuurd", "not sent")),
        DeliveryState::Uncertain => (Tone::Warn, Both("onzeker", "uncertain")),
    }
}

/// Why a delivery stands where it stands. A word that is not ours is shown as it is.
#[must_use]
pub fn delivery_reason(word: &str, language: Language) -> String {
    let Some(reason) = DeliveryReason::from_word(word) else { return word.to_owned() };
    let said = match reason {
        DeliveryReason::Left => Both("deze lezer meldde zich af", "this reader left"),
        DeliveryReason::Paused => Both("deze lezer vroeg om een pauze", "this reader asked for a pause"),
        DeliveryReason::Erased => Both("de gegevens van deze lezer zijn gewist", "this reader’s data were erased"),
        DeliveryReason::Suppressed => Both("naar dit adres schrijven wij niet", "we do not write to this address"),
        DeliveryReason::BadAddress => Both("dit adres bestaat niet", "this address does not exist"),
        DeliveryReason::Later => {
            Both("de mailserver van de ontvanger vroeg ons te wachten", "the recipient’s mail server asked us to wait")
        }
        DeliveryReason::Network => Both("de mailserver was niet bereikbaar", "the mail server could not be reached"),
        DeliveryReason::LetBe => Both("onzeker; wij lieten het hierbij", "uncertain; we left it at that"),
        DeliveryReason::Repeated => {
            Both("na een onzekere poging nog eens verstuurd", "sent once more after an uncertain attempt")
        }
        DeliveryReason::Uncertain => {
            Both("de verbinding viel weg voor het antwoord", "the connection broke before the answer")
        }
        DeliveryReason::NoLetter => Both("de brief is er niet meer", "the letter is no longer there"),
        DeliveryReason::Refused => Both(
            "de ontvanger weigerde zonder reden die wij kennen",
            "the recipient’s side refused without a reason that we know",
        ),
        DeliveryReason::SpecialAddress => Both(
            "de mailserver kan dit bijzondere adres niet aan",
            "the mail server cannot handle this special address",
        ),
        DeliveryReason::Full => Both("de mailbox is vol", "the mailbox is full"),
        DeliveryReason::Policy => Both("de ontvanger weigert onze mail", "the recipient’s side refuses our mail"),
        DeliveryReason::Content => Both("de inhoud werd geweigerd", "the content was refused"),
        DeliveryReason::Spam => Both("aangezien voor ongewenste mail", "taken for unwanted mail"),
        DeliveryReason::TimedOut => {
            let hours = GIVE_UP.as_secs() / 3_600;
            return language
                .pick(format!("het lukte niet binnen {hours} uur"), format!("it did not work within {hours} hours"));
        }
    };
    said.of(language).to_owned()
}
