//! Reports that keep to no standard: qmail, older Exim and Exchange, Domino, gateways. They are read by their words, and
//! only when the mail looks like a mail server's.

use super::class::{class_of, enhanced_in};
use super::fields::{Fields, addresses_in};
use super::{Class, Kind, Why, automatic};

/// Who writes for a server.
const DAEMONS: &[&str] = &["mailer-daemon", "mailerdaemon", "postmaster", "mail-daemon", "mdaemon", "mailsystem"];

/// How a report of failure begins its subject, or stands in it.
const SUBJECTS: &[&str] = &[
    "undeliverable",
    "undelivered mail",
    "delivery status notification (failure)",
    "delivery failure",
    "delivery failed",
    "mail delivery failed",
    "mail delivery failure",
    "mail system error",
    "failure notice",
    "returned mail",
    "message undeliverable",
    "non delivery",
    "onbestelbaar",
    "niet bezorgd",
    "kan niet worden bezorgd",
    "unzustellbar",
    "non remis",
];

/// How news of a delay is told.
const DELAYS: &[&str] = &[
    "delivery status notification (delay)",
    "delayed mail",
    "delivery delayed",
    "warning: message",
    "warning: could not send message",
    "this is a warning message only",
    "has not yet been delivered",
    "vertraagd",
];

/// Where the copy of our mail begins.
const COPY: &[&str] = &[
    "--- below this line is a copy of the message",
    "------ this is a copy of the message",
    "------ this is a copy of your message",
    "----- original message -----",
    "----- original message header",
    "----- message header follows",
    "--- the header of the original message is following",
    "----- unsent message follows",
    "---- unsent message below",
    "original message headers:",
    "original message follows",
    "oorspronkelijke berichtkoppen:",
    "oorspronkelijke kopteksten",
];

/// Reads a report by its words; `None` when the mail is not a server's.
pub(super) fn read(top: &Fields, text: &str) -> Option<Why> {
    let subject = plain_subject(top);
    let sender = top.get("from").to_lowercase();
    let is_daemon = DAEMONS.iter().any(|name| sender.contains(name));
    let is_failure = SUBJECTS.iter().any(|known| subject.contains(known));
    let names_failed = top.has("x-failed-recipients");
    if !(names_failed || (is_daemon && !is_answer(&subject)) || (is_failure && automatic::has_empty_path(top))) {
        return None;
    }
    let said = before_copy(text);
    let lower = said.to_lowercase();
    if DELAYS.iter().any(|known| subject.contains(known) || lower.contains(known)) {
        return Some(Why { said, ..Why::only(Kind::Notice) });
    }
    let enhanced = enhanced_in(&said);
    let class = class_of(enhanced.as_deref(), &said);
    if class == Class::Unknown && !is_failure && !names_failed {
        return None;
    }
    Some(Why { kind: Kind::Bounce, class, enhanced, recipients: addresses_in(&said), paths: Vec::new(), said })
}

/// A person at a postmaster's desk who is away.
fn is_answer(subject: &str) -> bool {
    ["automatic reply", "out of office", "afwezig", "re:"].iter().any(|known| subject.starts_with(known))
}

/// The subject in lower case, its encoded words read.
pub(super) fn plain_subject(top: &Fields) -> String {
    let subject = top.get("subject");
    if !subject.contains("=?") {
        return subject.to_lowercase();
    }
    let header = format!("Subject: {subject}\r\n\r\n");
    let read = mail_parser::MessageParser::default().parse_headers(header.as_bytes());
    read.and_then(|message| message.subject().map(str::to_lowercase)).unwrap_or_default()
}

/// What a report says before it copies our mail; at most 4,000 characters.
pub(super) fn before_copy(text: &str) -> String {
    let lines = text.lines().take(200).take_while(|line| !begins_copy(line));
    lines.collect::<Vec<_>>().join("\n").chars().take(4_000).collect()
}

/// The copy of our mail within a text; empty when there is none.
pub(super) fn copy_in(text: &str) -> String {
    let rest = text.lines().skip_while(|line| !begins_copy(line)).skip(1);
    // Some leave a line or two between the announcement and the copy, qmail also a Return-Path with no space after it.
    rest.skip_while(|line| line.trim().is_empty() || !line.contains(':')).take(300).collect::<Vec<_>>().join("\n")
}

fn begins_copy(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    COPY.iter().any(|known| line.starts_with(known))
}
