//! What a report says, apart from the copy of our own mail in it. Our words are never read as the server's.

/// Where the copy of our mail begins, in the words of some programs: what is left of a line without its ornaments.
const ANNOUNCED: &[&str] = &[
    "original message follows",
    "original message headers",
    "original message as received",
    "original mail",
    "returned message",
    "message header",
    "the header of the original message",
    "included is a copy",
    "this is a copy",
    "below this line is a copy",
    "below is a copy",
    "unsent message",
    "message text follows",
    "bounced e-mail",
    "oorspronkelijk",
    "ursprüngliche nachricht",
    "message d'origine",
];

/// Fields that only a mail has; one of the first three is enough.
const CERTAIN: &[&str] = &["received", "return-path", "dkim-signature", "mime-version", "message-id", "content-type"];

/// Fields of a mail that also stand in a report, where it names the mail that it is about.
const COMMON: &[&str] =
    &["from", "to", "cc", "subject", "date", "sent", "sender", "reply-to", "in-reply-to", "references"];

/// What a report says before it copies our mail, without the lines that name our mail; at most 4,000 characters.
pub(super) fn before(text: &str) -> String {
    let lines = lines_of(text);
    let end = (0..lines.len()).find(|at| begins(&lines, *at)).unwrap_or(lines.len());
    let is_quoted = |line: &str| line.starts_with("> ") || line.trim_end() == ">";
    let said = lines.iter().take(end).filter(|line| !is_quoted(line) && !is_field(line.trim_start()));
    said.copied().collect::<Vec<_>>().join("\n").chars().take(4_000).collect()
}

/// The copy of our mail within a text; empty when there is none.
pub(super) fn within(text: &str) -> String {
    let lines = lines_of(text);
    let Some(begin) = (0..lines.len()).find(|at| begins(&lines, *at)) else { return String::new() };
    let rest = lines.iter().skip(begin).skip_while(|line| !is_field(line.trim_start()));
    rest.take(300).copied().collect::<Vec<_>>().join("\n")
}

/// The lines of a text. A rule of dashes begins one too: what was HTML has lost its line ends.
fn lines_of(text: &str) -> Vec<&str> {
    let lines = text.lines().take(600);
    lines
        .flat_map(|line| match line.find("---") {
            Some(at) if at > 0 => vec![line.get(..at).unwrap_or_default(), line.get(at..).unwrap_or_default()],
            _ => vec![line],
        })
        .collect()
}

/// Whether the copy begins at a line: it is announced, or the fields of a mail stand there from the edge on.
fn begins(lines: &[&str], at: usize) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let plain = line.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    if ANNOUNCED.iter().any(|known| plain.starts_with(known)) {
        return true;
    }
    match name_of(line) {
        Some(name) if CERTAIN.iter().take(3).any(|known| name == *known) => true,
        Some(name) if is_known(&name) => {
            let block = lines.iter().skip(at).take(12).take_while(|line| !line.trim().is_empty());
            let names: Vec<String> = block.filter_map(|line| name_of(line)).collect();
            let has = |name: &str| names.iter().any(|known| known == name);
            names.len() > 1 && names.iter().any(|name| CERTAIN.contains(&name.as_str()))
                || names.len() > 2 && has("from") && has("subject")
        }
        _ => false,
    }
}

fn is_field(line: &str) -> bool {
    name_of(line).is_some_and(|name| is_known(&name))
}

fn is_known(name: &str) -> bool {
    CERTAIN.contains(&name) || COMMON.contains(&name)
}

/// The name of a field that begins at the edge of a line.
fn name_of(line: &str) -> Option<String> {
    let (name, _) = line.split_once(':')?;
    let fits = !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    fits.then(|| name.to_ascii_lowercase())
}
