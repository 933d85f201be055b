//! Automatic answers (RFC 3834) and the many ways in which programs say that they are one.

use mail_parser::{Message, MessagePart, MimeHeaders};

use super::Kind;
use super::fields::Fields;

const SUBJECTS: &[&str] = &[
    "automatic reply",
    "automatisch antwoord",
    "automatische beantwoording",
    "automatische antwort",
    "réponse automatique",
    "respuesta automática",
    "out of office",
    "out of the office",
    "out-of-office",
    "autoreply",
    "auto-reply",
    "auto reply",
    "autoresponder",
    "auto:",
    "afwezig",
    "niet aanwezig",
    "abwesenheit",
    "on vacation",
    "vakantie",
    "on leave",
    "read:",
    "gelezen:",
];

/// What a mail is that no server wrote: a calendar's answer, a wish to leave, an automatic answer, or a person's words.
pub(super) fn kind(top: &Fields, message: &Message<'_>) -> Kind {
    if message.parts.iter().any(is_calendar_reply) {
        Kind::Calendar
    } else if !is_automatic(top) {
        Kind::Other
    } else if is_wish(top) {
        Kind::Wish
    } else {
        Kind::Automatic
    }
}

/// A calendar part whose method is REPLY: by its type, or, when its type names no method, by what stands in it. A part
/// with another method is our own invitation that hangs below somebody's words.
fn is_calendar_reply(part: &MessagePart<'_>) -> bool {
    let Some(kind) = part.content_type() else { return false };
    if !kind.ctype().eq_ignore_ascii_case("text")
        || !kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("calendar"))
    {
        return false;
    }
    match kind.attribute("method") {
        Some(method) => method.eq_ignore_ascii_case("reply"),
        None => part
            .text_contents()
            .unwrap_or_default()
            .lines()
            .any(|line| line.trim().eq_ignore_ascii_case("METHOD:REPLY")),
    }
}

/// Apple Mail marks the mail with which it leaves as `auto-replied`. Such a mail answers none and says nothing but that.
fn is_wish(top: &Fields) -> bool {
    let is_said = top.plain_subject().trim() == "unsubscribe";
    (is_said || top.has("x-apple-unsubscribe")) && !top.has("in-reply-to") && !has_empty_path(top)
}

/// Whether a program wrote this and not a person.
fn is_automatic(top: &Fields) -> bool {
    let submitted = top.get("auto-submitted").to_ascii_lowercase();
    let says_so = !submitted.is_empty() && !submitted.trim_start().starts_with("no");
    let precedence = top.get("precedence").trim().to_ascii_lowercase();
    let marks = ["x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-mail-autoreply", "x-vacation"];
    let is_receipt = top.get("content-type").to_ascii_lowercase().contains("disposition-notification");
    says_so
        || matches!(precedence.as_str(), "bulk" | "list" | "junk" | "auto_reply")
        || marks.iter().any(|mark| top.has(mark))
        || top.has("list-id")
        || is_receipt
        || has_empty_path(top)
        || has_subject(top)
}

/// Whether a program answers for somebody who is away: it says so, or its subject does.
pub(super) fn is_answer(top: &Fields) -> bool {
    top.get("auto-submitted").to_ascii_lowercase().contains("replied") || top.has("x-vacation") || has_subject(top)
}

/// Whether the mail says that it came with an empty return path, as what must not be answered does.
pub(super) fn has_empty_path(top: &Fields) -> bool {
    top.has("return-path") && matches!(top.get("return-path").trim(), "<>" | "")
}

fn has_subject(top: &Fields) -> bool {
    let subject = top.plain_subject();
    SUBJECTS.iter().any(|known| subject.starts_with(known) || subject.contains(&format!(" {known}")))
}
