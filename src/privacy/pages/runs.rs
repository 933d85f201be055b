//! What would go now, and what went.

use maud::{Markup, html};

use super::{time, ways};
use crate::base::Language;
use crate::base::wall_time::number;
use crate::privacy::retention::{Due, Gone, span};
use crate::room::Kind;
use crate::web::components::{DataTable, Tone, empty_state, page_head, tag};
use crate::web::{Frame, staff_page};

/// What would go now.
pub(in crate::privacy) fn dry_run(frame: &Frame, due: &[Due]) -> Markup {
    let language = frame.language;
    let title = language.pick("Wat er nu weg zou gaan", "What would go now");
    let sub = language.pick(
        "Een proef: hier gaat niets weg. Vannacht wel, behalve wat wordt vastgehouden.",
        "A dry run: nothing goes here. Tonight it does, except what is on hold.",
    );
    let table = DataTable::new(title)
        .stacked()
        .hide_caption()
        .column(language.pick("Soort", "Kind"))
        .column(language.pick("Termijn", "Period"))
        .number(language.pick("Aantal", "Number"))
        .column(language.pick("Oudste", "Oldest"))
        .column(language.pick("Wat er weggaat", "What goes"));
    let row = |due: &Due| {
        vec![
            html! {
                (due.kind.name.of(language))
                @if due.is_held { " " (tag(Tone::Warn, language.pick("wordt vastgehouden", "on hold"))) }
            },
            html! { (span(due.days, language)) },
            html! { (number(due.many, language)) },
            html! { @if let Some(oldest) = due.oldest { (time(oldest, language)) } },
            html! { (due.kind.goes.of(language)) },
        ]
    };
    staff_page(
        frame,
        title,
        html! {
            (page_head(title, Some(sub), None))
            (ways(frame))
            section class="card" { (table.rows(due.iter().map(row))) }
        },
    )
}

/// What went.
pub(in crate::privacy) fn gone(frame: &Frame, gone: &[Gone]) -> Markup {
    let language = frame.language;
    let title = language.pick("Wat er wegging", "What went");
    let sub = language.pick(
        "Per keer hoeveel, en nooit wie. Nachten waarin niets voorbij de termijn was, staan er niet bij.",
        "How many each time, and never who. Nights in which nothing was past its period are not listed.",
    );
    staff_page(
        frame,
        title,
        html! {
            (page_head(title, Some(sub), None))
            (ways(frame))
            @if gone.is_empty() {
                (empty_state(
                    language.pick("Er is nog niets weggegaan", "Nothing has gone yet"),
                    language.pick("Zodra er iets voorbij zijn termijn is, staat het hier de volgende ochtend.", "As soon as something is past its period, it stands here the next morning."),
                    None,
                ))
            } @else {
                section class="card" { (table(gone, title, language)) }
            }
        },
    )
}

fn table(gone: &[Gone], title: &str, language: Language) -> DataTable {
    DataTable::new(title)
        .stacked()
        .hide_caption()
        .column(language.pick("Begonnen", "Began"))
        .column(language.pick("Klaar", "Finished"))
        .column(language.pick("Wat en hoeveel", "What and how many"))
        .rows(gone.iter().map(|run| {
            let words: Vec<String> = run.many.iter().map(|(kind, many)| of_kind(kind, *many, language)).collect();
            vec![
                time(run.began_at, language),
                html! { @match run.ended_at {
                    Some(at) => (time(at, language)),
                    None => (tag(Tone::Info, language.pick("gaat nog door", "still going on"))),
                } },
                html! { (words.join("; ")) },
            ]
        }))
}

fn of_kind(kind: &Kind, many: i64, language: Language) -> String {
    format!("{}: {}", kind.name.of(language), number(many, language))
}
