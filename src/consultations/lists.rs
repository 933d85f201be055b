//! The list of consultations.

use maud::html;

use super::{Consultation, Step, find, texts};
use crate::app::{App, List};
use crate::base::page::Page;
use crate::base::words::fold;
use crate::base::{Blocks, Both};
use crate::staff::list_routes;
use crate::web::components::Tone;
use crate::web::list::{Cell, Column, Filter, options};
use crate::web::{Access, Routes};

/// The routes of the list.
pub(super) fn routes() -> Routes<App> {
    list_routes(&CONSULTATIONS, Access::Editor, Access::Editor)
}

/// A consultation without its text and documents.
struct Listed {
    the: Consultation,
    step: Step,
    /// How many organisations are asked, and how many answered.
    asked: i64,
    answered: i64,
}

/// The newest first.
static CONSULTATIONS: List<Listed> = List {
    sub: Some(Both(
        "Vraag organisaties om advies, en antwoord op elk punt.",
        "Ask organisations for advice, and answer every point.",
    )),
    make: Some(Both("Nieuwe consultatie", "New consultation")),
    filters: &[
        Filter::Words("zoek", Both("Titel of kenmerk", "Title or reference")),
        Filter::Choice("stand", Both("Status", "Status"), Both("alle", "all"), |language, ()| {
            options(Step::ALL.map(|step| (step.word(), texts::step(step, language))))
        }),
    ],
    columns: &[
        Column::of(Both("Consultatie", "Consultation"), |_, one, ()| {
            let row = &one.the.row;
            Cell::text(format!("{} ({})", row.title, row.kenmerk)).drawn(html! {
                a class="utrecht-link" href=(one.the.address()) { (row.title) } br; span class="ref muted" { (row.kenmerk) }
            })
        }),
        Column::of(Both("Termijn", "Term"), |language, one, ()| Cell::text(one.the.deadline().said(language))),
        Column::number(Both("Geantwoord", "Answered"), |language, one, ()| {
            Cell::text(format!("{} {} {}", one.answered, language.pick("van", "of"), one.asked))
        }),
        Column::of(Both("Status", "Status"), |language, one, ()| {
            Cell::tag(tone(one.step), texts::step(one.step, language))
        }),
    ],
    empty: (
        Both("Nog geen consultatie", "No consultation yet"),
        Both(
            "Begin met waar het over gaat en wat u wilt weten.",
            "Begin with what it is about and what you want to know.",
        ),
    ),
    ..List::plain("/beheer/consultaties", Both("Consultaties", "Consultations"), |app, asked, most| {
        Box::pin(async move {
            let (now, words) = (app.clock.now(), fold(asked.word("zoek")));
            let all = find::all(app.store.read(), None).await?.into_iter().map(|(row, asked, answered)| {
                let the = Consultation { row, body: Blocks::default(), questions: Vec::new(), documents: Vec::new() };
                Listed { step: the.step(now), the, asked, answered }
            });
            let is_wanted = |one: &Listed| {
                let text = fold(&format!("{} {}", one.the.row.title, one.the.row.kenmerk));
                let is_step = asked.word("stand").is_empty() || one.step.word() == asked.word("stand");
                is_step && words.split_whitespace().all(|word| text.contains(word))
            };
            Ok(Page::after(all.filter(is_wanted).collect(), asked.after, most, |one| one.the.row.id.0))
        })
    })
};

/// How a step looks in a list.
fn tone(step: Step) -> Tone {
    match step {
        Step::Draft | Step::Approved => Tone::Quiet,
        Step::Open => Tone::Info,
        Step::Closed | Step::Answered => Tone::Warn,
        Step::Published => Tone::Good,
    }
}
