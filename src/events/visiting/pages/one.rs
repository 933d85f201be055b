//! The page of an event.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{about_session, about_with_day, kind, kinds_of, round_title, seats_of, standing};
use crate::base::wall_time::{WallTime, clock_time, date_of, long_moment, number};
use crate::base::{Instant, Language};
use crate::events::EventAdmission;
use crate::events::event::{Event, Places, Session, Window};
use crate::events::find::Programme;
use crate::web::components::{Action, link_button};
use crate::web::{Frame, public_page};

/// The page; `reply` is where one can write to, `site` our outside address.
pub(in crate::events) fn page(
    frame: &Frame,
    event: &Event,
    programme: &Programme,
    (reply, now, site): (&str, Instant, &str),
) -> Markup {
    let language = frame.language;
    let title = event.title(language);
    let list = format!("{}/bijeenkomsten", language.prefix());
    public_page(
        frame,
        title,
        html! {
            div class="hero hero--lap" {
                p class="small" { a href=(list) { (language.pick("Bijeenkomsten", "Events")) } " / " (kind(event.kind, language)) }
                h1 class="utrecht-heading-1" { (title) }
                p { (event.lead(language)) }
            }
            div class="split split--card-first" {
                (card(event, programme, (reply, now), language))
                div class="stack" {
                    @for paragraph in event.about(language).split("\n\n").filter(|text| !text.trim().is_empty()) {
                        p { (paragraph) }
                    }
                    @if !programme.sessions.is_empty() {
                        h2 { (language.pick("Programma", "Programme")) }
                        @if !programme.rounds().is_empty() {
                            p class="muted" { (language.pick(
                                "U kiest in elke ronde één workshop. Dat doet u bij het aanmelden; wijzigen kan later nog.",
                                "You choose one workshop in each round when you register; you can change it later.",
                            )) }
                        }
                        (days(event, programme, language))
                    }
                }
            }
            (schema(event, (site, now), language))
        },
    )
}

/// When, where, for whom, how full, and the one button of the page.
fn card(event: &Event, programme: &Programme, (reply, now): (&str, Instant), language: Language) -> Markup {
    html! {
        aside class="card card--lift stack" aria-label=(language.pick("Datum, plaats en aanmelden", "Date, place and registration")) {
            dl class="facts" {
                div { dt { (language.pick("Wanneer", "When")) } dd { b { (event.days(language)) } (event.hours(language)) } }
                div { dt { (language.pick("Waar", "Where")) } dd {
                    b { (event.where_short(language)) }
                    (event.address)
                    @if !event.link.is_empty() { (language.pick("De link krijgt u na het aanmelden.", "You get the link after registering.")) }
                } }
                @match event.admission {
                    EventAdmission::Open => {},
                    EventAdmission::Approval => div { dt { (language.pick("Aanmelden", "Registration")) } dd {
                        (language.pick("Na goedkeuring: u vraagt een plaats aan, en krijgt een mail als wij hebben beslist.", "After approval: you ask for a place, and get a mail when we have decided."))
                    } },
                    EventAdmission::Invited => div { dt { (language.pick("Voor wie", "For whom")) } dd {
                        (language.pick("Op uitnodiging. Hebt u een uitnodiging? Gebruik dan de link in die mail.", "By invitation. Do you have an invitation? Then use the link in that mail."))
                    } },
                }
                @if !event.is_closed_circle() { (for_whom(event, language)) }
                @if let Some(quota) = event.quota.filter(|_| event.admission == EventAdmission::Open) {
                    div { dt { (language.pick("Per organisatie", "By organisation")) } dd {
                        (language.pick(
                            format!("Hoogstens {quota} mensen. Wie daarna komt, vraagt een plaats aan."),
                            format!("At most {quota} people. Who comes after that asks for a place."),
                        ))
                    } }
                }
            }
            (standing(event, programme.day(), now, language))
            @if event.window(now) == Window::Open && !event.is_closed_circle() { (by_kind(event, programme, language)) }
            @if event.window(now) == Window::Open && !event.decides(false) {
                @if let Some(day) = programme.day() {
                    @let label = format!("{} {} {}", number(day.taken, language), language.pick("bezet van", "taken of"), number(day.capacity, language));
                    progress max=(day.capacity.max(1)) value=(day.taken.min(day.capacity)) aria-label=(label) {}
                }
            }
            (act(event, programme, (reply, now), language))
            @if event.window(now) != Window::CalledOff {
                p class="small" { a href={ (language.prefix()) "/bijeenkomsten/" (event.id) "/agenda.ics" } {
                    (language.pick("Zet in uw agenda (.ics)", "Put into your calendar (.ics)"))
                } }
            }
        }
    }
}

