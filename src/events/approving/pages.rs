//! The requests on the page of an event.

use maud::{Markup, html};

use super::Decided;
use crate::base::wall_time::{number, short_moment};
use crate::base::{Instant, Language};
use crate::events::event::{Event, Places};
use crate::events::find::Registration;
use crate::events::visiting::left;
use crate::web::Form;
use crate::web::components::{Action, Choices, Field, Tone, button_with, notice, post_section};

const LIST: &str = "/beheer/bijeenkomsten";

/// Who asks, with the two decisions, and what would happen on approving.
pub(in crate::events) fn section(
    (event, day): (&Event, Option<&Places>),
    asking: &[(&Registration, String)],
    form: &Form,
    (now, language): (Instant, Language),
) -> Markup {
    if asking.is_empty() && !event.decides(false) {
        return html! {};
    }
    let legend = language.pick("Over wie beslist u", "Whom do you decide about");
    let choices = asking.iter().fold(Choices::many(language, form, "request", legend), |choices, (row, address)| {
        let since = short_moment(row.made_at, language);
        let parts = [row.organisation.as_str(), address.as_str(), since.as_str()];
        let about = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        choices.choice_with_hint(row.id.to_string(), &row.name, about)
    });
    let many = i64::try_from(asking.len()).unwrap_or(i64::MAX);
    html! {
        section class="card stack" id="aanvragen" {
            h2 { (language.pick("Aanvragen", "Requests")) " " @if many > 0 { span class="muted" { "(" (number(many, language)) ")" } } }
            @if asking.is_empty() {
                p class="muted" { (language.pick("Niemand wacht op uw goedkeuring.", "Nobody waits for your approval.")) }
            } @else {
                p { (what_happens(event, day, (now, language))) }
                (post_section(&format!("{LIST}/{}/aanvragen", event.id), "form", html! {
                    (choices)
                    (Field::text(language, form, "refusal", language.pick("Waarom niet, als u afwijst", "Why not, if you refuse"))
                        .hint(language.pick("De aanvrager leest dit in de mail", "Whoever asked reads this in the mail")).optional())
                    div class="row" {
                        (button_with(Action::Primary, language.pick("Keur goed", "Approve"), ("do", "approve")))
                        (button_with(Action::Secondary, language.pick("Wijs af", "Refuse"), ("do", "refuse")))
                    }
                }))
            }
        }
    }
}

fn what_happens(event: &Event, day: Option<&Places>, (now, language): (Instant, Language)) -> String {
    let free = day.map_or(0, |day| day.free);
    if free > 0 {
        let left = left(free, language);
        return language.pick(
            format!("{left}. Een aanvraag bezet geen plaats: wie u goedkeurt krijgt er een, wie het eerst vroeg het eerst. Wie er niet meer in past, komt op de wachtlijst."),
            format!("{left}. A request takes no place: whoever you approve gets one, who asked first goes first. Who no longer fits joins the waiting list."),
        );
    }
    if event.offers(now) {
        return language.pick(
            "Alle plaatsen zijn bezet. Wie u nu goedkeurt, komt op de wachtlijst.".to_owned(),
            "All places are taken. Whoever you approve now joins the waiting list.".to_owned(),
        );
    }
    language.pick(
        "Alle plaatsen zijn bezet en de wachtlijst is gesloten. Goedkeuren kan pas als u het aantal plaatsen verhoogt.".to_owned(),
        "All places are taken and the waiting list is closed. You can approve only after you raise the number of places.".to_owned(),
    )
}

/// What a decision came to.
pub(in crate::events) fn said(of: Decided, language: Language) -> Markup {
    let people = |many: usize| number(i64::try_from(many).unwrap_or(i64::MAX), language);
    let lines = [
        (of.places, language.pick("kregen een plaats", "got a place")),
        (of.waiting, language.pick("op de wachtlijst, want alles is vol", "on the waiting list, as all is full")),
        (of.refused, language.pick("afgewezen", "refused")),
        (
            of.full,
            language.pick(
                "niet goedgekeurd: alles is vol en de wachtlijst is gesloten",
                "not approved: all is full and the waiting list is closed",
            ),
        ),
        (of.late, language.pick("was al over beslist, of ingetrokken", "decided about before, or withdrawn")),
    ];
    let lines = lines.into_iter().filter(|(many, _)| *many > 0);
    let words = lines.map(|(many, what)| format!("{} {what}", people(many))).collect::<Vec<_>>().join("; ");
    let tone = if of.full + of.late > 0 { Tone::Warn } else { Tone::Good };
    html! { @if !words.is_empty() { div role="status" { (notice(language, tone, &words, html! {})) } } }
}
