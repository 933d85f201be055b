//! One sending: how far it is, and what can be done.

use maud::{Markup, html};

use super::again::undecided;
use super::relays::unreachable;
use super::{mails, moment, unsigned};
use crate::base::wall_time::{clock_second, number};
use crate::base::{Instant, Language, said_of};
use crate::delivery::{self, HaltReason, SendingState};
use crate::desk::sending::{Pace, Part, Row, Tried, remaining};
use crate::desk::texts;
use crate::web::components::{
    Action, BarChart, DataTable, PostButton, Tone, button_row, crumbs, file_buttons, link_button, notice, page_head,
    progress,
};
use crate::web::{Frame, staff_page};

/// What the page of a sending shows.
pub struct Open<'a> {
    /// The sending.
    pub row: &'a Row,
    /// The present moment.
    pub now: Instant,
    /// Whether this member may hold and stop it.
    pub may_steer: bool,
    /// Whether something was asked that came too late.
    pub too_late: bool,
    /// How many mails were just asked to go out again.
    pub again: Option<i64>,
    /// Who missed it.
    pub tried: &'a Tried,
    /// How fast it went.
    pub pace: Option<&'a Pace>,
    /// Whether it waits for relays that cannot be reached.
    pub is_stuck: bool,
    /// The ledger below.
    pub ledger: Markup,
}

/// The page.
pub fn sending(frame: &Frame, the: &Open<'_>) -> Markup {
    let (language, row) = (frame.language, the.row);
    let above = [("/beheer/verzendingen", language.pick("Verzendingen", "Sendings"))];
    let late = language.pick("Dat kon niet meer", "That was too late");
    let late_about = language.pick(
        "De verzending was al klaar, of iemand anders was u voor. Hieronder staat hoe het nu is.",
        "The sending had finished, or someone else was first. Below you see how it is now.",
    );
    staff_page(
        frame,
        &row.label,
        html! {
            (crumbs(language, &above, &row.label))
            (page_head(&row.label, None, Some(actions(the, language))))
            @if the.too_late { (notice(language, Tone::Warn, late, html! { p { (late_about) } })) }
            @if let Some(many) = the.again { (was_reopened(many, language)) }
            @if the.is_stuck { (unreachable(language)) }
            (undecided(row, the.tried, the.may_steer, language))
            (standing(row, the.now, language))
            // Fewer than three bars show no course.
            @if let Some(pace) = the.pace.filter(|pace| pace.mails.len() > 2) { (course(pace, language)) }
            (the.ledger)
            @if the.may_steer && row.counts.total() > 0 { (take_along(row, language)) }
        },
    )
}

/// The buttons stand outside the part that refreshes itself, so that nothing moves under a finger or a focus.
fn actions(the: &Open<'_>, language: Language) -> Markup {
    let at = |what: &str| format!("/beheer/verzendingen/{}/{what}", the.row.id);
    let row = the.row;
    let (open, held) = (row.state == SendingState::Open, row.state == SendingState::Paused);
    let counts = row.counts;
    let rest = mails(counts.open + counts.retrying, language);
    html! {
        @if the.may_steer && open {
            (PostButton::new(at("pauzeren"), language.pick("Pauzeer het verzenden", "Pause sending"), Action::Secondary))
        }
        @if the.may_steer && row.state != SendingState::Cancelled && the.tried.total() > 0 {
            (link_button(Action::Secondary, &at("opnieuw"), language.pick("Verstuur opnieuw…", "Send again…")))
        }
        @if the.may_steer && held {
            (button_row(&[
                html! { (PostButton::new(at("hervatten"), language.pick(format!("Ga door met {rest}"), format!("Go on with {rest}")), Action::Primary)) },
                html! { (PostButton::new(at("annuleren"), language.pick(format!("Stop: {rest} niet versturen"), format!("Stop: do not send {rest}")), Action::Danger)) },
            ]))
        }
    }
}

/// How far it is: the part that asks for itself every two seconds while the sending is open.
pub fn standing(row: &Row, now: Instant, language: Language) -> Markup {
    let fresh = format!("/beheer/verzendingen/{}/stand", row.id);
    let is_open = row.state == SendingState::Open;
    html! {
        section id="stand" class="card stack" aria-labelledby="stand-kop"
            hx-get=[is_open.then_some(&fresh)] hx-trigger=[is_open.then_some("every 2s")] hx-swap=[is_open.then_some("outerHTML")] {
            div class="row between" {
                h2 id="stand-kop" { (language.pick("Hoe ver is het?", "How far is it?")) }
                (delivery::sending_tag(language, row.state))
            }
            (overall(row, now, language))
            @if row.state == SendingState::Paused {
                (notice(language, Tone::Warn, language.pick("Er gaat nu niets de deur uit", "Nothing goes out now"), html! {
                    p { (language.pick("Reden: ", "Reason: ")) (said_of(HaltReason::WORDS, &row.reason, language)) "." }
                }))
            }
            (table(row, language))
            @if is_open {
                p { a class="utrecht-link" href={ "/beheer/verzendingen/" (row.id) } { (language.pick("Ververs", "Refresh")) } }
            }
        }
    }
}

