//! What a person wrote, for the people of the centre to read.

use mail_parser::Message;

use super::fields::Fields;
use super::first_text;

/// The subject and the text, without the copy of our mail below it.
pub(super) fn said(message: &Message<'_>) -> String {
    let own = above(&first_text(message)).lines().filter(|line| !announces(line)).collect::<Vec<_>>().join("\n");
    match message.subject().map(str::trim).filter(|subject| !subject.is_empty()) {
        Some(subject) => format!("{subject} — {own}"),
        None => own,
    }
}

/// The beginnings of the two lines between which mail programs put the head of what they quote.
const HEADS: [(&str, &str); 4] =
    [("from:", "subject:"), ("van:", "onderwerp:"), ("von:", "betreff:"), ("de :", "objet :")];

/// What stands above the copy of our mail: only what mail programs write cuts, and no line is dropped for its first word.
fn above(text: &str) -> String {
    let lines: Vec<&str> = text.lines().take(600).collect();
    let begins = |at: usize| {
        let low = |line: &&str| line.trim().to_lowercase();
        let Some(line) = lines.get(at).map(low) else { return false };
        let block = || lines.iter().skip(at).take(8).map(low).take_while(|line| !line.is_empty());
        let is_head =
            |(from, subject): &(&str, &str)| line.starts_with(from) && block().any(|one| one.starts_with(subject));
        (line.starts_with("-----") && line.ends_with("-----")) || HEADS.iter().any(is_head)
    };
    let end = (0..lines.len()).find(|at| begins(*at)).unwrap_or(lines.len());
    lines.iter().take(end).filter(|line| !line.starts_with('>')).copied().collect::<Vec<_>>().join("\n")
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
