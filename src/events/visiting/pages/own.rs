//! The page of one's own registration.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::check::session_lines;
use super::picks;
use crate::base::id::EventQuestionId;
use crate::base::paper::ARE_MADE;
use crate::base::wall_time::{long_moment, number};
use crate::base::{Instant, Language};
use crate::events::asking::{Question, fields, form_of};
use crate::events::evaluate::may_evaluate;
use crate::events::event::{Event, Session, Window, spaced};
use crate::events::find::{Programme, Registration, Turn};
use crate::events::presence::Earned;
use crate::events::visiting::form::choice;
use crate::events::{EventApproval, RegistrationState, WaitingState};
use crate::web::components::{
    Action, Field, PostButton, Tone, button, error_summary, link_button, notice, post_section, tag,
};
use crate::web::{Form, Frame, plain_page, public_page};

/// A turn on a list, as the page shows it.
pub(in crate::events) struct Turning {
    /// The turn.
    pub turn: Turn,
    /// For which session; `None` for the day.
    pub session: Option<Session>,
    /// The place in the line, while it waits.
    pub position: Option<i64>,
}

/// What the page is drawn from.
pub(in crate::events) struct Own<'a> {
    /// The event.
    pub event: &'a Event,
    /// Its programme.
    pub programme: &'a Programme,
    /// What the event asks.
    pub questions: &'a [Question],
    /// What was answered.
    pub answers: &'a BTreeMap<EventQuestionId, String>,
    /// The registration.
    pub row: &'a Registration,
    /// Whether there is a certificate.
    pub earned: Earned,
    /// Its turns.
    pub turns: &'a [Turning],
    /// The numbers of its sessions.
    pub chosen: &'a [i64],
    /// The picture of its code.
    pub picture: Option<(String, usize)>,
    /// The address of the page.
    pub here: String,
    /// Where one can write to.
    pub reply: String,
    /// The present moment.
    pub now: Instant,
    /// A form that came back.
    pub form: &'a Form,
    /// The part that stays open.
    pub open: &'a str,
    /// What was just done.
    pub said: &'a str,
}

/// The page.
pub(in crate::events) fn page(frame: &Frame, own: &Own) -> Markup {
    let language = frame.language;
    let title = format!("{}, {}", language.pick("Uw aanmelding", "Your registration"), own.row.name);
    let is_registered = own.row.state == RegistrationState::Registered;
    let has_begun = own.now >= own.event.starts_at;
    public_page(
        frame,
        (title.as_str(), own.form),
        html! {
            div class="split split--card-first" {
                (place(own, language))
                div class="stack" {
                    p class="small muted" { a href={ (language.prefix()) "/bijeenkomsten/" (own.event.id) } { (own.event.title(language)) } }
                    h1 class="utrecht-heading-1" { (title) }
                    (said(own, language))
                    (error_summary(language, own.form))
                    @if is_registered && own.row.declined_at.is_some() && !has_begun { (declined(own, language)) }
                    (certificate(own, language))
                    @if may_evaluate(own.event, own.row, own.now) && !own.row.evaluated {
                        (link_button(Action::Primary, &format!("{}/evaluatie", own.here), language.pick("Zeg wat u ervan vond", "Say what you thought of it")))
                    }
                    @if own.event.window(own.now) != Window::CalledOff { @for turning in own.turns { (turn(own, turning, language)) } }
                    @if is_registered && own.event.window(own.now) != Window::CalledOff {
                        @if !own.event.link.is_empty() { (online(own, language)) }
                        @if !own.programme.rounds().is_empty() { (workshops(own, language)) }
                        @if !own.questions.is_empty() && !has_begun { (questions(own, language)) }
                        @if !has_begun { (colleague(own, language)) (leave(own, language)) }
                        @if has_begun { p { (language.pick("De bijeenkomst is begonnen. Vragen? Mail ", "The event has begun. Questions? Mail ")) a href={ "mailto:" (own.reply) } { (own.reply) } } }
                    }
                    @if own.row.approval == EventApproval::Asked && own.event.window(own.now) != Window::CalledOff { (asked(own, language)) }
                    @else if own.row.state == RegistrationState::Waiting && own.turns.is_empty() { (gone(own, language)) }
                    @if own.row.state == RegistrationState::Cancelled { (gone(own, language)) }
                }
            }
        },
    )
}

