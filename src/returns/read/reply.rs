//! The answer of a calendar (RFC 5546, section 3.2.3), read with `calcard`: who answers what to which item. Only a plain yes, no
//! or perhaps of one person to one whole item is an answer; whatever else a calendar may say changes nothing.

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarMethod, ICalendarParameterValue,
    ICalendarParticipationStatus, ICalendarProperty, ICalendarValue, Uri,
};
use chrono::NaiveDate;
use mail_parser::{Message, MimeHeaders as _};

use crate::base::Instant;
use crate::room::{Answer, Says};

/// The largest calendar that is read, in bytes. An answer has one item and perhaps a zone.
const LARGEST: usize = 64 * 1024;
/// The longest UID and address.
const LONGEST: usize = 300;

/// The answer in a mail, when there is one.
pub(super) fn read(message: &Message<'_>) -> Option<Answer> {
    let is_calendar = |part: &&mail_parser::MessagePart<'_>| {
        part.content_type().is_some_and(|kind| {
            kind.ctype().eq_ignore_ascii_case("text")
                && kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("calendar"))
        })
    };
    let text = message.parts.iter().find(is_calendar)?.text_contents()?;
    if text.len() > LARGEST { None } else { of_text(text) }
}

fn of_text(text: &str) -> Option<Answer> {
    let calendar = ICalendar::parse(text).ok()?;
    let of = |kind: ICalendarComponentType| calendar.components.iter().filter(move |one| one.component_type == kind);
    let is_reply = of(ICalendarComponentType::VCalendar).any(|one| method(one) == Some(&ICalendarMethod::Reply));
    let mut items = of(ICalendarComponentType::VEvent);
    let (item, None, true) = (items.next()?, items.next(), is_reply) else { return None };
    // One day of a series says nothing about the whole.
    if item.has_property(&ICalendarProperty::RecurrenceId) {
        return None;
    }
    let mut attendees = item.entries.iter().filter(|entry| entry.name == ICalendarProperty::Attendee);
    let (attendee, None) = (attendees.next()?, attendees.next()) else { return None };
    let says = attendee.params.iter().find_map(|parameter| match &parameter.value {
        ICalendarParameterValue::Partstat(status) => Some(says(status)),
        _ => None,
    })??;
    let uid = item.uid().filter(|uid| !uid.is_empty() && uid.len() <= LONGEST)?.to_owned();
    let address = address(attendee.values.first()?).filter(|address| address.len() <= LONGEST)?.to_owned();
    Some(Answer { uid, attendee: address, says, sequence: sequence(item), stamp: stamp(item) })
}

fn method(calendar: &ICalendarComponent) -> Option<&ICalendarMethod> {
    match calendar.property(&ICalendarProperty::Method)?.values.first()? {
        ICalendarValue::Method(method) => Some(method),
        _ => None,
    }
}

const fn says(status: &ICalendarParticipationStatus) -> Option<Says> {
    match status {
        ICalendarParticipationStatus::Accepted => Some(Says::Accepted),
        ICalendarParticipationStatus::Declined => Some(Says::Declined),
        ICalendarParticipationStatus::Tentative => Some(Says::Tentative),
        _ => None,
    }
}

fn address(value: &ICalendarValue) -> Option<&str> {
    let text = match value {
        ICalendarValue::Uri(Uri::Location(text)) | ICalendarValue::Text(text) => text.as_str(),
        _ => return None,
    };
    let (scheme, address) = text.split_once(':')?;
    scheme.eq_ignore_ascii_case("mailto").then_some(address)
}

fn sequence(item: &ICalendarComponent) -> i64 {
    match item.property(&ICalendarProperty::Sequence).and_then(|entry| entry.values.first()) {
        Some(ICalendarValue::Integer(number)) => *number,
        _ => 0,
    }
}

/// The stamp, which is UTC by its standard.
fn stamp(item: &ICalendarComponent) -> Option<Instant> {
    let ICalendarValue::PartialDateTime(at) = item.property(&ICalendarProperty::Dtstamp)?.values.first()? else {
        return None;
    };
    let day = NaiveDate::from_ymd_opt(i32::from(at.year?), u32::from(at.month?), u32::from(at.day?))?;
    let time = day.and_hms_opt(u32::from(at.hour?), u32::from(at.minute?), u32::from(at.second.unwrap_or(0)))?;
    Some(Instant(time.and_utc().timestamp_millis()))
}
