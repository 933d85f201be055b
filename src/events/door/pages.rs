//! The page of the door, for a phone: one field, one verdict, nothing else. Colour, sign and word differ in all verdicts.

use maud::{Markup, html};

use super::check_in::Verdict;
use crate::base::Language;
use crate::base::wall_time::{WallTime, clock_time};
use crate::events::event::{Event, spaced};
use crate::events::{Registration, RegistrationState};
use crate::web::components::{Action, PostButton, Tone, ask_form, button, notice, post_section};
use crate::web::{Frame, staff_page};

/// What the page is drawn from.
pub(super) struct Door<'a> {
    pub(super) event: &'a Event,
    pub(super) verdict: Option<&'a Verdict>,
    pub(super) elsewhere: Option<Event>,
    pub(super) name: &'a str,
    pub(super) found: &'a [Registration],
    pub(super) expected: usize,
    pub(super) inside: usize,
    pub(super) nonce: &'a str,
    pub(super) is_back: bool,
}

/// The page.
pub(super) fn page(frame: &Frame, door: &Door) -> Markup {
    let language = frame.language;
    let title = format!("{}: {}", language.pick("Deur", "Door"), door.event.title(language));
    let here = format!("/beheer/bijeenkomsten/{}/deur", door.event.id);
    staff_page(
        frame,
        &title,
        html! {
            div class="door stack" {
                div class="row between" {
                    h1 class="utrecht-heading-3" { (title) }
                    p { b { (door.inside) } " " (language.pick("van", "of")) " " (door.expected) " " (language.pick("binnen", "in")) }
                }
                @if door.is_back { div role="status" { (notice(language, Tone::Info, language.pick("Teruggezet: nog niet binnen", "Taken back: not in yet"), html! {})) } }
                @if let Some(verdict) = door.verdict { (said(door, verdict, &here, language)) }
                (post_section(&here, "card stack", html! {
                    input type="hidden" name="nonce" value=(door.nonce);
                    label class="utrecht-form-label" for="code" { (language.pick("Code op het bewijs", "Code on the ticket")) }
                    input type="text" id="code" name="code" class="utrecht-textbox utrecht-form-field__input" autocomplete="off"
                        autocapitalize="characters" spellcheck="false" autofocus[door.name.is_empty()];
                    (button(Action::Primary, language.pick("Laat binnen", "Let in")))
                }))
                (ask_form(&here, "card stack", html! {
                    label class="utrecht-form-label" for="naam" { (language.pick("Of zoek op naam", "Or search by name")) }
                    input type="search" id="naam" name="naam" class="utrecht-textbox utrecht-form-field__input" autocomplete="off" value=(door.name);
                    (button(Action::Secondary, language.pick("Zoek", "Search")))
                }))
                (found(door, &here, language))
                p { a href={ "/beheer/bijeenkomsten/" (door.event.id) } { (language.pick("Terug naar de bijeenkomst", "Back to the event")) } }
            }
        },
    )
}

fn found(door: &Door, here: &str, language: Language) -> Markup {
    html! {
        @if !door.name.is_empty() && door.found.is_empty() {
            p role="status" { (language.pick("Niemand gevonden. Zoek op een ander deel van de naam.", "Nobody found. Search for another part of the name.")) }
        }
        @for (at, row) in door.found.iter().enumerate() {
            div class="card row between" {
                p { b { (row.name) } @if !row.organisation.is_empty() { br; span class="muted" { (row.organisation) } } }
                @if row.in_at.is_some() { p class="muted" { (language.pick("al binnen", "in already")) } }
                @else if row.state == RegistrationState::Waiting { p class="muted" { (language.pick("wachtlijst", "waiting list")) } }
                @else {
                    (PostButton::new(here, language.pick("Laat binnen", "Let in"), Action::Primary).about(&row.name)
                        .hidden("row", row.id.to_string()).hidden("nonce", format!("{}{at}", door.nonce)))
                }
            }
        }
    }
}

fn said(door: &Door, verdict: &Verdict, here: &str, language: Language) -> Markup {
    let (class, sign, word) = match verdict {
        Verdict::In(_) => ("in", "✓", language.pick("Welkom", "Welcome")),
        Verdict::AlreadyIn(_) => ("again", "↻", language.pick("Al binnen", "In already")),
        Verdict::NoPlace(_) => ("gone", "✕", language.pick("Geen plaats", "No place")),
        Verdict::Elsewhere(_) => ("other", "⇄", language.pick("Andere bijeenkomst", "Another event")),
        Verdict::Unknown => ("what", "?", language.pick("Onbekende code", "Unknown code")),
    };
    html! {
        section class={ "verdict verdict--" (class) } role="status" aria-label=(word) {
            span class="verdict__sign" aria-hidden="true" { (sign) }
            h2 { (word) }
            @match verdict {
                Verdict::In(row) => { b { (row.name) } p { (row.organisation) } },
                Verdict::AlreadyIn(row) => { b { (row.name) } p { (since(row, language)) } },
                Verdict::NoPlace(row) => { b { (row.name) } p { (why(row, language)) } },
                Verdict::Elsewhere(_) => { @if let Some(other) = &door.elsewhere { b { (other.title(language)) } p { (other.days(language)) } } },
                Verdict::Unknown => { p { (language.pick("Kijk de code na, of zoek op naam.", "Check the code, or search by name.")) } },
            }
        }
        @if let Verdict::In(row) = verdict {
            (PostButton::new(format!("{here}/terug"), language.pick("Zet terug", "Take back"), Action::Secondary).about(&row.name).hidden("row", row.id.to_string()).small())
        }
    }
}

fn since(row: &Registration, language: Language) -> String {
    let at = row.in_at.map(|at| clock_time(WallTime::at(at).0.time(), language)).unwrap_or_default();
    format!("{} {at}, {}", language.pick("Sinds", "Since"), spaced(&row.code))
}

fn why(row: &Registration, language: Language) -> &'static str {
    match row.state {
        RegistrationState::Waiting => language.pick("Staat op de wachtlijst", "Is on the waiting list"),
        RegistrationState::Replaced => language.pick("Stuurde een collega", "Sent a colleague"),
        RegistrationState::Cancelled | RegistrationState::Registered => language.pick("Is afgemeld", "Has cancelled"),
    }
}
