//! The second screen: choices, needs, and the button that makes it certain; and the page after it.

use maud::{Markup, html};

use super::who::beside;
use super::{about_session, kinds_of, picks};
use crate::base::Language;
use crate::base::wall_time::{WallTime, clock_time};
use crate::events::asking::{Question, fields};
use crate::events::event::Event;
use crate::events::find::Programme;
use crate::events::guest::{Belongs, Booking, Guest, Seat};
use crate::events::visiting::form::choice;
use crate::web::components::{Action, Tone, button, error_summary, notice, post_section, summary_list, tag};
use crate::web::{Form, Frame, public_page};

/// What the screen is drawn from.
pub(in crate::events) struct Check<'a> {
    /// The event.
    pub event: &'a Event,
    /// Its programme.
    pub programme: &'a Programme,
    /// What it asks.
    pub questions: &'a [Question],
    /// The form with the places that it keeps.
    pub booking: &'a Booking,
    /// Its people.
    pub people: &'a [Guest],
    /// Where each of them stands.
    pub seats: &'a [Seat],
    /// What was filled in on this screen.
    pub form: &'a Form,
}

/// The screen.
pub(in crate::events) fn page(frame: &Frame, the: &Check) -> Markup {
    let language = frame.language;
    let title = language.pick("Kies en bevestig", "Choose and confirm");
    let here = &frame_path(frame);
    let back = format!("{}/bijeenkomsten/{}", language.prefix(), the.event.id);
    public_page(
        frame,
        (title, the.form),
        html! {
            div class="split" {
                div class="stack narrow" {
                    p class="small muted" { a href=(back) { (the.event.title(language)) } " / " (language.pick("stap 2 van 2", "step 2 of 2")) }
                    h1 class="utrecht-heading-1" { (title) }
                    @if the.booking.places > 0 { (kept(the.booking, here, language)) }
                    (error_summary(language, the.form))
                    (post_section(here, "form", html! {
                        div id="sessions" tabindex="-1" {}
                        @for (at, (guest, seat)) in the.people.iter().zip(the.seats).enumerate() { (person(the, (at, guest), *seat, language)) }
                        (button(Action::Primary, &label(the.seats, language)))
                    }))
                }
                (beside(the.event, language))
            }
        },
    )
}

/// The path of this page, in its language.
fn frame_path(frame: &Frame) -> String {
    format!("{}{}", frame.language.prefix(), frame.path)
}

/// Until when the places are kept, with the way to have more time, once.
fn kept(booking: &Booking, here: &str, language: Language) -> Markup {
    let until = clock_time(WallTime::at(booking.expires_at).0.time(), language);
    let many = booking.places;
    html! {
        div class="kept" {
            p {
                @if many == 1 { (language.pick("Uw plaats is voor u vastgehouden tot ", "Your place is kept until ")) }
                @else { (language.pick(format!("{many} plaatsen zijn voor u vastgehouden tot "), format!("{many} places are kept until "))) }
                b { (until) } "."
            }
            @if booking.extended {
                p class="small" { (language.pick("Dit is de langste tijd.", "This is the longest time.")) }
            } @else {
                (post_section(&format!("{here}/meer-tijd"), "", html! {
                    button type="submit" class="link" { (language.pick("Ik heb meer tijd nodig", "I need more time")) }
                }))
            }
        }
    }
}

fn label(seats: &[Seat], language: Language) -> String {
    let many = |which| seats.iter().filter(|seat| **seat == which).count();
    let (people, asks) = (seats.len(), many(Seat::Asks) == seats.len());
    match (people, many(Seat::Place)) {
        (1, 0) if asks => language.pick("Vraag een plaats aan", "Ask for a place").to_owned(),
        (_, 0) if asks => language.pick(format!("Vraag {people} plaatsen aan"), format!("Ask for {people} places")),
        (1, 1) => language.pick("Meld mij aan", "Register me").to_owned(),
        (1, _) => language.pick("Zet mij op de wachtlijst", "Put me on the waiting list").to_owned(),
        (_, 0) => language
            .pick(format!("Zet {people} mensen op de wachtlijst"), format!("Put {people} people on the waiting list")),
        _ => language.pick(format!("Meld {people} mensen aan"), format!("Register {people} people")),
    }
}

