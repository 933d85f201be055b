//! The list of events.

use chrono::Datelike as _;
use maud::{Markup, html};

use super::{kind, standing};
use crate::base::wall_time::{date_of, month};
use crate::base::{Instant, Language};
use crate::events::event::{Event, Places, Window};
use crate::events::find::Which;
use crate::web::components::{page_head, tabs};
use crate::web::{Frame, public_page};

/// What is coming, or what has been.
pub(in crate::events) fn page(frame: &Frame, which: Which, events: &[(Event, Option<Places>)], now: Instant) -> Markup {
    let language = frame.language;
    let title = language.pick("Bijeenkomsten", "Events");
    let lead = language.pick(
        "Netwerkdagen, cursussen en webinars. U hebt geen account nodig.",
        "Network days, courses and webinars. You need no account.",
    );
    let here = format!("{}/bijeenkomsten", language.prefix());
    let past = format!("{here}?welke=geweest");
    let links =
        [(here.as_str(), language.pick("Komend", "To come")), (past.as_str(), language.pick("Geweest", "Past"))];
    let current = if which == Which::Past { past.as_str() } else { here.as_str() };
    public_page(
        frame,
        title,
        html! {
            (page_head(title, Some(lead), None))
            (tabs(language.pick("Welke bijeenkomsten", "Which events"), &links, current))
            @if events.is_empty() { (nothing(which, language)) } @else {
                ul class="list agenda" {
                    @for (event, places) in events { (line(event, places.as_ref(), now, language)) }
                }
                @if which == Which::Coming {
                    p { a href={ (here) "/agenda.ics" } {
                        (language.pick("Zet alle bijeenkomsten in uw agenda (.ics)", "Put all events into your calendar (.ics)"))
                    } }
                }
            }
        },
    )
}

fn line(event: &Event, places: Option<&Places>, now: Instant, language: Language) -> Markup {
    let day = date_of(event.starts_at);
    let is_off = event.window(now) == Window::CalledOff;
    let facts = format!("{}, {}, {}", kind(event.kind, language), event.where_short(language), event.hours(language));
    html! {
        li class="dated" {
            time class="date" datetime=(day) {
                b { (day.day()) } span { (month(day.month(), language)) }
            }
            div {
                p class="small muted" { (facts) }
                h2 class="utrecht-heading-3" {
                    a href={ (language.prefix()) "/bijeenkomsten/" (event.id) } { (event.title(language)) }
                }
                p class="muted" {
                    @if is_off {
                        (language.pick("Gaat niet door. Wie zich had aangemeld, kreeg bericht.", "Called off. Whoever had registered was told."))
                    } @else { (event.lead(language)) }
                }
            }
            (standing(event, places, now, language))
        }
    }
}

fn nothing(which: Which, language: Language) -> Markup {
    html! {
        section class="card stack" {
            @if which == Which::Past {
                h2 { (language.pick("Er is nog niets geweest", "Nothing has been yet")) }
            } @else {
                h2 { (language.pick("Er staat nu niets gepland", "Nothing is planned at the moment")) }
                p { (language.pick("Nieuwe bijeenkomsten staan ook in onze nieuwsbrief.", "New events are announced in our newsletter too.")) }
                p { a href={ (language.prefix()) "/aanmelden" } { (language.pick("Krijg de nieuwsbrief", "Get the newsletter")) } }
            }
        }
    }
}
