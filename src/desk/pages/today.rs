//! The first page: "Vandaag".

use std::time::Duration;

use chrono::Datelike;
use maud::{Markup, Render, html};

use super::unsigned;
use super::waiting::{address, waiting};
use crate::base::Language;
use crate::base::wall_time::{date_of, long_date, month, number, plain_date};
use crate::centre::Readiness;
use crate::delivery;
use crate::desk::sending::Row;
use crate::desk::texts;
use crate::desk::today::{Figure, Planned, Today, greeting};
use crate::issues;
use crate::staff::{self, Member};
use crate::web::components::{DataTable, Tone, figure_card, notice, page_head, progress, tag};
use crate::web::{Access, Frame, staff_page};

/// The first page.
pub fn today(frame: &Frame, member: &Member, the: &Today, readiness: Readiness) -> Markup {
    let language = frame.language;
    let date = date_of(the.now);
    let title = greeting(the.now, &member.name, language);
    let may = |access| staff::may(Some(member), access);
    staff_page(
        frame,
        &title,
        html! {
            (page_head(&title, Some(&long_date(date, language)), None))
            @if let Some(words) = out_of_order(readiness, language) {
                (notice(language, Tone::Bad, words.0, html! { p { (words.1) } }))
            }
            @if let Some(by) = the.clocks_differ { (clocks(by, language)) }
            @if let Some(steps) = &the.first_steps { (super::first_steps::list(steps, may, language)) }
            div class="figures" {
                @for figure in &the.figures { (readers(figure, language)) }
                @for figure in &the.figures { (issues_sent(figure, date.year(), language)) }
                (going_on(&the.busy, language))
            }
            div class="columns" {
                (waiting(&the.waiting, may(Access::Editor), the.first_steps.is_some(), language))
                div class="stack" { (busy(&the.busy, language)) (latest(&the.latest, language)) }
            }
            (plan(&the.plan, date.year(), may(Access::Editor), language))
        },
    )
}

/// What whoever works here must know when the process cannot do its work.
fn out_of_order(readiness: Readiness, language: Language) -> Option<(&'static str, &'static str)> {
    match readiness {
        Readiness::Ready => None,
        Readiness::NoDatabase | Readiness::CannotWrite | Readiness::NotMigrated => Some(language.pick(
            (
                "Er kan nu niets worden bewaard",
                "De database neemt niets aan. Misschien is de schijf vol. Er gaat geen mail uit en aanmeldingen worden geweigerd. \
                 Bel wie deze server beheert.",
            ),
            (
                "Nothing can be kept at this moment",
                "The database takes nothing in. Perhaps the disk is full. No mail leaves, and sign-ups are refused. Call whoever \
                 looks after this server.",
            ),
        )),
        Readiness::SilentBells | Readiness::MailStands => Some(language.pick(
            (
                "De mail staat stil",
                "Er wacht mail, maar het programma verstuurt niets. Het moet opnieuw worden gestart. Bel wie deze server beheert.",
            ),
            (
                "Mail stands still",
                "Mail waits, but the program sends nothing. It has to be started again. Call whoever looks after this server.",
            ),
        )),
    }
}

/// Links and forms of one machine are not believed on another whose clock is elsewhere.
fn clocks(by: Duration, language: Language) -> Markup {
    let (title, words) = texts::clocks_differ(by, language);
    notice(language, Tone::Bad, title, html! { p { (words) } })
}

fn readers(figure: &Figure, language: Language) -> Markup {
    let label =
        language.pick(format!("Abonnees {}", figure.publication), format!("Subscribers {}", figure.publication));
    let (came, left) = (number(figure.came, language), number(figure.left, language));
    let about = if figure.came + figure.left == 0 {
        language.pick("niemand erbij of eraf deze maand", "nobody came or left this month").to_owned()
    } else {
        language.pick(format!("{came} erbij deze maand, {left} eraf"), format!("{came} came this month, {left} left"))
    };
    figure_card(&label, &number(figure.readers, language), about)
}

