//! What waits for whoever reads the first page: each thing with its kind in a word, why, and the way to it.

use maud::{Markup, html};

use super::moment;
use crate::base::wall_time::{long_moment, number, plain_date};
use crate::base::{Instant, Language, said_of};
use crate::delivery::HaltReason;
use crate::desk::today::{Deadline, Named, Waiting};
use crate::dossiers::WaitingDecision;
use crate::issues::Act;
use crate::organisations;
use crate::web::components::{Action, Tone, empty_state, link_button, tag};

/// The card of what waits.
pub(super) fn waiting(list: &[Waiting], may_write: bool, is_first_day: bool, language: Language) -> Markup {
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
        Waiting::Decision(asked) => decision(asked, language),
        Waiting::Remarks { issue, many } => remarks(issue, *many, language),
        Waiting::Voided { .. }
        | Waiting::Paused { .. }
        | Waiting::Trouble { .. }
        | Waiting::Invited { .. }
        | Waiting::ClockLeapt { .. }
        | Waiting::Task(_) => trouble(item, language),
    }
}

fn decision(asked: &WaitingDecision, language: Language) -> Markup {
    line(&Line {
        kind: (Tone::Info, language.pick("besluit", "decision")),
        title: language.pick(
            format!("Schrijf op wat er kwam van “{}”", asked.title),
            format!("Write down what came of “{}”", asked.title),
        ),
        about: html! {
            (language.pick("Antwoorden kan niet meer", "Answering is over"))
            @if let Some(at) = asked.closed_at { ", " (moment(at, language)) }
        },
        href: asked.path.clone(),
        act: language.pick("Schrijf op", "Write down"),
    })
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

/// The page of an issue.
pub(super) fn address(issue: &Named) -> String {
    format!("/beheer/nummers/{}", issue.id)
}
