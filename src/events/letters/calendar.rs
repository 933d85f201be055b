//! Calendar items: what goes along with a letter, and what everybody can fetch. Written with `icalendar` (decision 28).
//!
//! A letter carries a REQUEST or a CANCEL with one attendee, the organiser being the mailbox that writes (RFC 5546); the UID
//! is the registration's and never anybody else's, the sequence rises with every item that is sent. Times are UTC, so that no
//! program has to know our zone. No link of one's own and no code stands in it: calendars are shared.

use icalendar::{Calendar, Component as _, EventLike as _, EventStatus, Property};

use super::super::days::{Span, days};
use super::super::event::{Event, Session};
use crate::base::{Instant, Language};
use crate::mail::{Enclosure, Mailbox};
use crate::store::tables::states::EventState;

const PRODUCT: &str = "-//Samenspraak//Bijeenkomsten//NL";

/// Whose item it is.
pub(super) struct Attendee<'a> {
    pub(super) name: &'a str,
    pub(super) address: &'a str,
    pub(super) uid: &'a str,
    pub(super) sequence: i64,
    pub(super) language: Language,
}

/// A day of an event, counted from 0.
pub(super) struct Item<'a> {
    pub(super) event: &'a Event,
    pub(super) span: Span,
    pub(super) at: usize,
    pub(super) of: usize,
}

/// The UID of a day: the first has that of the registration, so that an event of one day keeps its own.
fn uid_of(uid: &str, at: usize) -> String {
    if at == 0 { uid.to_owned() } else { format!("{}-{uid}", at + 1) }
}

/// An item for one attendee: asked for, or taken back.
pub(super) fn personal(
    day: &Item,
    whose: &Attendee,
    organiser: &Mailbox,
    (is_cancelled, now): (bool, Instant),
) -> Enclosure {
    let method = if is_cancelled { "CANCEL" } else { "REQUEST" };
    let mut item = bare(day, whose.language);
    item.uid(&uid_of(whose.uid, day.at)).timestamp(now.utc()).add_property("SEQUENCE", whose.sequence.to_string());
    item.status(if is_cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    let mut from = Property::new("ORGANIZER", format!("mailto:{}", organiser.address.wire()));
    from.add_parameter("CN", &parameter(&organiser.name));
    item.append_property(from);
    let mut to = Property::new("ATTENDEE", format!("mailto:{}", whose.address));
    to.add_parameter("CN", &parameter(whose.name));
    to.add_parameter("CUTYPE", "INDIVIDUAL").add_parameter("ROLE", "REQ-PARTICIPANT");
    to.add_parameter("PARTSTAT", if is_cancelled { "ACCEPTED" } else { "NEEDS-ACTION" });
    to.add_parameter("RSVP", if is_cancelled { "FALSE" } else { "TRUE" });
    item.append_property(to);
    Enclosure::Calendar { method, text: written(method, [item]) }
}

/// Events as everybody may put them into a calendar of their own: without attendees.
pub(in crate::events) fn public(
    events: &[(Event, Vec<Session>)],
    site: &str,
    language: Language,
    now: Instant,
) -> String {
    let host = site.split_once("://").map_or(site, |(_, host)| host);
    let spans: Vec<_> = events.iter().map(|(event, sessions)| (event, days(event, sessions))).collect();
    let all = spans.iter().flat_map(|(event, spans)| {
        let of = spans.len();
        spans.iter().enumerate().map(move |(at, span)| Item { event, span: *span, at, of })
    });
    let items = all.map(|day| {
        let event = day.event;
        let mut item = bare(&day, language);
        item.uid(&uid_of(&format!("bijeenkomst-{}@{host}", event.id), day.at)).timestamp(now.utc());
        item.add_property("SEQUENCE", event.sequence.to_string());
        let page = format!("{site}{}/bijeenkomsten/{}", language.prefix(), event.id);
        item.append_property(Property::new("URL", page));
        let is_off = event.state == EventState::CalledOff;
        item.status(if is_off { EventStatus::Cancelled } else { EventStatus::Confirmed });
        item
    });
    written("PUBLISH", items)
}

fn bare(day: &Item, language: Language) -> icalendar::Event {
    let (event, title) = (day.event, day.event.title(language));
    let mut item = icalendar::Event::new();
    let number =
        format!("{title} ({} {} {} {})", language.pick("dag", "day"), day.at + 1, language.pick("van", "of"), day.of);
    item.summary(if day.of > 1 { &number } else { title }).starts(day.span.0.utc()).ends(day.span.1.utc());
    let place = [event.place.as_str(), event.address.as_str()].into_iter().filter(|text| !text.is_empty());
    let place = place.collect::<Vec<_>>().join(", ");
    item.location(if place.is_empty() { "online" } else { &place });
    item.description(event.lead(language));
    item
}

fn written(method: &str, items: impl IntoIterator<Item = icalendar::Event>) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", PRODUCT));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("METHOD", method));
    for item in items {
        calendar.push(item);
    }
    calendar.to_string()
}

/// A text as a parameter may hold it: quotation marks and controls cannot stand in one (RFC 5545, section 3.2).
fn parameter(text: &str) -> String {
    text.chars().map(|letter| if letter == '"' || letter.is_control() { '\'' } else { letter }).collect()
}