fn overall(row: &Row, now: Instant, language: Language) -> Markup {
    let counts = &row.counts;
    let (settled, total) = (number(counts.settled(), language), number(counts.total(), language));
    let words = language
        .pick(format!("{settled} van {total} mails afgehandeld"), format!("{settled} of {total} mails settled"));
    let left = (row.state == SendingState::Open).then(|| remaining(counts, now.since(row.opened_at))).flatten();
    html! {
        (progress(unsigned(counts.settled()), unsigned(counts.total()), &words))
        p class="muted" {
            (language.pick("Begonnen op ", "Started on ")) (moment(row.opened_at, language))
            @if let Some(left) = left { ", " (texts::about(left, language)) }
        }
    }
}

fn table(row: &Row, language: Language) -> DataTable {
    let total = row.counts.total();
    let shown = Part::ALL.into_iter().filter(|part| *part != Part::All);
    DataTable::new(language.pick("Status per uitkomst", "Status by outcome"))
        .hide_caption()
        .column(language.pick("Uitkomst", "Outcome"))
        .number(language.pick("Mails", "Mails"))
        .column(language.pick("Aandeel", "Share"))
        .rows(shown.map(|part| {
            let count = part.count(&row.counts);
            vec![
                html! { (name(part, row.state, language)) },
                html! { (number(count, language)) },
                progress(unsigned(count), unsigned(total), &share(count, total, language)),
            ]
        }))
}

/// A share in per cent with one decimal, rounded down: 100% means all.
fn share(count: i64, total: i64, language: Language) -> String {
    let thousandths = count * 1_000 / total.max(1);
    format!("{}{}{}%", thousandths / 10, language.pick(',', '.'), thousandths % 10)
}

/// What a part of the ledger is called.
pub(super) fn name(part: Part, state: SendingState, language: Language) -> &'static str {
    match part {
        Part::All => language.pick("Alle", "All"),
        Part::Accepted => language.pick("Aangenomen door de mailserver", "Accepted by the mail server"),
        Part::Refused => language.pick("Geweigerd", "Refused"),
        Part::Retrying => language.pick("Wordt opnieuw geprobeerd", "Will be tried again"),
        Part::Suppressed => language.pick("Ingetrokken: lezer vertrok", "Withdrawn: reader left"),
        Part::Uncertain => language.pick("Onzeker", "Uncertain"),
        Part::Open if state == SendingState::Cancelled => language.pick("Niet verstuurd", "Not sent"),
        Part::Open => language.pick("Wacht of is onderweg", "Waiting or on its way"),
    }
}

fn was_reopened(many: i64, language: Language) -> Markup {
    if many == 0 {
        let title = language.pick("Er ging niets opnieuw uit", "Nothing went out again");
        let about = language.pick(
            "Wie de mail miste, is geen lezer meer of kreeg hem intussen toch.",
            "Whoever missed the mail is no reader any more, or received it after all.",
        );
        return notice(language, Tone::Info, title, html! { p { (about) } });
    }
    let many = mails(many, language);
    let title = language.pick(format!("{many} opnieuw klaargezet"), format!("{many} set out again"));
    notice(language, Tone::Good, &title, html! {})
}

/// How fast it went: mails that the relay accepted, over time.
fn course(pace: &Pace, language: Language) -> Markup {
    let most = pace.mails.iter().copied().max().unwrap_or(0);
    let span = texts::span(pace.span, language);
    let about = language.pick(
        format!("Aangenomen mails per {span}, ten hoogste {}.", number(most, language)),
        format!("Mails accepted per {span}, {} at most.", number(most, language)),
    );
    let title = language.pick("Verloop van het verzenden", "Course of the sending");
    let mut chart = BarChart::new(title, about, language.pick("Vanaf", "From"), language.pick("Mails", "Mails"));
    for (at, mails) in (0..).zip(&pace.mails) {
        let from = Instant(pace.start.0 + at * pace.span);
        let label = if pace.span < 60_000 {
            html! { (clock_second(from)) }
        } else {
            moment(from, language)
        };
        chart = chart.bar(label, *mails);
    }
    html! {
        section class="card stack" aria-labelledby="verloop" {
            h2 id="verloop" { (title) }
            (chart.draw(language, |value| number(value, language)))
        }
    }
}

fn take_along(row: &Row, language: Language) -> Markup {
    let at = format!("/beheer/verzendingen/{}/export", row.id);
    html! {
        section class="card stack" aria-labelledby="bestand" {
            h2 id="bestand" { (language.pick("Als bestand", "As a file")) }
            p {
                (language.pick(
                    "Alle ontvangers met uitkomst, moment en het antwoord van de mailserver. Hierin staan volledige e-mailadressen; in het logboek komt te staan dat u ze meenam.",
                    "All recipients with outcome, moment and the answer of the mail server. It holds whole e-mail addresses; the log will say that you took them along.",
                ))
            }
            (file_buttons(language, &at, None, &[]))
        }
    }
}