fn issues_sent(figure: &Figure, year: i32, language: Language) -> Markup {
    let Figure { publication, sent, per_year, .. } = figure;
    let label = language.pick(format!("{publication} in {year}"), format!("{publication} in {year}"));
    if *per_year == 0 {
        return figure_card(
            &label,
            &sent.to_string(),
            language.pick("geen vast aantal per jaar", "no fixed number a year"),
        );
    }
    let words = language.pick(format!("{sent} van {per_year}"), format!("{sent} of {per_year}"));
    figure_card(&label, &words, progress(*sent, *per_year, language.pick("nummers verstuurd", "issues sent")))
}

fn going_on(busy: &[Row], language: Language) -> Markup {
    let about = html! { a class="utrecht-link" href="/beheer/verzendingen" { (language.pick("Alle verzendingen", "All sendings")) } };
    figure_card(language.pick("Verzendingen bezig", "Sendings going on"), &busy.len().to_string(), about)
}

fn busy(rows: &[Row], language: Language) -> Markup {
    html! {
        section class="card" {
            h2 { (language.pick("Nu bezig", "Going on now")) }
            @if rows.is_empty() { p class="muted" { (language.pick("Er gaat nu niets de deur uit.", "Nothing is going out now.")) } }
            @for row in rows {
                div {
                    div class="row between" {
                        a class="utrecht-link" href={ "/beheer/verzendingen/" (row.id) } { strong { (row.label) } }
                        (delivery::sending_tag(language, row.state))
                    }
                    (bar(row, language))
                }
            }
        }
    }
}

fn bar(row: &Row, language: Language) -> Markup {
    let (accepted, total) = (number(row.counts.accepted, language), number(row.counts.total(), language));
    let words = language.pick(format!("{accepted} van {total} aangenomen"), format!("{accepted} of {total} accepted"));
    progress(unsigned(row.counts.accepted), unsigned(row.counts.total()), &words)
}

fn latest(rows: &[Row], language: Language) -> Markup {
    let table = DataTable::new(language.pick("Laatste verzendingen", "Latest sendings"))
        .stacked()
        .column(language.pick("Verzending", "Sending"))
        .number(language.pick("Aangenomen", "Accepted"))
        .number(language.pick("Geweigerd", "Refused"))
        .rows(rows.iter().map(|row| {
            vec![
                html! { a class="utrecht-link" href={ "/beheer/verzendingen/" (row.id) } { (row.label) } },
                html! { (number(row.counts.accepted, language)) },
                html! { (number(row.counts.refused, language)) },
            ]
        }));
    html! {
        section class="card" {
            @if rows.is_empty() {
                h2 { (language.pick("Laatste verzendingen", "Latest sendings")) }
                p class="muted" { (language.pick("Hier staan straks uw verzendingen, met wie ze kreeg.", "Your sendings will stand here, with who received them.")) }
            } @else { (table.render()) }
        }
    }
}

fn plan(plan: &[Planned], year: i32, may_write: bool, language: Language) -> Markup {
    html! {
        section class="card" {
            div class="row between" {
                h2 { (language.pick("Jaarplanning", "Year plan")) " " (year) }
                @if may_write { a class="utrecht-link" href="/beheer/jaarplanning" { (language.pick("Open de jaarplanning", "Open the year plan")) } }
            }
            @if plan.is_empty() {
                p class="muted" { (language.pick("Er is nog niets gepland. Maak in de jaarplanning de nummers van dit jaar aan.", "Nothing is planned yet. Make this year’s issues in the year plan.")) }
            } @else {
                ol class="plan" {
                    @for at in 1..=12_u32 {
                        li {
                            h3 { span aria-hidden="true" { (short_month(at, language)) } span class="hidden" { (month(at, language)) } }
                            @for planned in plan.iter().filter(|planned| planned.on.month() == at) { (planned_issue(planned, may_write, language)) }
                        }
                    }
                }
            }
        }
    }
}

/// Three letters, as calendars write them: "mrt" and not "maa".
fn short_month(at: u32, language: Language) -> String {
    match (at, language) {
        (3, Language::Dutch) => "mrt".to_owned(),
        _ => month(at, language).chars().take(3).collect(),
    }
}

fn planned_issue(planned: &Planned, may_write: bool, language: Language) -> Markup {
    let (tone, word) = issues::state(language, planned.state);
    html! {
        a href=[may_write.then(|| address(&planned.issue))] {
            (tag(tone, &planned.issue.name))
            span class="hidden" { ", " (plain_date(planned.on, language)) ", " (word) }
        }
    }
}
