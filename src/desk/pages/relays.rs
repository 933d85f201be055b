//! The relays: which there are, on which terms, and whether they can be reached.

use maud::{Markup, html};

use super::moment;
use crate::base::Language;
use crate::base::wall_time::number;
use crate::delivery::Relay;
use crate::web::components::{DataTable, Tone, crumbs, notice, page_head, tag};
use crate::web::{Frame, staff_page};

/// The page.
pub fn relays(frame: &Frame, relays: &[Relay]) -> Markup {
    let language = frame.language;
    let title = language.pick("Mailservers", "Mail servers");
    let above = [("/beheer/verzendingen", language.pick("Verzendingen", "Sendings"))];
    let sub = language.pick(
        "Langs deze weg verlaat de mail het huis. De beheerder van de server stelt ze in.",
        "By this way mail leaves the house. Whoever runs the server sets them up.",
    );
    staff_page(
        frame,
        title,
        html! {
            (crumbs(language, &above, title))
            (page_head(title, Some(sub), None))
            @if relays.iter().all(|relay| relay.down.is_some()) { (unreachable(language)) }
            section class="card stack" {
                (table(relays, language))
                p class="muted" {
                    (language.pick(
                        "Brieven waar iemand op wacht, zoals een bevestiging, hebben eigen verbindingen en wachten nooit op een verzending.",
                        "Letters that someone waits for, such as a confirmation, have connections of their own and never wait for a sending.",
                    ))
                }
            }
            (how_to(language))
        },
    )
}

/// What is said wherever mail waits for a relay.
pub fn unreachable(language: Language) -> Markup {
    notice(
        language,
        Tone::Warn,
        language.pick("De mailserver is niet bereikbaar", "The mail server cannot be reached"),
        html! {
            p {
                (language.pick(
                    "De mail wacht en gaat vanzelf verder zodra de mailserver antwoordt. Niemand wordt overgeslagen en het telt niet als poging.",
                    "Mail waits and goes on by itself as soon as the mail server answers. Nobody is skipped, and it does not count as an attempt.",
                ))
            }
        },
    )
}

fn table(relays: &[Relay], language: Language) -> DataTable {
    let limit = |limit: Option<String>| limit.unwrap_or_else(|| language.pick("geen", "none").to_owned());
    DataTable::new(language.pick("Mailservers", "Mail servers"))
        .hide_caption()
        .column(language.pick("Naam", "Name"))
        .column(language.pick("Status", "Status"))
        .number(language.pick("Verbindingen", "Connections"))
        .number(language.pick("Grens per uur", "Limit per hour"))
        .column(language.pick("Alleen voor afzender", "Only for sender"))
        .column(language.pick("Versleuteld", "Encrypted"))
        .rows(relays.iter().map(|relay| {
            vec![
                html! { (relay.name) },
                state(relay, language),
                html! { (number(i64::from(relay.connections), language)) },
                html! { (limit(relay.terms.per_hour.map(|most| number(i64::from(most), language)))) },
                html! { (relay.terms.from.as_deref().unwrap_or(language.pick("alle", "all"))) },
                html! { (if relay.is_protected { language.pick("ja", "yes") } else { language.pick("nee", "no") }) },
            ]
        }))
}

fn state(relay: &Relay, language: Language) -> Markup {
    match &relay.down {
        None => tag(Tone::Good, language.pick("bereikbaar", "reachable")),
        Some((since, words)) => html! {
            (tag(Tone::Bad, language.pick("niet bereikbaar", "unreachable")))
            " " (language.pick("sinds ", "since ")) (moment(*since, language)) ": " (words)
        },
    }
}

fn how_to(language: Language) -> Markup {
    html! {
        section class="card stack" aria-labelledby="instellen" {
            h2 id="instellen" { (language.pick("Instellen", "Setting up")) }
            p {
                (language.pick("De instelling ", "The setting ")) code { "SAMENSPRAAK_SMTP_URL" }
                (language.pick(
                    " noemt een of meer mailservers, met een spatie ertussen. Achter elk adres kunnen voorwaarden staan:",
                    " names one or more mail servers, with a space between them. Terms may follow each address:",
                ))
            }
            ul {
                li { code { "name=" } " " (language.pick("hoe de mailserver hier heet", "what the mail server is called here")) }
                li { code { "weight=" } " " (language.pick("zijn deel van de verbindingen", "its share of the connections")) }
                li { code { "rate=" } " " (language.pick("hoeveel mails per uur hij hoogstens krijgt", "the most mails per hour that it gets")) }
                li { code { "connections=" } " " (language.pick("hoeveel verbindingen hij hoogstens krijgt", "the most connections that it gets")) }
                li { code { "from=" } " " (language.pick("het ene domein van afzenders dat hij bedient", "the one domain of senders that it serves")) }
            }
        }
    }
}
