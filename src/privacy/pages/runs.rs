//! What would go now.

use maud::{Markup, html};

use super::{moment, ways};
use crate::base::wall_time::number;
use crate::base::{Instant, Language};
use crate::privacy::retention::{Due, span};
use crate::web::components::{Action, DataTable, PostButton, Tone, notice, page_head, tag};
use crate::web::{Frame, staff_page};

/// What would go now.
pub(in crate::privacy) fn dry_run(frame: &Frame, due: &[Due], leapt: Option<Instant>) -> Markup {
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
            html! { @if let Some(oldest) = due.oldest { (moment(oldest, language)) } },
            html! { (due.kind.goes.of(language)) },
        ]
    };
    staff_page(
        frame,
        title,
        html! {
            (page_head(title, Some(sub), None))
            (ways(frame))
            @if let Some(since) = leapt { (clock(since, language)) }
            section class="card" { (table.rows(due.iter().map(row))) }
        },
    )
}

/// The clock may have leapt: nothing goes until somebody looked at it.
fn clock(since: Instant, language: Language) -> Markup {
    let title = language.pick("Er wordt nu niets opgeruimd", "Nothing is cleared now");
    let text = language.pick(
        "De laatste keer is meer dan twee dagen geleden. Dat kan omdat het systeem uit stond, of omdat de klok verkeerd staat. Kijk op de pagina Vandaag of de datum klopt. Klopt die, druk dan op de knop.",
        "The last time was more than two days ago. Perhaps the system was off, or perhaps its clock is wrong. See on the page Today whether the date is right. If it is, press the button.",
    );
    let label = language.pick("De klok klopt, ga weer opruimen", "The clock is right, go on clearing");
    let about = html! {
        p { (text) }
        p { (language.pick("De laatste keer: ", "The last time: ")) (moment(since, language)) }
        (PostButton::new("/beheer/privacy/proef/klok".to_owned(), label.to_owned(), Action::Secondary))
    };
    notice(language, Tone::Warn, title, about)
}
