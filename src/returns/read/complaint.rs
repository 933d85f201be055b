//! Complaints in the abuse reporting format (RFC 5965), as feedback loops send them.

use super::fields::Fields;
use super::{Kind, Why};
use crate::mail::refusal::Class;
use mail_parser::{Message, PartType};

/// Reads the machine-readable part.
pub(super) fn read(report: &Fields) -> Why {
    let kind = match report.get("feedback-type").trim().to_ascii_lowercase().as_str() {
        // A filter erred in our favour, or a report about signatures (RFC 6591): nobody complained.
        "not-spam" | "auth-failure" | "dmarc" => Kind::Notice,
        "" => Kind::Other,
        // `abuse`, `fraud`, `virus`, `opt-out`, `other`, and what is to come: someone does not want our mail.
        _ => Kind::Complaint,
    };
    Why {
        kind,
        class: Class::Unknown,
        enhanced: None,
        said: format!("{} {}", report.get("feedback-type"), report.get("user-agent")).trim().to_owned(),
        recipients: report.addresses(&["original-rcpt-to", "removal-recipient"]),
        paths: report.addresses(&["original-mail-from", "original-envelope-id"]),
    }
}

/// Whether a mail is a complaint as Hotmail sent them before it had reports: a subject, and our mail as it was.
pub(super) fn is_old_form(top: &Fields, message: &Message<'_>) -> bool {
    let has_our_mail = message.parts.iter().any(|part| matches!(part.body, PartType::Message(_)));
    has_our_mail && top.plain_subject().starts_with("complaint about message from")
}
