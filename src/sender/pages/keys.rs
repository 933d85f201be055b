//! Who signs, and the life of the keys.

use maud::{Markup, html};

use super::moment;
use crate::base::Language;
use crate::sender::facts::{Facts, Signs};
use crate::sender::keys::{Key, KeyState};
use crate::sender::texts;
use crate::web::components::{Action, PostButton, Tone, button_row, empty_state, notice, tag};

/// The card about signing.
pub(super) fn signing(language: Language, facts: &Facts) -> Markup {
    let waits = facts.own.iter().any(|key| key.state == KeyState::New);
    html! {
        section class="card stack" id="ondertekening" {
            h2 { (language.pick("Wie ondertekent uw mail?", "Who signs your mail?")) }
            (who(language, facts))
            @if facts.signs != Signs::File {
                @if facts.own.is_empty() { (first_key(language)) } @else {
                    (key_list(language, facts))
                    @if !waits { (new_key(language, Action::Secondary)) }
                }
            }
            @if facts.signs == Signs::Own { (stopping(language)) }
        }
    }
}

fn who(language: Language, facts: &Facts) -> Markup {
    match facts.signs {
        Signs::File => {
            let selector = facts.keys.first().map_or("", |(selector, _)| selector.as_str());
            let title = language.pick(
                "Samenspraak ondertekent met de sleutel van deze machine",
                "Samenspraak signs with the key of this machine",
            );
            let body = language.pick(
                format!("De instelling SAMENSPRAAK_DKIM_KEY_FILE noemt die sleutel; hij staat in de DNS als “{selector}”. Een andere sleutel kiest u daar, samen met een andere naam (SAMENSPRAAK_DKIM_SELECTOR)."),
                format!("The setting SAMENSPRAAK_DKIM_KEY_FILE names that key; it stands in the DNS as “{selector}”. Choose another key there, together with another name (SAMENSPRAAK_DKIM_SELECTOR)."),
            );
            notice(language, Tone::Good, title, html! { p { (body) } })
        }
        Signs::Own => {
            let title = language.pick("Samenspraak ondertekent alle mail", "Samenspraak signs all mail");
            notice(language, Tone::Good, title, html! {})
        }
        Signs::Nobody => {
            let title = language.pick("Samenspraak ondertekent uw mail niet", "Samenspraak does not sign your mail");
            let body = language.pick(
                "Ondertekent uw mailserver? Dan hoeft u hier niets te doen; let er wel op dat de handtekening ook List-Unsubscribe en List-Unsubscribe-Post dekt. Anders werkt afmelden met één klik niet. Weet u het niet, maak dan hier een sleutel.",
                "Does your mail server sign? Then there is nothing to do here; only see to it that the signature also covers List-Unsubscribe and List-Unsubscribe-Post. Otherwise leaving with one click does not work. If you do not know, make a key here.",
            );
            notice(language, Tone::Warn, title, html! { p { (body) } })
        }
    }
}

fn first_key(language: Language) -> Markup {
    empty_state(
        language.pick("Er is nog geen sleutel.", "There is no key yet."),
        language.pick(
            "Maak er een, publiceer zijn record en laat hem daarna ondertekenen. Tot dat laatste verandert er niets aan uw mail.",
            "Make one, publish its record and then let it sign. Until that last step nothing changes in your mail.",
        ),
        Some(new_key(language, Action::Secondary)),
    )
}

fn new_key(language: Language, action: Action) -> Markup {
    let label = language.pick("Maak een nieuwe sleutel", "Make a new key");
    html! { (PostButton::new("/beheer/afzender/sleutels", label, action)) }
}

fn stopping(language: Language) -> Markup {
    html! {
        details {
            summary { (language.pick("Stoppen met ondertekenen", "Stop signing")) }
            p { (language.pick(
                "Doe dit alleen als uw mailserver het overneemt. Zonder handtekening komt uw mail bij ongewenste mail.",
                "Only do this when your mail server takes over. Without a signature your mail ends among unwanted mail.",
            )) }
            (PostButton::new("/beheer/afzender/stoppen", language.pick("Stop met ondertekenen", "Stop signing"), Action::Danger))
        }
    }
}

fn key_list(language: Language, facts: &Facts) -> Markup {
    html! {
        @for key in &facts.own {
            @let (tone, word) = texts::key_state(key.state, language);
            section class="record stack" {
                div class="record__head" {
                    h3 { (language.pick("Sleutel ", "Key ")) code { (key.selector) } }
                    (tag(tone, word))
                    span class="muted" { (language.pick("sinds ", "since ")) (moment(since(key), language)) }
                }
                (next(language, key, facts))
            }
        }
    }
}

fn since(key: &Key) -> crate::base::Instant {
    let at = match key.state {
        KeyState::New => None,
        KeyState::Signing => key.started_at,
        KeyState::Resting => key.stopped_at,
        KeyState::Retired => key.retired_at,
    };
    at.unwrap_or(key.made_at)
}

fn next(language: Language, key: &Key, facts: &Facts) -> Markup {
    let post = |act: &str, label: &str, action: Action| {
        let button = PostButton::new(format!("/beheer/afzender/sleutels/{}/{act}", key.id), label, action);
        html! { (button.about(key.selector.clone()).small()) }
    };
    let start = |action| post("gebruiken", language.pick("Laat ondertekenen", "Let it sign"), action);
    let retire = || post("vervallen", language.pick("Laat vervallen", "Retire"), Action::Secondary);
    match (key.state, key.rests_until()) {
        (KeyState::New, _) => html! {
            p { (language.pick("Publiceer eerst het DKIM-record hieronder. Wij zoeken het op voordat de sleutel ondertekent.", "Publish the DKIM record below first. We look it up before the key signs.")) }
            (button_row(&[start(Action::Primary), retire()]))
        },
        (KeyState::Signing, _) => {
            html! { p { (language.pick("Laat het record staan.", "Leave the record where it is.")) } }
        }
        (_, Some(until)) if until > facts.now => html! {
            p { (language.pick(
                format!("Laat het record staan tot {}: dan is alle mail die hij ondertekende aangekomen.", moment(until, language)),
                format!("Leave the record until {}: by then all mail that it signed has arrived.", moment(until, language)),
            )) }
            (start(Action::Secondary))
        },
        (KeyState::Resting, _) => html! {
            p { (language.pick("Alle mail is aangekomen. Laat de sleutel vervallen en haal het record weg.", "All mail has arrived. Retire the key and remove the record.")) }
            (retire())
        },
        (KeyState::Retired, _) => html! { p { (language.pick("Het record mag weg.", "The record can go.")) } },
    }
}