/// The card: the place, the code, the sessions.
fn place(own: &Own, language: Language) -> Markup {
    let (event, row) = (own.event, own.row);
    html! {
        aside class="card card--lift stack" aria-label=(language.pick("Uw plaats", "Your place")) {
            p { @match row.state {
                RegistrationState::Registered if event.window(own.now) == Window::CalledOff => (tag(Tone::Bad, language.pick("gaat niet door", "called off"))),
                RegistrationState::Registered => (tag(Tone::Good, language.pick("u hebt een plaats", "you have a place"))),
                RegistrationState::Waiting if row.approval == EventApproval::Asked => (tag(Tone::Warn, language.pick("wacht op goedkeuring", "waits for approval"))),
                RegistrationState::Waiting => (tag(Tone::Warn, language.pick("wachtlijst", "waiting list"))),
                RegistrationState::Cancelled | RegistrationState::Replaced => (tag(Tone::Quiet, language.pick("afgemeld", "cancelled"))),
            } }
            dl class="facts" {
                div { dt { (language.pick("Wanneer", "When")) } dd { b { (event.days(language)) } (event.hours(language)) } }
                div { dt { (language.pick("Waar", "Where")) } dd { b { (event.where_short(language)) } (event.address) } }
            }
            @if let Some((path, side)) = &own.picture { (ticket(row, path, *side, language)) }
            @if !own.chosen.is_empty() { (session_lines((own.event, own.programme), own.chosen, language)) }
            @if row.state == RegistrationState::Registered && own.now < event.ends_at {
                (PostButton::new(format!("{}/mail", own.here), language.pick("Stuur de mail nog eens", "Send the mail again"), Action::Secondary).small())
            }
        }
    }
}

fn ticket(row: &Registration, path: &str, side: usize, language: Language) -> Markup {
    let whole = side + 8;
    html! {
        div class="stub" {
            svg class="qr" viewBox=(format!("-4 -4 {whole} {whole}")) width="180" height="180" role="img"
                aria-label=(language.pick("QR-code van uw bewijs", "QR code of your ticket")) shape-rendering="crispEdges" {
                rect x="-4" y="-4" width=(whole) height=(whole) fill="#ffffff" {}
                path d=(path) fill="#000000" {}
            }
            p { span class="small muted" { (language.pick("Uw code bij de deur", "Your code at the door")) } br; b class="key" { (spaced(&row.code)) } }
        }
    }
}

fn turn(own: &Own, turning: &Turning, language: Language) -> Markup {
    let what = turning
        .session
        .as_ref()
        .map_or_else(|| own.event.title(language).to_owned(), |session| session.label(language));
    let pool = turning.turn.pool_id.to_string();
    let address = format!("{}/aanbod", own.here);
    let choose = |answer: &str, label: String, action| {
        PostButton::new(address.clone(), label, action).hidden("pool", pool.clone()).hidden("answer", answer)
    };
    if turning.turn.state == WaitingState::Offered {
        let until = long_moment(turning.turn.offered_until.unwrap_or_default(), language);
        return html! {
            section class="card offer stack" {
                h2 { (language.pick("Er is plaats: ", "There is a place: ")) (what) }
                p class="kept" { (language.pick("Wij houden deze plaats vast tot ", "We keep this place until ")) b { (until) } (language.pick(". Daarna gaat hij naar de volgende.", ". After that it goes to the next person.")) }
                @if turning.session.is_some() { p { (language.pick("Neemt u hem? Dan vervalt wat u nu op die tijd hebt.", "If you take it, what you have at that time now ends.")) } }
                div class="row" {
                    (choose("yes", language.pick("Ja, ik neem de plaats", "Yes, I take the place").to_owned(), Action::Primary))
                    (choose("no", language.pick("Nee, geef door", "No, pass it on").to_owned(), Action::Secondary))
                }
            }
        };
    }
    html! {
        section class="card stack" {
            h2 { (language.pick("Wachtlijst: ", "Waiting list: ")) (what) }
            @if let Some(kind) = own.programme.full_kind(own.row.kind).filter(|_| turning.session.is_none()) { p { (super::kind_is_full(kind, language)) } }
            @if let Some(position) = turning.position {
                p { (language.pick("U bent nummer ", "You are number ")) b { (number(position, language)) } (language.pick(". U krijgt een mail als er plaats is; u hoeft niet te kijken.", ". You get a mail when there is a place; there is no need to look.")) }
            }
            (choose("no", language.pick("Haal mij van de wachtlijst", "Take me off the waiting list").to_owned(), Action::Secondary).small())
        }
    }
}

