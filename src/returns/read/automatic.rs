//! Automatic answers (RFC 3834) and the many ways in which programs say that they are one.

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

/// Whether a program wrote this and not a person.
pub(super) fn is_automatic(top: &Fields) -> bool {
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

/// Whether the mail says that it came with an empty return path, as what must not be answered does.
pub(super) fn has_empty_path(top: &Fields) -> bool {
    top.has("return-path") && matches!(top.get("return-path").trim(), "<>" | "")
}

fn has_subject(top: &Fields) -> bool {
    let subject = super::vendor::plain_subject(top);
    SUBJECTS.iter().any(|known| subject.starts_with(known) || subject.contains(&format!(" {known}")))
}
