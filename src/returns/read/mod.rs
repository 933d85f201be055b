//! Reading a mail that came back. Pure: bytes in, a reading out; whatever the bytes are, it never panics.
//!
//! Three standards are read: delivery status notifications (RFC 3464, and RFC 6533 for addresses outside ASCII),
//! complaints in the abuse reporting format (RFC 5965) and automatic answers (RFC 3834). What programs write that keep
//! to none of these is read by its words, and only when it looks like the word of a mail server.

mod automatic;
mod complaint;
mod copy;
mod fields;
mod letter;
mod reply;
mod scrub;
mod status;
mod vendor;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod tests;

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use self::fields::Fields;
use crate::base::secrets::sha256_hex;
use crate::mail::refusal::Class;
use crate::room::Answer;

pub use scrub::scrub;
use scrub::scrub_letter;

/// How much of a mail is looked at, in bytes. Reports begin with what matters and end with a copy of our mail.
pub const LIMIT: usize = 1024 * 1024;

/// What kind of mail came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A mail was not delivered, for good.
    Bounce,
    /// A reader says that our mail is unwanted.
    Complaint,
    /// A program answered: out of office, a receipt, a ticket. Never answered, and it changes nothing.
    Automatic,
    /// A reader's mail program asks to leave (RFC 2369): marked as automatic, and yet somebody's act.
    Wish,
    /// A calendar answers an invitation (RFC 5546, METHOD:REPLY), however it is marked.
    Calendar,
    /// News about a delivery that is still going on, or went well.
    Notice,
    /// A person wrote, as far as anyone can tell.
    Other,
}

/// A mail that came back, as it was read. Addresses in it serve to find the delivery and are not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// What it is.
    pub kind: Kind,
    /// Why a bounce bounced; [`Class::Unknown`] for anything else.
    pub class: Class,
    /// The enhanced status (RFC 3463), when one was given.
    pub enhanced: Option<String>,
    /// What the other side said, without addresses: at most 300 characters, of a person 2,000.
    pub words: String,
    /// The addresses that the mail came to, and the return paths that it repeats, likeliest first.
    pub paths: Vec<String>,
    /// The Message-IDs of the mail that it is about, or that a person answers, without angle brackets.
    pub message_ids: Vec<String>,
    /// The addresses that it is about; of a person's mail also who wrote it.
    pub recipients: Vec<String>,
    /// What makes this report the same as another copy of it: its own Message-ID or a hash of its body.
    pub identity: String,
    /// What a calendar answers, when it is a [`Kind::Calendar`] that says a plain yes, no or perhaps.
    pub answer: Option<Answer>,
}

/// What one format knows about why.
struct Why {
    kind: Kind,
    class: Class,
    enhanced: Option<String>,
    said: String,
    recipients: Vec<String>,
    paths: Vec<String>,
}

impl Why {
    fn only(kind: Kind) -> Self {
        Self {
            kind,
            class: Class::Unknown,
            enhanced: None,
            said: String::new(),
            recipients: Vec::new(),
            paths: Vec::new(),
        }
    }
}

/// Reads a mail that came back; of a mail longer than [`LIMIT`] only the beginning. Never panics, keeps nothing.
#[must_use]
pub fn read(mail: &[u8]) -> Returned {
    let mail = mail.get(..LIMIT).unwrap_or(mail);
    let top = Fields::of_mail(mail);
    let parsed = if is_nested_too_deep(mail) { None } else { MessageParser::default().parse(mail) };
    let original = parsed.as_ref().map(original).unwrap_or_default();
    let why = why(&top, parsed.as_ref());
    let mut paths = top.addresses(&["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to", "cc"]);
    paths.extend(why.paths);
    paths.extend(original.addresses(&["return-path", "x-original-from", "sender"]));
    let mut recipients = why.recipients;
    recipients.extend(top.addresses(&["x-failed-recipients"]));
    recipients.extend(original.addresses(&["to", "x-hmxmroriginalrecipient"]));
    let mut message_ids = original.ids("message-id");
    let mut words = scrub(&why.said, &recipients);
    if why.kind == Kind::Other {
        recipients.extend(top.addresses(&["from"]));
        message_ids.extend(letter::answers(&top));
        words = scrub_letter(&why.said, &recipients);
    }
    let answer = parsed.as_ref().filter(|_| why.kind == Kind::Calendar).and_then(reply::read);
    Returned {
        answer,
        kind: why.kind,
        class: why.class,
        words,
        enhanced: why.enhanced,
        paths: few(paths),
        message_ids: few(message_ids),
        recipients: few(recipients),
        identity: identity(&top, mail),
    }
}

