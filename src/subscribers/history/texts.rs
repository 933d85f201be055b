//! The sentences of a subscriber's page, and what the words in the tables mean.

use crate::base::{Language, said_of, sentences};
use crate::returns;
use crate::subscribers::Change;
use crate::subscribers::acts::Act;
use crate::subscribers::subscriber::{Channel, Source};

sentences! {
    no_name: "(geen naam)", "(no name)";
    subscribed: "geabonneerd", "subscribed";
    gone: "afgemeld", "left";
    subscriptions_heading: "Abonnementen", "Subscriptions";
    withdraw_heading: "Afmelden op verzoek", "Unsubscribe on request";
    withdraw_lead: "Doe dit alleen als de persoon u dat zelf vroeg. Het wordt vastgelegd met uw naam en de reden.",
        "Do this only when the person asked you to. It is recorded with your name and the reason.";
    withdraw_from: "Van welke uitgave?", "From which publication?";
    withdraw_from_missing: "Kies een uitgave.", "Choose a publication.";
    withdraw_reason: "Reden", "Reason";
    withdraw_reason_hint: "Bijvoorbeeld: belde op 3 december.", "For example: called on 3 December.";
    withdraw_reason_missing: "Schrijf in één regel van hoogstens 300 tekens waarom u deze persoon afmeldt.",
        "Write in one line of at most 300 characters why you unsubscribe this person.";
    withdraw_press: "Meld deze persoon af", "Unsubscribe this person";
    withdrawn: "De persoon is afgemeld", "The person was unsubscribed";
    column_state: "Status", "Status";
    column_when: "Wanneer", "When";
    column_what: "Wat", "What";
    column_how: "Waardoor", "Through";
    column_basis: "Grondslag of reden", "Basis or reason";
    paused_until: "Pauze tot", "Pause until";
    topics: "Onderwerpen", "Topics";
    areas: "Gebieden", "Areas";
    none_chosen: "geen keuze", "no choice";
    history_heading: "Geschiedenis", "History";
    history_none: "Er is nog niets gebeurd", "Nothing has happened yet";
    history_none_advice: "Aanmeldingen, mails, wijzigingen en wat terugkwam komen hier te staan.",
        "Sign-ups, mails, changes and what came back will stand here.";
    history_lead: "De nieuwste bovenaan. Geen enkele mail meldt ons of hij gelezen is.",
        "The newest first. No mail tells us whether it was read.";
    column_kind: "Soort", "Kind";
    kind_consent: "toestemming", "consent";
    kind_mail: "mail", "mail";
    kind_change: "wijziging", "change";
    kind_back: "terug", "returned";
    to_evidence: "Bekijk het bewijs van toestemming", "See the evidence of consent";
    evidence_title: "Bewijs van toestemming", "Evidence of consent";
    evidence_lead: "Wat deze persoon zag en deed, zoals het is vastgelegd. Er is geen IP-adres bewaard.",
        "What this person saw and did, as it was recorded. No IP address was kept.";
    evidence_none: "Er is nog niets vastgelegd", "Nothing has been recorded yet";
    evidence_none_advice: "Zodra deze persoon zich aanmeldt of wordt geïmporteerd, staat hier het bewijs.",
        "As soon as this person subscribes or is imported, the evidence stands here.";
    download: "Download als JSON", "Download as JSON";
    print_hint: "Afdrukken kan met de afdrukknop van uw browser; menu's en knoppen blijven dan weg.",
        "Print it with the print button of your browser; menus and buttons stay away then.";
    words_shown: "Getoonde tekst", "Words shown";
    no_words: "geen tekst getoond", "no words shown";
    fingerprint: "Kenmerk van de tekst (SHA-256)", "Fingerprint of the text (SHA-256)";
    message_id: "Message-ID van de mail", "Message-ID of the mail";
    list_source: "Waar de adressen vandaan komen", "Where the addresses come from";
    list_obtained: "Sinds wanneer wij ze hebben", "Since when we have them";
    list_file: "Bestand", "File";
    list_sha256: "Kenmerk van het bestand (SHA-256)", "Fingerprint of the file (SHA-256)";
    evidence_of: "Bewijs over", "Evidence about";
    made_at: "Gemaakt op", "Made on";
}

/// Through what somebody came, or left.
pub(super) fn through(word: &str, left: bool, language: Language) -> &str {
    if left { said_of(Channel::WORDS, word, language) } else { said_of(Source::WORDS, word, language) }
}

/// What staff call a letter: ours by what it is for, others by their own label.
pub(super) fn letter_label(label: &str, language: Language) -> String {
    match label {
        "subscribers.confirm" => language.pick("Bevestigingsmail", "Confirmation mail").to_owned(),
        "subscribers.already" => language.pick("Mail: u bent al geabonneerd", "Mail: you already subscribe").to_owned(),
        "subscribers.move" => {
            language.pick("Bevestigingsmail van een nieuw adres", "Confirmation mail of a new address").to_owned()
        }
        "subscribers.moved" => language.pick("Bericht aan het oude adres", "Notice to the old address").to_owned(),
        "subscribers.moved-here" => language.pick("Mail aan het nieuwe adres", "Mail to the new address").to_owned(),
        "subscribers.welcome" => language.pick("Welkomstmail", "Welcome mail").to_owned(),
        "privacy.letter" => language.pick("Code voor eigen gegevens", "Code for own data").to_owned(),
        other => other.to_owned(),
    }
}

/// The address of a subscriber must not be written to.
pub(super) fn is_suppressed(language: Language) -> &'static str {
    language.pick(
        "Naar dit adres versturen wij niets wat aan velen gaat",
        "Nothing that goes to many is sent to this address",
    )
}

/// The way to why that is, and to lifting it.
pub(super) fn see_suppression(language: Language) -> &'static str {
    language.pick("Bekijk waarom, of hef de blokkade op", "See why, or lift the suppression")
}

/// What was changed, out of the words of the audit; `None` for what another entry of the history says already.
pub(super) fn change(action: &str, detail: &str, language: Language) -> Option<String> {
    // The log says who did it; here it is the reader's own story.
    let said = match (Act::from_word(action), returns::Act::from_word(action)) {
        (Some(Act::Change), _) => return changed(detail, language),
        (Some(Act::Ask), _) => language.pick("vroeg om een abonnement", "asked to subscribe"),
        (Some(Act::AskMove), _) => language.pick("vroeg om een ander adres", "asked for another address"),
        (Some(Act::Move), _) => language.pick("verhuisde naar een ander adres", "moved to another address"),
        (Some(Act::UndoMove), _) => language.pick("draaide de verhuizing terug", "undid the move"),
        (Some(Act::ForgetAddress), _) => language.pick("het oude adres is vergeten", "the old address was forgotten"),
        (_, Some(returns::Act::SuppressionBack)) => language.pick("mag weer mails krijgen", "may get mails again"),
        (_, Some(returns::Act::SuppressionMake)) => {
            language.pick("het adres is geblokkeerd", "the address was suppressed")
        }
        _ => return None,
    };
    Some(said.to_owned())
}

fn changed(detail: &str, language: Language) -> Option<String> {
    let words: Vec<_> =
        detail.split_whitespace().filter_map(|word| Some(Change::said_of(word)?.of(language))).collect();
    (!words.is_empty()).then(|| format!("{}: {}", language.pick("voorkeuren", "preferences"), words.join(", ")))
}
