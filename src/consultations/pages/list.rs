//! The list of consultations.

use maud::{Markup, html};

use crate::base::Instant;
use crate::consultations::find::Row;
use crate::consultations::{Consultation, Step, texts};
use crate::web::components::{Action, DataTable, Tone, empty_state, link_button, page_head, tag};
use crate::web::{Frame, staff_page};

/// How a step looks in a list.
fn tone(step: Step) -> Tone {
    match step {
        Step::Draft | Step::Approved => Tone::Quiet,
        Step::Open => Tone::Info,
        Step::Closed | Step::Answered => Tone::Warn,
        Step::Published => Tone::Good,
    }
}

/// The list, the newest first.
pub(in crate::consultations) fn list(frame: &Frame, all: &[(Row, i64, i64)], now: Instant) -> Markup {
    let language = frame.language;
    let title = language.pick("Consultaties", "Consultations");
    let new = link_button(
        Action::Primary,
        "/beheer/consultaties/nieuw",
        language.pick("Nieuwe consultatie", "New consultation"),
    );
    let table = DataTable::new(title)
        .hide_caption()
        .stacked()
        .column(language.pick("Consultatie", "Consultation"))
        .column(language.pick("Termijn", "Term"))
        .number(language.pick("Geantwoord", "Answered"))
        .column(language.pick("Status", "Status"));
    let rows = all.iter().map(|(row, asked, answered)| {
        let the = Consultation {
            row: row.clone(),
            body: crate::base::Blocks::default(),
            questions: Vec::new(),
            documents: Vec::new(),
        };
        let step = the.step(now);
        vec![
            html! { a class="utrecht-link" href=(the.address()) { (row.title) } br; span class="ref muted" { (row.kenmerk) } },
            html! { (the.deadline().said(language)) },
            html! { (answered) " " (language.pick("van", "of")) " " (asked) },
            tag(tone(step), texts::step(step, language)),
        ]
    });
    let body = html! {
        (page_head(title, Some(language.pick("Vraag organisaties om advies, en antwoord op elk punt.", "Ask organisations for advice, and answer every point.")), Some(new)))
        @if all.is_empty() {
            (empty_state(language.pick("Nog geen consultatie", "No consultation yet"), language.pick("Begin met waar het over gaat en wat u wilt weten.", "Begin with what it is about and what you want to know."), None))
        } @else { (table.rows(rows)) }
    };
    staff_page(frame, title, body)
}