/// The certificate, or what it takes.
fn certificate(own: &Own, language: Language) -> Markup {
    let words = match own.earned {
        Earned::Yes(_) if ARE_MADE => {
            let button = language.pick("Download uw bewijs (PDF)", "Download your certificate (PDF)");
            return html! {
                section class="card stack" {
                    h2 { (language.pick("Bewijs van deelname", "Certificate of attendance")) }
                    p { (language.pick("U was erbij. Uw bewijs staat klaar, op uw naam.", "You were there. Your certificate is ready, in your name.")) }
                    (PostButton::new(format!("{}/bewijs", own.here), button, Action::Primary))
                }
            };
        }
        Earned::Yes(_) | Earned::No => return html! {},
        Earned::TooFew { was, asks } => language.pick(
            format!("Voor een bewijs van deelname moet u er op {asks} dagen zijn geweest. Wij zagen u op {was}. Klopt dat niet? Mail "),
            format!("A certificate of attendance asks for {asks} days. We saw you on {was}. Is that wrong? Mail "),
        ),
    };
    html! { p { (words) a href={ "mailto:" (own.reply) } { (own.reply) } "." } }
}

/// The calendar said "no": does the place go on?
fn declined(own: &Own, language: Language) -> Markup {
    let waits = own.programme.day().is_some_and(|day| day.waiting > 0);
    html! {
        section class="card offer stack" {
            h2 { (language.pick("Komt u nog?", "Will you come?")) }
            p { (language.pick("In uw agenda hebt u deze bijeenkomst geweigerd. U hebt uw plaats nog.", "You declined this event in your calendar. You still have your place."))
                @if waits { " " (language.pick("Er wachten mensen op een plaats.", "There are people waiting for a place.")) } }
            div class="row" {
                (PostButton::new(format!("{}/ik-kom", own.here), language.pick("Ja, ik kom", "Yes, I come"), Action::Primary))
                (PostButton::new(format!("{}/afmelden", own.here), language.pick("Nee, meld mij af", "No, cancel"), Action::Secondary))
            }
        }
    }
}

fn online(own: &Own, language: Language) -> Markup {
    html! {
        section class="card stack" {
            h2 { (language.pick("Online meedoen", "Take part online")) }
            p { a href=(own.event.link) rel="noreferrer" { (own.event.link) } }
        }
    }
}

fn workshops(own: &Own, language: Language) -> Markup {
    let may_change = own.now < own.event.closes_at;
    let until = long_moment(own.event.closes_at, language);
    let name = |round: i64| choice(1, round);
    let is_back = own.open == "workshops";
    let picked: Vec<i64> = if is_back {
        own.programme.rounds().keys().filter_map(|round| own.form.trimmed(&name(*round)).parse().ok()).collect()
    } else {
        own.chosen.to_vec()
    };
    let waits = |session: &Session| {
        own.turns.iter().any(|turning| turning.session.as_ref().is_some_and(|one| one.id == session.id))
    };
    html! {
        details class="card stack" open[is_back] {
            summary { b { (language.pick("Wijzig uw workshops", "Change your workshops")) } " " small class="muted" { (language.pick("tot ", "until ")) (until) } }
            @if may_change {
                (post_section(&format!("{}/workshops", own.here), "form", html! {
                    div id="sessions" tabindex="-1" {}
                    (picks((own.event, own.programme), language, (&name, &picked, own.chosen), false))
                    p class="small muted" { (language.pick("U houdt wat u hebt tot het nieuwe van u is. Lukt het niet, dan verandert er niets.", "You keep what you have until the new place is yours. If it does not work, nothing changes.")) }
                    (button(Action::Primary, language.pick("Bewaar mijn workshops", "Save my workshops")))
                }))
                @for session in own.programme.sessions.iter().filter(|session| session.round > 0) {
                    @let full = own.programme.places_of(session.id).is_some_and(|places| places.free == 0);
                    @if full && !own.chosen.contains(&session.id.0) && !waits(session) {
                        (PostButton::new(format!("{}/wachten", own.here), language.pick(format!("Zet mij op de wachtlijst van {}", session.label(language)), format!("Put me on the waiting list of {}", session.label(language))), Action::Secondary).hidden("session", session.id.to_string()).small())
                    }
                }
            } @else { p { (language.pick("Wijzigen kan niet meer. Een collega sturen of u afmelden kan nog wel.", "Changes are no longer possible. You can still send a colleague or cancel.")) } }
        }
    }
}

