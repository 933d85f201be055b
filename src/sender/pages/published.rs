//! The records of each domain: what to publish, and what was found.

use maud::{Markup, html};

use super::Shown;
use crate::base::Language;
use crate::sender::facts::Relay;
use crate::sender::find::Checked;
use crate::sender::finding::{Finding, Level, Subject};
use crate::sender::records::{Record, sts_policy};
use crate::sender::texts;
use crate::web::components::{copy_button, summary_list, tag};

/// A card for each domain.
pub(super) fn domains(language: Language, shown: &Shown<'_>) -> Markup {
    html! {
        @for domain in shown.facts.domains() {
            section class="card stack" {
                h2 { (language.pick("Records van ", "Records of ")) (domain) }
                p class="muted" { (role(language, shown, domain)) }
                @for (at, record) in shown.records.iter().enumerate().filter(|(_, record)| record.domain == domain) {
                    (one(language, shown, record, at))
                }
            }
        }
    }
}

fn role(language: Language, shown: &Shown<'_>, domain: &str) -> &'static str {
    if shown.facts.senders.iter().any(|sender| sender == domain) {
        language.pick(
            "Uw mail komt van dit domein. Geef de records aan wie het domein beheert.",
            "Your mail comes from this domain. Give the records to whoever runs the domain.",
        )
    } else {
        language.pick(
            "Onbestelbare mail komt terug naar dit domein. Geef de records aan wie het domein beheert.",
            "Undeliverable mail comes back to this domain. Give the records to whoever runs the domain.",
        )
    }
}

/// How the record stood at the last check; `None` when it was no part of it.
pub(super) fn level_of(record: &Record, checked: &Checked) -> Option<Level> {
    finding_of(record, checked).map(Finding::level)
}

fn finding_of<'a>(record: &Record, checked: &'a Checked) -> Option<&'a Finding> {
    checked.findings.iter().find(|finding| finding.subject == record.subject && finding.name == record.asked())
}

fn one(language: Language, shown: &Shown<'_>, record: &Record, at: usize) -> Markup {
    let finding = shown.checked.and_then(|checked| finding_of(record, checked));
    let level = finding.map(Finding::level);
    let (tone, word) = texts::level(level, language);
    let subject = texts::subject(record.subject, language);
    html! {
        section class="record stack" {
            div class="record__head" { h3 { (subject) } (tag(tone, word)) }
            p { (texts::purpose(record.subject, language)) }
            @if let Some(finding) = finding { (found(language, finding)) }
            @if level == Some(Level::Good) {
                details {
                    summary { (language.pick("Het record dat wij verwachten", "The record that we expect")) span class="hidden" { " (" (record.name) ")" } }
                    (values(language, record, at))
                }
            } @else { (values(language, record, at)) (advice(language, shown, record)) }
        }
    }
}

fn values(language: Language, record: &Record, at: usize) -> Markup {
    let copied = |part: &str, text: &str, label: &str| {
        let id = format!("record-{at}-{part}");
        html! {
            span class="copyable" {
                code id=(id) { (text) }
                (copy_button(language, &id, label))
            }
        }
    };
    let value = if record.example {
        language.pick("Waarde (voorbeeld)", "Value (example)")
    } else {
        language.pick("Waarde", "Value")
    };
    summary_list(&[
        (language.pick("Naam", "Name"), copied("name", &record.name, language.pick("de naam", "the name"))),
        (language.pick("Soort", "Type"), html! { (record.kind) }),
        (value, copied("value", &record.value, language.pick("de waarde", "the value"))),
    ])
}

/// What one should know to fill in or publish the value.
fn advice(language: Language, shown: &Shown<'_>, record: &Record) -> Markup {
    let said = match (record.subject, &shown.facts.relay) {
        (Subject::Spf, Relay::Term(_)) => language.pick(
            "Versturen er nog andere diensten namens dit domein, zet hun deel er dan bij. Gaat uw mail via een dienstverlener, gebruik dan het deel (include:…) dat die opgeeft.",
            "If other services send for this domain too, add their parts. If your mail goes through a provider, use the part (include:…) that it gives.",
        ),
        (Subject::Spf, _) => language.pick(
            "Vervang het adres door dat waarmee uw mailserver naar buiten gaat, of door het deel (include:…) dat uw dienstverlener opgeeft.",
            "Replace the address by the one with which your mail server goes out, or by the part (include:…) that your provider gives.",
        ),
        (Subject::Dkim, _) => language.pick(
            "Neem de waarde precies over. Sommige beheerpagina’s willen haar in stukken van hoogstens 255 tekens tussen aanhalingstekens; dat mag.",
            "Copy the value exactly. Some control panels want it in quoted pieces of at most 255 characters; that is fine.",
        ),
        (Subject::MtaSts, _) => {
            return html! {
                p { (language.pick("Zet daarnaast dit beleid op ", "Also put this policy at ")) code { "https://mta-sts." (record.domain) "/.well-known/mta-sts.txt" } (language.pick(", met de namen van uw mailservers:", ", with the names of your mail servers:")) }
                pre class="policy" tabindex="0" { (sts_policy(&record.domain)) }
            };
        }
        (Subject::Dmarc, _) => language.pick(
            "Kies een adres waarvan iemand de rapporten leest.",
            "Choose an address at which someone reads the reports.",
        ),
        _ => return html! {},
    };
    html! { p class="muted" { (said) } }
}

fn found(language: Language, finding: &Finding) -> Markup {
    html! {
        @for (at, saying) in finding.says.iter().enumerate() {
            p { @if at == 0 { strong { (language.pick("Gevonden: ", "Found: ")) } } (texts::saying(saying, language)) }
        }
        @if !finding.found.is_empty() {
            details {
                summary { (language.pick("Wat er staat", "What stands there")) span class="hidden" { " (" (finding.name) ")" } }
                ul class="found" { @for record in &finding.found { li { code { (record) } } } }
            }
        }
    }
}
