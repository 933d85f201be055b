//! The requests of a dossier, on its page.

use maud::{Markup, html};

use crate::base::wall_time::plain_date;
use crate::dossiers::DecisionState;
use crate::dossiers::deciding::Listed;
use crate::dossiers::deciding::texts;
use crate::web::Frame;
use crate::web::components::{Action, DataTable, Tone, link_button, tag};

/// The requests, with a way to make one.
pub(in crate::dossiers) fn section(frame: &Frame, address: &str, all: &[Listed]) -> Markup {
    let language = frame.language;
    let title = language.pick("Besluiten vragen", "Asking for decisions");
    let add = link_button(
        Action::Secondary,
        &format!("{address}/besluiten/nieuw"),
        language.pick("Vraag een besluit", "Ask for a decision"),
    );
    let table = DataTable::new(title)
        .hide_caption()
        .stacked()
        .column(language.pick("Besluit", "Decision"))
        .column(language.pick("Aan wie", "Of whom"))
        .column(language.pick("Tot en met", "Until the end of"))
        .column(language.pick("Status", "Status"))
        .column(language.pick("Antwoorden", "Answers"));
    let rows = all.iter().map(|one| {
        let the = &one.the;
        let body = match the.row.body_name.as_str() {
            "" => texts::people(the.respondents.len(), language),
            name => name.to_owned(),
        };
        vec![
            html! { a class="utrecht-link" href=(the.address()) { (the.row.title) } },
            html! { (body) },
            html! { (plain_date(the.day(), language)) },
            state(frame, the.row.state),
            html! { @if the.row.opened_at.is_some() { (the.done()) (language.pick(" van ", " of ")) (the.sent()) (language.pick(" op alles", " to everything")) } },
        ]
    });
    html! {
        section class="stack" id="besluiten" {
            div class="row between" { h2 class="utrecht-heading-2" { (title) } (add) }
            p class="muted" { (language.pick("Leg punten voor aan een overleggroep of aan mensen. Zij antwoorden per punt via een eigen link; de uitkomst komt in het dossier.", "Put points to a body or to people. They answer each point by a link of their own; the outcome comes into the dossier.")) }
            @if !all.is_empty() { (table.rows(rows)) }
        }
    }
}

/// Where a request stands, as a tag.
pub(super) fn state(frame: &Frame, of: DecisionState) -> Markup {
    let tone = match of {
        DecisionState::Draft => Tone::Quiet,
        DecisionState::Open => Tone::Info,
        DecisionState::Closed => Tone::Warn,
        DecisionState::Concluded => Tone::Good,
    };
    tag(tone, texts::state(of, frame.language))
}
