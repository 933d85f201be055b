//! The register of commitments.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{Names, due};
use crate::base::wall_time::{date_of, parse_date, plain_date};
use crate::consultations::reacting::reaction::Listed;
use crate::web::components::{
    Action, DataTable, Field, Tone, button, button_row, crumbs, empty_state, error_summary, link_button, notice,
    page_head, post_form, tag,
};
use crate::web::{Form, Frame, staff_page};

/// The register: what is open first, by its day.
pub(in crate::consultations::reacting) fn register(
    frame: &Frame,
    (all, names): (&[Listed], &Names),
    today: NaiveDate,
    said: Option<(Tone, &'static str)>,
) -> Markup {
    let language = frame.language;
    let title = language.pick("Toezeggingen", "Commitments");
    let open: Vec<&Listed> = all.iter().filter(|one| one.row.closed_at.is_none()).collect();
    let closed: Vec<&Listed> = all.iter().filter(|one| one.row.closed_at.is_some()).collect();
    let body = html! {
        (page_head(title, Some(language.pick("Wat wij beloofden in een nota van antwoord, wie het doet en voor wanneer.", "What we promised in a reaction, who does it and before when.")), None))
        @if let Some((tone, said)) = said { (notice(language, tone, said, html! {})) }
        @if all.is_empty() {
            (empty_state(language.pick("Nog niets toegezegd", "Nothing promised yet"), language.pick("Een toezegging doet u bij een punt.", "A commitment is made at a point."), None))
        }
        @if !open.is_empty() {
            section class="card" {
                h2 class="utrecht-heading-2" { (language.pick("Nog te doen", "To do")) }
                ul class="commitments" { @for one in open { (waiting(frame, one, names, today)) } }
            }
        }
        @if !closed.is_empty() { section class="card" { h2 class="utrecht-heading-2" { (language.pick("Afgerond", "Completed")) } (done(frame, &closed)) } }
    };
    staff_page(frame, title, body)
}

fn waiting(frame: &Frame, one: &Listed, names: &Names, today: NaiveDate) -> Markup {
    let language = frame.language;
    // Late only after the last day.
    let late = parse_date(&one.row.due_on).is_some_and(|day| day < today);
    html! {
        li {
            div class="commitments__head" {
                b { (one.row.promised) }
                @if late { (tag(Tone::Bad, language.pick("te laat", "late"))) }
            }
            p class="muted" {
                (names.get(&one.row.owner).map_or_else(|| language.pick("niemand", "nobody"), String::as_str)) ", "
                (language.pick("klaar voor ", "done before ")) (due(&one.row, language)) " · "
                a class="utrecht-link" href={ "/beheer/consultaties/" (one.consultation.0) "/nota#punt-" (one.number) } { (one.consultation.1) ", " (language.pick("punt ", "point ")) (one.number) }
            }
            p { a class="utrecht-link" href={ "/beheer/toezeggingen/" (one.row.id) "/klaar" } { (language.pick("Rond af", "Complete")) span class="hidden" { ": " (one.row.promised) } } }
        }
    }
}

/// Where a commitment is completed.
pub(in crate::consultations::reacting) fn closing(frame: &Frame, one: &Listed, form: &Form) -> Markup {
    let language = frame.language;
    let title = language.pick("Toezegging afronden", "Complete a commitment");
    let list = "/beheer/toezeggingen";
    let body = html! {
        (crumbs(language, &[(list, language.pick("Toezeggingen", "Commitments"))], title))
        (page_head(title, Some(&one.row.promised), None))
        (error_summary(language, form))
        (post_form(&format!("{list}/{}/klaar", one.row.id), html! {
            (Field::textarea(language, form, "result", language.pick("Wat is het resultaat?", "What is the result?"), 3))
            (button_row(&[button(Action::Primary, language.pick("Rond af", "Complete")), link_button(Action::Secondary, list, language.pick("Terug", "Back"))]))
        }))
    };
    staff_page(frame, (title, form), body)
}

fn done(frame: &Frame, all: &[&Listed]) -> Markup {
    let language = frame.language;
    let table = DataTable::new(language.pick("Afgeronde toezeggingen", "Completed commitments"))
        .hide_caption()
        .stacked()
        .column(language.pick("Toezegging", "Commitment"))
        .column(language.pick("Resultaat", "Result"))
        .column(language.pick("Afgerond", "Completed"));
    let rows = all.iter().map(|one| {
        let when = one.row.closed_at.map(|at| plain_date(date_of(at), language)).unwrap_or_default();
        vec![html! { (one.row.promised) }, html! { (one.row.result) }, html! { (when) }]
    });
    html! { (table.rows(rows)) }
}
