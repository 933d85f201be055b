//! The pages of somebody's own data.

use maud::{Markup, html};

use super::{Counted, address, what_goes_and_stays};
use crate::app::Rooms;
use crate::base::Language;
use crate::privacy::erase::Hindrance;
use crate::privacy::know::{Cell, Known};
use crate::privacy::texts::{self, last_day};
use crate::room::{Processing, Rows};
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, button, error_summary, link_button, notice, page_head, post_form,
    summary_list,
};
use crate::web::{Form, Frame, plain_page, public_page};

/// What one can do here, and the button that mails a code.
pub(in crate::privacy) fn ask(frame: &Frame, token: &str, masked: &str) -> Markup {
    let language = frame.language;
    let path = |end: &str| address(frame, &format!("/voorkeuren/{token}{end}"));
    plain_page(
        frame,
        texts::ask_title(language),
        html! {
            (page_head(texts::ask_title(language), Some(masked), None))
            p { (texts::ask_lead(language)) }
            p { (texts::ask_why(language)) }
            (PostButton::new(path("/gegevens"), texts::ask_press(language), Action::Primary))
            p { a class="utrecht-link" href=(path("/gegevens/code")) { (texts::have_code(language)) } }
            p { a class="utrecht-link" href=(path("")) { (texts::back_to_preferences(language)) } }
        },
    )
}

/// The page that takes the code.
pub(in crate::privacy) fn enter(frame: &Frame, token: &str, masked: &str, form: &Form) -> Markup {
    let language = frame.language;
    let path = |end: &str| address(frame, &format!("/voorkeuren/{token}/gegevens{end}"));
    plain_page(
        frame,
        (texts::enter_title(language), form),
        html! {
            (page_head(texts::enter_title(language), Some(masked), None))
            (error_summary(language, form))
            p { (texts::enter_lead(language)) }
            (post_form(&path("/code"), html! {
                (Field::code(language, form, "code", texts::code_label(language)).hint(texts::code_hint(language)))
                (button(Action::Primary, texts::enter_press(language)))
            }))
            (PostButton::new(path(""), texts::new_code(language), Action::Secondary))
        },
    )
}

/// Everything that is known.
pub(in crate::privacy) fn view(frame: &Frame, rooms: &Rooms, pass: &str, whose: &str, known: &[Known]) -> Markup {
    let language = frame.language;
    let path = |end: &str| address(frame, &format!("/mijn-gegevens/{pass}{end}"));
    public_page(
        frame,
        texts::view_title(language),
        html! {
            (page_head(texts::view_title(language), Some(whose), None))
            p { (texts::view_lead(language)) }
            div class="utrecht-button-group" {
                (link_button(Action::Primary, &path("/bestand"), texts::download_press(language)))
                (link_button(Action::Secondary, &path("/wissen"), texts::erase_link(language)))
            }
            p class="muted" { (texts::download_about(language)) }
            @for processing in rooms.processings() {
                @let tables: Vec<&Known> = known.iter().filter(|table| table.processing == processing).collect();
                @if !tables.is_empty() { (of_processing(processing, &tables, language)) }
            }
            (unlinked(rooms, language))
        },
    )
}

/// What stands in one processing, with why it is there said once.
fn of_processing(processing: &Processing, tables: &[&Known], language: Language) -> Markup {
    html! {
        section class="stack" aria-labelledby=(processing.word) {
            h2 id=(processing.word) class="utrecht-heading-2" { (processing.name.of(language)) }
            p class="muted" {
                (language.pick("Waarvoor: ", "What for: ")) (processing.purpose.of(language)) ". "
                (language.pick("Waarom dat mag: ", "Why we may: ")) (processing.basis.of(language)) "."
            }
            @for table in tables {
                h3 class="utrecht-heading-3" { (table.title) }
                @match table.rows.as_slice() {
                    [row] => (of_one(table, row)),
                    rows => (of_many(table, rows)),
                }
            }
        }
    }
}

