//! The first page: "Vandaag".

use std::time::Duration;

use chrono::Datelike;
use maud::{Markup, Render, html};

use super::{moment, unsigned};
use crate::base::wall_time::{date_of, long_date, long_moment, month, number, plain_date};
use crate::base::{Instant, Language, said_of};
use crate::centre::Readiness;
use crate::delivery::{self, HaltReason};
use crate::desk::sending::Row;
use crate::desk::texts;
use crate::desk::today::{Deadline, Figure, Named, Planned, Today, Waiting, greeting};
use crate::issues::{self, Act};
use crate::organisations;
use crate::staff::{self, Member};
use crate::web::components::{
    Action, DataTable, Tone, empty_state, figure_card, link_button, notice, page_head, progress, tag,
};
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

fn waiting(list: &[Waiting], may_write: bool, is_first_day: bool, language: Language) -> Markup {
    html! {
        section class="card" {
            h2 { (language.pick("Te doen", "To do")) }
            @if list.is_empty() && is_first_day {
                (empty_state(
                    language.pick("Verder wacht er niets op u.", "Nothing else waits for you."),
                    language.pick("Begin met de stappen bovenaan.", "Begin with the steps at the top."),
                    None,
                ))
            } @else if list.is_empty() {
                (empty_state(
                    language.pick("Er wacht niets op u.", "Nothing waits for you."),
                    if may_write { language.pick("Begin een nummer, of kijk in de jaarplanning wat eraan komt.", "Begin an issue, or see in the year plan what is coming.") } else { "" },
                    may_write.then(|| link_button(Action::Primary, "/beheer/nummers", language.pick("Begin een nummer", "Begin an issue"))),
                ))
            } @else {
                ul class="todo" { @for item in list { (one(item, language)) } }
            }
        }
    }
}

/// One thing that waits: its kind in a word, what it is, why, and the way to it.
fn one(item: &Waiting, language: Language) -> Markup {
    match item {
        Waiting::Review { issue, asked_by, asked_at } => line(&Line {
            kind: (Tone::Info, language.pick("goedkeuren", "approve")),
            title: language.pick(format!("Keur {} goed", issue.name), format!("Approve {}", issue.name)),
            about: html! {
                (subject(issue))
                (language.pick("Gevraagd door ", "Asked by ")) (asked_by)
                @if let Some(at) = asked_at { ", " (moment(*at, language)) }
            },
            href: address(issue),
            act: language.pick("Bekijk", "Look"),
        }),
        Waiting::Late { issue, deadline, due } => line(&Line {
            kind: (Tone::Warn, language.pick("te laat", "late")),
            title: match deadline {
                Deadline::Copy => language.pick(
                    format!("De teksten van {} hadden klaar moeten zijn", issue.name),
                    format!("The texts of {} should be ready", issue.name),
                ),
                Deadline::Review => language.pick(
                    format!("{} had beoordeeld moeten zijn", issue.name),
                    format!("{} should have been reviewed", issue.name),
                ),
            },
            about: html! { (subject(issue)) (language.pick("De dag was ", "The day was ")) time datetime=(due.to_string()) { (plain_date(*due, language)) } },
            href: address(issue),
            act: language.pick("Ga verder", "Go on"),
        }),
        Waiting::Unscheduled { issue } => line(&Line {
            kind: (Tone::Info, language.pick("plannen", "schedule")),
            title: language
                .pick(format!("Kies wanneer {} uitgaat", issue.name), format!("Choose when {} goes out", issue.name)),
            about: html! { (subject(issue)) (language.pick("Goedgekeurd, nog zonder moment", "Approved, without a moment yet")) },
            href: address(issue),
            act: language.pick("Plan", "Schedule"),
        }),
        Waiting::GoesOut { issue, at } => line(&Line {
            kind: (Tone::Good, language.pick("gaat uit", "goes out")),
            title: language
                .pick(format!("{} gaat vanzelf uit", issue.name), format!("{} goes out by itself", issue.name)),
            about: html! { (subject(issue)) time datetime=(at.rfc3339()) { (long_moment(*at, language)) } },
            href: address(issue),
            act: language.pick("Bekijk", "Look"),
        }),
        Waiting::Replies { many } => replies(*many, language),
        Waiting::Remarks { issue, many } => remarks(issue, *many, language),
        Waiting::Voided { .. }
        | Waiting::Paused { .. }
        | Waiting::Trouble { .. }
        | Waiting::Invited { .. }
        | Waiting::ClockLeapt { .. }
        | Waiting::Task(_) => trouble(item, language),
    }
}

fn replies(many: u64, language: Language) -> Markup {
    line(&Line {
        kind: (Tone::Info, language.pick("antwoorden", "answers")),
        title: language.pick("Lezers antwoordden op een mail".to_owned(), "Readers answered a mail".to_owned()),
        about: html! { (many) (language.pick(" nog niet afgehandeld", " not settled yet")) },
        href: "/beheer/retour?soort=antwoord".to_owned(),
        act: language.pick("Bekijk", "Look"),
    })
}