fn person(the: &Check, (at, guest): (usize, &Guest), seat: Seat, language: Language) -> Markup {
    let id = format!("person-{}", at + 1);
    html! {
        section class="card stack" role="group" aria-labelledby=(id) {
            h2 id=(id) class="utrecht-heading-3" { (guest.name) }
            p class="muted" { (guest.address) @if !guest.organisation.is_empty() { ", " (guest.organisation) } }
            @if seat == Seat::Place {
                (rounds(the, at + 1, language))
                @if at > 0 && !the.questions.is_empty() {
                    p class="small muted" { (language.pick(
                        "Weet u dit niet? Laat het leeg: uw collega krijgt een eigen mail en kan het zelf invullen. U ziet deze antwoorden daarna niet meer.",
                        "You do not know? Leave it empty: your colleague gets a mail of their own and can fill it in. You will not see these answers again.",
                    )) }
                }
                (fields(the.form, (the.event, the.questions), (at + 1, at == 0), language))
            } @else if seat == Seat::Asks {
                (notice(language, Tone::Info, language.pick("Een aanvraag", "A request"), html! {
                    @if guest.belongs != Belongs::Yes { (not_seen(the.event, language)) " " }
                    @else if let Some(quota) = the.event.quota.filter(|_| guest.asks && !the.event.decides(false)) { (above(quota, language)) " " }
                    (language.pick("Workshops kiest u, en vragen beantwoordt u, als u een plaats hebt.", "You choose workshops and answer questions when you have a place."))
                }))
            } @else {
                (notice(language, Tone::Info, language.pick("Op de wachtlijst", "On the waiting list"), html! {
                    @if let Some(kind) = the.programme.full_kind(guest.kind) { (super::kind_is_full(kind, language)) " " }
                    (language.pick("Workshops kiest u als er een plaats voor u is.", "You choose workshops when there is a place for you."))
                }))
            }
        }
    }
}

/// Why somebody asks although there are places.
fn above(quota: i64, language: Language) -> String {
    language.pick(
        format!("Van één organisatie kunnen er {quota} zonder aanvraag komen, en uw organisatie heeft dat aantal. Wij beslissen over deze aanvraag en mailen de uitkomst."),
        format!("Of one organisation {quota} can come without asking, and yours has that number. We decide about this request and mail the outcome."),
    )
}

/// The same where an event is for kinds of organisations. It says no more than what everybody can see of an address.
fn not_seen(event: &Event, language: Language) -> String {
    let kinds = kinds_of(event, language);
    language.pick(
        format!("Deze bijeenkomst is voor: {kinds}. Aan dit mailadres zien wij niet of u daarbij hoort. Wij beslissen over deze aanvraag en mailen de uitkomst."),
        format!("This event is for: {kinds}. By this address we cannot see whether you belong there. We decide about this request and mail the outcome."),
    )
}

fn rounds(the: &Check, person: usize, language: Language) -> Markup {
    let name = |round: i64| choice(person, round);
    let chosen: Vec<i64> =
        the.programme.rounds().keys().filter_map(|round| the.form.trimmed(&name(*round)).parse().ok()).collect();
    picks((the.event, the.programme), language, (&name, &chosen, &[]), true)
}

