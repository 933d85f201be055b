//! The page of the door, for a phone: one field, one verdict, nothing else. Colour, sign and word differ in all verdicts.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::check_in::Verdict;
use crate::base::Language;
use crate::base::wall_time::{WallTime, clock_time};
use crate::events::event::{Event, spaced};
use crate::events::{EventApproval, Registration, RegistrationState};
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
    pub(super) is_undone: bool,
}

/// What the script of the page says.
fn words(language: Language) -> String {
    let words = [
        (
            "waitsOne",
            "1 persoon wacht op dit apparaat: er is geen verbinding.",
            "1 person waits on this device: there is no connection.",
        ),
        (
            "waits",
            "{} mensen wachten op dit apparaat: er is geen verbinding.",
            "{} people wait on this device: there is no connection.",
        ),
        (
            "signedOut",
            "U bent uitgelogd. Log in op deze pagina; wat wacht blijft bewaard.",
            "You are signed out. Sign in on this page; what waits is kept.",
        ),
        ("kept", "Bewaard om {}, nog niet zeker", "Kept at {}, not certain yet"),
        ("refused", "kon niet worden verwerkt", "could not be handled"),
        ("coming", "Staat op de lijst", "Is on the list"),
        ("waiting", "Staat op de wachtlijst", "Is on the waiting list"),
        ("gone", "Is afgemeld", "Has cancelled"),
        ("inAlready", "Is al binnen", "Is in already"),
        ("notOnList", "Staat niet op de lijst van dit apparaat", "Is not on the list of this device"),
        ("letIn", "Laat binnen", "Let in"),
        (
            "nobody",
            "Niemand gevonden. Zoek op een ander deel van de naam.",
            "Nobody found. Search for another part of the name.",
        ),
    ];
    let words: BTreeMap<_, _> =
        words.iter().map(|(key, dutch, english)| (*key, language.pick(*dutch, *english))).collect();
    serde_json::to_string(&words).unwrap_or_default()
}

/// How many are in, of those who have a place.
fn count(door: &Door, language: Language) -> Markup {
    html! { p data-count { b { (door.inside) } " " (language.pick("van", "of")) " " (door.expected) " " (language.pick("binnen", "in")) } }
}

/// What the telephone gets for one look: the verdict and the count, as they stand on the page.
pub(super) fn answer(door: &Door, language: Language) -> Markup {
    let here = format!("/beheer/bijeenkomsten/{}/deur", door.event.id);
    html! {
        (count(door, language))
        div class="stack" data-stage { @if let Some(verdict) = door.verdict { (said(door, verdict, &here, language)) } }
    }
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
            div class="door stack" data-door=(door.event.id) data-here=(here) data-scan={ (here) "/scan" } data-list={ (here) "/lijst" } data-words=(words(language)) {
                div class="row between" {
                    h1 class="utrecht-heading-3" { (title) }
                    (count(door, language))
                }
                p class="kept" role="status" data-line hidden {}
                @if door.is_undone { div role="status" { (notice(language, Tone::Warn, language.pick("Niet teruggezet: dat kan tot vijf minuten daarna", "Not taken back: that is possible for five minutes"), html! {})) } }
                @if door.is_back { div role="status" { (notice(language, Tone::Info, language.pick("Teruggezet: nog niet binnen", "Taken back: not in yet"), html! {})) } }
                div class="stack" data-stage { @if let Some(verdict) = door.verdict { (said(door, verdict, &here, language)) } }
                div class="stack" data-camera hidden {
                    button type="button" class="utrecht-button utrecht-button--secondary-action" { (language.pick("Scan met de camera", "Scan with the camera")) }
                    p role="status" data-refused hidden { (language.pick("De camera mag of kan niet. Typ de code, of zoek op naam.", "The camera may not or cannot be used. Type the code, or search by name.")) }
                    video playsinline muted hidden {}
                }
                (post_section(&here, "card stack", html! {
                    input type="hidden" name="nonce" value=(door.nonce);
                    label class="utrecht-form-label" for="code" { (language.pick("Code op het bewijs", "Code on the ticket")) }
                    input type="text" id="code" name="code" class="utrecht-textbox utrecht-form-field__input" autocomplete="off"
                        autocapitalize="characters" spellcheck="false" autofocus[door.name.is_empty() && door.verdict.is_none()];
                    (button(Action::Primary, language.pick("Laat binnen", "Let in")))
                }))
                (ask_form(&here, "card stack", html! {
                    label class="utrecht-form-label" for="naam" { (language.pick("Of zoek op naam", "Or search by name")) }
                    input type="search" id="naam" name="naam" class="utrecht-textbox utrecht-form-field__input" autocomplete="off" value=(door.name);
                    (button(Action::Secondary, language.pick("Zoek", "Search")))
                }))
                div class="stack" data-found { (found(door, &here, language)) }
                section class="card stack" data-differences hidden aria-label=(language.pick("Verschillen", "Differences")) {
                    h2 class="utrecht-heading-3" { (language.pick("Verschillen na het verzenden", "Differences after sending")) }
                    p class="small muted" { (language.pick("Deze mensen waren anders dan dit apparaat dacht. Ga het na.", "These people were not as this device thought. Please check.")) }
                    ul {}
                }
                script src=((frame.assets)("js/door.js")) defer {}
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
                @else if row.approval == EventApproval::Asked { p class="muted" { (language.pick("vroeg een plaats aan", "asked for a place")) } }
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
    let waits = |row: &Registration| row.state == RegistrationState::Waiting && row.approval != EventApproval::Asked;
    let (class, sign, word) = match verdict {
        Verdict::In(_) => ("in", "✓", language.pick("Welkom", "Welcome")),
        Verdict::AlreadyIn(_) => ("again", "↻", language.pick("Al binnen", "In already")),
        Verdict::NoPlace(row) if waits(row) => ("waits", "⏸", language.pick("Wachtlijst", "Waiting list")),
        Verdict::NoPlace(_) => ("gone", "✕", language.pick("Geen plaats", "No place")),
        Verdict::Elsewhere(_) => ("other", "⇄", language.pick("Andere bijeenkomst", "Another event")),
        Verdict::Unknown => ("what", "?", language.pick("Onbekende code", "Unknown code")),
    };
    html! {
        section class={ "verdict verdict--" (class) } role="status" aria-label=(word) data-verdict=(verdict.word()) {
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
        RegistrationState::Waiting if row.approval == EventApproval::Asked => {
            language.pick("Vroeg een plaats aan", "Asked for a place")
        }
        RegistrationState::Waiting => language.pick("Staat op de wachtlijst", "Is on the waiting list"),
        RegistrationState::Replaced => language.pick("Stuurde een collega", "Sent a colleague"),
        RegistrationState::Cancelled | RegistrationState::Registered => language.pick("Is afgemeld", "Has cancelled"),
    }
}
