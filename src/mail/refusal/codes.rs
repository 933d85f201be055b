//! The codes in what a server said: three digits (RFC 5321) and the enhanced status (RFC 3463).

/// A status as three numbers.
pub(super) type Status = (u16, u16, u16);

/// The status in a text, such as `5.1.1`: the one right after three digits, because that is the server's own, else the
/// first. An IP address is none, nor is a version number.
#[must_use]
pub fn enhanced_in(text: &str) -> Option<String> {
    let mut first = None;
    let mut is_after_reply = false;
    for word in text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.') {
        let word = word.trim_matches('.');
        if is_refusal(word) {
            if is_after_reply {
                return Some(word.to_owned());
            }
            first = first.or_else(|| Some(word.to_owned()));
        }
        if !word.is_empty() {
            is_after_reply = reply(word).is_some();
        }
    }
    first
}

/// Whether a word is a status: class 2, 4 or 5, and two numbers of at most three digits.
#[must_use]
pub fn is_status(word: &str) -> bool {
    let is_part = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    word.find('.') == Some(1)
        && word.split('.').all(is_part)
        && numbers(word).is_some_and(|(class, _, _)| matches!(class, 2 | 4 | 5))
}

fn is_refusal(word: &str) -> bool {
    is_status(word) && !word.starts_with('2')
}

/// The three numbers of a status.
pub(super) fn numbers(status: &str) -> Option<Status> {
    let mut parts = status.split('.').map(str::parse);
    match (parts.next()?, parts.next()?, parts.next()?, parts.next()) {
        (Ok(class), Ok(subject), Ok(detail), None) => Some((class, subject, detail)),
        _ => None,
    }
}

/// The first answer of a server in a text, from its three digits (4xx or 5xx) up to those of another answer.
pub(super) fn answer_in(text: &str) -> Option<(u16, &str)> {
    let mut found: Option<(usize, u16)> = None;
    for (at, word) in words(text) {
        let Some(code) = reply_at(word) else { continue };
        match found {
            None => found = Some((at, code)),
            Some((from, first)) if first != code => return text.get(from..at).map(|answer| (first, answer)),
            Some(_) => {}
        }
    }
    found.and_then(|(from, code)| text.get(from..).map(|answer| (code, answer)))
}

/// Whether a text repeats the answer of a server.
#[must_use]
pub fn has_answer(text: &str) -> bool {
    answer_in(text).is_some()
}

/// The words of a text, and where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(char::is_whitespace).map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// The three digits with which a word of an answer begins: `550`, `550-5.1.1`, `(550`; not `550.1` or `550x`.
fn reply_at(word: &str) -> Option<u16> {
    let word = word.trim_start_matches(['(', '[', '<', '"', '\'', ':']);
    let (digits, rest) = word.split_at_checked(3)?;
    let is_end = |letter: char| matches!(letter, '-' | ' ' | ':' | ';' | ')' | '#' | ',');
    if rest.is_empty() || rest.starts_with(is_end) { reply(digits) } else { None }
}

fn reply(word: &str) -> Option<u16> {
    let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let code = if is_code { word.parse().ok() } else { None };
    code.filter(|code| (400..600).contains(code))
}
