//! The pages of attendees.

pub(super) mod check;
pub(super) mod evaluation;
pub(super) mod invited;
pub(super) mod list;
pub(super) mod one;
pub(super) mod own;
pub(super) mod who;

use maud::{Markup, html};

use super::super::event::{Event, Places, Session, Window, hours};
use super::super::find::Programme;
use crate::base::wall_time::{long_moment, number};
use crate::base::{Both, Instant, Language};
use crate::events::EventKind;
use crate::organisations::OrganisationKind;

/// The word for a kind.
pub(in crate::events) fn kind(kind: EventKind, language: Language) -> &'static str {
    kind_word(kind).of(language)
}

/// The same in both languages.
pub(in crate::events) const fn kind_word(kind: EventKind) -> Both {
    match kind {
        EventKind::NetworkDay => Both("Netwerkdag", "Network day"),
        EventKind::Webinar => Both("Webinar", "Webinar"),
        EventKind::Course => Both("Cursus", "Course"),
        EventKind::Retraining => Both("Bijscholing", "Retraining"),
    }
}

/// "veiligheidsregio, gemeente": the kinds of organisations that an event is for.
pub(super) fn kinds_of(event: &Event, language: Language) -> String {
    event.for_kinds().into_iter().map(|kind| kind.said().of(language)).collect::<Vec<_>>().join(", ")
}

/// Why somebody waits although there are places.
pub(super) fn kind_is_full(kind: OrganisationKind, language: Language) -> String {
    let kind = kind.said().of(language);
    language.pick(
        format!("Voor deze soort organisatie zijn alle plaatsen bezet: {kind}."),
        format!("All places for this kind of organisation are taken: {kind}."),
    )
}

/// "Nog 6 plaatsen".
pub(in crate::events) fn left(free: i64, language: Language) -> String {
    let many = number(free, language);
    if free == 1 {
        return language.pick("Nog 1 plaats".to_owned(), "1 place left".to_owned());
    }
    language.pick(format!("Nog {many} plaatsen"), format!("{many} places left"))
}

/// How full it is: the word says it, the disc before it shows it.
pub(in crate::events) fn seats(places: &Places, language: Language) -> Markup {
    let waits = places.waiting;
    html! {
        @if places.free > 0 {
            span class={ "seats" @if places.is_scarce() { " seats--few" } } { (left(places.free, language)) }
        } @else {
            span class="seats seats--full" {
                span {
                    (language.pick("Vol, wachtlijst", "Full, waiting list"))
                    @if waits > 0 {
                        br; small {
                            @if waits == 1 { (language.pick("1 persoon wacht", "1 person waits")) }
                            @else { (number(waits, language)) (language.pick(" mensen wachten", " people wait")) }
                        }
                    }
                }
            }
        }
    }
}

/// The same for everybody. Where somebody decides who may come, who was invited takes a place at once and who was not does not:
/// a number would tell whoever types an address which of the two it is.
pub(super) fn seats_of(event: &Event, places: &Places, language: Language) -> Markup {
    if !event.decides(false) {
        return seats(places, language);
    }
    html! {
        @if places.free > 0 { span class="seats" { (language.pick("Er zijn plaatsen", "There are places")) } }
        @else { span class="seats seats--full" { (language.pick("Vol, wachtlijst", "Full, waiting list")) } }
    }
}

/// How an event stands, for everybody.
pub(super) fn standing(event: &Event, day: Option<&Places>, now: Instant, language: Language) -> Markup {
    match event.window(now) {
        Window::Open => html! { @if let Some(day) = day { (seats_of(event, day, language)) } },
        Window::Soon => html! {
            p class="seats seats--soon" { span {
                (language.pick("Aanmelden vanaf", "Registration from")) br; small { (long_moment(event.opens_at, language)) }
            } }
        },
        Window::CalledOff => html! { p class="seats seats--soon" { (language.pick("Gaat niet door", "Called off")) } },
        Window::Closed => {
            html! { p class="seats seats--soon" { (language.pick("Aanmelden kan niet meer", "Registration is closed")) } }
        }
        Window::Over | Window::Draft => html! {},
    }
}

/// A session in one line below its title: the room and who leads it.
pub(super) fn about_session(session: &Session) -> String {
    [session.room.as_str(), session.speaker.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The same, with its day and time when the event has several days.
pub(super) fn about_with_day(event: &Event, session: &Session, language: Language) -> String {
    let about = about_session(session);
    match event.day_of(session.starts_at, language) {
        None => about,
        Some(_) if about.is_empty() => event.time_of(session, language),
        Some(_) => format!("{}, {about}", event.time_of(session, language)),
    }
}

/// "Ronde 1" with its time, of its sessions. Of an event of several days each session says its own.
pub(super) fn round_title(
    event: &Event,
    (round, sessions): (i64, &[&Session]),
    language: Language,
) -> (String, String) {
    let from = sessions.iter().map(|session| session.starts_at).min().unwrap_or_default();
    let until = sessions.iter().map(|session| session.ends_at).min().unwrap_or_default();
    let time = if event.day_of(from, language).is_some() { String::new() } else { hours(from, until, language) };
    (format!("{} {round}", language.pick("Ronde", "Round")), time)
}

/// The choice of sessions in each round, one group of radio buttons a round. `had` is what the person has now.
pub(super) fn picks(
    (event, programme): (&Event, &Programme),
    language: Language,
    (name, chosen, had): (&dyn Fn(i64) -> String, &[i64], &[i64]),
    is_new: bool,
) -> Markup {
    html! {
        @for (round, sessions) in programme.rounds() {
            @let (title, time) = round_title(event, (round, &sessions), language);
            @let field = name(round);
            fieldset class="round" {
                legend { span { (title) } " " small { (time) } }
                ul class="shops" {
                    @for session in &sessions {
                        @let places = programme.places_of(session.id);
                        @let free = places.is_some_and(|places| places.free > 0);
                        @let mine = had.contains(&session.id.0);
                        @let id = format!("{field}-{}", session.id);
                        li {
                            @if free || mine {
                                label class="pick" {
                                    input type="radio" id=(id) name=(field) value=(session.id) checked[chosen.contains(&session.id.0)];
                                    span { b { (session.label(language)) } small { (about_with_day(event, session, language)) } }
                                    @if mine && !is_new { span class="seats" { (language.pick("Uw plaats nu", "Your place now")) } }
                                    @else if let Some(places) = places { (seats_of(event, places, language)) }
                                }
                            } @else {
                                div class="pick pick--full" {
                                    i {} span { b { (session.label(language)) } small { (about_with_day(event, session, language)) } }
                                    p class="seats seats--full" { (language.pick("Vol", "Full")) }
                                }
                            }
                        }
                    }
                    li {
                        @let none = format!("{field}-0");
                        @let skips = sessions.iter().all(|session| !chosen.contains(&session.id.0));
                        label class="pick" {
                            input type="radio" id=(none) name=(field) value="" checked[skips && !is_new];
                            span { (language.pick("Deze ronde sla ik over", "I skip this round")) }
                        }
                    }
                }
            }
        }
    }
}