/// Who can register, where that is not everybody.
fn for_whom(event: &Event, language: Language) -> Markup {
    let domains = event.domains.split_whitespace().collect::<Vec<_>>().join(", ");
    let kinds = kinds_of(event, language);
    html! {
        @if !kinds.is_empty() {
            div { dt { (language.pick("Voor wie", "For whom")) } dd {
                b { (kinds) } ". "
                @if !domains.is_empty() {
                    (language.pick("En wie een mailadres heeft dat eindigt op: ", "And whoever has an address that ends in: ")) (domains) ". "
                }
                @if event.admission == EventAdmission::Open {
                    (language.pick("Hoort u daar niet bij? Dan vraagt u een plaats aan.", "Do you not belong there? Then you ask for a place."))
                }
            } }
        } @else if !domains.is_empty() {
            div { dt { (language.pick("Voor wie", "For whom")) } dd {
                (language.pick("Wie een mailadres heeft dat eindigt op: ", "Whoever has an address that ends in: ")) (domains)
            } }
        }
    }
}

/// How many places there are for each kind that has a limit, while there are any.
fn by_kind(event: &Event, programme: &Programme, language: Language) -> Markup {
    let Some(day) = programme.day().filter(|day| day.free > 0) else { return html! {} };
    html! {
        @if programme.kinds().next().is_some() {
            dl class="facts" {
                div { dt { (language.pick("Per soort organisatie", "By kind of organisation")) } dd {
                    ul class="rows" {
                        @for (kind, places) in programme.kinds() {
                            @let places = Places { free: places.free.min(day.free), ..*places };
                            li { (kind.said().of(language)) " " (seats_of(event, &places, language)) }
                        }
                    }
                } }
            }
        }
    }
}

fn act(event: &Event, programme: &Programme, (reply, now): (&str, Instant), language: Language) -> Markup {
    let form = format!("{}/bijeenkomsten/{}/aanmelden", language.prefix(), event.id);
    let is_full = programme.day().is_some_and(|day| day.free == 0);
    match event.window(now) {
        Window::Open if event.is_closed_circle() => html! {
            p class="small muted" { (language.pick("Bent u uw uitnodiging kwijt, of wilt u vragen of u kunt komen? Mail ", "Did you lose your invitation, or do you want to ask whether you can come? Mail ")) a href={ "mailto:" (reply) } { (reply) } }
        },
        Window::Open if is_full && !event.offers(now) => html! {
            p { (language.pick("De bijeenkomst is vol, en de wachtlijst is gesloten.", "The event is full, and the waiting list is closed.")) }
        },
        Window::Open if event.decides(false) => html! {
            div class="wide" { (link_button(Action::Primary, &form, language.pick("Vraag een plaats aan", "Ask for a place"))) }
            p class="small muted" {
                (language.pick("Duurt een minuut. U hebt geen account nodig. Aanvragen kan tot ", "Takes a minute. You need no account. You can ask until "))
                (long_moment(event.closes_at, language)) "."
            }
        },
        Window::Open if is_full => html! {
            div class="wide" { (link_button(Action::Primary, &form, language.pick("Zet mij op de wachtlijst", "Put me on the waiting list"))) }
            p class="small muted" { (language.pick(
                format!("Komt er een plaats vrij? Dan krijgt u een mail en hebt u {} uur om te kiezen.", event.offer_hours),
                format!("When a place comes free you get a mail, and have {} hours to choose.", event.offer_hours),
            )) }
        },
        Window::Open => html! {
            div class="wide" { (link_button(Action::Primary, &form, language.pick("Meld u aan", "Register"))) }
            p class="small muted" {
                (language.pick("Duurt een minuut. U hebt geen account nodig. Aanmelden kan tot ", "Takes a minute. You need no account. Registration is open until "))
                (long_moment(event.closes_at, language)) "."
            }
        },
        Window::CalledOff => html! { p { (event.called_off_reason) } },
        Window::Closed => html! {
            p class="small muted" { (language.pick("Hebt u een vraag? Mail ", "Do you have a question? Mail ")) a href={ "mailto:" (reply) } { (reply) } }
        },
        Window::Soon | Window::Over | Window::Draft => html! {},
    }
}

