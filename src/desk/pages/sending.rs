//! One sending: how far it is, and what can be done.

use maud::{Markup, html};

use super::{moment, unsigned};
use crate::base::wall_time::number;
use crate::base::{Instant, Language};
use crate::desk::sending::{Part, Row, SendingState, remaining};
use crate::desk::texts;
use crate::web::components::{
    Action, DataTable, PostButton, Tone, button_row, crumbs, notice, page_head, progress, tag,
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
            (standing(row, the.now, language))
            (the.ledger)
        },
    )
}

/// The buttons stand outside the part that refreshes itself, so that nothing moves under a finger or a focus.
fn actions(the: &Open<'_>, language: Language) -> Markup {
    let at = |what: &str| format!("/beheer/verzendingen/{}/{what}", the.row.id);
    let (open, held) = (the.row.state == SendingState::Open, the.row.state == SendingState::Paused);
    let counts = the.row.counts;
    let rest = mails(counts.open + counts.retrying, language);
    html! {
        @if the.may_steer && open {
            (PostButton::new(at("pauzeren"), language.pick("Pauzeer het verzenden", "Pause sending"), Action::Secondary))
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
    let (tone, word) = texts::sending_state(row.state, language);
    html! {
        section id="stand" class="card stack" aria-labelledby="stand-kop"
            hx-get=[is_open.then_some(&fresh)] hx-trigger=[is_open.then_some("every 2s")] hx-swap=[is_open.then_some("outerHTML")] {
            div class="row between" {
                h2 id="stand-kop" { (language.pick("Hoe ver is het?", "How far is it?")) }
                (tag(tone, word))
            }
            (overall(row, now, language))
            @if row.state == SendingState::Paused {
                (notice(language, Tone::Warn, language.pick("Er gaat nu niets de deur uit", "Nothing goes out now"), html! {
                    p { (language.pick("Reden: ", "Reason: ")) (texts::sending_reason(&row.reason, language)) "." }
                }))
            }
            (table(row, language))
            @if row.counts.uncertain > 0 { (about_uncertain(row, language)) }
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
    DataTable::new(language.pick("Stand per uitkomst", "State by outcome"))
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

/// "1 mail", "1.528 mails".
fn mails(count: i64, language: Language) -> String {
    format!("{} {}", number(count, language), if count == 1 { "mail" } else { "mails" })
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

fn about_uncertain(row: &Row, language: Language) -> Markup {
    let many = mails(row.counts.uncertain, language);
    notice(
        language,
        Tone::Warn,
        &language
            .pick(format!("Van {many} is onbekend of het aankwam"), format!("We do not know whether {many} arrived")),
        html! {
            p {
                (language.pick(
                    "De verbinding viel weg nadat de mail was overhandigd en voordat de mailserver antwoordde. De lezer heeft de mail misschien wel, misschien niet. Wij sturen hem niet ongemerkt nog eens.",
                    "The connection broke after the mail was handed over and before the mail server answered. The reader may have the mail or not. We do not send it again unnoticed.",
                ))
            }
            p { a class="utrecht-link" href={ "/beheer/verzendingen/" (row.id) "?stand=onzeker#bezorgingen" } { (language.pick("Bekijk om wie het gaat", "See who they are")) } }
        },
    )
}