/// The page after it: what happened, and what happens next. It can be opened again for a day.
pub(in crate::events) fn confirmed(frame: &Frame, event: &Event, (people, seats): (&[Guest], &[Seat])) -> Markup {
    let language = frame.language;
    // Nobody is left on the form of whoever was erased since.
    let asks = !seats.is_empty() && seats.iter().all(|seat| *seat == Seat::Asks);
    let title = match seats.iter().filter(|seat| **seat == Seat::Place).count() {
        0 if asks => language.pick("Uw aanvraag is verstuurd", "Your request is sent"),
        0 if !seats.is_empty() => language.pick("U staat op de wachtlijst", "You are on the waiting list"),
        _ => language.pick("U bent aangemeld", "You are registered"),
    };
    public_page(
        frame,
        title,
        html! {
            div class="stack" {
                h1 class="utrecht-heading-1" tabindex="-1" data-focus { (title) }
                p class="lead" role="status" { @if asks { (language.pick(
                    "U hebt nog geen plaats. Wij sturen elk van u een mail als wij hebben beslist.",
                    "You have no place yet. We send each of you a mail when we have decided.",
                )) } @else { (language.pick(
                    "Wij sturen elk van u een mail. Daarin staan uw toegangscode en een link om te wijzigen of u af te melden.",
                    "We send each of you a mail with your entrance code and a link to change or cancel.",
                )) } }
            }
            div class="split" {
                section class="card stack" {
                    h2 { (event.title(language)) }
                    (summary_list(&[
                        (language.pick("Wanneer", "When"), html! { (event.days(language)) ", " (event.hours(language)) }),
                        (language.pick("Waar", "Where"), html! { (event.where_short(language)) @if !event.address.is_empty() { ", " (event.address) } }),
                    ]))
                    (guest_lines(people, seats, language))
                }
                aside class="card stack" aria-labelledby="next" {
                    h2 id="next" class="utrecht-heading-3" { (language.pick("Wat er nu gebeurt", "What happens now")) }
                    ol class="rows" {
                        li { b { (language.pick("Nu", "Now")) } " " @if asks { (language.pick(
                            "U krijgt een mail dat uw aanvraag bij ons is. Niets ontvangen na tien minuten? Kijk bij ongewenste mail, of mail ons.",
                            "You get a mail that we have your request. Nothing after ten minutes? Look among junk mail, or mail us.",
                        )) } @else { (language.pick(
                            "U krijgt twee mails: uw bewijs, en een uitnodiging voor uw agenda. Niets ontvangen na tien minuten? Kijk bij ongewenste mail, of mail ons.",
                            "You get two mails: your ticket, and an invitation for your calendar. Nothing after ten minutes? Look among junk mail, or mail us.",
                        )) } }
                        li { b { (language.pick("Tot het begin", "Until the start")) } " " @if asks { (language.pick(
                            "Uw aanvraag intrekken kan altijd, met de link in de mail.",
                            "You can always withdraw your request, with the link in the mail.",
                        )) } @else { (language.pick(
                            "Een collega sturen of u afmelden kan altijd, met de link in de mail.",
                            "You can always send a colleague or cancel, with the link in the mail.",
                        )) } }
                    }
                    p class="small" { a href={ (language.prefix()) "/bijeenkomsten/" (event.id) "/agenda.ics" } { (language.pick("Zet nu al in uw agenda (.ics)", "Put into your calendar now (.ics)")) } }
                }
            }
        },
    )
}

/// The people of a form, each with where they stand.
fn guest_lines(people: &[Guest], seats: &[Seat], language: Language) -> Markup {
    html! {
                    ul class="rows" {
                        @for (guest, seat) in people.iter().zip(seats) {
                            li { b { (guest.name) } " " (guest.address) " "
                                (match seat {
                                    Seat::Asks => tag(Tone::Warn, language.pick("aanvraag", "request")),
                                    Seat::Waits => tag(Tone::Warn, language.pick("wachtlijst", "waiting list")),
                                    Seat::Place => tag(Tone::Good, language.pick("plaats", "place")),
                                }) }
                        }
                    }
    }
}

/// The sessions of somebody, as a list.
pub(super) fn session_lines((event, programme): (&Event, &Programme), chosen: &[i64], language: Language) -> Markup {
    html! {
        ul class="rows" {
            @for session in programme.sessions.iter().filter(|session| chosen.contains(&session.id.0)) {
                li { b { (session.label(language)) } br;
                    span class="muted" { (event.time_of(session, language)) ", " (about_session(session)) } }
            }
        }
    }
}