/// The days one after the other, each below its date when there are several.
fn days(event: &Event, programme: &Programme, language: Language) -> Markup {
    let mut seen = Vec::new();
    let mut by_day: BTreeMap<NaiveDate, Vec<&Session>> = BTreeMap::new();
    for session in &programme.sessions {
        if session.round == 0 || !seen.contains(&session.round) {
            by_day.entry(date_of(session.starts_at)).or_default().push(session);
        }
        seen.push(session.round);
    }
    html! {
        @for parts in by_day.values() {
            @if let Some(date) = parts.first().and_then(|first| event.day_of(first.starts_at, language)) { h3 { (date) } }
            (day(event, programme, parts, language))
        }
    }
}

/// A day as a line of time; rounds stand on it as cards.
fn day(event: &Event, programme: &Programme, parts: &[&Session], language: Language) -> Markup {
    let rounds = programme.rounds();
    html! {
        ol class="day" {
            @for session in parts {
                li {
                    time { (clock_time(WallTime::at(session.starts_at).0.time(), language)) }
                    @if session.round == 0 { (plenary(session, language)) }
                    @else if let Some(sessions) = rounds.get(&session.round) { (round(event, (session.round, sessions), programme, language)) }
                }
            }
        }
    }
}

fn plenary(session: &Session, language: Language) -> Markup {
    let about = about_session(session);
    html! {
        p { b { (session.label(language)) } @if !about.is_empty() { br; span class="muted" { (about) } }
            @if !session.about(language).is_empty() { br; (session.about(language)) } }
    }
}

fn round(event: &Event, (number, sessions): (i64, &[&Session]), programme: &Programme, language: Language) -> Markup {
    let (title, time) = round_title(event, (number, sessions), language);
    html! {
        section class="round" {
            h3 { span { (title) } " " small { (time) } }
            ul class="shops" {
                @for session in sessions {
                    li class="shop" {
                        b class="no" { (session.code) }
                        div {
                            @if session.about(language).is_empty() { b { (session.title(language)) } } @else {
                                details { summary { (session.title(language)) } p { (session.about(language)) } }
                            }
                            p class="muted" { (about_with_day(event, session, language)) }
                        }
                        @if let Some(places) = programme.places_of(session.id) { (seats_of(event, places, language)) }
                    }
                }
            }
        }
    }
}

/// The event as data for search engines, in HTML attributes: our pages carry no script of their own.
fn schema(event: &Event, (site, now): (&str, Instant), language: Language) -> Markup {
    let state = if event.window(now) == Window::CalledOff { "EventCancelled" } else { "EventScheduled" };
    let mode = if event.place.is_empty() { "OnlineEventAttendanceMode" } else { "OfflineEventAttendanceMode" };
    let page = format!("{site}{}/bijeenkomsten/{}", language.prefix(), event.id);
    html! {
        div hidden itemscope itemtype="https://schema.org/Event" {
            span itemprop="name" { (event.title(language)) }
            span itemprop="description" { (event.lead(language)) }
            time itemprop="startDate" datetime=(event.starts_at.rfc3339()) {}
            time itemprop="endDate" datetime=(event.ends_at.rfc3339()) {}
            link itemprop="eventStatus" href={ "https://schema.org/" (state) };
            link itemprop="eventAttendanceMode" href={ "https://schema.org/" (mode) };
            link itemprop="url" href=(page);
            @if !event.place.is_empty() {
                div itemprop="location" itemscope itemtype="https://schema.org/Place" {
                    span itemprop="name" { (event.place) }
                    span itemprop="address" { (event.address) }
                }
            }
        }
    }
}