fn remarks(issue: &Named, many: i64, language: Language) -> Markup {
    line(&Line {
        kind: (Tone::Info, language.pick("meelezen", "reading along")),
        title: language.pick(
            format!("Beantwoord wat meelezers van {} vinden", issue.name),
            format!("Answer what reviewers think of {}", issue.name),
        ),
        about: html! {
            (subject(issue))
            @if many == 1 { (language.pick("1 opmerking staat open", "1 remark is open")) }
            @else { (many) (language.pick(" opmerkingen staan open", " remarks are open")) }
        },
        href: format!("{}/meelezen", address(issue)),
        act: language.pick("Bekijk", "Look"),
    })
}

fn voided(issue: &Named, (at, why): (Instant, Option<Act>), language: Language) -> Markup {
    line(&Line {
        kind: (Tone::Warn, language.pick("vervallen", "voided")),
        title: language.pick(
            format!("De goedkeuring van {} is vervallen", issue.name),
            format!("The approval of {} fell away", issue.name),
        ),
        about: html! {
            (subject(issue))
            @if why == Some(Act::IssueAgendaChanged) { (language.pick("In de agenda klopt iets niet meer, sinds ", "Something in the agenda is no longer right, since ")) }
            @else if why == Some(Act::IssueImageChanged) { (language.pick("Een beeld erin is gewijzigd op ", "An image in it was changed on ")) }
            @else { (language.pick("De doelgroep is gewijzigd op ", "Its audience was changed on ")) }
            (moment(at, language)) (language.pick(". Het gaat niet uit.", ". It does not go out."))
        },
        href: format!("{}/verzenden", address(issue)),
        act: language.pick("Bekijk", "Look"),
    })
}

fn trouble(item: &Waiting, language: Language) -> Markup {
    match item {
        Waiting::Voided { issue, at, why } => voided(issue, (*at, *why), language),
        Waiting::Paused { id, label, reason } => line(&Line {
            kind: (Tone::Bad, language.pick("gepauzeerd", "paused")),
            title: language
                .pick(format!("De verzending “{label}” staat stil"), format!("The sending “{label}” is paused")),
            about: html! { (said_of(HaltReason::WORDS, reason, language)) },
            href: format!("/beheer/verzendingen/{id}"),
            act: language.pick("Los op", "Solve"),
        }),
        Waiting::Trouble { id, label, refused, uncertain } => line(&Line {
            kind: (Tone::Warn, language.pick("nakijken", "check")),
            title: language.pick(format!("Niet alles van “{label}” kwam aan"), format!("Not all of “{label}” arrived")),
            about: html! { (troubles(*refused, *uncertain, language)) },
            href: format!("/beheer/verzendingen/{id}"),
            act: language.pick("Bekijk", "Look"),
        }),
        Waiting::ClockLeapt { since } => line(&Line {
            kind: (Tone::Bad, language.pick("klok", "clock")),
            title: language.pick("Er wordt niets opgeruimd".to_owned(), "Nothing is cleared".to_owned()),
            about: html! {
                (language.pick(
                    "Het systeem stond lang uit, of de klok staat verkeerd. De laatste keer was op ",
                    "The system was off for long, or its clock is wrong. The last time was on ",
                ))
                (moment(*since, language)) "."
            },
            href: "/beheer/privacy/proef".to_owned(),
            act: language.pick("Los op", "Solve"),
        }),
        Waiting::Task(task) => line(&Line {
            kind: (Tone::Warn, language.pick("contact", "contact")),
            title: organisations::task(task.kind, &task.person, language),
            about: html! { (task.organisation.1) ". " (language.pick("Sinds ", "Since ")) (moment(task.made_at, language)) },
            href: format!("/beheer/taken/{}", task.id),
            act: language.pick("Los op", "Solve"),
        }),
        Waiting::Invited { name, at } => line(&Line {
            kind: (Tone::Quiet, language.pick("uitgenodigd", "invited")),
            title: language
                .pick(format!("{name} heeft zich nog niet aangesloten"), format!("{name} has not joined yet")),
            about: html! { (language.pick("Uitgenodigd op ", "Invited on ")) (moment(*at, language)) },
            href: "/beheer/medewerkers".to_owned(),
            act: language.pick("Bekijk", "Look"),
        }),
        _ => html! {},
    }
}

fn troubles(refused: i64, uncertain: i64, language: Language) -> String {
    let (no, unsure) = (number(refused, language), number(uncertain, language));
    match (refused, uncertain) {
        (_, 0) => language.pick(format!("{no} geweigerd"), format!("{no} refused")),
        (0, _) => language.pick(format!("{unsure} onzeker"), format!("{unsure} uncertain")),
        _ => language.pick(format!("{no} geweigerd, {unsure} onzeker"), format!("{no} refused, {unsure} uncertain")),
    }
}

struct Line {
    kind: (Tone, &'static str),
    title: String,
    about: Markup,
    href: String,
    act: &'static str,
}

fn line(the: &Line) -> Markup {
    html! {
        li {
            div {
                strong { (the.title) } " " (tag(the.kind.0, the.kind.1))
                p { (the.about) }
            }
            a class="utrecht-button utrecht-button--secondary-action utrecht-button-link small" href=(the.href) {
                (the.act) span class="hidden" { ": " (the.title) }
            }
        }
    }
}

fn subject(issue: &Named) -> Markup {
    html! { @if !issue.subject.is_empty() { "“" (issue.subject) "”. " } }
}

fn address(issue: &Named) -> String {
    format!("/beheer/nummers/{}", issue.id)
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
