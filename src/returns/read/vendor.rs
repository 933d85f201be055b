//! Reports that keep to no standard: qmail, older Exim and Exchange, Domino, gateways. They are read by their words, and
//! only when the mail looks like a mail server's.

use super::fields::{Fields, addresses_in};
use super::{Kind, Why, automatic, copy};
use crate::mail::refusal::{Class, class_of, enhanced_in, has_answer};

/// Who writes for a server; hyphens and spaces do not count.
const DAEMONS: &[&str] = &["mailerdaemon", "postmaster", "maildaemon", "mdaemon", "mailsystem", "maildelivery"];

/// How a report of failure begins its subject, or nearly.
const SUBJECTS: &[&str] = &[
    "undeliver",
    "delivery status notification",
    "delivery notification",
    "delivery fail",
    "delivery error",
    "mail delivery",
    "not be delivered",
    "mail system error",
    "failure notice",
    "returned mail",
    "returned to sender",
    "non delivery",
    "onbestelbaar",
    "niet bezorgd",
    "niet worden bezorgd",
    "unzustellbar",
    "nicht zugestellt",
    "non remis",
];

/// Where in its subject, at most, a report says that it is one.
const EARLY: usize = 24;

/// How news of a delay is told.
const DELAYS: &[&str] = &[
    "delivery status notification (delay)",
    "delayed mail",
    "delivery delayed",
    "warning: message",
    "warning: could not send message",
    "this is a warning message only",
    "has not yet been delivered",
    "attempts will continue",
    "will continue to try",
    "vertraagd",
];

/// Reads a report by its words; `None` when the mail is not a server's. `has_copy` is whether it brings a mail along.
pub(super) fn read(top: &Fields, text: &str, has_copy: bool) -> Option<Why> {
    let subject = top.plain_subject();
    let sender: String = top.get("from").to_lowercase().replace([' ', '-', '_', '.'], "");
    let is_daemon = DAEMONS.iter().any(|name| sender.contains(name));
    let said = copy::before(text);
    // Some gateways answer like a person does; they repeat what a server said.
    if is_answer(&subject) && !(is_daemon && has_answer(&said)) {
        return None;
    }
    let plain = subject.replace('-', " ");
    let is_failure = SUBJECTS.iter().any(|known| plain.find(known).is_some_and(|at| at <= EARLY));
    let is_sure = is_failure || top.has("x-failed-recipients") || sender.contains("mailerdaemon");
    let is_silent_report = has_copy && automatic::has_empty_path(top) && !automatic::is_answer(top);
    if !(is_sure || is_daemon || is_silent_report) {
        return None;
    }
    let lower = said.to_lowercase();
    if DELAYS.iter().any(|known| subject.contains(known) || lower.contains(known)) {
        return Some(Why { said, ..Why::only(Kind::Notice) });
    }
    let class = class_of(&said, None);
    if class == Class::Unknown && !is_sure {
        return None;
    }
    let enhanced = enhanced_in(&said);
    Some(Why { kind: Kind::Bounce, class, enhanced, recipients: addresses_in(&said), paths: Vec::new(), said })
}

/// An answer, or what a person sends on: also somebody at a postmaster's desk who is away.
fn is_answer(subject: &str) -> bool {
    const ANSWERS: &[&str] =
        &["automatic reply", "out of office", "afwezig", "re:", "fw:", "fwd:", "antw:", "doorst:", "aw:", "wg:", "tr:"];
    ANSWERS.iter().any(|known| subject.starts_with(known))
}