/// What the event asks, open while something that it needs is not answered.
fn questions(own: &Own, language: Language) -> Markup {
    let is_back = own.open == "antwoorden";
    let answer = |id| own.answers.get(&id).map_or("", String::as_str);
    let lacks = own.questions.iter().any(|question| {
        question.required && answer(question.id).is_empty() && question.is_asked(own.questions, answer)
    });
    let filled = form_of(own.questions, own.answers);
    let form = if is_back { own.form } else { &filled };
    html! {
        details class="card stack" open[is_back || lacks] {
            summary { b { (language.pick("Uw antwoorden", "Your answers")) } " " small class="muted" {
                @if lacks { (language.pick("er staat nog een vraag open", "a question is still open")) } @else { (language.pick("te wijzigen tot het begin", "can be changed until the start")) }
            } }
            (post_section(&format!("{}/antwoorden", own.here), "form narrow", html! {
                (fields(form, (own.event, own.questions), (1, true), language))
                (button(Action::Primary, language.pick("Bewaar mijn antwoorden", "Save my answers")))
            }))
        }
    }
}

fn colleague(own: &Own, language: Language) -> Markup {
    html! {
        details class="card stack" open[own.open == "collega"] {
            summary { b { (language.pick("Stuur een collega", "Send a colleague")) } " " small class="muted" { (language.pick("tot het begin, ook als de dag vol is", "until the start, also when it is full")) } }
            (post_section(&format!("{}/collega", own.here), "form narrow", html! {
                (Field::text(language, own.form, "name", language.pick("Naam van uw collega", "Name of your colleague")).autocomplete("off"))
                (Field::text(language, own.form, "address", language.pick("E-mailadres van uw collega", "E-mail address of your colleague")).autocomplete("off"))
                p class="small muted" { (language.pick("Uw collega krijgt uw plaats, uw workshops en een nieuwe code. Uw code werkt dan niet meer. Uw antwoorden gaan niet mee.", "Your colleague gets your place, your workshops and a new code. Your code then no longer works. Your answers do not go along.")) }
                (button(Action::Primary, language.pick("Geef mijn plaats aan mijn collega", "Give my place to my colleague")))
            }))
        }
    }
}

fn leave(own: &Own, language: Language) -> Markup {
    let waits = own.programme.day().map_or(0, |day| day.waiting);
    html! {
        details class="card stack" open[own.open == "afmelden"] {
            summary { b { (language.pick("Meld u af", "Cancel")) } " " small class="muted" { (language.pick("kan tot het begin", "possible until the start")) } }
            p { (language.pick("Meldt u zich af? Dan gebeurt dit meteen:", "If you cancel, this happens at once:")) }
            ul {
                li { @if waits > 0 { (language.pick("Uw plaats gaat naar de eerste op de wachtlijst.", "Your place goes to the first on the waiting list.")) } @else { (language.pick("Uw plaats komt vrij voor een ander.", "Your place comes free for somebody else.")) } }
                li { (language.pick("Uw workshops vervallen en uw code werkt niet meer.", "Your workshops end and your code no longer works.")) }
                li { (language.pick("De bijeenkomst verdwijnt uit uw agenda.", "The event disappears from your calendar.")) }
            }
            div class="row" {
                (PostButton::new(format!("{}/afmelden", own.here), language.pick("Ja, meld mij af", "Yes, cancel"), Action::Danger))
                (PostButton::new(format!("{}/afmelden", own.here), language.pick("Dit was ik niet", "This was not me"), Action::Secondary).hidden("why", "not-me"))
            }
        }
    }
}

