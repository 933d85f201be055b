//! The year plan: per publication a calendar of twelve months and a list with its deadlines.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use super::{day, issue_link, said};
use crate::base::quiet_day::{Quiet, quiet};
use crate::base::{Language, wall_time};
use crate::centre::Publication;
use crate::issues::find::Listed;
use crate::issues::issue::{is_open, is_sent};
use crate::issues::texts;
use crate::room::Planned;
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, button, empty_state, link_button, page_head, post_section, progress,
    tabs, tag,
};
use crate::web::{Form, Frame, staff_page};

/// A publication in a year.
pub(in crate::issues) struct Plan<'a> {
    /// The publication.
    pub publication: &'a Publication,
    /// How many issues it plans in a year.
    pub wanted: u32,
    /// Its issues of this year.
    pub issues: Vec<&'a Listed>,
}

/// The plan of a year.
pub(in crate::issues) fn page(
    frame: &Frame,
    (year, today): (i32, NaiveDate),
    (plans, elsewhere): (&[Plan], &[Planned]),
    last_act: Option<&str>,
) -> Markup {
    let language = frame.language;
    let title = format!("{} {year}", language.pick("Jaarplanning", "Year plan"));
    let address = |year: i32| format!("/beheer/jaarplanning?jaar={year}");
    let years: Vec<(String, String)> = (year - 1..=year + 1).map(|year| (address(year), year.to_string())).collect();
    let years: Vec<(&str, &str)> = years.iter().map(|(href, text)| (href.as_str(), text.as_str())).collect();
    let sub = language.pick(
        "Wat er dit jaar verschijnt, wanneer de teksten klaar moeten zijn, en wat er al verstuurd is.",
        "What appears this year, when the copy is due, and what has been sent.",
    );
    staff_page(
        frame,
        &title,
        html! {
            (page_head(&title, Some(sub), None))
            (tabs(language.pick("Jaren", "Years"), &years, &address(year)))
            (said(language, last_act))
            @if plans.is_empty() {
                (empty_state(
                    language.pick("Er is nog geen uitgave", "There is no publication yet"),
                    language.pick("Vraag een beheerder een uitgave te maken, zoals de nieuwsbrief.", "Ask an administrator to make a publication, such as the newsletter."),
                    None,
                ))
            }
            @for plan in plans { (publication(language, year, today, plan)) }
            @for planned in elsewhere { (things(language, year, planned)) }
        },
    )
}

fn publication(language: Language, year: i32, today: NaiveDate, plan: &Plan) -> Markup {
    let sent = plan.issues.iter().filter(|listed| is_sent(listed.row.state)).count() as u64;
    let wanted = u64::from(plan.wanted).max(plan.issues.len() as u64);
    let label = language.pick(format!("{sent} van {wanted} verstuurd"), format!("{sent} of {wanted} sent"));
    html! {
        section class="card" {
            h2 { (plan.publication.name(language)) }
            @if wanted > 0 { (progress(sent, wanted, &label)) }
            @if plan.issues.is_empty() {
                p { (language.pick("Er is nog niets gepland.", "Nothing is planned yet.")) }
            } @else {
                (months(language, year, plan))
                (list(language, today, plan))
            }
            div class="row" { (make(language, year, plan)) }
        }
    }
}

/// What another room brings in a year: how much of what was meant, and each with its day.
fn things(language: Language, year: i32, planned: &Planned) -> Markup {
    let kind = planned.kind.of(language);
    let (held, there) = (planned.held, planned.things.len() as u64);
    let wanted = planned.wanted.max(there);
    let label = language.pick(format!("{held} van {wanted} gehouden"), format!("{held} of {wanted} held"));
    // Each kind has a field of its own name: several stand on one page.
    let field = format!("wanted-{}", planned.word);
    let form = Form::with(&[(&field, &planned.wanted.to_string())]);
    let table = DataTable::new(kind)
        .stacked()
        .hide_caption()
        .column(language.pick("Dag", "Day"))
        .column(language.pick("Titel", "Title"))
        .column(language.pick("Status", "Status"))
        .rows(planned.things.iter().map(|thing| {
            vec![
                html! { (wall_time::plain_date(thing.day, language)) },
                html! { a class="utrecht-link" href=(thing.path) { (thing.title) } },
                html! { (thing.says) },
            ]
        }));
    html! {
        section class="card stack" {
            h2 { (kind) }
            @if wanted > 0 && planned.goal.is_some() { (progress(held, wanted, &label)) }
            @if planned.things.is_empty() { p { (language.pick("Er is nog niets gepland.", "Nothing is planned yet.")) } } @else { (table) }
            @if let Some(goal) = planned.goal {
                details class="more" {
                    summary { (language.pick("Hoeveel het er moeten worden", "How many there are to be")) }
                    (post_section(goal, "form", html! {
                        input type="hidden" name="year" value=(year);
                        input type="hidden" name="kind" value=(planned.word);
                        (Field::number(language, &form, &field, &language.pick(format!("Aantal in {year}"), format!("Number in {year}"))))
                        (button(Action::Secondary, language.pick("Bewaar", "Save")))
                    }))
                }
            }
        }
    }
}

