//! What a person wrote, for the people of the centre to read.

use mail_parser::Message;

use super::fields::Fields;
use super::{copy, first_text};

/// The subject and the text, without the copy of our mail below it.
pub(super) fn said(message: &Message<'_>) -> String {
    let text = copy::before(&first_text(message));
    let own = text.lines().filter(|line| !announces(line)).collect::<Vec<_>>().join("\n");
    match message.subject().map(str::trim).filter(|subject| !subject.is_empty()) {
        Some(subject) => format!("{subject} — {own}"),
        None => own,
    }
}

/// The mails that it answers, the nearest first.
pub(super) fn answers(top: &Fields) -> Vec<String> {
    let mut ids = top.ids("in-reply-to");
    ids.extend(top.ids("references").into_iter().rev());
    ids
}

/// "Op 3 november schreef …:", above what is quoted.
fn announces(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    let says = [" schreef ", " wrote", " schrieb ", " a écrit"].iter().any(|word| line.contains(word));
    says && line.ends_with(':')
}