/// A request that nobody decided about yet.
fn asked(own: &Own, language: Language) -> Markup {
    html! {
        section class="card stack" {
            h2 { (language.pick("Uw aanvraag wacht op goedkeuring", "Your request waits for approval")) }
            p { (language.pick("U hebt nog geen plaats. U krijgt een mail als wij hebben beslist; u hoeft niet te kijken. Is het dan vol, dan komt u op de wachtlijst.", "You have no place yet. You get a mail when we have decided; there is no need to look. If it is full by then, you join the waiting list.")) }
            div class="row" {
                (PostButton::new(format!("{}/afmelden", own.here), language.pick("Trek mijn aanvraag in", "Withdraw my request"), Action::Secondary))
                (PostButton::new(format!("{}/afmelden", own.here), language.pick("Dit was ik niet", "This was not me"), Action::Secondary).hidden("why", "not-me"))
            }
        }
    }
}

fn gone(own: &Own, language: Language) -> Markup {
    let is_open = own.event.window(own.now) == Window::Open;
    let waited_in_vain = own.row.reason == "in-vain";
    html! {
        section class="card stack" {
            h2 { @if own.row.approval == EventApproval::Refused { (language.pick("U hebt geen plaats gekregen", "You got no place")) } @else if waited_in_vain { (language.pick("Er kwam geen plaats vrij", "No place came free")) } @else { (language.pick("U bent afgemeld", "You are not registered any more")) } }
            @if !own.row.approval_reason.is_empty() { p { (language.pick("De reden: ", "The reason: ")) (own.row.approval_reason) } }
            @if waited_in_vain { p { (language.pick("De wachtlijst is gesloten.", "The waiting list is closed.")) } }
            @if let Some(at) = own.row.ended_at { p { (language.pick("Sinds ", "Since ")) (long_moment(at, language)) "." } }
            @if is_open && !own.event.is_closed_circle() && own.row.approval != EventApproval::Refused { (link_button(Action::Secondary, &format!("{}/bijeenkomsten/{}/aanmelden", language.prefix(), own.event.id), language.pick("Meld u opnieuw aan", "Register again"))) }
        }
    }
}

fn said(own: &Own, language: Language) -> Markup {
    let (tone, words) = match own.said {
        "genomen" => (Tone::Good, language.pick("De plaats is van u", "The place is yours")),
        "van-de-lijst" => {
            (Tone::Good, language.pick("U staat niet meer op deze wachtlijst", "You are off this waiting list"))
        }
        "op-de-lijst" => (Tone::Good, language.pick("U staat op de wachtlijst", "You are on the waiting list")),
        "gewijzigd" => (Tone::Good, language.pick("Uw workshops zijn bewaard", "Your workshops are saved")),
        "afgemeld" => (Tone::Good, language.pick("U bent afgemeld", "You are no longer registered")),
        "beantwoord" => (Tone::Good, language.pick("Uw antwoorden zijn bewaard", "Your answers are saved")),
        "u-komt" => {
            (Tone::Good, language.pick("Fijn, u komt. U houdt uw plaats", "Good, you come. You keep your place"))
        }
        "verstuurd" => (Tone::Good, language.pick("De mail is opnieuw verstuurd", "The mail was sent again")),
        "geen-bewijs" => (
            Tone::Info,
            language.pick("Er is voor u (nog) geen bewijs van deelname", "There is no certificate for you (yet)"),
        ),
        "voorbij" => (
            Tone::Warn,
            language.pick(
                "Dit aanbod is voorbij. Uw andere plaatsen hebt u nog",
                "This offer is over. You still have your other places",
            ),
        ),
        "was-al-zo" => (
            Tone::Info,
            language.pick("Dit was al zo, of kan niet meer", "This was so already, or is no longer possible"),
        ),
        "te-laat" => (Tone::Warn, language.pick("Dit kan niet meer", "This is no longer possible")),
        _ => return html! {},
    };
    html! { div role="status" { (notice(language, tone, words, html! {})) } }
}

/// After the place went to a colleague; the link of the former holder works no longer.
pub(in crate::events) fn passed_on(frame: &Frame, title: &str, colleague: &str) -> Markup {
    let language = frame.language;
    let heading = language.pick("Uw plaats is van uw collega", "Your colleague has your place");
    plain_page(
        frame,
        heading,
        html! {
            h1 class="utrecht-heading-1" { (heading) }
            p role="status" { (language.pick(
                format!("{colleague} heeft een mail gekregen met een eigen code voor {title}. Uw code en deze link werken niet meer."),
                format!("{colleague} got a mail with a code of their own for {title}. Your code and this link no longer work."),
            )) }
        },
    )
}