fn of_one(table: &Known, row: &[Cell]) -> Markup {
    let is_told = |((_, shows), cell): &(&(&'static str, bool), &Cell)| *shows && !cell.words.is_empty();
    let told: Vec<(&str, Markup)> = table
        .columns
        .iter()
        .zip(row)
        .filter(is_told)
        .map(|((label, _), cell)| (*label, html! { (cell.words) }))
        .collect();
    summary_list(&told)
}

/// Only columns in which something stands.
fn of_many(table: &Known, rows: &[Vec<Cell>]) -> Markup {
    let says = |at: usize| rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.words.is_empty()));
    let shown: Vec<usize> = (0..table.columns.len())
        .filter(|at| table.columns.get(*at).is_some_and(|(_, shows)| *shows) && says(*at))
        .collect();
    let mut drawn = DataTable::new(table.title).hide_caption();
    for at in &shown {
        drawn = drawn.column(table.columns.get(*at).map_or("", |(label, _)| *label));
    }
    let words = |row: &Vec<Cell>, at: usize| row.get(at).map(|cell| cell.words.clone()).unwrap_or_default();
    let drawn = drawn.rows(rows.iter().map(|row| shown.iter().map(|at| html! { (words(row, *at)) }).collect()));
    html! { (drawn) }
}

/// What is kept of people in general and cannot be found by person.
fn unlinked(rooms: &Rooms, language: Language) -> Markup {
    let all = rooms.personal().filter_map(|(table, personal)| match personal.rows {
        Rows::Unlinked(why) => Some((table.title.of(language), why.of(language))),
        Rows::Of(_) | Rows::OfHash(_) => None,
    });
    html! {
        section class="stack" aria-labelledby="unlinked" {
            h2 id="unlinked" class="utrecht-heading-2" { (texts::kept_elsewhere(language)) }
            ul { @for (title, why) in all { li { (title) ": " (why) } } }
        }
    }
}

/// What erasing does, and the button; or why not now.
pub(in crate::privacy) fn ask_to_erase(
    frame: &Frame,
    rooms: &Rooms,
    pass: &str,
    counts: &[Counted],
    hindrance: Option<Hindrance>,
) -> Markup {
    let language = frame.language;
    let path = |end: &str| address(frame, &format!("/mijn-gegevens/{pass}{end}"));
    plain_page(
        frame,
        texts::erase_title(language),
        html! {
            (page_head(texts::erase_title(language), None, None))
            @if let Some(hindrance) = hindrance {
                (why_not(hindrance, language))
                p { (texts::complain(language)) }
            } @else {
                p { strong { (texts::erase_lead(language)) } }
                (what_goes_and_stays(rooms, counts, language))
                p { (texts::erase_transit(language)) " " (texts::erase_backups(language)) }
                (PostButton::new(path("/wissen"), texts::erase_press(language), Action::Danger))
            }
            p { a class="utrecht-link" href=(path("")) { (texts::erase_not(language)) } }
        },
    )
}

/// Why somebody cannot be erased now.
pub(super) fn why_not(hindrance: Hindrance, language: Language) -> Markup {
    match hindrance {
        Hindrance::OnHold(until) => {
            let lead = texts::hold_lead(&last_day(until, language), language);
            notice(language, Tone::Warn, texts::hold_title(language), html! { p { (lead) } })
        }
        Hindrance::Moving(until) => {
            let lead = texts::moving_lead(&crate::base::wall_time::long_moment(until, language), language);
            notice(language, Tone::Warn, texts::hold_title(language), html! { p { (lead) } })
        }
        Hindrance::IsMember => {
            notice(language, Tone::Info, texts::member_title(language), html! { p { (texts::member_lead(language)) } })
        }
    }
}

/// After erasing.
pub(in crate::privacy) fn erased(frame: &Frame) -> Markup {
    let language = frame.language;
    plain_page(
        frame,
        texts::gone_title(language),
        html! {
            (page_head(texts::gone_title(language), None, None))
            p { (texts::gone_lead(language)) }
            p { (texts::erase_transit(language)) " " (texts::erase_backups(language)) }
            p { (texts::gone_again(language)) }
            (link_button(Action::Secondary, &address(frame, "/aanmelden"), texts::sign_up(language)))
        },
    )
}