fn make(language: Language, year: i32, plan: &Plan) -> Markup {
    let name = plan.publication.name(language);
    let missing = plan.wanted as usize > plan.issues.len();
    let label = language.pick(format!("Maak de planning voor {year}"), format!("Make the plan for {year}"));
    html! {
        @if missing {
            (PostButton::new("/beheer/jaarplanning", label, Action::Secondary)
                .hidden("year", year.to_string())
                .hidden("publication", plan.publication.id().to_string())
                .about(name))
        }
        (link_button(Action::Secondary, &format!("/beheer/nummers/nieuw?uitgave={}&jaar={year}", plan.publication.id()), language.pick("Nieuw nummer", "New issue")))
    }
}

/// Twelve months with the issues that are planned in them; an issue without a day, or with a day in another year,
/// stands in the list only.
fn months(language: Language, year: i32, plan: &Plan) -> Markup {
    let month_of = |listed: &Listed| {
        wall_time::parse_date(&listed.row.planned_on).filter(|date| date.year() == year).map(|date| date.month())
    };
    html! {
        ol class="plan" {
            @for month in 1..=12 {
                li {
                    b { (wall_time::month(month, language)) }
                    @for listed in plan.issues.iter().filter(|listed| month_of(listed) == Some(month)) { (chip(language, listed)) }
                }
            }
        }
    }
}

fn chip(language: Language, listed: &Listed) -> Markup {
    let (tone, word) = texts::state(language, listed.row.state);
    let day = wall_time::parse_date(&listed.row.planned_on).map_or(0, |date| date.day());
    let text = language.pick(
        format!("Nr. {} op {day}: {word}", listed.row.number),
        format!("No. {} on {day}: {word}", listed.row.number),
    );
    tag(tone, &text)
}

fn list(language: Language, today: NaiveDate, plan: &Plan) -> Markup {
    let rows = plan.issues.iter().map(|listed| {
        let row = &listed.row;
        let is_writing = is_open(row.state);
        vec![
            html! { (issue_link(language, listed)) @if !row.subject.is_empty() { p class="muted" { (row.subject) } } },
            due(language, &row.copy_due, is_writing.then_some(today)),
            due(language, &row.review_due, is_writing.then_some(today)),
            html! {
                (due(language, &row.planned_on, is_writing.then_some(today)))
                @if let Some(warning) = warning(language, &row.planned_on).filter(|_| is_writing) { p { (tag(Tone::Warn, &warning)) } }
            },
            texts::state_tag(language, listed.row.state),
        ]
    });
    let table = DataTable::new(plan.publication.name(language))
        .hide_caption()
        .column(language.pick("Nummer", "Issue"))
        .column(language.pick("Teksten klaar", "Texts due"))
        .column(language.pick("Goedkeuring klaar", "Approval due"))
        .column(language.pick("Verzending", "Sending"))
        .column(language.pick("Status", "Status"))
        .rows(rows);
    html! { (table) }
}

/// A deadline, and that it is over when `today` is given and past it.
fn due(language: Language, stored: &str, today: Option<NaiveDate>) -> Markup {
    let over = today.zip(wall_time::parse_date(stored)).is_some_and(|(today, date)| date < today);
    html! { (day(language, stored)) @if over { " " (tag(Tone::Warn, language.pick("voorbij", "past"))) } }
}

/// That a day is a weekend or a holiday; `None` for a working day and for no day.
pub(in crate::issues) fn warning(language: Language, stored: &str) -> Option<String> {
    let why = quiet(wall_time::parse_date(stored)?)?;
    let name = why.name(language);
    Some(match why {
        Quiet::Weekend => language.pick("Valt in het weekend".to_owned(), "Falls in the weekend".to_owned()),
        _ => language.pick(format!("Valt op {name}"), format!("Falls on {name}")),
    })
}
