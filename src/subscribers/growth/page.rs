//! The page of growth.

use maud::{Markup, html};

use crate::base::wall_time::{number, short_moment};
use crate::base::{Instant, Language};
use crate::subscribers::texts as shared;
use crate::web::components::{BarChart, DataTable, crumbs, empty_state, figure_card, page_head};
use crate::web::{Frame, staff_page};

/// The figures of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Month {
    /// "november 2026".
    pub(super) name: String,
    pub(super) joined: i64,
    pub(super) gone: i64,
    pub(super) total: i64,
}

/// How one publication grew, or everyone together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Growth {
    pub(super) name: String,
    pub(super) months: Vec<Month>,
}

/// What the page shows.
pub(super) struct Page<'a> {
    pub(super) growths: &'a [Growth],
    pub(super) counted_at: Option<Instant>,
    /// Why people left in the last twelve months.
    pub(super) reasons: &'a [(&'static str, i64)],
}

/// The page.
pub(super) fn page(frame: &Frame, page: &Page) -> Markup {
    let language = frame.language;
    let title = language.pick("Groei", "Growth");
    let sub = page.counted_at.map(|at| {
        let at = short_moment(at, language);
        language.pick(format!("Geteld op {at}; elk uur opnieuw."), format!("Counted on {at}; anew every hour."))
    });
    staff_page(
        frame,
        title,
        html! {
            (crumbs(language, &[("/beheer/abonnees", shared::staff_title(language))], title))
            (page_head(title, sub.as_deref(), None))
            @if page.growths.is_empty() {
                (empty_state(
                    language.pick("Er is nog niet geteld", "Nothing was counted yet"),
                    language.pick("Binnen een uur staan de eerste cijfers hier.", "The first figures stand here within an hour."),
                    None,
                ))
            }
            @for growth in page.growths { (section(language, growth)) }
            (reasons(language, page.reasons))
        },
    )
}

fn section(language: Language, growth: &Growth) -> Markup {
    let figure = |many: i64| number(many, language);
    html! {
        section class="card stack" {
            h2 class="utrecht-heading-2" { (growth.name) }
            @if let Some(last) = growth.months.last() {
                div class="figures" {
                    (figure_card(language.pick("Abonnees", "Subscribers"), &figure(last.total), &last.name))
                    (figure_card(language.pick("Erbij", "Joined"), &figure(last.joined), &last.name))
                    (figure_card(language.pick("Eraf", "Left"), &figure(last.gone), &last.name))
                }
            }
            (chart(language, growth))
        }
    }
}

fn chart(language: Language, growth: &Growth) -> Markup {
    let name = &growth.name;
    let about = match (growth.months.first(), growth.months.last()) {
        (Some(first), Some(last)) => language.pick(
            format!("Abonnees aan het eind van elke maand, van {} tot en met {}.", first.name, last.name),
            format!("Subscribers at the end of each month, from {} to {}.", first.name, last.name),
        ),
        _ => String::new(),
    };
    let chart = BarChart::new(name, about, language.pick("Maand", "Month"), language.pick("Totaal", "Total"));
    let chart = growth.months.iter().fold(chart, |chart, month| chart.bar(html! { (month.name) }, month.total));
    let column = |of: fn(&Month) -> i64| growth.months.iter().map(of).collect();
    let about = language.pick(
        "Boven de lijn wie er die maand bij kwamen, eronder wie er af gingen.",
        "Above the line who joined in that month, below it who left.",
    );
    let joined = (language.pick("Erbij", "Joined"), column(|month| month.joined));
    let left = (language.pick("Eraf", "Left"), column(|month| month.gone));
    chart.changes(about, joined, left).draw(language, |many| number(many, language))
}

fn reasons(language: Language, reasons: &[(&'static str, i64)]) -> Markup {
    let title = language.pick("Waarom mensen stopten", "Why people stopped");
    let table = DataTable::new(title)
        .hide_caption()
        .column(language.pick("Reden", "Reason"))
        .number(language.pick("Aantal", "Number"))
        .rows(reasons.iter().map(|(reason, many)| vec![html! { (reason) }, html! { (number(*many, language)) }]));
    html! {
        section class="card stack" {
            h2 class="utrecht-heading-2" { (title) }
            @if reasons.iter().all(|(_, many)| *many == 0) {
                (empty_state(
                    language.pick("Nog geen antwoorden", "No answers yet"),
                    language.pick("Wie zich afmeldt, mag zeggen waarom. De antwoorden worden geteld, zonder naam.", "Whoever leaves may say why. The answers are counted, without a name."),
                    None,
                ))
            } @else {
                p { (language.pick("Van wie het wilde zeggen, in de laatste twaalf maanden. Het zijn aantallen zonder namen.", "Of those who liked to say, in the last twelve months. They are numbers without names.")) }
                (table)
            }
        }
    }
}
