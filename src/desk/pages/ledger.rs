//! The ledger of a sending: one line per recipient.

use maud::{Markup, Render, html};

use super::moment;
use super::sending::name;
use crate::base::page::Page;
use crate::base::wall_time::number;
use crate::base::{Language, said_of};
use crate::delivery::{self, DeliveryReason};
use crate::desk::sending::{Delivery, Part, Row};
use crate::returns::CameBack;
use crate::web::components::{DataTable, pager, tabs, tag};

/// The part of the ledger that was asked for.
pub fn ledger(row: &Row, part: Part, page: &Page<Delivery>, is_first: bool, language: Language) -> Markup {
    let here = address(row, part);
    let next = page.next.map(|after| format!("{here}&na={after}#bezorgingen"));
    let first = (!is_first).then(|| format!("{here}#bezorgingen"));
    html! {
        section id="bezorgingen" class="card stack" {
            h2 { (language.pick("Per ontvanger", "By recipient")) }
            (choices(row, part, language))
            @if page.rows.is_empty() {
                p class="muted" { (language.pick("Hier staat niemand bij.", "Nobody stands here.")) }
            } @else { (table(&page.rows, language).render()) }
            (pager(language, first.as_deref(), next.as_deref()))
        }
    }
}

fn address(row: &Row, part: Part) -> String {
    format!("/beheer/verzendingen/{}?stand={}", row.id, part.word())
}

fn choices(row: &Row, part: Part, language: Language) -> Markup {
    let links: Vec<(String, String)> = Part::ALL
        .into_iter()
        .map(|one| (one, one.count(&row.counts)))
        .filter(|(one, count)| *one == Part::All || *one == part || *count > 0)
        .map(|(one, count)| {
            let label = format!("{} ({})", name(one, row.state, language), number(count, language));
            (format!("{}#bezorgingen", address(row, one)), label)
        })
        .collect();
    let links: Vec<(&str, &str)> = links.iter().map(|(href, label)| (href.as_str(), label.as_str())).collect();
    let here = format!("{}#bezorgingen", address(row, part));
    tabs(language.pick("Ontvangers per uitkomst", "Recipients by outcome"), &links, &here)
}

fn table(rows: &[Delivery], language: Language) -> DataTable {
    DataTable::new(language.pick("Ontvangers", "Recipients"))
        .stacked()
        .hide_caption()
        .column(language.pick("Adres (afgeschermd)", "Address (masked)"))
        .column(language.pick("Uitkomst", "Outcome"))
        .column(language.pick("Wanneer", "When"))
        .number(language.pick("Pogingen", "Attempts"))
        .column(language.pick("Wat de mailserver zei", "What the mail server said"))
        .rows(rows.iter().map(|row| {
            vec![
                html! { (row.address.as_deref().unwrap_or(language.pick("gewist", "erased"))) },
                html! { (tag(delivery::tone(row.state), row.state.said().of(language))) @if let Some(back) = &row.came_back { " " (came_back(back, language)) } },
                html! { @if let Some(at) = row.at { (moment(at, language)) } },
                html! { (row.attempts) },
                html! {
                    @if let Some(class) = &row.class { (said_of(DeliveryReason::WORDS, class, language)) }
                    @if row.class.is_some() && row.receipt.is_some() { ": " }
                    @if let Some(receipt) = &row.receipt { (receipt) }
                },
            ]
        }))
}

/// Accepted stays accepted: what came back later stands beside it.
fn came_back(back: &CameBack, language: Language) -> Markup {
    let (tone, word) = back.words(language);
    html! { (tag(tone, &format!("later: {word}"))) }
}