/// Whether mails may stand in mails deeper than any report needs. A parsed mail is dropped from the outside to the
/// inside, so thousands of them would overflow the stack. `message/` stands at least once for each.
fn is_nested_too_deep(mail: &[u8]) -> bool {
    const DEEPEST: usize = 64;
    let begins = mail.windows(8).filter(|word| word.eq_ignore_ascii_case(b"message/"));
    begins.take(DEEPEST + 1).count() > DEEPEST
}

fn why(top: &Fields, parsed: Option<&Message<'_>>) -> Why {
    let Some(message) = parsed else { return Why::only(Kind::Other) };
    if let Some(report) = part_of(message, &["feedback-report"]) {
        return complaint::read(&Fields::of_text(&text_of(report)));
    }
    if complaint::is_old_form(top, message) {
        return Why::only(Kind::Complaint);
    }
    if let Some(status) = part_of(message, &["delivery-status", "global-delivery-status"]) {
        return status::read(&text_of(status), &first_text(message));
    }
    if let Some(why) = vendor::read(top, &first_text(message), has_copy(message)) {
        // A server may send on the report of another one.
        let inner = if why.class == Class::Unknown { inner_status(message) } else { None };
        return inner.map_or(why, |status| status::read(&text_of(status), ""));
    }
    let kind = automatic::kind(top, message);
    let said = if kind == Kind::Other { letter::said(message) } else { String::new() };
    Why { said, ..Why::only(kind) }
}

/// The machine-readable part of a report within a report.
fn inner_status<'a, 'x>(message: &'a Message<'x>) -> Option<&'a MessagePart<'x>> {
    message.parts.iter().find_map(|part| match &part.body {
        PartType::Message(inner) => part_of(inner, &["delivery-status"]),
        _ => None,
    })
}

/// The first part of type `message/…` of one of these kinds.
fn part_of<'a, 'x>(message: &'a Message<'x>, kinds: &[&str]) -> Option<&'a MessagePart<'x>> {
    message.parts.iter().find(|part| {
        part.content_type().is_some_and(|kind| {
            let sub = kind.subtype().unwrap_or_default();
            kind.ctype().eq_ignore_ascii_case("message") && kinds.iter().any(|known| sub.eq_ignore_ascii_case(known))
        })
    })
}

fn text_of(part: &MessagePart<'_>) -> String {
    String::from_utf8_lossy(part.contents()).into_owned()
}

/// The first text that a person would read, without markup.
fn first_text(message: &Message<'_>) -> String {
    let text = message.body_text(0).unwrap_or_default();
    if !text.trim().is_empty() {
        return text.into_owned();
    }
    // A mail whose parts cannot be told apart, because its boundary is missing or another one.
    let body = message.raw_message().get(message.root_part().raw_body_offset() as usize..).unwrap_or_default();
    let text = String::from_utf8_lossy(body.get(..16 * 1024).unwrap_or(body));
    text.lines().filter(|line| !line.to_ascii_lowercase().starts_with("content-")).collect::<Vec<_>>().join("\n")
}

/// Whether a mail brings another one along.
fn has_copy(message: &Message<'_>) -> bool {
    message.parts.iter().any(|part| matches!(part.body, PartType::Message(_)))
}

/// The headers of our own mail, as the report returns them: whole, as headers only, or copied into its text.
fn original(message: &Message<'_>) -> Fields {
    for part in &message.parts {
        if let PartType::Message(inner) = &part.body {
            // An inner mail that was encoded has bytes of its own; any other stands in those of the outer one.
            let is_inside = inner.raw_message().len() == message.raw_message().len();
            let begin = if is_inside { part.raw_body_offset() as usize } else { 0 };
            return Fields::of_mail(inner.raw_message().get(begin..).unwrap_or_default());
        }
    }
    let headers_only = part_of(message, &["rfc822", "global", "rfc822-headers", "global-headers"]).or_else(|| {
        message.parts.iter().find(|part| {
            part.content_type().is_some_and(|kind| {
                kind.subtype().is_some_and(|sub| sub.to_ascii_lowercase().ends_with("rfc822-headers"))
            })
        })
    });
    match headers_only {
        Some(part) => Fields::of_mail(part.contents()),
        None => Fields::of_mail(copy::within(&first_text(message)).as_bytes()),
    }
}

fn identity(top: &Fields, mail: &[u8]) -> String {
    if let Some(id) = top.ids("message-id").into_iter().next() {
        return sha256_hex(id.as_bytes());
    }
    // Another server adds lines of its own to the head of its copy, never to the body.
    let body =
        mail.windows(4).position(|four| four == b"\r\n\r\n").or_else(|| mail.windows(2).position(|two| two == b"\n\n"));
    sha256_hex(body.and_then(|at| mail.get(at..)).unwrap_or(mail))
}

/// At most twenty different ones: a hostile report names thousands.
fn few(all: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for one in all {
        if kept.len() == 20 {
            break;
        }
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}
