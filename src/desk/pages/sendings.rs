//! The list of sendings.

use maud::{Markup, html};

use super::moment;
use crate::base::Language;
use crate::base::page::Page;
use crate::base::wall_time::number;
use crate::delivery;
use crate::desk::sending::{Counts, Row};
use crate::web::components::{Action, DataTable, empty_state, link_button, page_head, pager};
use crate::web::{Frame, staff_page};

/// The list.
pub fn sendings(frame: &Frame, page: &Page<Row>, is_first: bool, letters: &Counts) -> Markup {
    let language = frame.language;
    let title = language.pick("Verzendingen", "Sendings");
    let next = page.next.map(|before| format!("/beheer/verzendingen?voor={before}"));
    let first = (!is_first).then_some("/beheer/verzendingen");
    let relays = link_button(Action::Secondary, "/beheer/mailservers", language.pick("Mailservers", "Mail servers"));
    staff_page(
        frame,
        title,
        html! {
            (page_head(title, Some(language.pick("Wat naar velen ging, en wat ervan werd.", "What went to many, and what became of it.")), Some(relays)))
            @if page.rows.is_empty() && is_first {
                (empty_state(
                    language.pick("Er is nog niets verstuurd.", "Nothing was sent yet."),
                    language.pick("Maak een nummer, laat het goedkeuren en kies een moment. Hier ziet u dan wie het kreeg.", "Make an issue, have it approved and choose a moment. Here you then see who received it."),
                    Some(link_button(Action::Primary, "/beheer/nummers", language.pick("Naar de nummers", "To the issues"))),
                ))
            } @else {
                section class="card" { (table(&page.rows, language)) }
                (pager(language, first, next.as_deref()))
            }
            @if is_first { (single(letters, language)) }
        },
    )
}

fn table(rows: &[Row], language: Language) -> DataTable {
    DataTable::new(language.pick("Verzendingen, de nieuwste eerst", "Sendings, newest first"))
        .stacked()
        .hide_caption()
        .column(language.pick("Verzending", "Sending"))
        .column(language.pick("Begonnen", "Started"))
        .column(language.pick("Status", "Status"))
        .number(language.pick("Ontvangers", "Recipients"))
        .number(language.pick("Aangenomen", "Accepted"))
        .number(language.pick("Geweigerd", "Refused"))
        .number(language.pick("Onzeker", "Uncertain"))
        .rows(rows.iter().map(|row| {
            let count = |count| html! { (number(count, language)) };
            vec![
                html! { a class="utrecht-link" href={ "/beheer/verzendingen/" (row.id) } { (row.label) } },
                moment(row.opened_at, language),
                delivery::sending_tag(language, row.state),
                count(row.counts.total()),
                count(row.counts.accepted),
                count(row.counts.refused),
                count(row.counts.uncertain),
            ]
        }))
}

fn single(letters: &Counts, language: Language) -> Markup {
    let shown = |count| number(count, language);
    let (all, accepted) = (shown(letters.total()), shown(letters.accepted));
    let (refused, waiting) = (shown(letters.refused), shown(letters.open + letters.retrying));
    html! {
        section class="card" {
            h2 { (language.pick("Losse mails", "Single letters")) }
            @if letters.total() == 0 {
                p { (language.pick(
                    "Bevestigingen, uitnodigingen en testmails gaan per stuk. In de laatste 30 dagen was er geen.",
                    "Confirmations, invitations and test mails go one by one. There was none in the last 30 days.",
                )) }
            } @else { p {
                (language.pick(
                    format!("Bevestigingen, uitnodigingen en testmails gaan per stuk. In de laatste 30 dagen waren het er {all}: {accepted} aangenomen, {refused} geweigerd, {waiting} wachten nog."),
                    format!("Confirmations, invitations and test mails go one by one. There were {all} in the last 30 days: {accepted} accepted, {refused} refused, {waiting} still waiting."),
                ))
            } }
        }
    }
}
