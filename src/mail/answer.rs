//! What a relay answers: reply codes (RFC 5321 section 4.2), enhanced codes (RFC 2034, 3463) and what it offers.

use anyhow::{anyhow, bail};

/// The longest answer that is read, over all its lines.
const LIMIT: usize = 16 * 1024;

/// What the relay said at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The three digits.
    pub code: u16,
    /// The enhanced status (RFC 3463), such as `5.1.1`, when it gave one.
    pub enhanced: Option<String>,
    /// Its words.
    pub text: String,
}

/// What the relay said it can do.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an extension that a relay offers or not")]
pub(super) struct Offers {
    pub(super) pipelining: bool,
    pub(super) utf8: bool,
    pub(super) eight_bit: bool,
    pub(super) starttls: bool,
    pub(super) size: bool,
    /// The largest mail it takes, when it names one.
    pub(super) most: Option<usize>,
    pub(super) logins: Vec<String>,
}

impl Offers {
    pub(super) fn read(text: &str) -> Self {
        let mut offers = Self::default();
        for line in text.lines() {
            let mut words = line.split_ascii_whitespace();
            match words.next().unwrap_or_default().to_ascii_uppercase().as_str() {
                "PIPELINING" => offers.pipelining = true,
                "SMTPUTF8" => offers.utf8 = true,
                "8BITMIME" => offers.eight_bit = true,
                "STARTTLS" => offers.starttls = true,
                "SIZE" => {
                    offers.size = true;
                    offers.most = words.next().and_then(|size| size.parse().ok()).filter(|size| *size > 0);
                }
                "AUTH" => offers.logins = words.map(str::to_ascii_uppercase).collect(),
                _ => {}
            }
        }
        offers
    }
}

impl Answer {
    /// Reads the first whole answer of what came in, and how many bytes it took; `None` when it has not ended yet.
    ///
    /// # Errors
    /// When it is no answer, or does not end.
    pub(super) fn read(bytes: &[u8]) -> anyhow::Result<Option<(Self, usize)>> {
        let (mut text, mut enhanced, mut used) = (String::new(), None, 0);
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if !line.ends_with(b"\n") {
                break;
            }
            used += line.len();
            let line = String::from_utf8_lossy(line);
            let line = line.trim_end();
            let strange = || anyhow!("the relay answered {line:?}");
            let (digits, rest) = line.split_at_checked(3).ok_or_else(strange)?;
            let code: u16 = digits.parse().ok().filter(|code| (200..600).contains(code)).ok_or_else(strange)?;
            let words = rest.get(1..).unwrap_or_default();
            let status = status(code, words);
            if text.is_empty() {
                text.push_str(words);
            } else {
                // RFC 2034: every line repeats the status, which is said once here.
                let words = status.map_or(words, |status| words[status.len()..].trim_start());
                text.push('\n');
                text.push_str(words);
            }
            enhanced = enhanced.or_else(|| status.map(str::to_owned));
            match rest.bytes().next() {
                None | Some(b' ') => return Ok(Some((Self { code, enhanced, text }, used))),
                Some(b'-') => {}
                Some(_) => return Err(strange()),
            }
        }
        if bytes.len() > LIMIT {
            bail!("the relay's answer does not end");
        }
        Ok(None)
    }
}

/// The enhanced status at the beginning of a line: three numbers of at most three digits, of the class of its code.
fn status(code: u16, words: &str) -> Option<&str> {
    let first = words.split(' ').next()?;
    let mut parts = first.split('.');
    let class = parts.next()?;
    let is_class = class.len() == 1 && class.parse() == Ok(code / 100) && code / 100 != 3;
    let mut is_number = || {
        parts.next().is_some_and(|part| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let is_status = is_class && is_number() && is_number() && parts.next().is_none();
    is_status.then_some(first)
}
